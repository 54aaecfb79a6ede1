"""What a board of management counts; the values stand in addresses. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Figure(StrEnum):
    """How many dossiers; the first four as they stand now, the others within a period."""

    IN_TIME = "trong-han"
    DUE_SOON = "sap-den-han"
    OVERDUE = "dang-qua-han"
    PAUSED = "tam-dung"
    RECEIVED = "tiep-nhan"
    EARLY = "xong-truoc-han"
    ON_TIME = "xong-dung-han"
    LATE = "xong-qua-han"


RUNNING_FIGURES = (Figure.IN_TIME, Figure.DUE_SOON, Figure.OVERDUE, Figure.PAUSED)
FINISHED_FIGURES = (Figure.EARLY, Figure.ON_TIME, Figure.LATE)


class TaskFigure(StrEnum):
    """How many tasks; the last within a period."""

    OPEN = "dang-cho"
    OVERDUE = "cham"
    DONE = "da-xong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of dossiers that stand alike.

    Attributes:
        version: Of the procedure.
        filing: How they came; empty where that is not asked.
    """

    agency: int
    version: UUID
    figure: Figure
    filing: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTasks:
    """A number of tasks that stand alike.

    Attributes:
        version: Of the procedure that the step belongs to; null for what is done, which is counted
            by officer alone.
        post: Of the step; empty for what is done, and so is its name.
        step: Its name.
        officer: Actor who has them or did them; empty: nobody yet.
    """

    figure: TaskFigure
    version: UUID | None
    post: str
    step: str
    officer: str
    count: int


@dataclass
class StepFigures:
    """How a step of a process stands.

    Attributes:
        waiting: Tasks that are open; `overdue` of them are past their own time.
        minutes: Working time that each task took that was done, in no order.
    """

    waiting: int = 0
    overdue: int = 0
    minutes: list[int] = field(default_factory=list)

    def quantile(self, part: float) -> int | None:
        """Return the minutes within which so large a part was done; None: none was.

        Args:
            part: 0.5 for the median, 0.9 for what only one in ten exceeds.
        """
        if not self.minutes:
            return None
        ordered = sorted(self.minutes)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
