"""Where nodes are drawn when nobody has drawn the process: lanes down, time to the right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

COLUMN: Final = 190
ROW: Final = 110
_LEFT: Final = 60
_TITLE: Final = 30
_MARGIN: Final = 10
_CLEAR: Final = 49
"""From the middle of a row to the way between rows."""
_GAP: Final = 22
_APART: Final = 5
"""Between two ways that would lie on each other."""


class Box(NamedTuple):
    """A rectangle; x to the right, y down, whole pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def right(self) -> int:
        """Return the x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return the y of its bottom."""
        return self.y + self.height


Way = tuple[tuple[int, int], ...]
"""Corners of a line, from its source to its target."""


class Spot(NamedTuple):
    """A node to be placed: its id, the place of its lane from 0, its width and height."""

    key: str
    lane: int
    width: int
    height: int


class Arrow(NamedTuple):
    """A flow to be drawn."""

    key: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands where."""

    boxes: Mapping[str, Box]
    ways: Mapping[str, Way]
    lanes: Sequence[Box]


def arranged(
    spots: Sequence[Spot],
    arrows: Sequence[Arrow],
    *,
    lanes: int,
    attached: Mapping[str, str] | None = None,
) -> Picture:
    """Return a picture in which nothing lies on anything else, except that ways may cross.

    Args:
        spots: The nodes, in the order of the file; those that stand on others left out.
        arrows: The flows.
        lanes: How many there are, at least one.
        attached: What stands on the edge of which node: timers of steps.
    """
    held = attached or {}
    ranks = _ranks([spot.key for spot in spots], arrows, held)
    rows: dict[tuple[int, int], int] = {}
    row_of: dict[str, int] = {}
    for spot in spots:
        cell = (spot.lane, ranks[spot.key])
        row_of[spot.key] = rows.get(cell, 0)
        rows[cell] = row_of[spot.key] + 1
    deep = [
        max((n for (lane, _), n in rows.items() if lane == one), default=1) for one in range(lanes)
    ]
    tops = [sum(deep[:one]) * ROW + one * 2 * _MARGIN for one in range(lanes)]
    boxes = {}
    for spot in spots:
        x = _TITLE + _LEFT + ranks[spot.key] * COLUMN + COLUMN // 2 - _GAP
        y = tops[spot.lane] + _MARGIN + row_of[spot.key] * ROW + ROW // 2
        boxes[spot.key] = Box(x - spot.width // 2, y - spot.height // 2, spot.width, spot.height)
    for number, (key, owner) in enumerate(held.items()):
        on = boxes[owner]
        shift = 40 * sum(1 for other in list(held.values())[:number] if other == owner)
        boxes[key] = Box(on.right - 44 - shift, on.bottom - 18, 36, 36)
    wide = _TITLE + _LEFT + (max(ranks.values(), default=0) + 1) * COLUMN
    return Picture(
        boxes=boxes,
        ways=dict(_ways(arrows, boxes, held)),
        lanes=[
            Box(_TITLE, top, wide - _TITLE, n * ROW + 2 * _MARGIN)
            for top, n in zip(tops, deep, strict=True)
        ],
    )


def _ranks(keys: Sequence[str], arrows: Iterable[Arrow], held: Mapping[str, str]) -> dict[str, int]:
    """Return the column of each node: behind all that it comes after, circles cut open."""
    after: dict[str, list[str]] = {key: [] for key in keys}
    for arrow in arrows:
        source = held.get(arrow.source, arrow.source)
        if source in after and arrow.target in after:
            after[source].append(arrow.target)
    order = list(_order(keys, after))
    place = {key: number for number, key in enumerate(order)}
    ranks = dict.fromkeys(keys, 0)
    for key in order:
        for target in after[key]:
            if place[target] > place[key]:
                ranks[target] = max(ranks[target], ranks[key] + 1)
    return ranks


def _order(keys: Sequence[str], after: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield nodes so that each comes before those behind it, except around a circle."""
    seen: set[str] = set()
    done: list[str] = []
    for root in keys:
        stack = [(root, iter(after[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            key, targets = stack[-1]
            target = next((one for one in targets if one not in seen), None)
            if target is None:
                done.append(key)
                stack.pop()
            else:
                seen.add(target)
                stack.append((target, iter(after[target])))
    return reversed(done)


def _ways(
    arrows: Iterable[Arrow], boxes: Mapping[str, Box], held: Mapping[str, str]
) -> Iterator[tuple[str, Way]]:
    used: dict[int, int] = {}
    for arrow in arrows:
        source, target = boxes[arrow.source], boxes[arrow.target]
        (x, y), (_, end) = source.middle, target.middle
        start = (x, source.bottom) if arrow.source in held else (source.right, y)
        near = COLUMN > target.x - source.right > 0
        if arrow.source in held:
            level = start[1] + _GAP
            yield arrow.key, _bent(start, (x, level), (target.x - _GAP, level), target, end)
        elif near and y == end:
            yield arrow.key, (start, (target.x, end))
        elif near:
            turn = target.x - _GAP
            yield arrow.key, (start, (turn, y), (turn, end), (target.x, end))
        else:
            level = end - _CLEAR
            used[level] = used.get(level, -1) + 1
            level += _APART * (used[level] % 3)
            yield (
                arrow.key,
                (
                    start,
                    (source.right + _GAP, y),
                    (source.right + _GAP, level),
                    (target.x - _GAP, level),
                    (target.x - _GAP, end),
                    (target.x, end),
                ),
            )


def _bent(
    start: tuple[int, int], down: tuple[int, int], along: tuple[int, int], target: Box, end: int
) -> Way:
    return (start, down, along, (along[0], end), (target.x, end))
