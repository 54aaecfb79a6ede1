"""What officers do: accept or refuse, take tasks up and do them."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.catalogue import queries as catalogue
from motcua.dossiers import errors, queries, rules
from motcua.dossiers.actions.moves import happened, locked, move, subject_of
from motcua.dossiers.lifecycle import DOSSIER
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.types import Post, Status
from motcua.identity.queries import Viewer
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.privacy import sealing
from motcua.processes import actions as processes
from motcua.processes.types import Advance

SYSTEM = Actor.system("dossiers.process")


@transaction.atomic
def accept(*, dossier_id: UUID, viewer: Viewer, at: datetime) -> Dossier:
    """Receive a dossier: promise the result, and start its process.

    Args:
        dossier_id: Which.
        viewer: The officer; a clerk of the dossier's agency.
        at: Real time of receipt, from which the promise counts.

    Raises:
        NotYourPost: The officer is no clerk there.
        SomebodyWasFaster: It is received or refused already.
        FeeNotPaid: A fee is due online; one that is paid at the counter holds nothing up.
        CalendarDoesNotReach: The promise would fall past the calendar.

    Source: Nghị định 61/2018/NĐ-CP, Điều 17 (receipt and promised date).
    """
    dossier = locked(dossier_id)
    _hold(viewer, Post.CLERK, dossier)
    _not_decided(dossier)
    version = catalogue.version(dossier.procedure_version_id)
    if dossier.fee_online and dossier.fee_paid_at is None:
        raise errors.FeeNotPaid
    promised_at = rules.promised_at(
        at,
        queries.terms_of(dossier).limit.counted(),
        calendar=agencies.working_calendar(),
        shift=agencies.legal_shift(),
    )
    started = processes.start(
        version_id=queries.process_of(version), subject=subject_of(dossier.id), at=at
    )
    move(
        dossier,
        "accept",
        by=viewer.actor,
        at=at,
        payload={"promised_at": promised_at.isoformat()},
        accepted_at=at,
        promised_at=promised_at,
        process_id=started.instance,
    )
    _open_tasks(dossier, started, at=at)
    return dossier


@transaction.atomic
def refuse(
    *, dossier_id: UUID, viewer: Viewer, reason_code: str, note: str, at: datetime
) -> Dossier:
    """Refuse to receive a dossier, for one of the procedure's reasons; the fee goes back by a job.

    Args:
        dossier_id: Which.
        viewer: The officer; a clerk of the dossier's agency.
        reason_code: Of the procedure's list.
        note: What the applicant should do, in the officer's words; shown to her.
        at: Real time.

    Raises:
        NotYourPost, SomebodyWasFaster: As `accept`.
        UnknownReason: The code is not in the list.

    Source: Thông tư 01/2018/TT-VPCP, mẫu 03.
    """
    dossier = locked(dossier_id)
    _hold(viewer, Post.CLERK, dossier)
    _not_decided(dossier)
    content = catalogue.version(dossier.procedure_version_id).content
    if reason_code not in {reason.code for reason in content.refusal_reasons}:
        raise errors.UnknownReason
    move(
        dossier,
        "refuse",
        by=viewer.actor,
        at=at,
        payload={"reason": reason_code},
        refused_at=at,
        reason_code=reason_code,
        reason_note=note.strip(),
    )
    return dossier


@transaction.atomic
def note_reading(
    *, dossier_id: UUID, viewer: Viewer, at: datetime, file: UUID | None = None
) -> None:
    """Put on record that an officer read a dossier, or a file of it, to work on it.

    In a stream of its own, so that reading changes nothing of the dossier.

    Source: Nghị định 13/2023/NĐ-CP (record of processing); DESIGN §9.
    """
    audit.record(
        stream=f"reading:{dossier_id}",
        kind="dossiers.read.v1",
        by=viewer.actor,
        at=at,
        payload={"purpose": "dossier", "file": str(file) if file else ""},
    )


@transaction.atomic
def note_search(*, viewer: Viewer, words: str, found: int, at: datetime) -> None:
    """Put on record that an officer searched, and how many dossiers she was shown.

    The words may be a name; their hash tells whether two searches were for the same.

    Source: DESIGN §9 (searches are logged).
    """
    digest = hashlib.sha256(text.fold(words).encode()).hexdigest()
    audit.record(
        stream=f"searches:{viewer.actor.id}",
        kind="dossiers.searched.v1",
        by=viewer.actor,
        at=at,
        payload={"words_sha256": digest, "found": found},
    )


@transaction.atomic
def take_up(*, item_id: UUID, viewer: Viewer, at: datetime) -> WorkItem:
    """Take a task on oneself; the first task of a dossier that is taken up starts its processing.

    Raises:
        NotYourPost: The task is another post's.
        SomebodyWasFaster: Another officer has it.
    """
    dossier, item = _locked_item(item_id)
    _hold(viewer, Post(item.post), dossier)
    _take_up(dossier, item, viewer, at)
    return item


@transaction.atomic
def do_task(*, item_id: UUID, viewer: Viewer, outcome: str, at: datetime) -> Dossier:
    """Do a task with one of its outcomes; the process goes on, the lifecycle decides the status.

    Raises:
        NotYourPost: The task is another post's.
        SomebodyWasFaster: Another officer has it, or did it.
        OwnWorkNotApproved: The officer appraised what she now wants to approve.
        ResultIncomplete: The specialist has not entered what the result is to say.
        UnknownOutcome: The step does not end so.
    """
    dossier, item = _locked_item(item_id)
    post = Post(item.post)
    _hold(viewer, post, dossier)
    _not_anothers(dossier, item, viewer)
    if post is Post.LEADER and not rules.may_approve(
        str(viewer.actor), queries.doers(dossier.id, Post.SPECIALIST)
    ):
        raise errors.OwnWorkNotApproved
    if post is Post.SPECIALIST and queries.result_problems(dossier):
        raise errors.ResultIncomplete
    _take_up(dossier, item, viewer, at)
    _complete(dossier, item, outcome=outcome, by=viewer.actor, at=at)
    return dossier


@transaction.atomic
def enter_result(
    *, dossier_id: UUID, viewer: Viewer, answers: Mapping[str, Any], at: datetime
) -> None:
    """Keep what the result is to say, as the specialist found it in the register.

    Raises:
        NotYourPost: The officer is no specialist there, or the dossier is past appraisal.
    """
    dossier = locked(dossier_id)
    _hold(viewer, Post.SPECIALIST, dossier)
    if not dossier.work_items.filter(post=Post.SPECIALIST, done_at=None).exists():
        raise errors.NotYourPost
    sealed = sealing.seal(dict(answers), place=queries.place_of_result(dossier.id))
    happened(dossier, "result_entered", by=viewer.actor, at=at, result=sealed)


@transaction.atomic
def do_system_task(*, dossier_id: UUID, step: str, at: datetime) -> bool:
    """Do a step that belongs to the system, such as issuing the signed result.

    Returns:
        False when it is not due, or done already: nothing changed.
    """
    dossier = locked(dossier_id)
    item = dossier.work_items.filter(step=step, post=Post.SYSTEM, done_at=None).first()
    if item is None:
        return False
    _complete(dossier, item, outcome="xong", by=SYSTEM, at=at)
    return True


def _locked_item(item_id: UUID) -> tuple[Dossier, WorkItem]:
    """Lock the dossier of a task first, always in that order, then the task."""
    found = WorkItem.objects.filter(id=item_id).values_list("dossier", flat=True).first()
    if found is None:
        raise errors.UnknownDossier
    dossier = locked(found)
    item = WorkItem.objects.select_for_update().get(id=item_id)
    if item.done_at is not None:
        raise _was_faster(dossier, item.done_by, item.done_at)
    return dossier, item


def _take_up(dossier: Dossier, item: WorkItem, viewer: Viewer, at: datetime) -> None:
    _not_anothers(dossier, item, viewer)
    if item.taken_at is None:
        item.taken_by, item.taken_at = str(viewer.actor), at
        item.save(update_fields=["taken_by", "taken_at"])
    if "take_up" in DOSSIER.events_from(Status(dossier.status)):
        move(dossier, "take_up", by=viewer.actor, at=at, payload={"step": item.step})


def _complete(dossier: Dossier, item: WorkItem, *, outcome: str, by: Actor, at: datetime) -> None:
    advance = processes.complete(
        instance_id=_instance(dossier), task_id=item.task, outcome=outcome, at=at
    )
    item.done_by, item.done_at, item.outcome = str(by), at, outcome
    item.save(update_fields=["done_by", "done_at", "outcome"])
    payload = {"step": item.step, "outcome": outcome}
    stamped = {"finish": {"finished_at": at}, "return": {"returned_at": at}}
    if advance.event:
        move(
            dossier, advance.event, by=by, at=at, payload=payload, **stamped.get(advance.event, {})
        )
    else:
        happened(dossier, "task_done", by=by, at=at, payload=payload)
    _open_tasks(dossier, advance, at=at)


def _open_tasks(dossier: Dossier, advance: Advance, *, at: datetime) -> None:
    known = set(dossier.work_items.values_list("task", flat=True))
    new = [ready for ready in advance.ready if ready.id not in known]
    if not new:
        return
    calendar, shift = agencies.working_calendar(), agencies.legal_shift()
    promised = _promised_minutes(dossier) if any(ready.step.share for ready in new) else 0
    minutes = {
        ready.id: ready.step.minutes or rules.share_of(promised, ready.step.share) for ready in new
    }
    WorkItem.objects.bulk_create(
        WorkItem(
            dossier=dossier,
            agency_id=dossier.agency_id,
            task=ready.id,
            step=ready.step.key,
            name=ready.step.name,
            post=ready.step.post,
            opened_at=at,
            due_at=rules.due_at(at, minutes[ready.id], calendar=calendar, shift=shift)
            if minutes[ready.id]
            else None,
        )
        for ready in new
    )


def _promised_minutes(dossier: Dossier) -> int:
    """Return the working time from receipt to the promised date."""
    promise = queries.promise_of(dossier)
    return sum(line.counted_minutes for line in promise.ledger) if promise else 0


def _hold(viewer: Viewer, post: Post, dossier: Dossier) -> None:
    if post.role is None or dossier.agency_id not in viewer.agencies_as(post.role):
        raise errors.NotYourPost


def _not_anothers(dossier: Dossier, item: WorkItem, viewer: Viewer) -> None:
    if item.taken_at is not None and item.taken_by != str(viewer.actor):
        raise _was_faster(dossier, item.taken_by, item.taken_at)


def _not_decided(dossier: Dossier) -> None:
    if dossier.status == Status.REGISTERED:
        return
    by, when = queries.decision_of(dossier.id)
    raise _was_faster(dossier, by, when)


def _was_faster(dossier: Dossier, by: str, when: datetime) -> errors.SomebodyWasFaster:
    return errors.SomebodyWasFaster(
        who=queries.shown_actor(by),
        when=queries.shown_time(when),
        status=Status(dossier.status).label,
    )


def _instance(dossier: Dossier) -> UUID:
    if dossier.process_id is None:
        message = f"dossier {dossier.id} has a task but no process"
        raise AssertionError(message)
    return dossier.process_id
