"""What a process tells of itself."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from motcua.kernel.messages import message

Value = bool | int | Decimal | str | date | None
"""What a fact may be; None: not known. Never a float: money and limits are exact."""

HANDLING = ""
"""The agency that handles the subject; what a lane says that names no other."""


class FactKind(StrEnum):
    """What a fact is; the values stand in process files."""

    NUMBER = "number"
    TEXT = "text"
    YES_NO = "boolean"
    DATE = "date"

    @property
    def label(self) -> str:
        """Return the name for an author, to be translated where it is shown."""
        return _KINDS[self]

    def holds(self, value: Value) -> bool:
        """Tell whether a value is of this kind; one that is not known is of every kind."""
        return value is None or kind_of(value) is self


_KINDS = {
    FactKind.NUMBER: message("số"),
    FactKind.TEXT: message("chữ"),
    FactKind.YES_NO: message("có hoặc không"),
    FactKind.DATE: message("ngày"),
}


def kind_of(value: Value) -> FactKind | None:
    """Return the kind of a value; None: it is not known, or of none of them."""
    if isinstance(value, bool):
        return FactKind.YES_NO
    if isinstance(value, int | Decimal):
        return FactKind.NUMBER
    if isinstance(value, str):
        return FactKind.TEXT
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return FactKind.DATE if is_day else None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a process or a decision asks of the caller.

    Attributes:
        name: Latin letters, digits and underscores; what conditions call it.
        kind: What it is.
        label: In Vietnamese; empty: its name serves.
    """

    name: str
    kind: FactKind
    label: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end a step.

    Attributes:
        value: What is decided, as the process file names it.
        label: What the button says, in Vietnamese; written by the process's author.
        event: The lifecycle event that it raises; empty: none.
    """

    value: str
    label: str
    event: str


@dataclass(frozen=True, slots=True)
class Step:
    """One task of a process, as its file describes it.

    Attributes:
        key: Id of the element in the file.
        name: In Vietnamese.
        post: Who may do it: the lane it stands in.
        minutes: Working time it may take; its own clock. 0 where `share` says it, and for steps
            of the system.
        share: Of the whole time that was promised, in percent; 0 where `minutes` says it.
        outcomes: At least one, in the order of the file.
        agency: Whose post: empty for the agency that handles the subject, `parent` for the one
            above it, else the code of an agency that is consulted.
        note: What is done, in the author's words; may be empty.
    """

    key: str
    name: str
    post: str
    minutes: int
    outcomes: tuple[Outcome, ...]
    share: int = 0
    agency: str = HANDLING
    note: str = ""

    def outcome(self, value: str) -> Outcome | None:
        """Return the outcome of that value, or None."""
        return next((found for found in self.outcomes if found.value == value), None)


@dataclass(frozen=True, slots=True)
class TimerEvent:
    """A timer of a process, as its file describes it: how long after it is set it goes off.

    Attributes:
        key: Id of the element in the file.
        name: In Vietnamese; may be empty.
        minutes: Working time; 0 where `lasts` says it.
        lasts: Calendar time; None where `minutes` says it.
        event: The lifecycle event that it raises; empty: none.
        step: Key of the step that it stands on; empty: the way itself waits for it.
    """

    key: str
    name: str
    minutes: int
    lasts: timedelta | None
    event: str
    step: str


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """A step that is due now in one instance; `id` is the engine's, new each time around."""

    id: UUID
    step: Step


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that runs in one instance.

    Attributes:
        id: The engine's, new each time around.
        timer: What the file says of it.
        due_at: Real moment from which `actions.fire` lets it go off; aware.
    """

    id: UUID
    timer: TimerEvent
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Where an instance stands after a move.

    Attributes:
        instance: Which.
        ready: Tasks that are due now, those of before included.
        event: The lifecycle event that the move raised; empty: none.
        has_ended: Whether nothing is left to do.
        timers: Those that run now.
        facts: What decisions on the way have found, by name.
    """

    instance: UUID
    ready: tuple[ReadyTask, ...]
    event: str
    has_ended: bool
    timers: tuple[Timer, ...] = ()
    facts: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an instance cannot go over to another version: at which step, and why (Vietnamese).

    Attributes:
        step: Key of a step or timer that waits.
        name: In Vietnamese.
        why: For whoever decides about it.
    """

    step: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something in a file that is not run: where, what, why (Vietnamese, for its author)."""

    element: str
    what: str
    why: str


class Level(StrEnum):
    """How a mark in a drawing looks."""

    DONE = "done"
    NOW = "now"
    WARNING = "warning"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a drawing shows at a step.

    Attributes:
        text: A few words or a figure; may be empty.
        level: How it looks.
    """

    text: str
    level: Level
