"""Reading the inboxes."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max

from motcua.sandbox.identity.people import PEOPLE
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.messages.types import Kind


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """An address that something came to; `owner` is empty when it is nobody of ours."""

    address: str
    owner: str
    count: int


def inboxes() -> list[Inbox]:
    """Return the addresses that something came to, the latest first."""
    owners = {
        way: person.shown_name for person in PEOPLE.values() for way in (person.phone, person.email)
    }
    found = (
        CarriedMessage.objects.filter(reached=True)
        .values("address")
        .annotate(count=Count("id"), latest=Max("received_at"))
        .order_by("-latest")
    )
    return [
        Inbox(address=row["address"], owner=owners.get(row["address"], ""), count=row["count"])
        for row in found
    ]


def messages_to(address: str) -> list[CarriedMessage]:
    """Return what reached an address, the newest first."""
    reached = CarriedMessage.objects.filter(address=address, reached=True)
    return list(reached.order_by("-received_at", "-id")[:100])


def sms(message_id: UUID) -> CarriedMessage | None:
    """Return an SMS that was taken, whether it got there or not."""
    return CarriedMessage.objects.filter(kind=Kind.SMS, pk=message_id).first()
