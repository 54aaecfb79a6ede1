"""A lifecycle is a table: which event moves which status to which.

The table alone decides; whoever wants to move a case asks it. It can be tested, queried and drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

Status = TypeVar("Status", bound=StrEnum)


class MoveNotAllowed(Refusal):
    """The event does not happen to a case in this status; `allowed` holds the events that do."""

    code = "kernel.move_not_allowed"
    message = _("Không thực hiện được bước “{event}” vì trạng thái hiện nay là “{status}”.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất và các bước được phép.")


@dataclass(frozen=True, slots=True)
class Transition(Generic[Status]):
    """One line of the table.

    Attributes:
        event: What happens, a verb in the imperative (“accept”).
        sources: Statuses in which it may happen.
        target: Status afterwards; may be one of the sources.
    """

    event: str
    sources: frozenset[Status]
    target: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle(Generic[Status]):
    """The whole table of one kind of case.

    Attributes:
        statuses: Every status there is.
        initial: Status of a new case.
        finals: Statuses that nothing leaves; what happens there leaves the case where it is. Empty
            for what goes on for ever.
        transitions: At most one per event and source.

    Raises:
        ValueError: A status cannot be reached, a status that is not final has no way out, a final
            one has, or an event leads from one status to two.
    """

    statuses: type[Status]
    initial: Status
    finals: frozenset[Status]
    transitions: tuple[Transition[Status], ...]

    def __post_init__(self) -> None:
        moves = [(line.event, source) for line in self.transitions for source in line.sources]
        left = {source for line in self.transitions for source in line.sources - {line.target}}
        complaints = {
            "never reached": set(self.statuses) - self._reachable(),
            "without a way out": set(self.statuses) - left - self.finals,
            "final, yet left": self.finals & left,
            "moved twice by one event": {move[1] for move in moves if moves.count(move) > 1},
        }
        found = [f"{what}: {_listed(who)}" for what, who in complaints.items() if who]
        if found:
            message = f"{self.statuses.__name__}: {'; '.join(found)}"
            raise ValueError(message)

    def next(self, status: Status, event: str) -> Status:
        """Return the status after an event.

        Raises:
            MoveNotAllowed: The table has no such move.
        """
        for line in self.transitions:
            if line.event == event and status in line.sources:
                return line.target
        allowed = self.events_from(status)
        raise MoveNotAllowed(status=status.value, event=event, allowed=allowed)

    def events_from(self, status: Status) -> tuple[str, ...]:
        """Return the events that may happen in a status, in the order of the table."""
        return tuple(line.event for line in self.transitions if status in line.sources)

    def as_mermaid(self) -> str:
        """Return the table as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial.value}"]
        for line in self.transitions:
            lines += [
                f"    {source.value} --> {line.target.value}: {line.event}"
                for source in self.statuses
                if source in line.sources
            ]
        lines += [f"    {final.value} --> [*]" for final in self.statuses if final in self.finals]
        return "\n".join(lines) + "\n"

    def _reachable(self) -> set[Status]:
        reached = {self.initial}
        while True:
            further = {line.target for line in self.transitions if line.sources & reached}
            if further <= reached:
                return reached
            reached |= further


def _listed(statuses: Iterable[StrEnum]) -> str:
    return ", ".join(sorted(status.value for status in statuses))
