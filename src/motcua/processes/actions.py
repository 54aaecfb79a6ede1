"""Writes of processes."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.audit import actions as audit
from motcua.kernel.actors import Actor
from motcua.processes import errors, queries
from motcua.processes.adapters import bpmn
from motcua.processes.models import ProcessInstance, ProcessVersion
from motcua.processes.types import Advance


@transaction.atomic
def publish(*, key: str, content: bytes, by: Actor, at: datetime) -> ProcessVersion:
    """Publish a BPMN file under a key; the same file again publishes nothing.

    Raises:
        ProcessNotSupported: The file holds something that is not run; all of it is listed.
    """
    bpmn.read(content)
    digest = hashlib.sha256(content).hexdigest()
    last = ProcessVersion.objects.select_for_update().filter(key=key).order_by("-number").first()
    if last is not None and last.sha256 == digest:
        return last
    version = ProcessVersion.objects.create(
        key=key,
        number=last.number + 1 if last else 1,
        bpmn=content.decode(),
        sha256=digest,
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
def start(*, version_id: UUID, subject: str, at: datetime) -> Advance:
    """Start a process for a subject; the caller records why.

    Raises:
        django.db.IntegrityError: The subject has one already.
    """
    engine = queries.engine(version_id)
    instance = ProcessInstance.objects.create(
        version_id=version_id, subject=subject, state=engine.start(), started_at=at
    )
    return Advance(
        instance=instance.id, ready=engine.ready(instance.state), event="", has_ended=False
    )


@transaction.atomic
def complete(*, instance_id: UUID, task_id: UUID, outcome: str, at: datetime) -> Advance:
    """Do a task that is due, with one of its outcomes; the caller records by whom.

    Raises:
        TaskIsGone: It is not due, or not any more.
        UnknownOutcome: The step does not end so.
    """
    instance = ProcessInstance.objects.select_for_update().get(id=instance_id)
    engine = queries.engine(instance.version_id)
    task = next((task for task in engine.ready(instance.state) if task.id == task_id), None)
    if task is None:
        raise errors.TaskIsGone
    chosen = task.step.outcome(outcome)
    if chosen is None:
        raise errors.UnknownOutcome(step=task.step.name, outcome=outcome[:40])
    state = engine.complete(instance.state, task_id, outcome)
    if state is None:  # pragma: no cover - it was ready a line above, under the row's lock
        raise errors.TaskIsGone
    instance.state = state
    ended = engine.has_ended(state)
    instance.ended_at = at if ended else None
    instance.save(update_fields=["state", "ended_at"])
    return Advance(
        instance=instance.id, ready=engine.ready(state), event=chosen.event, has_ended=ended
    )
