"""A clerk gives dossiers to the unit that handles them, on one slip (phiếu bàn giao)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.dossiers import errors, papers
from motcua.dossiers.actions.moves import happened, not_before
from motcua.dossiers.models import Dossier, HandOver, HandOverLine
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.kernel.actors import Actor

MOST_ON_A_SLIP: Final = 50


@transaction.atomic
def hand_over(
    *,
    slip_id: UUID,
    dossier_ids: Sequence[UUID],
    viewer: Viewer,
    to: Actor | None,
    at: datetime,
) -> HandOver:
    """Put received dossiers of one agency on a slip of handing over; once, however often asked.

    Args:
        slip_id: Made by the page that asks for it.
        dossier_ids: In the order of the slip; those that were handed over before, or are none of
            the officer's, are left out.
        viewer: A clerk of their agency.
        to: Who takes them; None: the unit.
        at: Real time.

    Raises:
        NothingChosen: Nothing of it can be handed over.
        SeveralAgencies: They are of several agencies: each has its own slip.
        UnknownBatch: The slip is another's.
    """
    before = HandOver.objects.filter(id=slip_id).first()
    if before is not None:
        if before.handed_by != str(viewer.actor):
            raise errors.UnknownBatch
        return before
    here = viewer.agencies_as(Post.CLERK.role) if Post.CLERK.role else frozenset()
    waiting = Dossier.objects.select_for_update(of=("self",)).filter(
        id__in=dossier_ids, agency__in=here, accepted_at__isnull=False, hand_over=None
    )
    # Locked in the order of their ids, so that two clerks cannot wait for each other.
    found = {one.id: one for one in waiting.order_by("id")[:MOST_ON_A_SLIP]}
    chosen = [found[one] for one in dict.fromkeys(dossier_ids) if one in found]
    if not chosen:
        raise errors.NothingChosen
    if len({one.agency_id for one in chosen}) > 1:
        raise errors.SeveralAgencies
    at = max(not_before(one, at) for one in chosen)
    slip = HandOver.objects.create(
        id=slip_id,
        agency_id=chosen[0].agency_id,
        receiver=str(to) if to else "",
        handed_at=at,
        handed_by=str(viewer.actor),
    )
    HandOverLine.objects.bulk_create(
        HandOverLine(hand_over=slip, dossier=one, position=place)
        for place, one in enumerate(chosen, start=1)
    )
    for dossier in chosen:
        happened(dossier, "handed_over", by=viewer.actor, at=at, payload={"slip": str(slip_id)})
    return slip


def print_hand_over(*, slip: HandOver, at: datetime) -> None:
    """Put a slip of handing over on paper, unless it was before."""
    papers.issue_hand_over(slip, at=at)
