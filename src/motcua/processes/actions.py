"""Writes of processes."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.processes import errors, moving, queries, upgrades
from motcua.processes.adapters import bpmn, dmn
from motcua.processes.adapters.engine import SetTimer, Standing, State
from motcua.processes.models import (
    DecisionVersion,
    ProcessInstance,
    ProcessTimer,
    ProcessVersion,
)
from motcua.processes.types import Advance, Fact, Timer, Value

Facts = Mapping[str, Value]
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@transaction.atomic
def publish(*, key: str, content: bytes, by: Actor, at: datetime) -> ProcessVersion:
    """Publish a BPMN file under a key; the same file again publishes nothing.

    The decisions that it asks are pinned as they are now: a later version of one counts for it when
    it is published again.

    Raises:
        WrongKey: The key is none.
        ProcessNotSupported: The file holds something that is not run; all of it is listed.
    """
    check_key(key)
    decisions = queries.latest_decisions(bpmn.asked_decisions(content))
    bpmn.read(content, queries.decided(decisions.values()))
    pinned = {asked: str(one.id) for asked, one in decisions.items()}
    digest = hashlib.sha256(content).hexdigest()
    last = ProcessVersion.objects.select_for_update().filter(key=key).order_by("-number").first()
    if last is not None and (last.sha256, last.decisions) == (digest, pinned):
        return last
    version = ProcessVersion.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        bpmn=content.decode("utf-8-sig"),
        sha256=digest,
        decisions=pinned,
        published_at=at,
        published_by=str(by),
    )
    audit.record(
        stream=f"process:{key}",
        kind="processes.version_published.v1",
        by=by,
        at=at,
        payload={"number": version.number, "sha256": digest},
    )
    return version


@transaction.atomic
def publish_decision(*, key: str, content: bytes, by: Actor, at: datetime) -> DecisionVersion:
    """Publish a DMN file under a key; the same file again publishes nothing.

    Raises:
        WrongKey: The key is none.
        DecisionNotSupported: The file holds something that is not evaluated, or rules of which
            several apply where one may; all of it is listed.
    """
    check_key(key)
    dmn.read(content)
    digest = hashlib.sha256(content).hexdigest()
    last = DecisionVersion.objects.select_for_update().filter(key=key).order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last
    version = DecisionVersion.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        dmn=content.decode("utf-8-sig"),
        sha256=digest,
        published_at=at,
        published_by=str(by),
    )
    audit.record(
        stream=f"decision:{key}",
        kind="processes.decision_published.v1",
        by=by,
        at=at,
        payload={"number": version.number, "sha256": digest},
    )
    return version


@transaction.atomic
def start(*, version_id: UUID, subject: str, at: datetime, facts: Facts | None = None) -> Advance:
    """Start a process for a subject; the caller records why.

    Args:
        version_id: Of the process.
        subject: What it is for, such as `dossier:<id>`.
        at: Real time, from which its timers count.
        facts: What `queries.facts` asks for, as far as it is known; not stored.

    Raises:
        FactOfAnotherKind: A fact is not what the file declares.
        CalendarDoesNotReach: A timer would fall past the calendar.
        django.db.IntegrityError: The subject has one already.
    """
    engine = queries.engine(version_id)
    state = engine.start(_taken(facts, queries.facts(version_id)))
    instance = ProcessInstance(version_id=version_id, subject=subject, started_at=at)
    return _settle(instance, state, engine.standing(state), event="", at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An instance that begins where another system left off; else as `start`.

    Attributes:
        way: Steps with their outcomes that were done there, as `queries.way_to` says it.
        facts: As `start`.
        instance: The subject's, to be begun anew; None: it has none.
    """

    version_id: UUID
    subject: str
    way: tuple[tuple[str, str], ...] = ()
    facts: Facts = field(default_factory=dict)
    instance: UUID | None = None


