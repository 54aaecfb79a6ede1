"""Who may make a move: officers by their posts, applicants by what is theirs."""

from datetime import datetime
from uuid import UUID

from motcua.dossiers import errors, queries
from motcua.dossiers.actions.moves import locked
from motcua.dossiers.lifecycle import DOSSIER, MOVES
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Doer, Post, Status
from motcua.identity.queries import Citizen, Viewer
from motcua.kernel.lifecycle import MoveNotAllowed


def hold(viewer: Viewer, post: Post, agency_id: int) -> None:
    """Refuse an officer who does not hold a post at an agency.

    Raises:
        NotYourPost: She does not.
    """
    if not queries.holds(viewer, post, agency_id):
        raise errors.NotYourPost


def for_move(dossier_id: UUID, event: str, viewer: Viewer) -> Dossier:
    """Return a locked dossier that an officer may move by an event.

    Raises:
        UnknownDossier: There is none.
        NotYourPost: The table gives the move to other posts, or she holds them elsewhere.
        SomebodyWasFaster: It does not stand any more where the move begins.
    """
    dossier = locked(dossier_id)
    lines = [line for line in MOVES if line.event == event]
    hers = [line for line in lines if queries.is_for(viewer, line, dossier)]
    if not hers:
        raise errors.NotYourPost
    status = Status(dossier.status)
    if not any(status in line.sources for line in lines):
        raise was_faster(dossier, *queries.last_move(dossier))
    if not any(status in line.sources for line in hers):
        raise errors.NotYourPost
    return dossier


def for_applicant(dossier_id: UUID, event: str, owner: Citizen) -> Dossier:
    """Return a locked dossier that its applicant may move by an event.

    Raises:
        UnknownDossier: It is not hers.
        MoveNotAllowed: It does not stand where the move begins.
    """
    dossier = locked(dossier_id)
    if dossier.owner_id != owner.id:
        raise errors.UnknownDossier
    status = Status(dossier.status)
    lines = [line for line in MOVES if line.event == event and status in line.sources]
    if not any(Doer.APPLICANT in line.doers for line in lines):
        allowed = DOSSIER.events_from(status)
        raise MoveNotAllowed(status=status.label, event=event, allowed=allowed)
    return dossier


def was_faster(dossier: Dossier, by: str, when: datetime) -> errors.SomebodyWasFaster:
    """Return the refusal that tells who did it, and when."""
    return errors.SomebodyWasFaster(
        who=queries.shown_actor(by),
        when=queries.shown_time(when),
        status=Status(dossier.status).label,
    )
