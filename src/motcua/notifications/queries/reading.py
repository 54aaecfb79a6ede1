"""What a reader finds on her own page, and how she wants to be told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from motcua.kernel.actors import Actor
from motcua.notifications import rules
from motcua.notifications.models import Notice, Preference
from motcua.notifications.types import Channel, Group, NoticeStatus
from motcua.privacy import sealing

PAGE = 20
"""Notices on one page of a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice as its reader sees it.

    Attributes:
        text: Without greeting, in the language she chose when it was sent.
        link: What it leads to on this site, or empty.
        sent_at: Real time.
        opened_at: Real time, or None: not yet.
    """

    id: UUID
    subject: str
    text: str
    link: str
    sent_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How somebody wants to be told.

    Attributes:
        language: `vi` or `en`.
        declined: Names of `rules.choice`.
    """

    language: str
    declined: frozenset[str]

    def wants(self, group: Group, channel: Channel) -> bool:
        """Tell whether she is told this way."""
        return rules.choice(group, channel) not in self.declined


def told_to(reader: Actor, *, before: UUID | None = None) -> list[Told]:
    """Return what somebody was told on her own page, the newest first; at most one page.

    Args:
        reader: Whose page.
        before: Only what is older than this notice; ids grow with time.
    """
    mine = _of(reader)
    if before:
        mine = mine.filter(id__lt=before)
    return [_told(notice) for notice in mine.order_by("-id")[:PAGE]]


def told(reader: Actor, notice_id: UUID) -> Told | None:
    """Return one of her notices; None: it is not hers, or does not exist."""
    notice = _of(reader).filter(pk=notice_id).first()
    return _told(notice) if notice else None


def unread(reader: Actor) -> int:
    """Return how many notices on her own page she has not opened."""
    return _of(reader).filter(opened_at=None).count()


def choices_of(reader: Actor) -> Choices:
    """Return how somebody wants to be told; who never said wants everything, in Vietnamese."""
    said = Preference.objects.filter(reader=str(reader)).first()
    if said is None:
        return Choices(language="vi", declined=frozenset())
    return Choices(language=said.language, declined=frozenset(said.declined))


def _of(reader: Actor) -> QuerySet[Notice]:
    return Notice.objects.filter(
        reader=str(reader), channel=Channel.IN_APP, status=NoticeStatus.SENT
    )


def _told(notice: Notice) -> Told:
    said = sealing.unseal(bytes(notice.said), place=f"notifications_notice.said:{notice.id}")
    values = sealing.unseal(bytes(notice.values), place=f"notifications_notice.values:{notice.id}")
    return Told(
        id=notice.id,
        subject=said["said"]["subject"],
        text=said["said"]["text"],
        link=values.get("link", ""),
        sent_at=notice.sent_at or notice.queued_at,
        opened_at=notice.opened_at,
    )
