"""What officers do with tasks: take them up, do them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue.types import Channel
from motcua.dossiers import errors, queries, rules
from motcua.dossiers.actions import asking_others, posts, promising, remarking
from motcua.dossiers.actions.moves import happened, locked, move, not_before
from motcua.dossiers.clock import DossierClock
from motcua.dossiers.delivery import Taker
from motcua.dossiers.lifecycle import DOSSIER, clock_of
from motcua.dossiers.models import Consultation, Delivery, Dossier, WorkItem
from motcua.dossiers.types import Clock, Post, Status, Step
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.processes import actions as processes
from motcua.processes import queries as process_queries
from motcua.processes.types import Advance, Outcome, ReadyTask

SYSTEM = Actor.system("dossiers.process")
DONE = "xong"
"""Outcome of a step that ends in one way."""


@transaction.atomic
def take_up(*, item_id: UUID, viewer: Viewer, at: datetime) -> WorkItem:
    """Take a task on oneself; the first task of a dossier that is taken up starts its processing.

    Raises:
        NotYourPost: The task is another post's.
        SomebodyWasFaster: Another officer has it.
        ClockStands: The dossier is paused or stopped.
    """
    dossier, item = locked_item(item_id)
    posts.hold(viewer, Post(item.post), item.agency_id)
    take_item_up(dossier, item, viewer, not_before(dossier, at))
    return item


@transaction.atomic
def do_task(
    *, item_id: UUID, viewer: Viewer, outcome: str, at: datetime, note: str = ""
) -> Dossier:
    """Do a task with one of its outcomes; the process goes on, the lifecycle decides the status.

    Args:
        item_id: Which.
        viewer: Who holds its post.
        outcome: One of its step's.
        at: Real time.
        note: Why a leader sends back what she was to approve; of no use otherwise.

    Raises:
        NotYourPost: The task is another post's.
        SomebodyWasFaster: Another officer has it, or did it.
        OwnWorkNotApproved: The officer appraised what she now wants to approve.
        ResultIncomplete: The specialist has not entered what the result is to say.
        SentBackWithoutReason: It is sent back without a word.
        TakerNotNoted: A result is given at the counter or by post: `give_result`, `send_parcel`.
        UnknownOutcome: The step does not end so.
        ClockStands: The dossier is paused or stopped.
        AnsweredElsewhere: It is a question to another agency; see `answer_consultation`.
    """
    dossier, item = locked_item(item_id)
    post = Post(item.post)
    posts.hold(viewer, post, item.agency_id)
    if Consultation.objects.filter(item=item).exists():
        raise errors.AnsweredElsewhere
    _not_anothers(dossier, item, viewer)
    if post is Post.LEADER and not rules.may_approve(
        str(viewer.actor), queries.doers(dossier.id, Post.SPECIALIST)
    ):
        raise errors.OwnWorkNotApproved
    # What came from another system may wait for approval without a word of its result.
    says_result = post is Post.SPECIALIST or event_of(dossier, item, outcome) == "approve"
    if says_result and queries.result_problems(dossier):
        raise errors.ResultIncomplete
    at = not_before(dossier, at)
    take_item_up(dossier, item, viewer, at)
    if _sends_back(dossier, item, outcome):
        remarking.say_why(dossier, note, by=viewer.actor, at=at)
    if event_of(dossier, item, outcome) == "return" and dossier.parent_id is None:
        note_online(dossier, by=viewer.actor, at=at)
    complete_item(dossier, item, outcome=outcome, by=viewer.actor, at=at)
    return dossier


def note_online(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Note that a result goes to the account of the applicant.

    Raises:
        TakerNotNoted: It goes out in another way.
    """
    if dossier.result_channel != Channel.ONLINE:
        raise errors.TakerNotNoted
    Delivery.objects.create(dossier=dossier, taker=Taker.ACCOUNT, handed_at=at, handed_by=str(by))


@transaction.atomic
def do_system_task(*, dossier_id: UUID, step: str, at: datetime, outcome: str = DONE) -> bool:
    """Do a step that belongs to the system, such as issuing the signed result.

    Returns:
        False when it is not due, or done already: nothing changed.
    """
    dossier = locked(dossier_id)
    item = dossier.work_items.filter(step=step, post=Post.SYSTEM, done_at=None).first()
    if item is None:
        return False
    complete_item(dossier, item, outcome=outcome, by=SYSTEM, at=at)
    return True


def locked_item(item_id: UUID) -> tuple[Dossier, WorkItem]:
    """Return an open task that can be worked on; its dossier is locked first, always.

    Raises:
        UnknownDossier: There is no such task.
        SomebodyWasFaster: It is done.
        ClockStands: The dossier is paused or stopped.
    """
    found = WorkItem.objects.filter(id=item_id).values_list("dossier", flat=True).first()
    if found is None:
        raise errors.UnknownDossier
    dossier = locked(found)
    item = WorkItem.objects.select_for_update().get(id=item_id)
    if item.done_at is not None:
        raise posts.was_faster(dossier, item.done_by, item.done_at)
    status = Status(dossier.status)
    if clock_of(status) is Clock.STANDS:
        raise errors.ClockStands(status=status.label)
    return dossier, item


def take_item_up(dossier: Dossier, item: WorkItem, viewer: Viewer, at: datetime) -> None:
    """Let an officer have a task of a locked dossier, which is worked on from then.

    Raises:
        SomebodyWasFaster: Another officer has it.
    """
    _not_anothers(dossier, item, viewer)
    if item.taken_at is None:
        item.taken_by, item.taken_at = str(viewer.actor), at
        item.save(update_fields=["taken_by", "taken_at"])
    if "take_up" in DOSSIER.events_from(Status(dossier.status)):
        move(dossier, "take_up", by=viewer.actor, at=at, payload={"step": item.step})


