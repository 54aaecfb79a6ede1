"""What had which level when: one step line below the other over one span of time, as SVG.

Written by hand, not by the drawing engine of `charts`: a page has lines of its own for every day
that passes, and is not worth keeping a picture for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from motcua.ui.charts import NARROW

_INK: Final = "#1c1a19"
_SOFT: Final = "#55504b"
_FAINT: Final = "#d9d2c8"
_FILL: Final = "#f7ead0"
_STEP: Final = 16
"""Pixels between one level and the next."""
_HEADING: Final = 28
"""Pixels above the highest level, for the line's name."""
_GAP: Final = 14
_SIDE: Final = 14
_AXIS: Final = 26
_NUMBER_ROOM: Final = 14
"""A time narrower than this has no figure written into it; the table beside has it."""
_TICK_ROOM: Final = 78
"""A month's name and some air."""
_EDGE_ROOM: Final = 112
"""The name of an edge, half a month's name, and some air."""
_MONTHS_APART: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_YEAR: Final = 12


@dataclass(frozen=True, kw_only=True)
class Line:
    """One step line.

    Attributes:
        label: What it shows; stands above it.
        points: From each day on this level, days ascending; None: none from that day on.
    """

    label: str
    points: Sequence[tuple[date, int | None]]


@dataclass(frozen=True, kw_only=True)
class _Plot:
    """Where days lie, in pixels from the left."""

    first: date
    until: date
    width: int

    def x(self, day: date) -> float:
        share = (day - self.first) / (self.until - self.first)
        return round(_SIDE + share * (self.width - 2 * _SIDE), 1)


def step_lines(
    lines: Sequence[Line],
    *,
    first: date,
    until: date,
    top: int,
    width: int,
    title: str,
    description: str,
) -> Markup:
    """Return the lines as one SVG element.

    Args:
        lines: From the uppermost; their points lie from `first` up to `until`.
        first: Day at the left edge.
        until: Day after the last one, at the right edge; after `first`.
        top: The highest level there is; levels count from 1.
        width: In pixels: `charts.NARROW` or `charts.WIDE`.
        title: What the picture shows; read out first.
        description: What it tells, for those who do not see it; the table beside has every figure.
    """
    plot = _Plot(first=first, until=until, width=width)
    lane = _HEADING + top * _STEP + _GAP
    height = lane * len(lines) + _AXIS
    parts = [
        *_ticks(plot, height - _AXIS),
        *(
            part
            for place, line in enumerate(lines)
            for part in _line(line, plot, base=place * lane + _HEADING + top * _STEP, top=top)
        ),
    ]
    key = f"{'hep' if width <= NARROW else 'rong'}-{first:%Y%m%d}"
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t-{key} d-{key}"'
        ' width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="system-ui, sans-serif" font-size="13">'
        '<title id="t-{key}">{title}</title><desc id="d-{key}">{description}</desc>{parts}</svg>'
    ).format(
        key=key,
        width=width,
        height=height,
        title=title,
        description=description,
        parts=Markup("").join(parts),
    )


def _line(line: Line, plot: _Plot, *, base: int, top: int) -> Iterator[Markup]:
    yield _text(_SIDE, base - top * _STEP - 8, line.label, bold=True)
    yield _rule(plot.x(plot.first), base, plot.x(plot.until), base, colour=_SOFT)
    days = [*(day for day, _level in line.points), plot.until]
    before = base
    strokes = []
    for (day, level), end in zip(line.points, days[1:], strict=True):
        left, right, here = plot.x(day), plot.x(end), base - (level or 0) * _STEP
        if level is not None:
            yield Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
                left, here, round(right - left, 1), base - here, _FILL
            )
            strokes.append(_rule(left, here, right, here, colour=_INK, thickness=2.5))
            if right - left >= _NUMBER_ROOM:
                strokes.append(_text(left + 5, here + 14, str(level)))
        if here != before:
            strokes.append(_rule(left, before, left, here, colour=_INK, thickness=2.5))
        before = here
    # Over all fills, so that none hides the edge of its neighbour.
    yield from strokes


def _ticks(plot: _Plot, bottom: int) -> Iterator[Markup]:
    """Name both edges, and first days of months between them as their names allow."""
    below = bottom + 18
    left, right = plot.x(plot.first), plot.x(plot.until)
    last = plot.until - timedelta(days=1)
    yield _text(left, below, f"{plot.first:%d/%m/%Y}", colour=_SOFT)
    yield _text(right, below, f"{last:%d/%m/%Y}", anchor="end", colour=_SOFT)
    most = max(1, int((right - left) // _TICK_ROOM) - 2)
    months = range(_month(plot.first) + 1, _month(plot.until) + 1)
    apart = next((step for step in _MONTHS_APART if len(months) // step <= most), _MONTHS_APART[-1])
    for month in months:
        year, place = divmod(month, _YEAR)
        x = plot.x(date(year, place + 1, 1))
        if month % apart == 0 and left + _EDGE_ROOM < x < right - _EDGE_ROOM:
            yield _rule(x, 0, x, bottom, colour=_FAINT)
            yield _text(x, below, f"{place + 1:02}/{year}", anchor="middle", colour=_SOFT)


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _rule(
    x1: float, y1: float, x2: float, y2: float, *, colour: str, thickness: float = 1
) -> Markup:
    return Markup(
        '<path d="M{} {}L{} {}" stroke="{}" stroke-width="{}" stroke-linecap="square"/>'
    ).format(x1, y1, x2, y2, colour, thickness)


def _text(
    x: float, y: float, said: str, *, bold: bool = False, anchor: str = "start", colour: str = _INK
) -> Markup:
    weight = "bold" if bold else "normal"
    return Markup(
        '<text x="{}" y="{}" fill="{}" font-weight="{}" text-anchor="{}">{}</text>'
    ).format(x, y, colour, weight, anchor, said)