@transaction.atomic
def begin_many(wanted: Sequence[Begun], *, at: datetime) -> list[Advance]:
    """Start processes where other systems left off, in three statements; the caller records why.

    Args:
        wanted: Each for a subject of its own.
        at: Real time, from which timers count.

    Returns:
        Where each stands, in order; no event is raised by what was done elsewhere.

    Raises:
        CalendarDoesNotReach: A timer would fall past the calendar.
        django.db.IntegrityError: A subject has another.
    """
    instances, timers, advances = [], [], []
    for one in wanted:
        state, stands = queries.walked(one.version_id, one.way, one.facts)
        instance = ProcessInstance(
            **({"id": one.instance} if one.instance else {}),
            version_id=one.version_id,
            subject=one.subject,
            started_at=at,
            state=state,
            state_version=upgrades.CURRENT,
            ended_at=at if stands.has_ended else None,
        )
        due = [Timer(timer.id, timer.timer, _due_at(timer, at)) for timer in stands.timers]
        instances.append(instance)
        timers += [
            ProcessTimer(instance=instance, task=timer.id, key=timer.timer.key, due_at=timer.due_at)
            for timer in due
        ]
        advances.append(
            Advance(
                instance=instance.id,
                ready=stands.ready,
                event="",
                has_ended=stands.has_ended,
                timers=tuple(due),
                facts=stands.found,
            )
        )
    ProcessTimer.objects.filter(instance__in=[one.id for one in instances]).delete()
    ProcessInstance.objects.bulk_create(
        instances,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["version", "state", "state_version", "started_at", "ended_at"],
    )
    ProcessTimer.objects.bulk_create(timers)
    return advances


@transaction.atomic
def end_many(instance_ids: Collection[UUID], *, at: datetime) -> None:
    """End instances whose subjects came to an end elsewhere; those that had ended stay so."""
    running = ProcessInstance.objects.filter(id__in=instance_ids, ended_at=None)
    running.update(ended_at=at)
    ProcessTimer.objects.filter(instance__in=instance_ids).delete()


@transaction.atomic
def complete(
    *,
    instance_id: UUID,
    task_id: UUID,
    outcome: str,
    at: datetime,
    facts: Facts | None = None,
) -> Advance:
    """Do a task that is due, with one of its outcomes; the caller records by whom.

    Args:
        instance_id: Which.
        task_id: Of a ready task.
        outcome: One of its step's.
        at: Real time.
        facts: As `start`.

    Raises:
        TaskIsGone: It is not due, or not any more.
        UnknownOutcome: The step does not end so.
        FactOfAnotherKind, CalendarDoesNotReach: As `start`.
    """
    instance = ProcessInstance.objects.select_for_update().get(id=instance_id)
    engine, before = queries.engine(instance.version_id), _state_of(instance)
    task = engine.standing(before).task(task_id) if instance.ended_at is None else None
    if task is None:
        raise errors.TaskIsGone
    chosen = task.step.outcome(outcome)
    if chosen is None:
        raise errors.UnknownOutcome(step=task.step.name, outcome=outcome[:40])
    taken = _taken(facts, queries.facts(instance.version_id))
    state = engine.complete(before, task_id, outcome, taken)
    if state is None:  # pragma: no cover - it was ready a line above, under the row's lock
        raise errors.TaskIsGone
    return _settle(instance, state, engine.standing(state), event=chosen.event, at=at)


@transaction.atomic
def fire(*, instance_id: UUID, timer_id: UUID, at: datetime, facts: Facts | None = None) -> Advance:
    """Let a timer go off; the caller sweeps `queries.due_timers` and records what came of it.

    Args:
        instance_id: Which.
        timer_id: Of a timer that runs there.
        at: Real time, not before the timer is due.
        facts: As `start`.

    Raises:
        TimerIsGone: It went off already, or its task was done.
        TimerNotDue: It is too early.
        FactOfAnotherKind, CalendarDoesNotReach: As `start`.
    """
    instance = ProcessInstance.objects.select_for_update().get(id=instance_id)
    row = ProcessTimer.objects.filter(instance=instance, task=timer_id).first()
    if row is None:
        raise errors.TimerIsGone
    if at < row.due_at:
        raise errors.TimerNotDue
    engine = queries.engine(instance.version_id)
    taken = _taken(facts, queries.facts(instance.version_id))
    state = engine.fire(_state_of(instance), timer_id, taken)
    if state is None:  # pragma: no cover - rows and state are written together
        raise errors.TimerIsGone
    event = queries.file_of(instance.version_id).timers[row.key].event
    return _settle(instance, state, engine.standing(state), event=event, at=at)


