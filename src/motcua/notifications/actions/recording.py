"""What every move of a notice leaves behind."""

from datetime import datetime
from typing import Final

from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.notifications import events, lifecycle
from motcua.notifications.models import Notice
from motcua.notifications.types import NoticeStatus

WORKER: Final = Actor.system("notifications")


def give_up(notice: Notice, *, why: str, at: datetime) -> None:
    """Take note that a notice will not be sent, and say so."""
    notice.why, notice.due_at = why, None
    move(notice, "give_up")
    record(notice, "notifications.notice_failed.v1", at=at, why=why)
    outbox.publish(events.NOTICE_FAILED, notice=str(notice.id), about=notice.about)


def move(notice: Notice, event: str) -> None:
    """Make a move of the table."""
    notice.status = lifecycle.NOTICE.next(NoticeStatus(notice.status), event)
    notice.save()


def record(notice: Notice, kind: str, *, at: datetime, **more: str | int) -> None:
    """Append to the log of a notice."""
    audit.record(
        stream=f"notice:{notice.id}",
        kind=kind,
        by=WORKER,
        at=at,
        payload={"channel": notice.channel, "template": notice.template, **more},
    )
