"""Taking messages."""

from datetime import datetime

from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.messages.types import BOUNCE, SWITCH, Kind
from motcua.sandbox.switches import queries as switches


def take(
    *,
    kind: Kind,
    key: str,
    sender: str,
    address: str,
    subject: str,
    text: str,
    at: datetime,
    switch: str = SWITCH,
) -> tuple[CarriedMessage, bool]:
    """Take a message, once; return it and whether it is new."""
    return CarriedMessage.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "sender": sender,
            "address": address,
            "subject": subject,
            "text": text,
            "reached": switches.position(switch) != BOUNCE,
            "received_at": at,
        },
    )