@transaction.atomic
def migrate(
    *, instance_id: UUID, version_id: UUID, at: datetime, facts: Facts | None = None
) -> Advance:
    """Take a running instance over to another version of its process; the caller records why.

    Tasks that wait keep their ids and timers their time, so that what callers hold of them stays.

    Args:
        instance_id: Which.
        version_id: Of a version under the same key.
        at: Real time.
        facts: As `start`.

    Raises:
        CannotMove: It has ended, or would not stand there where it stands.
        FactOfAnotherKind, CalendarDoesNotReach: As `start`.
    """
    rows = ProcessInstance.objects.select_for_update(of=("self",)).select_related("version")
    instance, version = rows.get(id=instance_id), ProcessVersion.objects.get(id=version_id)
    if instance.ended_at is not None:
        raise errors.CannotMove(why=message("quy trình của hồ sơ đã kết thúc"))
    if version.key != instance.version.key:
        raise errors.CannotMove(why=message("đó là phiên bản của quy trình khác"))
    old, new = queries.file_of(instance.version_id), queries.file_of(version.id)
    engine, before = queries.engine(instance.version_id), _state_of(instance)
    stands = engine.standing(before)
    found = list(moving.obstacles(stands, old, new))
    if found:
        raise errors.CannotMove(why=found[0].why, obstacles=found)
    other = queries.engine(version.id)
    taken = _taken(facts, new.facts)
    state = moving.carried(engine.done(before), stands, other, old.steps.keys(), taken)
    if state is None:
        raise errors.CannotMove(why=message("ở phiên bản mới hồ sơ sẽ không đứng ở bước đang chờ"))
    instance.version = version
    return _settle(instance, state, other.standing(state), event="", at=at)


@transaction.atomic
def cancel(*, instance_id: UUID, at: datetime) -> bool:
    """End an instance where it stands: what was due in it is due no more, and no timer goes off.

    The caller records why.

    Args:
        instance_id: Which.
        at: Real time.

    Returns:
        False when it had ended before: nothing changed.
    """
    instance = ProcessInstance.objects.select_for_update().get(id=instance_id)
    if instance.ended_at is not None:
        return False
    instance.ended_at = at
    instance.save(update_fields=["ended_at"])
    ProcessTimer.objects.filter(instance=instance).delete()
    return True


def check_key(key: str) -> None:
    """See that a key is one.

    Raises:
        WrongKey: It is none.
    """
    if not _KEY.fullmatch(key):
        raise errors.WrongKey(key=key[:80])


def _settle(
    instance: ProcessInstance, state: State, stands: Standing, *, event: str, at: datetime
) -> Advance:
    """Write where an instance stands now, its timers with it."""
    instance.state, instance.state_version = state, upgrades.CURRENT
    instance.ended_at = at if stands.has_ended else None
    instance.save()
    return Advance(
        instance=instance.id,
        ready=stands.ready,
        event=event,
        has_ended=stands.has_ended,
        timers=_set_timers(instance, stands.timers, at=at),
        facts=stands.found,
    )


def _set_timers(
    instance: ProcessInstance, wanted: tuple[SetTimer, ...], *, at: datetime
) -> tuple[Timer, ...]:
    if not wanted and not queries.file_of(instance.version_id).timers:
        return ()
    rows = {row.task: row for row in ProcessTimer.objects.filter(instance=instance)}
    gone = rows.keys() - {timer.id for timer in wanted}
    ProcessTimer.objects.filter(instance=instance, task__in=gone).delete()
    due = {
        timer.id: rows[timer.id].due_at if timer.id in rows else _due_at(timer, at)
        for timer in wanted
    }
    ProcessTimer.objects.bulk_create(
        ProcessTimer(instance=instance, task=one.id, key=one.timer.key, due_at=due[one.id])
        for one in wanted
        if one.id not in rows
    )
    return tuple(Timer(one.id, one.timer, due[one.id]) for one in wanted)


def _due_at(timer: SetTimer, at: datetime) -> datetime:
    """Return the real moment at which a timer that is set now is due."""
    if timer.timer.lasts is not None:
        return at + timer.timer.lasts
    shift = agencies.legal_shift()
    legal = agencies.working_calendar().add_working_minutes(
        shift.legal_moment(at), timer.timer.minutes
    )
    return shift.real_moment(legal)


def _state_of(instance: ProcessInstance) -> State:
    return upgrades.current(instance.state, instance.state_version)


def _taken(facts: Facts | None, declared: Mapping[str, Fact]) -> Facts:
    """Return the facts that a process asks for; what else the caller knows is left out."""
    taken = {name: value for name, value in (facts or {}).items() if name in declared}
    queries.check_kinds(taken, declared)
    return taken
