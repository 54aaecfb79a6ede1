"""Reading the inboxes."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from motcua.sandbox.identity.people import PEOPLE
from motcua.sandbox.messages.models import CarriedMessage
from motcua.sandbox.messages.types import SECOND, Kind, Operator

_OWNERS = {
    address: person for person in PEOPLE.values() for address in (person.phone, person.email)
}


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Where somebody reads what came: all addresses of an invented person, or one of a stranger.

    Attributes:
        key: Of the person, or the address itself.
    """

    key: str
    name: str
    addresses: tuple[str, ...]
    count: int


def inboxes() -> list[Inbox]:
    """Return the inboxes that something came to, the latest first."""
    reached = CarriedMessage.objects.filter(reached=True)
    latest = reached.values("address").annotate(count=Count("id"), latest=Max("received_at"))
    found: dict[str, Inbox] = {}
    for row in latest.order_by("-latest"):
        person = _OWNERS.get(row["address"])
        key = person.key if person else row["address"]
        before = found.get(key)
        found[key] = Inbox(
            key=key,
            name=person.shown_name if person else row["address"],
            addresses=(*(before.addresses if before else ()), row["address"]),
            count=row["count"] + (before.count if before else 0),
        )
    return list(found.values())


def messages_to(addresses: Collection[str]) -> list[CarriedMessage]:
    """Return what reached any of the addresses, the newest first."""
    reached = CarriedMessage.objects.filter(address__in=addresses, reached=True)
    return list(reached.order_by("-received_at", "-id")[:100])


def sms(message_id: UUID, operator: Operator) -> CarriedMessage | None:
    """Return an SMS that an operator took, whether it got there or not."""
    return _of(operator).filter(pk=message_id).first()


def sms_by_key(key: str, operator: Operator) -> CarriedMessage | None:
    """Return the SMS that an operator took under its sender's key."""
    return _of(operator).filter(key=f"{operator.prefix}{key}").first()


def _of(operator: Operator) -> QuerySet[CarriedMessage]:
    taken = CarriedMessage.objects.filter(kind=Kind.SMS)
    if operator.prefix:
        return taken.filter(key__startswith=operator.prefix)
    return taken.exclude(key__startswith=SECOND.prefix)
