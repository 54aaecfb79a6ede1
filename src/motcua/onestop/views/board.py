"""The board of management: how dossiers and tasks stand, each number with its list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.dossiers.queries import Listed, Period
from motcua.dossiers.queries import board as queries
from motcua.dossiers.queries.board import (
    FINISHED_FIGURES,
    NOBODY,
    READERS,
    RUNNING_FIGURES,
    Aim,
    Counted,
    CountedTasks,
    Figure,
    StepFigures,
    TaskAim,
    TaskFigure,
)
from motcua.dossiers.types import Status
from motcua.identity import queries as identity
from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message
from motcua.onestop import choosing, spans
from motcua.onestop.views.officer import POSTS, viewer_of
from motcua.processes import queries as processes
from motcua.processes.types import Level, Mark
from motcua.ui import formats

if TYPE_CHECKING:
    from motcua.catalogue.types import Content

FIGURES: Final[Mapping[Figure, str]] = {
    Figure.IN_TIME: message("Đang giải quyết, còn hạn"),
    Figure.DUE_SOON: message("Sắp đến hạn"),
    Figure.OVERDUE: message("Đang quá hạn"),
    Figure.PAUSED: message("Tạm dừng tính hạn"),
    Figure.RECEIVED: message("Tiếp nhận trong kỳ"),
    Figure.EARLY: message("Xong trước hạn"),
    Figure.ON_TIME: message("Xong đúng hạn"),
    Figure.LATE: message("Xong quá hạn"),
}
TASKS: Final[Mapping[TaskFigure, str]] = {
    TaskFigure.OPEN: message("Việc đang chờ"),
    TaskFigure.OVERDUE: message("Việc quá hạn của bước"),
    TaskFigure.DONE: message("Việc đã xong trong kỳ"),
}
MOST: Final = 20
"""Procedures in the table; a field shows its own when it is chosen."""
MOST_STEPS: Final = 50
NARROWING: Final = ("co-quan", "linh-vuc", "thu-tuc")


@dataclass
class Line:
    """A row of the board: numbers with the addresses of their lists.

    Attributes:
        more: Of the address: what the row narrows the lists by.
        within: Name of the procedure whose step it is; empty for other rows.
    """

    name: str
    more: Mapping[str, str]
    query: Mapping[str, str]
    counts: Counter[str] = field(default_factory=Counter)
    within: str = ""

    def href(self, figure: str) -> str:
        """Return the address of the dossiers behind a number."""
        asked = {**self.query, **self.more}
        return f"{reverse('onestop:board-dossiers', args=[figure])}?{urlencode(asked)}"

    def task_href(self, figure: str) -> str:
        """Return the address of the tasks behind a number."""
        asked = {**self.query, **self.more}
        return f"{reverse('onestop:board-tasks', args=[figure])}?{urlencode(asked)}"

    @property
    def board_href(self) -> str:
        """Return the address of the board narrowed to this row."""
        return f"{reverse('onestop:board')}?{urlencode({**self.query, **self.more})}"

    @property
    def running(self) -> int:
        """Return all that is being worked on or stands still."""
        return sum(self.counts[figure] for figure in RUNNING_FIGURES)

    @property
    def finished(self) -> int:
        """Return all that was finished in the period."""
        return sum(self.counts[figure] for figure in FINISHED_FIGURES)


@access.role(*READERS)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show how the dossiers and tasks of the agencies stand that she leads."""
    now, here = timezone.now(), queries.board_agencies(viewer_of(request))
    chosen, said = _chosen(request), _said(request)
    query = {**chosen.said, **said}
    found = queries.board_figures(_aim(here, chosen, said), at=now)
    units = {one.id: one for one in agencies.units({one.agency for one in found})}
    tasks = queries.board_tasks(_task_aim(here, chosen, said), at=now)
    used = {one.version for one in found} | {one.version for one in tasks if one.version}
    versions = {one.id: one.content for one in catalogue.versions(used)}
    total = Line("", {}, query)
    by_agency, by_sector, by_procedure = _Lines(query), _Lines(query), _Lines(query)
    by_filing: Counter[str] = Counter()
    for one in found:
        content, unit = versions[one.version], units[one.agency]
        _add(total, one)
        _add(by_agency.of(unit.full_name, {"co-quan": str(unit.id)}), one)
        _add(by_sector.of(content.sector, {"linh-vuc": content.sector}), one)
        _add(by_procedure.of(content.name, {"thu-tuc": content.code}), one)
        by_filing[one.filing] += one.count if one.figure is Figure.RECEIVED else 0
    steps, officers = _of_tasks(tasks, versions, query)
    context = {
        "figures": FIGURES,
        "running": RUNNING_FIGURES,
        "finished": FINISHED_FIGURES,
        "total": total,
        "filings": [
            (name, Line(name, {"kenh": word}, query), by_filing[word])
            for word, name in choosing.FILINGS.items()
            if by_filing[word]
        ],
        "tables": [
            ("don-vi", gettext("Theo đơn vị"), gettext("Đơn vị"), by_agency.rows()),
            ("linh-vuc", gettext("Theo lĩnh vực"), gettext("Lĩnh vực"), by_sector.rows()),
            ("thu-tuc", gettext("Theo thủ tục"), gettext("Thủ tục"), by_procedure.rows()[:MOST]),
        ],
        "left_off": max(len(by_procedure.rows()) - MOST, 0),
        "steps": steps[:MOST_STEPS],
        "steps_left_off": max(len(steps) - MOST_STEPS, 0),
        "officers": officers,
        "weeks": _weeks_so_far(chosen.period, today=agencies.legal_today()),
        "processes": [
            (reverse("onestop:bottlenecks", args=[one]), processes.file_of(one).name)
            for one in queries.board_processes(here)[:MOST]
        ],
        "narrowed": [word for word in (_names(said, units, versions)) if word],
        "chosen": chosen,
        "query": urlencode(query),
        "offered": spans.offered(agencies.legal_today(), lang=formats.language()),
        "refusal": gettext("Không đọc được kỳ đã chọn; đang xem tháng này.")
        if chosen.is_wrong
        else "",
    }
    return render(request, "onestop/board.html", context)


