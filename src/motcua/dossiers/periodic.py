"""What a periodic report counts (biểu II.06a), and where each dossier stands in it. Pure.

A dossier is counted once on each side: by how it came (carried over, online, at the counter or by
post), and by what became of it (resolved early, on time or late; still worked on, in time or
overdue). The two sides are found apart, from its own dates, so that their sums can be compared.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from motcua.dossiers.slip import Punctuality, punctuality
from motcua.kernel.clock import LegalShift


class Cell(StrEnum):
    """A column of the report; the values stand in addresses."""

    CARRIED = "tu-ky-truoc"
    ONLINE = "truc-tuyen"
    DIRECT = "truc-tiep"
    EARLY = "truoc-han"
    ON_TIME = "dung-han"
    LATE = "qua-han"
    RUNNING = "trong-han"
    OVERDUE = "dang-qua-han"


RECEIVED = (Cell.ONLINE, Cell.DIRECT, Cell.CARRIED)
RESOLVED = (Cell.EARLY, Cell.ON_TIME, Cell.LATE)
OPEN = (Cell.RUNNING, Cell.OVERDUE)
_RESULTS = {
    Punctuality.EARLY: Cell.EARLY,
    Punctuality.ON_TIME: Cell.ON_TIME,
    Punctuality.LATE: Cell.LATE,
}


BEHIND = (Cell.LATE, Cell.OVERDUE)
"""What is counted by its cause (biểu II.07a)."""


class Cause(StrEnum):
    """Where the time of an overdue dossier went; the values stand in addresses."""

    OTHERS = "cho-phoi-hop"
    """Another agency did not answer in its time."""
    ASKED_AGAIN = "bo-sung-nhieu-lan"
    """It was asked to complete it more than once, which counts against the agency (QĐ 766)."""
    OWN = "tai-co-quan"
    """Neither: at the agency itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What is known of an overdue dossier, as far as it was when a period ended."""

    waited_for_others: bool
    was_asked_again: bool
    is_excused: bool

    @property
    def cause(self) -> Cause:
        """Return the one cause that it is counted by."""
        if self.waited_for_others:
            return Cause.OTHERS
        return Cause.ASKED_AGAIN if self.was_asked_again else Cause.OWN


@dataclass
class Causes:
    """Overdue dossiers of a field by cause, and how many were excused with a letter."""

    counts: Counter[Cause] = field(default_factory=Counter)
    excused: int = 0

    @property
    def total(self) -> int:
        """Return how many there are; each is counted once."""
        return self.counts.total()

    def add(self, one: Behind, *, times: int = 1) -> None:
        """Count a dossier, or so many of which the same is known."""
        self.counts[one.cause] += times
        self.excused += times if one.is_excused else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a received dossier, as far as it was known when a period ended.

    Moments are aware, real.

    Attributes:
        is_online: How it came.
        resolved_at: When it was finished or withdrawn; null while it is not.
        declined_at: When it was refused after receipt; it is not resolved by that, but no later
            moment makes it late.
        due_at: What the law held the office to then; null where nobody promised anything.
        stood_since: Since when its clock stood then; null while it ran.
    """

    is_online: bool
    accepted_at: datetime
    resolved_at: datetime | None = None
    declined_at: datetime | None = None
    due_at: datetime | None = None
    stood_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A period: real moments, the second not included, and the shift to legal days."""

    since: datetime
    until: datetime
    shift: LegalShift


@dataclass
class Line:
    """What was counted of one field, or of all."""

    counts: Counter[Cell] = field(default_factory=Counter)

    def add(self, cells: Iterable[Cell], *, times: int = 1) -> None:
        """Count a dossier in its cells, or so many that stand there."""
        for cell in cells:
            self.counts[cell] += times

    @property
    def received(self) -> int:
        """Return all that was received, what earlier periods left included."""
        return sum(self.counts[cell] for cell in RECEIVED)

    @property
    def resolved(self) -> int:
        """Return what was resolved in the period."""
        return sum(self.counts[cell] for cell in RESOLVED)

    @property
    def open(self) -> int:
        """Return what was still worked on at its end."""
        return sum(self.counts[cell] for cell in OPEN)

    @property
    def holds(self) -> bool:
        """Tell whether what was received is what was resolved and what is open."""
        return self.received == self.resolved + self.open


def cells(course: Course, span: Span) -> tuple[Cell, ...]:
    """Return where a dossier stands in the report of a period; nowhere if it is not of it.

    A dossier whose dates contradict each other stands on one side alone, and is found by that.

    Source: Biểu II.06a (VPCP), as provincial systems fill it in; received and resolved by the
        sets of statuses that they count with: received {2, 4 … 10}, resolved {7, 9, 10}.
    """
    return tuple(cell for cell in (_came(course, span), _became(course, span)) if cell)


def _came(course: Course, span: Span) -> Cell | None:
    if course.accepted_at >= span.until:
        return None
    if course.accepted_at >= span.since:
        return Cell.ONLINE if course.is_online else Cell.DIRECT
    is_over = course.resolved_at is not None and course.resolved_at < span.since
    return None if is_over else Cell.CARRIED


def _became(course: Course, span: Span) -> Cell | None:
    ended = course.resolved_at
    if ended is not None and ended < span.until:
        return _result(course, ended, span) if ended >= span.since else None
    if course.accepted_at >= span.until:
        return None
    at = min(moment for moment in (course.stood_since, course.declined_at, span.until) if moment)
    is_late = course.due_at is not None and course.due_at < at
    return Cell.OVERDUE if is_late else Cell.RUNNING


def _result(course: Course, ended: datetime, span: Span) -> Cell:
    if course.due_at is None:
        return Cell.ON_TIME
    return _RESULTS[punctuality(course.stood_since or ended, course.due_at, span.shift)]
