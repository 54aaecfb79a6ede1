"""Who signs a paper: the leader whose move brings it."""

from typing import TYPE_CHECKING, Final

from motcua.agencies import queries as agencies
from motcua.documents.types import PaperKind, Signatory
from motcua.dossiers import queries
from motcua.dossiers.lifecycle import PAPERS
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import cases
from motcua.identity import queries as identity
from motcua.identity.types import Role
from motcua.kernel.actors import Actor

if TYPE_CHECKING:
    from motcua.audit.models import Event

LEADERS: Final = {
    PaperKind.RESULT,
    PaperKind.EXTENSION,
    PaperKind.APOLOGY,
    PaperKind.STOP_NOTICE,
    PaperKind.DECLINE,
    PaperKind.REVOCATION,
}
"""What leaders sign with their own certificate; their agency seals it."""
_MOVES: Final = {paper: event for event, paper in PAPERS.items() if event != "correct"}
"""Which move brings which paper for the first time."""


def order_of(
    found: Dossier, kind: PaperKind, version: int, *, is_correction: bool
) -> "Event | None":
    """Return the move with which a leader ordered a paper; None for what no leader signs.

    Args:
        found: Whose paper.
        kind: Of the paper.
        version: Of the dossier after the move; 0: the last of its kind.
        is_correction: Whether it takes the place of one of the same kind.
    """
    if kind not in LEADERS:
        return None
    return cases.order_of(found.id, "correct" if is_correction else _MOVES[kind], version)


def signatory_of(found: Dossier, order: "Event") -> Signatory:
    """Return who signs by a move.

    She signs though her account may have ended since: what she ordered, she ordered while she held
    her post, and the move says so.
    """
    leader = Actor.parse(order.actor)
    return Signatory(
        actor=leader,
        name=queries.shown_actor(order.actor),
        is_deputy=identity.is_deputy(
            leader,
            Role.LEADER,
            agency_id=found.agency_id,
            on=agencies.legal_shift().legal_date(order.at),
        ),
        event=order.seq,
    )