@access.role(*READERS)
@require_safe
def dossiers(request: HttpRequest, figure: str) -> HttpResponse:
    """List the dossiers behind a number of the board."""
    if figure not in set(Figure):
        raise Http404
    viewer, now = viewer_of(request), timezone.now()
    chosen, said = _chosen(request), _said(request)
    aim = _aim(queries.board_agencies(viewer), chosen, said, filing=request.GET.get("kenh", ""))
    after = choosing.key_of(request.GET.get("sau", ""))
    found = queries.board_dossiers(Figure(figure), aim, at=now, after=after)
    context = {
        "label": FIGURES[Figure(figure)],
        "found": found,
        "labels": {status.value: status.label for status in Status},
        "opened": {one for role in POSTS for one in viewer.agencies_as(role)},
        **_listed(request, chosen, found),
    }
    return render(request, "onestop/board_dossiers.html", context)


@access.role(*READERS)
@require_safe
def tasks(request: HttpRequest, figure: str) -> HttpResponse:
    """List the tasks behind a number of the board."""
    if figure not in set(TaskFigure):
        raise Http404
    viewer, now = viewer_of(request), timezone.now()
    chosen, said = _chosen(request), _said(request)
    aim = _task_aim(
        queries.board_agencies(viewer),
        chosen,
        said,
        post=request.GET.get("vi-tri", ""),
        step=request.GET.get("buoc", ""),
        officer=request.GET.get("nguoi", ""),
        process=_uuid(request.GET.get("quy-trinh", "")),
        element=request.GET.get("ma-buoc", ""),
    )
    after = choosing.key_of(request.GET.get("sau", ""))
    found = queries.board_task_list(TaskFigure(figure), aim, at=now, after=after)
    context = {
        "label": TASKS[TaskFigure(figure)],
        "found": found,
        "names": _officers(actor for one in found.rows for actor in (one.taken_by, one.done_by)),
        "opened": {one for role in POSTS for one in viewer.agencies_as(role)},
        "now": now,
        **_listed(request, chosen, found),
    }
    return render(request, "onestop/board_tasks.html", context)


@access.role(*READERS)
@require_safe
def bottlenecks(request: HttpRequest, process: UUID) -> HttpResponse:
    """Show on the drawing of a process where tasks wait, and how long each step takes."""
    here = queries.board_agencies(viewer_of(request))
    if process not in queries.board_processes(here):
        raise Http404
    chosen = _chosen(request)
    found = queries.board_steps(process, here, chosen.period, at=timezone.now())
    steps = processes.steps(process)
    rows = []
    for key, step in steps.items():
        one = found.get(key, StepFigures())
        more = {"quy-trinh": str(process), "ma-buoc": key}
        rows.append((step, one, Line(step.name, more, chosen.said)))
    context = {
        "drawing": processes.drawing(
            process, {step.key: _mark(one) for step, one, _line in rows if one.waiting}
        ),
        "rows": rows,
        "name": processes.file_of(process).name,
        "chosen": chosen,
        "here": reverse("onestop:bottlenecks", args=[process]),
        "back": f"{reverse('onestop:board')}?{urlencode(dict(chosen.said))}",
        "offered": spans.offered(agencies.legal_today(), lang=formats.language()),
    }
    return render(request, "onestop/bottlenecks.html", context)


def _mark(one: StepFigures) -> Mark:
    said = gettext("%(count)s chờ") % {"count": formats.count(one.waiting)}
    if one.overdue:
        late = gettext("%(count)s quá hạn") % {"count": formats.count(one.overdue)}
        return Mark(f"{said}, {late}", Level.LATE)
    return Mark(said, Level.NOW)