def complete_item(
    dossier: Dossier, item: WorkItem, *, outcome: str, by: Actor, at: datetime
) -> None:
    """Do a task of a locked dossier's process; what the process says comes of it.

    Raises:
        TaskIsGone, UnknownOutcome, FactOfAnotherKind: As `processes.actions.complete`.
        MoveNotAllowed: The process raises what cannot happen now.
    """
    instance = _instance(dossier)
    advance = processes.complete(
        instance_id=instance,
        task_id=item.task,
        outcome=outcome,
        at=at,
        facts=queries.facts_of(dossier, process_queries.version_of(instance)),
    )
    item.done_by, item.done_at, item.outcome, item.alarm_at = str(by), at, outcome, None
    item.save(update_fields=["done_by", "done_at", "outcome", "alarm_at"])
    payload = {"step": item.step, "outcome": outcome}
    if advance.event:
        changes = dict.fromkeys(_STAMPS.get(advance.event, ()), at)
        move(dossier, advance.event, by=by, at=at, payload=payload, **changes)
    else:
        happened(dossier, "task_done", by=by, at=at, payload=payload)
    if advance.event == "finish":
        Dossier.objects.filter(id=dossier.id).update(alarm_at=None)
        # Nothing is late any more, nothing excused or re-appointed.
        own = dossier.work_items.filter(step__in=list(Step), done_at=None)
        own.update(done_at=at, done_by=str(by), outcome="finish", alarm_at=None)
    open_tasks(dossier, advance, clock=queries.clock(dossier.agency_id), at=at)


_STAMPS = {"finish": ("finished_at",), "return": ("returned_at",)}
"""Which times are written with events of a process that end something."""


def open_tasks(dossier: Dossier, advance: Advance, *, clock: DossierClock, at: datetime) -> None:
    """Open the tasks that a process says are due now, each with its own time.

    A task of another agency is a question to it, about all that was declared and given.

    Raises:
        StepWithoutAgency: The process names an agency that is not there.
    """
    known = set(dossier.work_items.values_list("task", flat=True))
    new = [ready for ready in advance.ready if ready.id not in known]
    if not new:
        return
    promised = _budget(dossier, clock) if any(ready.step.share for ready in new) else 0
    items = [
        new_item(
            dossier,
            ready,
            minutes=ready.step.minutes or rules.share_of(promised, ready.step.share),
            clock=clock,
            at=at,
        )
        for ready in new
    ]
    WorkItem.objects.bulk_create(items)
    for item, ready in zip(items, new, strict=True):
        if item.agency_id != dossier.agency_id:
            asking_others.put(
                item,
                question=ready.step.note or ready.step.name,
                papers=queries.attachments_of(dossier),
                with_answers=True,
                by=SYSTEM,
            )


def close_gone(dossier: Dossier, advance: Advance, *, why: str, by: Actor, at: datetime) -> None:
    """Close the tasks of a process that are due no more, though nobody did them."""
    due = [ready.id for ready in advance.ready]
    open_items = dossier.work_items.filter(done_at=None).exclude(step__in=list(Step))
    gone = open_items.exclude(task__in=due)
    gone.update(done_at=at, done_by=str(by), outcome=why, alarm_at=None)


def new_item(
    dossier: Dossier, ready: ReadyTask, *, minutes: int, clock: DossierClock, at: datetime
) -> WorkItem:
    """Return a task that is due now, with its own time; not kept yet.

    Raises:
        StepWithoutAgency: The process names an agency that is not there.
    """
    agency_id = queries.agency_of_step(dossier, ready.step.agency, at=at)
    if agency_id != dossier.agency_id:
        clock = queries.clock(agency_id)
    item = WorkItem(
        dossier=dossier,
        agency_id=agency_id,
        task=ready.id,
        step=ready.step.key,
        name=ready.step.name,
        post=ready.step.post,
        minutes=minutes,
        opened_at=at,
        due_at=clock.after(at, minutes) if minutes else None,
    )
    promising.set_alarm(item, clock=clock, at=at)
    return item


def _budget(dossier: Dossier, clock: DossierClock) -> int:
    """Return the working minutes from receipt to the due date that no pause took."""
    if dossier.accepted_at is None or dossier.due_at is None:
        return 0
    return clock.used(dossier.accepted_at, dossier.due_at, queries.spans_of(dossier)).net


def _not_anothers(dossier: Dossier, item: WorkItem, viewer: Viewer) -> None:
    if item.taken_at is not None and item.taken_by != str(viewer.actor):
        raise posts.was_faster(dossier, item.taken_by, item.taken_at)


def outcomes_of(dossier: Dossier, item: WorkItem) -> tuple[Outcome, ...]:
    """Return how a task of a dossier may end; in no way where the process does not know it."""
    steps = process_queries.steps(process_queries.version_of(_instance(dossier)))
    return steps[item.step].outcomes if item.step in steps else ()


def event_of(dossier: Dossier, item: WorkItem, outcome: str) -> str | None:
    """Return the event that an outcome of a task raises, empty for none; None: it has no such."""
    found = (one.event for one in outcomes_of(dossier, item) if one.value == outcome)
    return next(found, None)


def _sends_back(dossier: Dossier, item: WorkItem, outcome: str) -> bool:
    event = event_of(dossier, item, outcome)
    events = [one.event for one in outcomes_of(dossier, item)]
    return event is not None and rules.sends_back(events, event)


def _instance(dossier: Dossier) -> UUID:
    if dossier.process_id is None:
        message = f"dossier {dossier.id} has a task but no process"
        raise AssertionError(message)
    return dossier.process_id
