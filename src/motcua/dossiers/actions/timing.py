"""Timers of processes that go off, and dossiers that go over to another version of a process."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers import queries
from motcua.dossiers.actions import working
from motcua.dossiers.actions.moves import happened, locked, move, not_before
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Clock, Status
from motcua.kernel.actors import Actor
from motcua.processes import actions as processes
from motcua.processes import queries as process_queries
from motcua.processes.errors import TimerIsGone

TIMERS = Actor.system("dossiers.timers")
GONE_OFF = "hen-gio"
"""Outcome of a task that a timer ended."""


@transaction.atomic
def fire(*, dossier_id: UUID, timer_id: UUID, at: datetime) -> bool:
    """Let a timer of a dossier's process go off, and do what comes of it.

    Returns:
        False when it went off before, or the dossier's clock stands: then it goes off once that
        runs again.

    Raises:
        TimerNotDue, FactOfAnotherKind: As `processes.actions.fire`.
        MoveNotAllowed: The process raises what cannot happen now.
    """
    dossier = locked(dossier_id)
    if dossier.process_id is None or clock_of(Status(dossier.status)) is not Clock.RUNS:
        return False
    at = not_before(dossier, at)
    facts = queries.facts_of(dossier, process_queries.version_of(dossier.process_id))
    try:
        advance = processes.fire(
            instance_id=dossier.process_id, timer_id=timer_id, at=at, facts=facts
        )
    except TimerIsGone:
        return False
    payload = {"timer": str(timer_id)}
    if advance.event:
        move(dossier, advance.event, by=TIMERS, at=at, payload=payload)
    else:
        happened(dossier, "timer_went_off", by=TIMERS, at=at, payload=payload)
    working.close_gone(dossier, advance, why=GONE_OFF, by=TIMERS, at=at)
    working.open_tasks(dossier, advance, clock=queries.clock(dossier.agency_id), at=at)
    return True


def go_over(dossier: Dossier, *, version_id: UUID, by: Actor, at: datetime) -> None:
    """Take the process of a locked dossier over to another version; what waits keeps its clock.

    Raises:
        CannotMove: It would not stand there where it stands.
    """
    if dossier.process_id is None:
        return
    facts = queries.facts_of(dossier, version_id)
    advance = processes.migrate(
        instance_id=dossier.process_id, version_id=version_id, at=at, facts=facts
    )
    working.close_gone(dossier, advance, why="upgraded", by=by, at=at)
    working.open_tasks(dossier, advance, clock=queries.clock(dossier.agency_id), at=at)