class _Lines:
    """Rows by what they narrow to."""

    def __init__(self, query: Mapping[str, str]) -> None:
        self._query = query
        self._lines: dict[tuple[str, ...], Line] = {}

    def of(self, name: str, more: Mapping[str, str]) -> Line:
        return self._lines.setdefault(tuple(more.values()), Line(name, more, self._query))

    def rows(self) -> list[Line]:
        """Return them, what is overdue most first."""

        def rank(line: Line) -> tuple[int, int, str]:
            behind = line.counts[Figure.OVERDUE] + line.counts[Figure.LATE]
            return -behind, -line.running, line.name

        return sorted(self._lines.values(), key=rank)


def _add(line: Line, one: Counted) -> None:
    line.counts[one.figure] += one.count


def _weeks_so_far(period: Period, *, today: date) -> float:
    """Return how many weeks of a period have passed, today included; of what is to come, a day."""
    days = (min(period.last, today) - period.first).days + 1
    return max(days, 1) / 7


def _of_tasks(
    kept: list[CountedTasks], versions: Mapping[UUID, "Content"], query: Mapping[str, str]
) -> tuple[list[Line], list[Line]]:
    """Return tasks by step and by officer, the busiest first.

    Steps of two procedures are two, whatever they are called.
    """
    names = _officers(one.officer for one in kept)
    steps: dict[tuple[str, str, str], Line] = {}
    officers: dict[str, Line] = {}
    for one in kept:
        if one.version is not None:
            content = versions[one.version]
            more = {"vi-tri": one.post, "buoc": one.step, "thu-tuc": content.code}
            key = (one.post, one.step, content.code)
            step = steps.setdefault(key, Line(one.step, more, query, within=content.name))
            step.counts[one.figure] += one.count
        who = (
            names.get(one.officer, gettext("Hệ thống")) if one.officer else gettext("Chưa ai nhận")
        )
        mine = officers.setdefault(one.officer, Line(who, {"nguoi": one.officer or NOBODY}, query))
        mine.counts[one.figure] += one.count

    def rank(line: Line) -> tuple[int, int, str]:
        return -line.counts[TaskFigure.OVERDUE], -line.counts[TaskFigure.OPEN], line.name

    return sorted(steps.values(), key=rank), sorted(officers.values(), key=rank)


def _officers(actors: Iterable[str]) -> dict[str, str]:
    known = {text: Actor.parse(text) for text in set(actors) if text}
    names = identity.names_of(list(known.values()))
    return {text: names[actor] for text, actor in known.items() if actor in names}


def _names(
    said: Mapping[str, str], units: Mapping[int, Any], versions: Mapping[Any, Any]
) -> list[str]:
    unit = next((one.full_name for one in units.values() if str(one.id) == said.get("co-quan")), "")
    name = next((one.name for one in versions.values() if one.code == said.get("thu-tuc")), "")
    return [unit, said.get("linh-vuc", ""), name]


def _listed(request: HttpRequest, chosen: spans.Chosen, found: Listed[Any]) -> dict[str, Any]:
    """Return what pages of lists show around their rows."""
    asked = {name: str(value) for name, value in request.GET.items() if name != "sau"}
    narrowed: dict[str, str] = {name: asked[name] for name in NARROWING if name in asked}
    following = urlencode({**asked, "sau": choosing.key_text(found.next)}) if found.next else ""
    return {
        "chosen": chosen,
        "back": f"{reverse('onestop:board')}?{urlencode(dict(chosen.said) | narrowed)}",
        "next": f"?{following}" if following else "",
    }


def _chosen(request: HttpRequest) -> spans.Chosen:
    return spans.chosen(request.GET, today=agencies.legal_today(), lang=formats.language())


def _said(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[: choosing.LONGEST] for name in NARROWING}
    return {name: text for name, text in asked.items() if text}


def _of_hers(here: set[int], said: Mapping[str, str]) -> set[int]:
    """Return the agencies meant: all of hers, or one of them; another's is none."""
    written = said.get("co-quan", "")
    return {one for one in here if str(one) == written} if written else here


def _aim(here: set[int], chosen: spans.Chosen, said: Mapping[str, str], *, filing: str = "") -> Aim:
    return Aim(
        agency_ids=_of_hers(here, said),
        period=chosen.period,
        sector=said.get("linh-vuc", ""),
        procedure=said.get("thu-tuc", ""),
        filing=filing,
    )


def _task_aim(
    here: set[int], chosen: spans.Chosen, said: Mapping[str, str], **more: Any
) -> TaskAim:
    return TaskAim(
        agency_ids=_of_hers(here, said),
        period=chosen.period,
        sector=said.get("linh-vuc", ""),
        procedure=said.get("thu-tuc", ""),
        **more,
    )


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        raise Http404 from None
