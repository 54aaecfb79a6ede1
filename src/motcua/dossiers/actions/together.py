"""Work on many dossiers with one confirmation, each in a transaction and with its own outcome.

What was confirmed is kept before anything is done, so that it survives a killed process, and what
was confirmed twice is done once.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.audit import outbox
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import assigning, receiving, working
from motcua.dossiers.models import Batch, BatchLine, WorkItem
from motcua.dossiers.types import Together
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.processes import queries as processes
from motcua.processes.types import Outcome

MOST: Final = 200
"""Lines of a batch at most."""

BEGUN: Final = "dossiers.batch_begun.v1"
"""The fact that lines wait to be worked off."""


@transaction.atomic
def begin_batch(
    *,
    batch_id: UUID,
    what: Together,
    chosen: Sequence[UUID],
    viewer: Viewer,
    at: datetime,
    to: Actor | None = None,
) -> Batch:
    """Keep what an officer confirmed; a job works it off, or whoever looks at it first.

    Args:
        batch_id: Made by the page that asked; confirmed twice, nothing is done twice.
        what: What is to be done.
        chosen: Dossiers to be received, else tasks.
        viewer: Who.
        at: Real time.
        to: Who gets the tasks, when they are given; None: nobody, they wait for their posts.

    Raises:
        NothingChosen: Nothing of it is there for her.
        UnknownBatch: The id is another officer's.
    """
    batch, is_new = Batch.objects.get_or_create(
        id=batch_id,
        defaults={"what": what, "to": str(to) if to else "", "by": str(viewer.actor), "at": at},
    )
    if batch.by != str(viewer.actor):
        raise errors.UnknownBatch
    if not is_new:
        return batch
    pairs: list[tuple[UUID, UUID | None]]
    if what is Together.ACCEPT:
        pairs = [(one.id, None) for one in queries.cases_with(viewer, chosen[:MOST])]
    else:
        pairs = [(one.dossier_id, one.id) for one in queries.tasks_with(viewer, chosen[:MOST])]
    if not pairs:
        raise errors.NothingChosen
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, position=position, dossier_id=dossier, item_id=item)
        for position, (dossier, item) in enumerate(pairs, start=1)
    )
    outbox.publish(BEGUN, batch=str(batch.id))
    return batch


def work_off(*, batch_id: UUID, at: datetime, on: date, most: int = MOST) -> int:
    """Do lines of a batch that wait, each in a transaction of its own; return how many.

    Several may do so at once: nobody takes a line that another is at.

    Args:
        batch_id: Which.
        at: Real time.
        on: Legal day, on which the officer's posts are looked up.
        most: So many lines at most.
    """
    batch = Batch.objects.get(id=batch_id)
    viewer = identity.viewer_of_actor(Actor.parse(batch.by), on=on)
    done = 0
    with outbox.behind_others():
        while done < most and _do_next(batch, viewer, at):
            done += 1
    _end(batch, at)
    return done


def outcome_of(item: WorkItem) -> Outcome | None:
    """Return what a task ends with when many are done at once: the first outcome of its step."""
    instance = item.dossier.process
    found = processes.steps(instance.version_id).get(item.step) if instance else None
    return found.outcomes[0] if found and found.outcomes else None


@transaction.atomic
def _do_next(batch: Batch, viewer: Viewer | None, at: datetime) -> bool:
    waiting = batch.lines.select_for_update(skip_locked=True).filter(done_at=None)
    line = waiting.order_by("position").first()
    if line is None:
        return False
    try:
        with transaction.atomic():
            _do(batch, line, viewer, at)
    except Refusal as refusal:
        line.refusal = refusal.text()
    line.done_at = at
    line.save(update_fields=["done_at", "refusal"])
    return True


def _do(batch: Batch, line: BatchLine, viewer: Viewer | None, at: datetime) -> None:
    if viewer is None:
        raise errors.NotYourPost
    if line.item is None:
        receiving.accept(dossier_id=line.dossier_id, viewer=viewer, at=at)
    elif batch.what == Together.ASSIGN:
        to = Actor.parse(batch.to) if batch.to else None
        assigning.assign(item_id=line.item.id, viewer=viewer, to=to, at=at)
    else:
        outcome = outcome_of(line.item)
        value = outcome.value if outcome else ""
        working.do_task(item_id=line.item.id, viewer=viewer, outcome=value, at=at)


def _end(batch: Batch, at: datetime) -> None:
    if not batch.lines.filter(done_at=None).exists():
        Batch.objects.filter(id=batch.id, ended_at=None).update(ended_at=at)
