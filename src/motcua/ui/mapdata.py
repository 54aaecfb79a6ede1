"""Reads the province shapes of `@svg-maps/vietnam` and makes them small enough for a page.

The source draws borders to a hundredth of a unit on a canvas of 812 × 873: 212 KB, of which a
screen shows nothing. Rounding to whole units moves no border by more than half a unit, a third of
a pixel on a wide screen.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path("node_modules") / "@svg-maps" / "vietnam" / "index.js"
VIEW_BOX = (812, 873)

Point = tuple[float, float]
GridPoint = tuple[int, int]

_TOKEN = re.compile(r"([MmLlCcZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_NUMBERS_PER_STEP = {"m": 2, "l": 2, "c": 6}


def compact(module: str) -> dict[str, str]:
    """Return the path data of every shape by its id, from the text of the package's module."""
    locations = json.loads(module[module.index("{") : module.rindex("}") + 1])["locations"]
    return {location["id"]: simplify(location["path"]) for location in locations}


def dumps(shapes: dict[str, str]) -> str:
    """Return the table as JSON, the same text for the same shapes."""
    return json.dumps(shapes, sort_keys=True, separators=(",", ":"))


def simplify(path: str) -> str:
    """Return closed path data on whole units with points on a straight line left out.

    A ring that would vanish (an islet) stays as a square of one unit: no island may be lost.
    """
    return "".join(_encode(_on_grid(ring)) for ring in _rings(path))


def _rings(path: str) -> list[list[Point]]:
    """Return the corner points of each ring; a curve gives its end point only."""
    rings: list[list[Point]] = []
    x = y = 0.0
    for command, numbers in _steps(path):
        if command in "Zz":
            x, y = rings[-1][0]
            continue
        dx, dy = numbers[-2:]
        x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
        if command in "Mm":
            rings.append([])
        rings[-1].append((x, y))
    return rings


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    command = ""
    numbers: list[float] = []
    for letter, number in _TOKEN.findall(path):
        if letter:
            command = letter
            if letter in "Zz":
                yield letter, []
            continue
        numbers.append(float(number))
        if len(numbers) == _NUMBERS_PER_STEP[command.lower()]:
            yield command, numbers
            numbers = []
            # Further pairs after a move are lines, says the path grammar.
            command = {"m": "l", "M": "L"}.get(command, command)


def _on_grid(ring: list[Point]) -> list[GridPoint]:
    kept: list[GridPoint] = []
    for x, y in ring:
        point = (round(x), round(y))
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and _on_a_line(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) > 2:  # noqa: PLR2004 -- three points make an area
        return kept
    x, y = kept[0]
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]


def _on_a_line(a: GridPoint, b: GridPoint, c: GridPoint) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def _encode(ring: list[GridPoint]) -> str:
    (x, y), *others = ring
    numbers: list[int] = []
    for nx, ny in others:
        numbers += [nx - x, ny - y]
        x, y = nx, ny
    # A minus sign separates by itself.
    steps = "".join(f"{'' if n < 0 or i == 0 else ' '}{n}" for i, n in enumerate(numbers))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z"
