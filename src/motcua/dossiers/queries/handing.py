"""Reads of what goes from hand to hand: slips of handing over, and results given out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Sum

from motcua.audit import queries as audit
from motcua.dossiers import errors
from motcua.dossiers.models import Dossier, HandedPaper, HandOver
from motcua.dossiers.queries.cases import PAGE, shown_actor
from motcua.dossiers.queries.lists import RUNNING, named
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer

RECENT: Final = timedelta(days=7)
"""What was received longer ago went its way without a slip."""


def to_be_handed_over(viewer: Viewer, *, at: datetime) -> list[Dossier]:
    """Return what a clerk's agencies received lately and handed over on no slip, oldest first."""
    waiting = named().filter(
        agency__in=_counters(viewer),
        status__in=RUNNING,
        accepted_at__gte=at - RECENT,
        hand_over=None,
        parent=None,
    )
    return list(waiting.order_by("accepted_at", "id")[:PAGE])


def hand_overs(viewer: Viewer) -> list[HandOver]:
    """Return the latest slips of a clerk's agencies."""
    found = HandOver.objects.filter(agency__in=_counters(viewer)).select_related("agency")
    return list(found.order_by("-handed_at")[:PAGE])


def hand_over(viewer: Viewer, slip_id: UUID) -> HandOver:
    """Return a slip of a clerk's agencies.

    Raises:
        UnknownDossier: There is none of theirs.
    """
    found = HandOver.objects.filter(id=slip_id, agency__in=_counters(viewer)).first()
    if found is None:
        raise errors.UnknownDossier
    return found


def handed_counts(dossier_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many papers on paper were handed in for dossiers that have any, in one query."""
    rows = HandedPaper.objects.filter(dossier__in=dossier_ids).values_list("dossier")
    return dict(rows.annotate(count=Sum(F("originals") + F("copies"))))


def returned_by(dossier_id: UUID) -> str:
    """Return the name of whoever handed a result out, empty before that."""
    told = audit.events_of(f"dossier:{dossier_id}").filter(kind="dossiers.return.v1").last()
    return shown_actor(told.actor) if told else ""


def _counters(viewer: Viewer) -> frozenset[int]:
    return viewer.agencies_as(Post.CLERK.role) if Post.CLERK.role else frozenset()
