"""Reads of the audit log and of the worker's pulse."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from motcua.audit.models import Checkpoint, Event
from motcua.audit.rules import STALLED_AFTER_SECONDS

_CLOCKS_DIFFER: Final = timedelta(hours=1)
_ANCHORED_WITHIN: Final = timedelta(days=7)


def events_of(stream: str) -> QuerySet[Event]:
    """Return the events of one stream, oldest first."""
    return Event.objects.filter(stream=stream).order_by("seq")


def streams_with_other(streams: Collection[str], *, than: Collection[str]) -> set[str]:
    """Return those of some streams that have an event of another kind than these."""
    found = Event.objects.filter(stream__in=streams).exclude(kind__in=than)
    return set(found.order_by().values_list("stream", flat=True).distinct())


def events_of_many(streams: Collection[str]) -> QuerySet[Event]:
    """Return the events of some streams, each stream's oldest first."""
    return Event.objects.filter(stream__in=streams).order_by("stream", "seq")


def event(stream: str, seq: int) -> Event | None:
    """Return the event at a position of a stream; None: there is none."""
    return Event.objects.filter(stream=stream, seq=seq).first()


def anchor_of(stream: str, *, seq: int) -> dict[str, Any] | None:
    """Return the first checkpoint that anchors a stream with its event at a position as head.

    Returns:
        As it is exported; None: the event is not anchored yet, or was not when the next came.
    """
    found = event(stream, seq)
    if found is None:
        return None
    link = bytes(found.chain_sha256).hex()
    # It is made minutes after the event: the others need not be looked through.
    soon = Checkpoint.objects.filter(
        made_at__range=(found.at - _CLOCKS_DIFFER, found.at + _ANCHORED_WITHIN),
        heads__contains=[[stream, seq, link]],
    )
    anchor = soon.order_by("number").first()
    return anchor.exported() if anchor else None


def worker_was_seen() -> bool:
    """Return whether a worker of this site gave a sign of life in the last 30 seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [STALLED_AFTER_SECONDS],
        )
        return bool(cursor.fetchone()[0])
