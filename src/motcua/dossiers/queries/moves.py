"""What may be done with a dossier now, and by whom, as the table of moves says."""

from datetime import datetime

from django.utils import timezone

from motcua.audit import queries as audit
from motcua.dossiers.delivery import ParcelState, ResultState
from motcua.dossiers.lifecycle import MOVES, Move, clock_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock import open_supplement
from motcua.dossiers.queries.results import pending_correction
from motcua.dossiers.types import Clock, Doer, Post, PromisedBy, Status
from motcua.identity.queries import Citizen, Viewer

_KINDS = [f"dossiers.{event}.v1" for event in sorted({move.event for move in MOVES})]


def holds(viewer: Viewer, post: Post, agency_id: int) -> bool:
    """Tell whether an officer holds a post at an agency."""
    return post.role is not None and agency_id in viewer.agencies_as(post.role)


def is_for(viewer: Viewer, move: Move, found: Dossier) -> bool:
    """Tell whether the table gives a move to an officer, wherever the dossier stands."""
    posts = [doer.post for doer in move.doers]
    return any(post is not None and holds(viewer, post, found.agency_id) for post in posts)


def may_propose(viewer: Viewer, found: Dossier) -> bool:
    """Tell whether an officer may put a proposal to the leader now."""
    is_hers = holds(viewer, Post.SPECIALIST, found.agency_id)
    return is_hers and clock_of(Status(found.status)) is Clock.RUNS


def last_move(found: Dossier) -> tuple[str, datetime]:
    """Return who made the last move of a dossier that was moved, and when (real time)."""
    moved = audit.events_of(f"dossier:{found.id}").filter(kind__in=_KINDS).last()
    return (moved.actor, moved.at) if moved else (found.submitter, found.submitted_at)


def moves_for(viewer: Viewer, found: Dossier, *, at: datetime | None = None) -> tuple[Move, ...]:
    """Return the moves that an officer may make now, beside the steps of the process.

    The actions check again; this only keeps buttons away that would be refused.
    """
    mine = [move for move in _from_here(found) if is_for(viewer, move, found)]
    if not mine:
        return ()
    asked = list(found.supplements.all())
    is_promising = {"extend", "reappoint"} & {move.event for move in mine}
    promised = {one.why for one in found.promises.all()} if is_promising else set()
    stage = [one for one in asked if one.is_received == (found.accepted_at is not None)]
    leads = holds(viewer, Post.LEADER, found.agency_id)
    may_ask = all(one.answered_at for one in asked) and bool(stage) == leads
    is_paid = not found.fee_online or found.fee_paid_at is not None
    is_under_way = any(move.event == "send" for move in mine) and any(
        one.state == ParcelState.SENT for one in found.parcels.all()
    )
    now = at or timezone.now()
    may = {
        "accept": is_paid,
        "ask_to_complete": may_ask or (not stage and all(one.answered_at for one in asked)),
        "ask_supplement": may_ask or (not stage and not leads),
        "extend": PromisedBy.EXTENSION not in promised
        and found.due_at is not None
        and now <= found.due_at,
        "reappoint": PromisedBy.REAPPOINTMENT not in promised,
        "withdraw": found.withdrawal_asked_at is not None,
        "resume": found.closed_at is None,
        "revoke": found.result_state != ResultState.REVOKED,
        "correct": any(move.event == "correct" for move in mine)
        and pending_correction(found) is not None,
        "send": not is_under_way,
        "come_back": is_under_way,
        "supplement": any(not one.answered_at for one in asked),
        # Asked only where it matters: most dossiers never owe anything.
        "obligation_met": found.status != Status.OBLIGATION
        or all(one.ended_at or one.leg_id is None for one in found.pauses.all()),
    }
    return tuple(move for move in mine if may.get(move.event, True))


def moves_of_applicant(owner: Citizen, found: Dossier) -> tuple[Move, ...]:
    """Return the moves that the applicant may make now; none of another's dossier."""
    if found.owner_id != owner.id:
        return ()
    mine = [move for move in _from_here(found) if Doer.APPLICANT in move.doers]
    may = {
        "complete": lambda: open_supplement(found.id) is not None,
        "supplement": lambda: open_supplement(found.id) is not None,
        "ask_withdrawal": lambda: found.withdrawal_asked_at is None,
    }
    return tuple(move for move in mine if may.get(move.event, lambda: True)())


def _from_here(found: Dossier) -> list[Move]:
    status = Status(found.status)
    return [move for move in MOVES if status in move.sources and not move.is_step]
