"""What search engines are told of a procedure: schema.org GovernmentService as JSON-LD.

Source: https://schema.org/GovernmentService. A data block is no script: browsers do not run it, and
the content policy does not hold it back.
"""

import json
from collections.abc import Iterable
from typing import Any

from motcua.catalogue.types import Channel, Content

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def government_service(
    content: Content, *, address: str, providers: Iterable[str], files_online: bool
) -> dict[str, Any]:
    """Return the description of a procedure.

    Args:
        content: What its version in force says.
        address: Its own absolute address.
        providers: Full names of the agencies that provide it.
        files_online: Whether a dossier can be filed here.
    """
    channels = [
        {
            "@type": "ServiceChannel",
            "name": channel.label,
            **({"serviceUrl": f"{address}nop/"} if channel is Channel.ONLINE else {}),
        }
        for channel in content.channels
        if channel is not Channel.ONLINE or files_online
    ]
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "name": content.name,
        "description": content.summary,
        "inLanguage": "vi",
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": "national code of the administrative procedure",
            "value": content.code,
        },
        "serviceType": content.sector,
        "audience": [{"@type": "Audience", "audienceType": who} for who in content.subjects],
        "provider": [{"@type": "GovernmentOrganization", "name": name} for name in providers],
        "availableChannel": channels,
        "serviceOutput": {"@type": "Thing", "name": content.result},
        "offers": [
            {
                "@type": "Offer",
                "name": fee.name,
                "price": fee.amount,
                "priceCurrency": "VND",
                "description": fee.unit,
            }
            for fee in content.fees
        ],
        "areaServed": {"@type": "Country", "name": "VN"},
    }


def as_data_block(described: dict[str, Any]) -> str:
    """Return JSON that may stand inside a page: nothing in it can end the block."""
    return json.dumps(described, ensure_ascii=False).translate(_UNSAFE)
