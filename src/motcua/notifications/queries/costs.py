"""What notices cost."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from motcua.notifications.models import Notice
from motcua.notifications.types import Channel, Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What the notices of one month, channel, provider and procedure cost.

    Attributes:
        month: Its first day, in Vietnam.
        procedure: Its code; empty: of none.
        parts: Messages that were paid for.
        cost: In đồng.
        bounced: How many did not arrive.
    """

    month: date
    channel: Channel
    provider: str
    procedure: str
    count: int
    parts: int
    cost: int
    bounced: int


def spent(*, since: datetime, until: datetime) -> list[Spent]:
    """Return what was sent in a span of real time, the newest month and the dearest first."""
    rows = (
        Notice.objects.filter(sent_at__gte=since, sent_at__lt=until)
        .values("channel", "provider", "procedure", month=TruncMonth("sent_at"))
        .annotate(
            count=Count("id"),
            all_parts=Sum("parts"),
            total=Sum("cost"),
            bounced=Count("id", filter=Q(receipt__delivery=Delivery.BOUNCED)),
        )
        .order_by("-month", "-total", "channel", "procedure")
    )
    return [
        Spent(
            month=row["month"].date(),
            channel=Channel(row["channel"]),
            provider=row["provider"],
            procedure=row["procedure"],
            count=row["count"],
            parts=row["all_parts"],
            cost=row["total"],
            bounced=row["bounced"],
        )
        for row in rows
    ]
