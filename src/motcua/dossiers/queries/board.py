"""Figures of management, and the dossiers and tasks behind each.

None of them scans the table: what runs has an index of its own, and so have what was received and
what was finished, in the order of time, with what is counted in them (ADR 41).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import TruncDate
from django.db.models.lookups import LessThan

from motcua.agencies import queries as agencies
from motcua.dossiers.board import (
    FINISHED_FIGURES,
    RUNNING_FIGURES,
    Counted,
    CountedTasks,
    Figure,
    StepFigures,
    TaskFigure,
)
from motcua.dossiers.clock import DossierClock
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.queries.lists import (
    RUNNING,
    STANDING,
    Key,
    Listed,
    beyond,
    named,
    page,
)
from motcua.dossiers.queries.periodic import Period, days_between
from motcua.dossiers.types import Lateness
from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel.clock import HANOI

__all__ = [
    "FINISHED_FIGURES",
    "NOBODY",
    "READERS",
    "RUNNING_FIGURES",
    "Aim",
    "Counted",
    "CountedTasks",
    "Figure",
    "StepFigures",
    "TaskAim",
    "TaskFigure",
    "board_agencies",
    "board_dossiers",
    "board_figures",
    "board_processes",
    "board_steps",
    "board_task_list",
    "board_tasks",
]

READERS: Final = (Role.LEADER, Role.ADMINISTRATOR)
MOST_TIMED: Final = 500
NOBODY: Final = "-"
"""In an address: tasks that nobody has yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which dossiers a number is about; what is empty narrows nothing.

    Attributes:
        agency_ids: Whose.
        sector: Name of the field.
        procedure: Its code.
        filing: How they came.
    """

    agency_ids: Collection[int]
    period: Period
    sector: str = ""
    procedure: str = ""
    filing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAim:
    """Which tasks a number is about; what is empty narrows nothing.

    Attributes:
        step: Name of the step.
        officer: Actor who has or did them; `NOBODY`: who has none.
        process: Version of the process.
        element: Id of the step in its file.
    """

    agency_ids: Collection[int]
    period: Period
    sector: str = ""
    procedure: str = ""
    post: str = ""
    step: str = ""
    officer: str = ""
    process: UUID | None = None
    element: str = ""


def board_agencies(viewer: Viewer) -> set[int]:
    """Return the agencies whose figures an officer may read: those she leads, and all below."""
    return agencies.subtree({one for role in READERS for one in viewer.agencies_as(role)})


def board_figures(aim: Aim, *, at: datetime) -> list[Counted]:
    """Return how many dossiers stand how, by agency and version; three queries.

    Args:
        aim: Of which dossiers.
        at: Now, real time.
    """
    found = []
    for figure in (_RUNNING, _FINISHED, Figure.RECEIVED):
        rows = _stand(Dossier.objects.all(), figure, aim, at)
        by = rows.values_list("agency_id", "procedure_version_id", "figure", "how")
        found += [
            Counted(agency=agency, version=version, figure=Figure(said), filing=how, count=count)
            for agency, version, said, how, count in by.annotate(count=Count("*"))
        ]
    return found


def board_dossiers(
    figure: Figure, aim: Aim, *, at: datetime, after: Key | None = None
) -> Listed[Dossier]:
    """Return a page of the dossiers behind a number, in the order of the moment that counts.

    Args:
        figure: Which number.
        aim: As the number was asked for.
        at: Now, real time.
        after: Last row of the page before.
    """
    moment, rows = _MOMENTS.get(figure, "due_at"), _stand(named(), figure, aim, at)
    found = rows.filter(figure=figure.value).order_by(moment, "id")
    further = beyond(moment, "id", after, backwards=False)
    return page(found, further, lambda row: (getattr(row, moment), row.id))


def board_tasks(aim: TaskAim, *, at: datetime) -> list[CountedTasks]:
    """Return how many tasks wait where and with whom, and who did how many; two queries.

    Args:
        aim: Of which tasks.
        at: Now, real time.
    """
    waiting = _tasks(TaskFigure.OPEN, aim).annotate(is_late=_is_late(at))
    done = _tasks(TaskFigure.DONE, aim)
    found = [
        CountedTasks(
            figure=figure, version=version, post=post, step=name, officer=officer, count=count
        )
        for version, post, name, officer, is_late, count in waiting.values_list(
            "dossier__procedure_version", "post", "name", "taken_by", "is_late"
        ).annotate(count=Count("*"))
        for figure in ((TaskFigure.OPEN, TaskFigure.OVERDUE) if is_late else (TaskFigure.OPEN,))
    ]
    found += [
        CountedTasks(
            figure=TaskFigure.DONE, version=None, post="", step="", officer=officer, count=count
        )
        for officer, count in done.values_list("done_by").annotate(count=Count("*"))
    ]
    return found


def board_task_list(
    figure: TaskFigure, aim: TaskAim, *, at: datetime, after: Key | None = None
) -> Listed[WorkItem]:
    """Return a page of the tasks behind a number, in the order of their time.

    Args:
        figure: Which number.
        aim: As the number was asked for.
        at: Now, real time.
        after: Last row of the page before.
    """
    moment = "done_at" if figure is TaskFigure.DONE else "due_at"
    rows = _tasks(figure, aim).select_related("agency", "dossier__procedure_version__procedure")
    rows = rows.defer("dossier__procedure_version__content", "dossier__answers", "dossier__result")
    if figure is TaskFigure.OVERDUE:
        rows = rows.filter(due_at__lt=at)
    further = beyond(moment, "id", after, backwards=False)
    ordered = rows.order_by(moment, "id")
    return page(ordered, further, lambda row: (getattr(row, moment), row.id))


def board_processes(agency_ids: Collection[int]) -> list[UUID]:
    """Return the versions of processes that run at some agencies, the most used first."""
    rows = Dossier.objects.filter(_LIVE, agency__in=agency_ids, process__isnull=False)
    used = rows.values_list("process__version").annotate(count=Count("*"))
    return [version for version, _count in used.order_by("-count", "process__version")]


def board_steps(
    process: UUID, agency_ids: Collection[int], period: Period, *, at: datetime
) -> dict[str, StepFigures]:
    """Return how the steps of a process stand, by their ids in its file; in two queries.

    Working time is counted by the general office hours, so that agencies compare; of the latest
    `MOST_TIMED` tasks that officers did in the period.
    """
    aim = TaskAim(agency_ids=agency_ids, period=period, process=process)
    waiting = _tasks(TaskFigure.OPEN, aim).annotate(is_late=_is_late(at))
    done = _tasks(TaskFigure.DONE, aim).order_by("-done_at", "-id")
    clock = DossierClock(agencies.working_calendar(), agencies.legal_shift())
    found: dict[str, StepFigures] = defaultdict(StepFigures)
    for step, is_late, count in waiting.values_list("step", "is_late").annotate(count=Count("*")):
        found[step].waiting += count
        found[step].overdue += count if is_late else 0
    for step, opened, ended in done.values_list("step", "opened_at", "done_at")[:MOST_TIMED]:
        found[step].minutes.append(clock.minutes(opened, ended))
    return dict(found)


def _stand(rows: QuerySet[Any], figure: str, aim: Aim, at: datetime) -> QuerySet[Any]:
    """Return the rows that a number may count, each with the `figure` that it counts in."""
    since, until = days_between(aim.period)
    asked = {
        "procedure_version__content__sector": aim.sector,
        "procedure_version__procedure": aim.procedure,
        "filing": aim.filing,
    }
    narrowed = {name: value for name, value in asked.items() if value}
    found: QuerySet[Any] = rows.filter(agency__in=aim.agency_ids, **narrowed)
    if figure == Figure.RECEIVED:
        found = found.filter(accepted_at__gte=since, accepted_at__lt=until)
        found = found.annotate(figure=_text(Figure.RECEIVED), how=F("filing"))
    elif figure == _FINISHED or figure in FINISHED_FIGURES:
        found = found.filter(finished_at__gte=since, finished_at__lt=until)
        found = found.annotate(figure=_RESULT, how=_text(""))
    else:
        found = found.filter(_LIVE).annotate(figure=_standing(at), how=_text(""))
    return found


def _standing(at: datetime) -> Case:
    return Case(
        When(status__in=STANDING, then=_text(Figure.PAUSED)),
        When(due_at__lt=at, then=_text(Figure.OVERDUE)),
        When(alarmed=Lateness.DUE_SOON, then=_text(Figure.DUE_SOON)),
        default=_text(Figure.IN_TIME),
    )


def _tasks(figure: TaskFigure, aim: TaskAim) -> QuerySet[Any]:
    """Return tasks: those of dossiers whose clock runs, or those that officers did in the period.

    What ended with its dossier was done by nobody.
    """
    rows = WorkItem.objects.filter(agency__in=aim.agency_ids)
    if figure is TaskFigure.DONE:
        since, until = days_between(aim.period)
        rows = rows.filter(done_at__gte=since, done_at__lt=until, done_by__startswith=_STAFF)
    else:
        rows = rows.filter(done_at=None, dossier__status__in=RUNNING)
    holder = "done_by" if figure is TaskFigure.DONE else "taken_by"
    asked: dict[str, Any] = {
        "dossier__procedure_version__content__sector": aim.sector,
        "dossier__procedure_version__procedure": aim.procedure,
        "dossier__procedure_version__process_version": aim.process,
        "post": aim.post,
        "name": aim.step,
        "step": aim.element,
        holder: aim.officer,
    }
    narrowed = {name: value for name, value in asked.items() if value}
    if aim.officer == NOBODY:
        narrowed[holder] = ""
    return rows.filter(**narrowed)


def _is_late(at: datetime) -> Case:
    return Case(When(due_at__lt=at, then=Value(value=True)), default=Value(value=False))


def _text(value: str) -> Value:
    return Value(str(value), output_field=TextField())


_RUNNING: Final = "running"
_FINISHED: Final = "finished"
_STAFF: Final = "staff:"
_MOMENTS: Final[Mapping[Figure, str]] = {
    Figure.RECEIVED: "accepted_at",
    **dict.fromkeys(FINISHED_FIGURES, "finished_at"),
}
_LIVE: Final = Q(status__in=[*RUNNING, *STANDING], closed_at=None)
_RESULT: Final = Case(
    When(finished_at__gt=F("due_at"), then=_text(Figure.LATE)),
    # Legal days are real ones moved by whole days: which comes first is the same.
    When(
        LessThan(TruncDate("finished_at", tzinfo=HANOI), TruncDate("due_at", tzinfo=HANOI)),
        then=_text(Figure.EARLY),
    ),
    default=_text(Figure.ON_TIME),
)
