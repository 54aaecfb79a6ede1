"""Little time left, and lateness: said once each, by a job that looks at what is due to be said."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers import queries
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.clock import DossierClock
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.types import Lateness, Post, Step
from motcua.kernel.actors import Actor

WATCH = Actor.system("dossiers.watch")
MOST_AT_ONCE = 200


def due_alarms(*, at: datetime) -> tuple[list[UUID], list[UUID]]:
    """Return dossiers and tasks whose time is to be looked at now, the longest waiting first."""
    rows = (
        model.objects.filter(alarm_at__lte=at).order_by("alarm_at").values_list("id", flat=True)
        for model in (Dossier, WorkItem)
    )
    dossiers, tasks = (list(found[:MOST_AT_ONCE]) for found in rows)
    return dossiers, tasks


@transaction.atomic
def look_at_dossier(*, dossier_id: UUID, at: datetime) -> Lateness | None:
    """Say once that little time is left, that a dossier is late, or late again.

    When it becomes late, its leader gets the task to excuse it and to appoint a new date.

    Returns:
        What was said; None: it was said before, or the clock stands.

    Source: Nghị định 61/2018/NĐ-CP, Điều 19 (apology for lateness).
    """
    dossier = locked(dossier_id)
    if dossier.alarm_at is None or dossier.due_at is None or dossier.alarm_at > at:
        return None
    clock, at = queries.clock(dossier.agency_id), not_before(dossier, at)
    was, late = Lateness(dossier.alarmed), at >= dossier.due_at
    said = Lateness.LATE_AGAIN if was is Lateness.LATE else Lateness.LATE
    if not late:
        said = Lateness.DUE_SOON
    changes: dict[str, Any] = {"alarmed": said, "alarm_at": _next(dossier, said, clock, at)}
    if said is Lateness.DUE_SOON:
        happened(dossier, "became_due_soon", by=WATCH, at=at, **changes)
    elif said is Lateness.LATE:
        happened(dossier, "became_late", by=WATCH, at=at, **changes)
        _let_apologise(dossier, clock, at)
    else:
        happened(dossier, "became_late_again", by=WATCH, at=at, **changes)
    return said


@transaction.atomic
def look_at_task(*, item_id: UUID, at: datetime) -> Lateness | None:
    """Say once that little time is left for a task, or that it is late.

    Returns:
        What was said; None: it was said before, or the task is done.
    """
    found = WorkItem.objects.filter(id=item_id).values_list("dossier", flat=True).first()
    dossier = locked(found) if found else None
    item = WorkItem.objects.select_for_update().get(id=item_id)
    if dossier is None or item.alarm_at is None or item.due_at is None or item.alarm_at > at:
        return None
    at = not_before(dossier, at)
    said = Lateness.LATE if at >= item.due_at else Lateness.DUE_SOON
    item.alarmed = said
    item.alarm_at = None if said is Lateness.LATE else item.due_at
    item.save(update_fields=["alarmed", "alarm_at"])
    payload = {"item": str(item.id), "step": item.step}
    if said is Lateness.LATE:
        happened(dossier, "task_became_late", by=WATCH, at=at, payload=payload)
    else:
        happened(dossier, "task_became_due_soon", by=WATCH, at=at, payload=payload)
    return said


def _next(dossier: Dossier, said: Lateness, clock: DossierClock, at: datetime) -> datetime | None:
    if dossier.due_at is None or dossier.promised_at is None:  # pragma: no cover - asked before
        return None
    return clock.alarm_at(said, at, due_at=dossier.due_at, told_at=dossier.promised_at, budget=0)


def _let_apologise(dossier: Dossier, clock: DossierClock, at: datetime) -> None:
    """Open the leader's task to excuse the lateness, unless a new date was appointed already."""
    if dossier.promised_at != dossier.due_at:
        return
    minutes = 4 * 60
    item_id = uuid.uuid4()
    WorkItem.objects.create(
        id=item_id,
        dossier=dossier,
        agency_id=dossier.agency_id,
        task=item_id,
        step=Step.APOLOGISE,
        name=Step.APOLOGISE.label,
        post=Post.LEADER,
        minutes=minutes,
        opened_at=at,
        due_at=clock.after(at, minutes),
    )
