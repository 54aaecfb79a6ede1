"""What can happen to a dossier, by the status numbers of the national portal.

One table says from where, by whom, with which paper, and whether the clock runs afterwards. Why a
request before receipt leaves a dossier where it is, and a refusal after receipt ends in 8, says
ADR 35.
"""

from dataclasses import dataclass

from motcua.documents.types import PaperKind
from motcua.dossiers.types import Clock, Doer, Status
from motcua.kernel.lifecycle import Lifecycle, Transition


@dataclass(frozen=True, slots=True)
class Move(Transition[Status]):
    """One line of the table.

    Attributes:
        doers: Who may make it, at the agency that handles the dossier.
        clock: What its working time does afterwards.
        paper: What is issued when it is made; None: nothing.
        is_step: A step of the process brings it; there is no button for it beside the step's.
    """

    doers: frozenset[Doer]
    clock: Clock
    paper: PaperKind | None = None
    is_step: bool = False


NEW, ACCEPTED, REFUSED = Status.REGISTERED, Status.ACCEPTED, Status.REFUSED
WORK, SUPPLEMENT, OBLIGATION = Status.PROCESSING, Status.SUPPLEMENT, Status.OBLIGATION
WITHDRAWN, STOPPED = Status.WITHDRAWN, Status.STOPPED
FINISHED, RETURNED = Status.FINISHED, Status.RETURNED

APPLICANT = frozenset({Doer.APPLICANT})
CLERK = frozenset({Doer.CLERK})
SPECIALIST = frozenset({Doer.SPECIALIST})
DESK = CLERK | SPECIALIST
LEADER = frozenset({Doer.LEADER})
SYSTEM = frozenset({Doer.SYSTEM})
ANY_POST = DESK | LEADER

_CLOCKS = {
    NEW: Clock.NOT_BEGUN,
    ACCEPTED: Clock.RUNS,
    REFUSED: Clock.ENDED,
    WORK: Clock.RUNS,
    SUPPLEMENT: Clock.STANDS,
    OBLIGATION: Clock.STANDS,
    WITHDRAWN: Clock.ENDED,
    STOPPED: Clock.STANDS,
    FINISHED: Clock.ENDED,
    RETURNED: Clock.ENDED,
}


def _move(
    event: str,
    sources: set[Status],
    target: Status,
    doers: frozenset[Doer],
    paper: PaperKind | None = None,
    *,
    is_step: bool = False,
    clock: Clock | None = None,
) -> Move:
    clock = clock or _CLOCKS[target]
    return Move(event, frozenset(sources), target, doers, clock, paper, is_step)


def _stays(
    event: str, sources: set[Status], doers: frozenset[Doer], paper: PaperKind | None = None
) -> tuple[Move, ...]:
    """Return a line per status for what happens to a dossier and leaves it where it is."""
    return tuple(
        _move(event, {source}, source, doers, paper) for source in Status if source in sources
    )


MOVES: tuple[Move, ...] = (
    *_stays("ask_to_complete", {NEW}, CLERK, PaperKind.SUPPLEMENT_REQUEST),
    *_stays("complete", {NEW}, APPLICANT),
    _move("accept", {NEW}, ACCEPTED, CLERK | SYSTEM, PaperKind.RECEIPT),
    _move("refuse", {NEW}, REFUSED, CLERK, PaperKind.REFUSAL),
    _move("expire", {NEW}, REFUSED, SYSTEM),
    _move("take_up", {ACCEPTED}, WORK, ANY_POST | SYSTEM, is_step=True),
    _move(
        "ask_supplement",
        {ACCEPTED, WORK},
        SUPPLEMENT,
        SPECIALIST | LEADER,
        PaperKind.SUPPLEMENT_REQUEST,
    ),
    _move("supplement", {SUPPLEMENT}, WORK, APPLICANT | CLERK),
    _move("ask_payment", {WORK}, OBLIGATION, SPECIALIST, PaperKind.OBLIGATION_NOTICE),
    _move("obligation_met", {OBLIGATION}, WORK, DESK | SYSTEM),
    *_stays("extend", {ACCEPTED, WORK}, LEADER, PaperKind.EXTENSION),
    *_stays("reappoint", {ACCEPTED, WORK, SUPPLEMENT, OBLIGATION}, LEADER, PaperKind.APOLOGY),
    *_stays("ask_withdrawal", {ACCEPTED, WORK, SUPPLEMENT, OBLIGATION}, APPLICANT),
    _move("withdraw", {NEW}, WITHDRAWN, APPLICANT),
    _move("withdraw", {ACCEPTED, WORK, SUPPLEMENT, OBLIGATION}, WITHDRAWN, DESK),
    _move("stop", {ACCEPTED, WORK, SUPPLEMENT, OBLIGATION}, STOPPED, LEADER, PaperKind.STOP_NOTICE),
    _move("resume", {STOPPED}, WORK, LEADER),
    _move("decline", {WORK}, STOPPED, LEADER, PaperKind.DECLINE, clock=Clock.ENDED),
    _move("leg_asks_supplement", {ACCEPTED, WORK}, SUPPLEMENT, SYSTEM),
    _move("leg_asks_payment", {ACCEPTED, WORK}, OBLIGATION, SYSTEM),
    _move("leg_goes_on", {SUPPLEMENT, OBLIGATION}, WORK, SYSTEM),
    _move("hold", {ACCEPTED, WORK, SUPPLEMENT, OBLIGATION}, STOPPED, SYSTEM),
    _move("release", {STOPPED}, WORK, SYSTEM),
    _move("recall", {NEW, ACCEPTED, WORK, SUPPLEMENT, OBLIGATION, STOPPED}, WITHDRAWN, SYSTEM),
    _move("approve", {WORK}, WORK, LEADER, PaperKind.RESULT, is_step=True),
    _move("finish", {WORK}, FINISHED, SYSTEM, is_step=True),
    *_stays("send", {FINISHED}, CLERK),
    *_stays("come_back", {FINISHED}, CLERK),
    _move("return", {FINISHED}, RETURNED, CLERK | SYSTEM, is_step=True),
    *_stays("revoke", {FINISHED, RETURNED}, LEADER, PaperKind.REVOCATION),
    *_stays("correct", {FINISHED, RETURNED}, LEADER, PaperKind.RESULT),
)
"""Every move there is; no other changes a status."""

DOSSIER = Lifecycle(
    statuses=Status,
    initial=NEW,
    finals=frozenset({REFUSED, WITHDRAWN, RETURNED}),
    transitions=MOVES,
)
"""What can happen to a dossier, by the status numbers of the national portal.

A request before receipt leaves it where it is, and a refusal after receipt ends in 8: see
[ADR 35](../adr/0035-count-statuses-as-the-national-portal-does.md).
"""

PAPERS = {move.event: move.paper for move in MOVES if move.paper}
"""The paper that each event brings."""


def clock_of(status: Status) -> Clock:
    """Return what the working time of a dossier does in a status."""
    return _CLOCKS[status]
