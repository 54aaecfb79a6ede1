"""Messages to integrators over HTTP, signed so that they know whose they are.

Source: Standard Webhooks 1.0.0 (id, timestamp and body under HMAC-SHA256; receivers refuse what is
older than five minutes).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.net.errors import RemoteFailed, RemoteRefused
from motcua.net.remote import Remote
from motcua.notifications.errors import TryLaterError

PREFIX: Final = "whsec_"


def signature(secret: str, *, message_id: str, sent_at: int, body: bytes) -> str:
    """Return the header `webhook-signature` of a message.

    Args:
        secret: `whsec_` and at least 24 bytes in base64.
        message_id: The same at every try.
        sent_at: Seconds since 1970.
        body: As it is sent.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{sent_at}.".encode() + body
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"


def post(
    url: str,
    secret: str,
    *,
    message_id: UUID,
    payload: Mapping[str, Any],
    is_public: bool,
    at: datetime,
) -> None:
    """Send a message; an answer 2xx means that it was taken.

    Raises:
        TryLaterError: It was not; `why` is the status, or the name of the failure.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    sent_at = int(at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": str(message_id),
        "webhook-timestamp": str(sent_at),
        "webhook-signature": signature(
            secret, message_id=str(message_id), sent_at=sent_at, body=body
        ),
    }
    remote = Remote(
        name="webhook", base_url=url, seconds=5, most_bytes=64 * 1024, is_public=is_public
    )
    try:
        remote.post("", retry=False, content=body, headers=headers)
    except RemoteRefused as refusal:
        raise TryLaterError(str(refusal.status)) from None
    except RemoteFailed as failure:
        raise TryLaterError(str(failure.params.get("why") or type(failure).__name__)) from None
