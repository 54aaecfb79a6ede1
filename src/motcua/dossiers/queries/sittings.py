"""Reads of sittings: only those of the member of staff who asks, and only while they are open."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from motcua.dossiers import errors
from motcua.dossiers.models import Dossier, Sitting
from motcua.dossiers.types import AT_DESK, Filing
from motcua.identity.queries import Viewer
from motcua.identity.types import Role

IDLE: Final = timedelta(minutes=30)
"""A sitting in which nothing is done for so long is over."""

RECENT: Final = 200
"""Sittings that are looked through for the procedures an officer types most."""

MOST_USED: Final = 10


def may_sit(viewer: Viewer, filing: Filing, agency_id: int) -> bool:
    """Tell whether she may serve citizens so at an agency: clerks in all ways, helpers online."""
    roles = [Role.CLERK] if filing in AT_DESK else [Role.CLERK, Role.HELPER]
    return any(agency_id in viewer.agencies_as(role) for role in roles)


def sitting(sitting_id: UUID, *, viewer: Viewer, at: datetime) -> Sitting:
    """Return an open sitting of hers.

    Raises:
        UnknownSitting: There is none, it is over, or she may not serve there any more.
    """
    found = _open(viewer, at).filter(id=sitting_id).first()
    if found is None or not may_sit(viewer, Filing(found.filing), found.agency_id):
        raise errors.UnknownSitting
    return found


def filed_sitting(sitting_id: UUID, *, viewer: Viewer, at: datetime) -> tuple[Sitting, Dossier]:
    """Return a sitting of hers and its dossier, for a while: to print what came of it.

    Raises:
        UnknownSitting: There is none, or it was longer ago.
    """
    mine = Sitting.objects.filter(staff=str(viewer.actor), closed_at__gt=at - IDLE)
    found = mine.filter(id=sitting_id, dossier__isnull=False)
    sitting = found.select_related("dossier__agency", "service__procedure").first()
    if sitting is None or sitting.dossier is None:
        raise errors.UnknownSitting
    return sitting, sitting.dossier


def open_sitting(viewer: Viewer, *, at: datetime) -> Sitting | None:
    """Return the sitting that she has not ended; None: she is free for the next citizen."""
    return _open(viewer, at).first()


def last_procedures(viewer: Viewer) -> list[str]:
    """Return the codes of the procedures that she typed lately, the most used first."""
    mine = Sitting.objects.filter(staff=str(viewer.actor)).order_by("-began_at")
    codes = mine.values_list("service__procedure_id", flat=True)[:RECENT]
    return [code for code, _times in Counter(codes).most_common(MOST_USED)]


def _open(viewer: Viewer, at: datetime) -> QuerySet[Sitting]:
    mine = Sitting.objects.filter(staff=str(viewer.actor), closed_at=None, seen_at__gt=at - IDLE)
    return mine.select_related("agency", "service__agency", "service__procedure", "draft")
