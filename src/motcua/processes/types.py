"""What a process tells of itself."""

from dataclasses import dataclass
from uuid import UUID


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
    """

    key: str
    name: str
    post: str
    minutes: int
    outcomes: tuple[Outcome, ...]
    share: int = 0

    def outcome(self, value: str) -> Outcome | None:
        """Return the outcome of that value, or None."""
        return next((found for found in self.outcomes if found.value == value), None)


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """A step that is due now in one instance; `id` is the engine's, new each time around."""

    id: UUID
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Where an instance stands after a move.

    Attributes:
        instance: Which.
        ready: Tasks that are due now, those of before included.
        event: The lifecycle event that the move raised; empty: none.
        has_ended: Whether nothing is left to do.
    """

    instance: UUID
    ready: tuple[ReadyTask, ...]
    event: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something in a file that is not run: where, what, why (Vietnamese, for its author)."""

    element: str
    what: str
    why: str
