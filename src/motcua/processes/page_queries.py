"""Reads that only the pages of authors need."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.identity import queries as identity
from motcua.kernel.actors import Actor
from motcua.processes import errors, queries
from motcua.processes.models import DecisionVersion, ProcessInstance, ProcessVersion

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One process or decision: its newest version, its name, and how many instances run."""

    version: ProcessVersion | DecisionVersion
    name: str
    running: int = 0


def processes(*, words: str = "", after: str = "") -> tuple[list[Listed], str]:
    """Return a page of processes by key, and the key to go on after (empty: that was all).

    Args:
        words: Part of a key, or of a name.
        after: Key that the page begins after.
    """
    rows = ProcessVersion.objects.filter(key__gt=after)
    if words:
        rows = rows.filter(Q(key__icontains=words) | Q(bpmn__icontains=words))
    found = list(rows.order_by("key", "-number").distinct("key")[: PAGE + 1])
    counted = dict(
        ProcessInstance.objects.filter(version__key__in=[one.key for one in found], ended_at=None)
        .values_list("version__key")
        .annotate(Count("id"))
    )
    listed = [
        Listed(one, queries.file_of(one.id).name or one.key, counted.get(one.key, 0))
        for one in found[:PAGE]
    ]
    return listed, found[PAGE - 1].key if len(found) > PAGE else ""


def versions(key: str) -> list[ProcessVersion]:
    """Return the versions of a process, the newest first.

    Raises:
        UnknownProcess: There is none.
    """
    found = list(ProcessVersion.objects.filter(key=key).order_by("-number"))
    if not found:
        raise errors.UnknownProcess(key=key[:80])
    return found


def version(key: str, number: int) -> ProcessVersion:
    """Return one version of a process.

    Raises:
        UnknownProcess: There is none.
    """
    found = ProcessVersion.objects.filter(key=key, number=number).first()
    if found is None:
        raise errors.UnknownProcess(key=key[:80])
    return found


def decision_tables() -> list[Listed]:
    """Return the newest version of every decision, by key."""
    rows = DecisionVersion.objects.order_by("key", "-number").distinct("key")
    return [Listed(one, queries.table_of(one.id).name) for one in rows]


def names(actors: Iterable[str]) -> dict[str, str]:
    """Return the names behind actors, for staff; nothing for what is no person."""
    known = {Actor.parse(one): one for one in set(actors)}
    return {known[actor]: name for actor, name in identity.names_of(list(known)).items()}
