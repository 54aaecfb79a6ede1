"""What an applicant is told, by e-mail and SMS, when something happens to her dossier."""

from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.catalogue import queries as catalogue
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.identity import queries as identity
from motcua.kernel import money
from motcua.kernel.actors import Actor
from motcua.notifications import actions as notifications

TELLER = Actor.system("dossiers.notices")

TEXTS = {
    "submitted": "dossier_received",
    "fee_paid": "fee_paid",
    "accept": "dossier_accepted",
    "refuse": "dossier_refused",
    "expire": "dossier_expired",
    "return": "result_ready",
    "procedure_closes": "procedure_closes",
}
"""Which text tells of which event; of the others nobody is told."""


def tell_applicant(found: Dossier, *, happened: str, version: int, at: datetime) -> None:
    """Queue the notices of an event, once per event and channel."""
    template = TEXTS.get(happened)
    if template is None:
        return
    contact = identity.contact_of(found.owner_id)
    values = _values(found)
    addresses: dict[Literal["email", "sms"], str] = {"email": contact.email, "sms": contact.phone}
    with transaction.atomic():
        for channel, to in addresses.items():
            if to:
                notifications.notify(
                    key=f"dossier:{found.id}:{version}:{channel}",
                    channel=channel,
                    to=to,
                    template=template,
                    values=values,
                    language="vi",
                    by=TELLER,
                    at=at,
                    about=f"dossier:{found.id}",
                )


def _values(found: Dossier) -> dict[str, str]:
    content = catalogue.version(found.procedure_version_id).content
    charge = queries.charge_of(found)
    reasons = {reason.code: reason.text for reason in content.refusal_reasons}
    closes_on = queries.told_closing_day(found.id)
    path = reverse("portal:dossier", args=[found.code])
    return {
        "name": found.owner_name,
        "agency": found.agency.full_name,
        "code": found.code,
        "service": content.name,
        "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
        "amount": money.dong(found.fee_amount),
        "promised": queries.shown_time(found.promised_at) if found.promised_at else "",
        "deadline": queries.shown_time(charge.expires_at) if charge else "",
        "reason": reasons.get(found.reason_code, ""),
        "closes_on": f"{closes_on:%d/%m/%Y}" if closes_on else "",
    }
