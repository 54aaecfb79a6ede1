"""What became of notices."""

from datetime import datetime
from uuid import UUID

from django.utils import translation

from motcua.notifications import wording
from motcua.notifications.models import Notice
from motcua.notifications.types import Channel, Delivery, NoticeState, NoticeStatus


def notices_about(about: str) -> list[NoticeState]:
    """Return the notices about a subject, in the order they were asked for."""
    found = Notice.objects.filter(about=about).select_related("receipt").order_by("id")
    return [state_of(notice) for notice in found.defer("recipient", "values", "said")]


def due(*, at: datetime, most: int) -> list[UUID]:
    """Return the notices to look at now, those that wait longest first."""
    waiting = Notice.objects.filter(due_at__lte=at).order_by("due_at")
    return list(waiting.values_list("pk", flat=True)[:most])


def state_of(notice: Notice) -> NoticeState:
    """Return a notice as others may show it."""
    receipt = getattr(notice, "receipt", None)
    return NoticeState(
        id=notice.id,
        channel=Channel(notice.channel),
        template=notice.template,
        title=wording.title(notice.template, translation.gettext),
        status=NoticeStatus(notice.status),
        delivery=Delivery(receipt.delivery) if receipt else Delivery.UNKNOWN,
        queued_at=notice.queued_at,
        sent_at=notice.sent_at,
    )
