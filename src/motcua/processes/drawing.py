"""Draws a process as SVG on the server: no script, readable in print, marked with what goes on.

Classes (`mc-process__…`) give the colours, so that pages and print each have theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from motcua.kernel.messages import message
from motcua.processes.layout import Box, Way
from motcua.processes.types import Level, Mark

_LETTER: Final = 7.2
_LINE: Final = 17
_MARGIN: Final = 12
_BADGE: Final = 22
_TITLE: Final = 30


_TIP: Final = (
    '<defs><marker id="mc-process-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8"'
    ' markerHeight="8" orient="auto-start-reverse">'
    '<path class="mc-process__tip" d="M0 0 10 5 0 10z"/></marker></defs>'
)


LEVELS: Final = {
    Level.DONE: message("đã xong"),
    Level.NOW: message("đang làm"),
    Level.WARNING: message("cần chú ý"),
    Level.LATE: message("quá hạn"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing to be drawn: its id, what it looks like, its name and its place."""

    key: str
    kind: str
    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One flow to be drawn."""

    name: str
    way: Way


@dataclass(frozen=True, slots=True)
class Sheet:
    """A process as it is drawn.

    Attributes:
        pools: The pool, or none.
        lanes: From above.
        shapes: Nodes, in the order of the file.
        lines: Flows.
    """

    pools: tuple[Shape, ...]
    lanes: tuple[Shape, ...]
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]

    @property
    def frame(self) -> Box:
        """Return what has to be in view."""
        boxes = [shape.box for shape in (*self.pools, *self.lanes, *self.shapes)]
        corners = [corner for line in self.lines for corner in line.way]
        left = min([box.x for box in boxes] + [x for x, _ in corners]) - _MARGIN
        top = min([box.y - _BADGE for box in boxes] + [y for _, y in corners]) - _MARGIN
        right = max([box.right for box in boxes] + [x for x, _ in corners]) + _MARGIN
        bottom = max([box.bottom for box in boxes] + [y for _, y in corners]) + _MARGIN
        return Box(left, top, right - left, bottom - top)


def svg(sheet: Sheet, *, title: str, marks: Mapping[str, Mark] | None = None) -> Markup:
    """Return the SVG of a process.

    Args:
        sheet: Of `adapters.diagrams`.
        title: Read out in place of the picture; a table beside it says the rest.
        marks: What to show at which step; of a step that is not drawn nothing is shown.
    """
    frame = sheet.frame
    view = f"{frame.x} {frame.y} {frame.width} {frame.height}"
    head = (
        f'<svg class="mc-process" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="{view}"'
        f' width="{frame.width}" height="{frame.height}" aria-label={quoteattr(title)}>'
    )
    parts = [
        head,
        _TIP,
        *(_band(pool, "pool") for pool in sheet.pools),
        *(_band(lane, "lane") for lane in sheet.lanes),
        *(_line(line) for line in sheet.lines),
        *(_shape(shape, (marks or {}).get(shape.key)) for shape in sheet.shapes),
        *(_said(line) for line in sheet.lines if line.name),
        "</svg>",
    ]
    # Every text in it is escaped where it is written.
    return Markup("".join(parts))  # noqa: S704


def _band(shape: Shape, what: str) -> str:
    box = shape.box
    x, y = box.x + _TITLE // 2, box.middle[1]
    lines = _wrapped(shape.name, box.height - 8, most=2 if what == "lane" else 1)
    texts = "".join(
        f'<text class="mc-process__band" text-anchor="middle" x="{at}" y="{y + 5}"'
        f' transform="rotate(-90 {at} {y})">{escape(line)}</text>'
        for line, at in zip(lines, (x + n for n in _shifts(len(lines), 14)), strict=True)
    )
    return f'<rect class="mc-process__{what}" {_rectangle(box)}/>{texts}'


def _line(line: Line) -> str:
    points = " ".join(f"{x},{y}" for x, y in line.way)
    return (
        f'<polyline class="mc-process__flow" points="{points}" marker-end="url(#mc-process-tip)"/>'
    )


def _said(line: Line) -> str:
    """Return what stands on a flow: above the longest level stretch of it."""
    stretches = list(pairwise(line.way))
    level = [(one, other) for one, other in stretches if one[1] == other[1]]
    (x, y), (end, _) = max(level or stretches, key=lambda two: abs(two[0][0] - two[1][0]))
    left, room = min(x, end), abs(end - x)
    lines = _wrapped(line.name, max(room, 96), most=2)
    rows = "".join(
        f'<text class="mc-process__said" x="{left + 4}" y="{y - 6 - 15 * (len(lines) - 1 - n)}">'
        f"{escape(one)}</text>"
        for n, one in enumerate(lines)
    )
    return f"<g>{rows}</g>"


def _shape(shape: Shape, mark: Mark | None) -> str:
    drawn = _DRAW.get(shape.kind, _round)(shape)
    level = f" mc-process__node--{mark.level}" if mark else ""
    badge = _badge(shape.box, mark) if mark and mark.text else ""
    tip = f"<title>{escape(shape.name)}</title>" if shape.name else ""
    return (
        f'<g class="mc-process__node mc-process__node--{shape.kind}{level}"'
        f" data-step={quoteattr(shape.key)}>{tip}{drawn}{badge}</g>"
    )


def _task(shape: Shape) -> str:
    box = shape.box
    lines = _wrapped(shape.name, box.width - 12, most=max((box.height - 8) // _LINE, 1))
    x, y = box.middle
    texts = "".join(
        f'<text text-anchor="middle" x="{x}" y="{y + 5 + shift}">{escape(line)}</text>'
        for line, shift in zip(lines, _shifts(len(lines), _LINE), strict=True)
    )
    table = (
        f'<path class="mc-process__sign" d="M{box.x + 6} {box.y + 6}h16v12h-16zm0 4h16m-10-4v12"/>'
        if shape.kind == "decision"
        else ""
    )
    return f'<rect rx="8" {_rectangle(box)}/>{table}{texts}'


def _gateway(shape: Shape) -> str:
    box = shape.box
    x, y = box.middle
    points = f"{x},{box.y} {box.right},{y} {x},{box.bottom} {box.x},{y}"
    sign = (
        f"M{x - 11} {y}h22M{x} {y - 11}v22"
        if shape.kind == "parallel"
        else f"M{x - 8} {y - 8}l16 16M{x + 8} {y - 8}l-16 16"
    )
    inside = f'<path class="mc-process__sign" d="{sign}"/>'
    return f'<polygon points="{points}"/>{inside}{_below(shape, 110)}'


def _round(shape: Shape) -> str:
    box = shape.box
    x, y = box.middle
    radius = box.width // 2
    ring = f'<circle cx="{x}" cy="{y}" r="{radius}"/>'
    if shape.kind in {"timer", "reminder", "interrupt"}:
        ring += (
            f'<circle cx="{x}" cy="{y}" r="{radius - 4}"/>'
            f'<path class="mc-process__sign" d="M{x} {y - 8}v8h6"/>'
        )
    # A timer on a step has no room for its name; it is read out with it.
    return ring if shape.kind in {"reminder", "interrupt"} else ring + _below(shape, 92)


def _below(shape: Shape, room: int) -> str:
    """Return the name of a shape that has no room for it inside."""
    x, bottom = shape.box.middle[0], shape.box.bottom
    return "".join(
        f'<text class="mc-process__said" text-anchor="middle" x="{x}" y="{bottom + 15 + 15 * n}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(_wrapped(shape.name, room, most=2))
    )


_DRAW: Final = {
    "task": _task,
    "decision": _task,
    "choice": _gateway,
    "parallel": _gateway,
}


def _badge(box: Box, mark: Mark) -> str:
    width = round(len(mark.text) * _LETTER) + 14
    x, y = box.right - width + 8, box.y - _BADGE // 2
    return (
        f'<g class="mc-process__badge"><rect rx="{_BADGE // 2}" x="{x}" y="{y}" width="{width}"'
        f' height="{_BADGE}"/><text text-anchor="middle" x="{x + width / 2:g}" y="{y + 16}">'
        f"{escape(mark.text)}</text></g>"
    )


def _rectangle(box: Box) -> str:
    return f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'


def _wrapped(said: str, room: int, *, most: int) -> list[str]:
    """Return a text in lines of so many pixels; what does not fit ends with a mark."""
    letters = max(int(room / _LETTER), 4)
    lines: list[str] = []
    for word in said.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word[:letters])
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][: letters - 1]}…"]
    return lines


def _shifts(lines: int, height: int) -> list[int]:
    """Return how far each of so many lines stands from the middle."""
    return [round((n - (lines - 1) / 2) * height) for n in range(lines)]
