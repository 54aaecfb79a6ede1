"""Tasks are given to officers, handed over, and given back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.dossiers import errors, queries
from motcua.dossiers.actions import posts
from motcua.dossiers.actions.moves import happened, locked, not_before
from motcua.dossiers.models import WorkItem
from motcua.dossiers.types import Post
from motcua.identity import queries as identity
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor


@transaction.atomic
def assign(*, item_id: UUID, viewer: Viewer, to: Actor | None, at: datetime) -> WorkItem:
    """Give an open task to an officer; whoever had it has it no more.

    Args:
        item_id: Which.
        viewer: A leader of its agency, or the one who has it and hands it over.
        to: Who is to have it, one who holds its post today; None: nobody, it waits for its post.
        at: Real time.

    Raises:
        UnknownDossier: There is no such task.
        SomebodyWasFaster: It is done.
        NotToBeGiven: She neither leads there nor has it.
        TakerHoldsNoPost: The other does not hold its post there today.
    """
    found = WorkItem.objects.filter(id=item_id).values_list("dossier", flat=True).first()
    if found is None:
        raise errors.UnknownDossier
    dossier = locked(found)
    item = WorkItem.objects.select_for_update().get(id=item_id)
    if item.done_at is not None:
        raise posts.was_faster(dossier, item.done_by, item.done_at)
    if not may_give(viewer, item):
        raise errors.NotToBeGiven
    if to is not None and not _may_take(to, item, at):
        raise errors.TakerHoldsNoPost
    taker = str(to) if to else ""
    if taker == item.taken_by:
        return item
    at = not_before(dossier, at)
    item.taken_by, item.taken_at = taker, at if to else None
    item.save(update_fields=["taken_by", "taken_at"])
    payload = {"step": item.step, "item": str(item.id), "to": taker}
    happened(dossier, "task_assigned", by=viewer.actor, at=at, payload=payload)
    return item


def may_give(viewer: Viewer, item: WorkItem) -> bool:
    """Tell whether an officer may give a task to another."""
    is_hers = item.taken_by == str(viewer.actor)
    return is_hers or queries.holds(viewer, Post.LEADER, item.agency_id)


def _may_take(to: Actor, item: WorkItem, at: datetime) -> bool:
    """Tell whether somebody holds the post of a task on the legal day."""
    role = Post(item.post).role
    on = agencies.legal_shift().legal_date(at)
    held = identity.holders([role] if role else [], agency_ids=[item.agency_id], on=on)
    return any(one.actor == to for one in held)
