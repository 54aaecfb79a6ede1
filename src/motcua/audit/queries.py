"""Reads of the audit log and of the worker's pulse."""

from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet

from motcua.audit.models import Event
from motcua.audit.rules import STALLED_AFTER_SECONDS


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


def worker_was_seen() -> bool:
    """Return whether a worker of this site gave a sign of life in the last 30 seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [STALLED_AFTER_SECONDS],
        )
        return bool(cursor.fetchone()[0])
