"""What can happen to a petition: one table says from where and by whom."""

from dataclasses import dataclass

from motcua.feedback.types import Status
from motcua.identity.types import Role
from motcua.kernel.lifecycle import Lifecycle, Transition


@dataclass(frozen=True, slots=True)
class Move(Transition[Status]):
    """One line of the table.

    Attributes:
        doers: Who may make it at the agency that has the petition; empty: its author.
    """

    doers: frozenset[Role]


CLERK, SPECIALIST, LEADER = (
    frozenset({role}) for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)
)
AUTHOR: frozenset[Role] = frozenset()
NEW, ASKED, WORK = Status.RECEIVED, Status.ASKED_MORE, Status.ACCEPTED

MOVES: tuple[Move, ...] = (
    Move("accept", frozenset({NEW}), WORK, CLERK | LEADER),
    Move("ask_more", frozenset({NEW, WORK}), ASKED, CLERK | SPECIALIST | LEADER),
    Move("add_more", frozenset({ASKED}), NEW, AUTHOR),
    Move("refuse", frozenset({NEW, ASKED}), Status.REFUSED, CLERK | LEADER),
    Move("forward", frozenset({NEW}), Status.FORWARDED, CLERK | LEADER),
    Move("answer", frozenset({WORK}), Status.ANSWERED, SPECIALIST | LEADER),
    Move("publish", frozenset({Status.ANSWERED}), Status.PUBLISHED, LEADER),
    Move("close", frozenset({Status.ANSWERED}), Status.CLOSED, LEADER),
)
"""Every move there is; no other changes a status."""

PETITION = Lifecycle(
    statuses=Status,
    initial=NEW,
    finals=frozenset({Status.REFUSED, Status.FORWARDED, Status.PUBLISHED, Status.CLOSED}),
    transitions=MOVES,
)
"""What can happen to a petition (phản ánh, kiến nghị)."""

OPEN = (NEW, ASKED, WORK)
"""Where its author waits for an answer."""

DOERS = {(move.event, source): move.doers for move in MOVES for source in move.sources}
