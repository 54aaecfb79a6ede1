"""What an applicant is promised: given at receipt, moved by pauses, extended, re-appointed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import move, not_before
from motcua.dossiers.clock import DossierClock
from motcua.dossiers.lifecycle import DOSSIER, clock_of
from motcua.dossiers.models import Dossier, Promise, WorkItem
from motcua.dossiers.types import Clock, Lateness, PromisedBy, Status, Step
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A promise that is about to be given.

    Attributes:
        told_at: What the applicant is told; real time.
        due_at: What the law holds the office to.
        why: What it comes from.
        note: The leader's reason; empty where none is asked for.
    """

    told_at: datetime
    due_at: datetime
    why: PromisedBy
    note: str = ""


@transaction.atomic
def extend(*, dossier_id: UUID, viewer: Viewer, until: date, reason: str, at: datetime) -> Dossier:
    """Extend the time of a dossier, once, before it runs out.

    Args:
        dossier_id: Which.
        viewer: A leader of its agency.
        until: Legal day at whose closing time the result is there.
        reason: Printed on the paper.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        ReasonMissing: There is none.
        ExtendedBefore, TooLateToExtend, DateNotLater: It cannot be, or not to that day.
        CalendarDoesNotReach: The day is not covered.

    Source: Thông tư 03/2025/TT-VPCP, Phụ lục I, mẫu 04.
    """
    dossier = posts.for_move(dossier_id, "extend", viewer)
    at = not_before(dossier, at)
    if not reason.strip():
        raise errors.ReasonMissing
    if _was_promised(dossier, PromisedBy.EXTENSION):
        raise errors.ExtendedBefore
    if dossier.due_at is None or at > dossier.due_at:
        raise errors.TooLateToExtend(promised=_shown(dossier.due_at))
    clock = queries.clock(dossier.agency_id)
    day = clock.closing(until)
    _check_later(dossier, day, at)
    given = Given(told_at=day, due_at=day, why=PromisedBy.EXTENSION, note=reason.strip())
    dossier.alarmed = Lateness.ON_TIME
    move_promising(dossier, "extend", given, clock=clock, by=viewer.actor, at=at)
    return dossier


@transaction.atomic
def reappoint(
    *, dossier_id: UUID, viewer: Viewer, until: date, cause: str, at: datetime
) -> Dossier:
    """Excuse that a dossier is late, or will be, and appoint another date; once.

    What the law holds the office to stays as it was: the dossier is late all the same.

    Args:
        dossier_id: Which.
        viewer: A leader of its agency.
        until: Legal day at whose closing time the result is there.
        cause: Of the lateness; printed on the paper.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As every move of officers.
        ReasonMissing: There is none.
        ReappointedBefore, DateNotLater: It cannot be, or not to that day.
        CalendarDoesNotReach: The day is not covered.

    Source: Nghị định 61/2018/NĐ-CP, Điều 19 (apology and one new date); mẫu 04.
    """
    dossier = posts.for_move(dossier_id, "reappoint", viewer)
    at = not_before(dossier, at)
    if not cause.strip():
        raise errors.ReasonMissing
    if _was_promised(dossier, PromisedBy.REAPPOINTMENT):
        raise errors.ReappointedBefore
    clock = queries.clock(dossier.agency_id)
    day = clock.closing(until)
    _check_later(dossier, day, at)
    if dossier.due_at is None:  # pragma: no cover - what was received has a date
        raise errors.UnknownDossier
    given = Given(
        told_at=day, due_at=dossier.due_at, why=PromisedBy.REAPPOINTMENT, note=cause.strip()
    )
    move_promising(dossier, "reappoint", given, clock=clock, by=viewer.actor, at=at)
    apology = dossier.work_items.filter(step=Step.APOLOGISE, done_at=None)
    apology.update(done_at=at, done_by=str(viewer.actor), outcome="reappoint", alarm_at=None)
    return dossier


def move_promising(
    dossier: Dossier,
    event: str,
    given: Given,
    *,
    clock: DossierClock,
    by: Actor,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Move a locked dossier by an event that gives it a promise, and keep the promise."""
    accepted_at: datetime = changes.get("accepted_at") or dossier.accepted_at or at
    alarm_at = None
    if clock_of(DOSSIER.next(Status(dossier.status), event)) is Clock.RUNS:
        pauses = queries.spans_of(dossier) if dossier.accepted_at else ()
        alarm_at = clock.alarm_at(
            Lateness(dossier.alarmed),
            at,
            due_at=given.due_at,
            told_at=given.told_at,
            budget=clock.used(accepted_at, given.due_at, pauses).net,
        )
    move(
        dossier,
        event,
        by=by,
        at=at,
        payload={"promised_at": given.told_at.isoformat(), **(payload or {})},
        promised_at=given.told_at,
        due_at=given.due_at,
        alarm_at=alarm_at,
        alarmed=dossier.alarmed,
        **changes,
    )
    last = dossier.promises.order_by("number").last()
    if last is None or (last.promised_at, last.due_at) != (given.told_at, given.due_at):
        Promise.objects.create(
            dossier=dossier,
            number=last.number + 1 if last else 1,
            version=dossier.version,
            promised_at=given.told_at,
            due_at=given.due_at,
            why=given.why,
            note=given.note,
            at=at,
            by=str(by),
        )


def set_alarm(item: WorkItem, *, clock: DossierClock, at: datetime) -> None:
    """Set when a task whose clock runs from now on is to be looked at again."""
    item.alarm_at = item.due_at and clock.alarm_at(
        Lateness(item.alarmed),
        at,
        due_at=item.due_at,
        told_at=item.due_at,
        budget=item.minutes,
        least=0,
    )


def _was_promised(dossier: Dossier, why: PromisedBy) -> bool:
    return dossier.promises.filter(why=why).exists()


def _check_later(dossier: Dossier, day: datetime, at: datetime) -> None:
    if dossier.promised_at is None or day <= max(at, dossier.promised_at):
        raise errors.DateNotLater(promised=_shown(dossier.promised_at))


def _shown(real: datetime | None) -> str:
    return queries.shown_time(real) if real else ""
