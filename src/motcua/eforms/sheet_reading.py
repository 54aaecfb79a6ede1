"""Reads a form from a sheet; every cell that is wrong is named by line, column and reason."""

import re
from decimal import Decimal
from typing import Any, Final

from motcua.eforms import definitions, draft_errors, sheet
from motcua.eforms.sheet import TITLES, Problem, Row
from motcua.kernel import text
from motcua.kernel.errors import Refusal
from motcua.sheets import errors as unreadable
from motcua.sheets import reading, tables

MOST_MB: Final = 2
MOST_QUESTIONS: Final = 500

_PLACE: Final = re.compile(r"\$\.components\[(\d+)\](?:\.components\[(\d+)\])?")


def read(content: bytes, *, file_name: str, key: str, title: str) -> dict[str, Any]:
    """Return the definition that a sheet describes; nothing that we do not run is in it.

    Args:
        content: Of an XLSX or CSV file.
        file_name: As its sender called it.
        key: Of the form to be.
        title: As on the printed declaration.

    Raises:
        FileRefused: The file cannot be taken at all.
        SheetNotAForm: With every problem, in the order of the file.
    """
    table = reading.read(
        content,
        file_name=file_name,
        most_mb=MOST_MB,
        titles=tables.Titles(_recognised, ", ".join(list(TITLES.values())[:3])),
    )
    if not table.lines:
        raise unreadable.NoRows
    if len(table.lines) > MOST_QUESTIONS:
        raise unreadable.TooManyRows(limit=MOST_QUESTIONS, limit_columns=len(TITLES))
    places, problems = _places(table.header)
    rows = [(line.number, _row(line, places, problems)) for line in table.lines]
    if not problems:
        definition, problems, lines = sheet.built(rows, key=key, title=title)
    if not problems:
        problems = [
            Problem(_line(item.path, lines), "", item.reason)
            for item in definitions.examined(definition).items
        ]
    if problems:
        ordered = sorted(problems, key=lambda one: one.line)
        raise draft_errors.SheetNotAForm(count=len(ordered), problems=ordered)
    return definition


def _recognised(line: tables.TableLine) -> int:
    return sum(1 for cell in line.cells if _field(cell))


def _field(cell: tables.Cell) -> str | None:
    typed = text.fold(cell) if isinstance(cell, str) else ""
    return next((field for field, title in TITLES.items() if text.fold(title) == typed), None)


def _places(header: tables.TableLine) -> tuple[dict[str, int], list[Problem]]:
    """Return where each column stands; those of pages, questions and kinds must be there."""
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(header.cells):
        field = _field(cell)
        if field is None and cell:
            reason: Refusal = unreadable.ColumnUnknown(title=str(cell))
            problems.append(Problem(header.number, str(cell), reason))
        elif field in places:
            reason = unreadable.ColumnTwice(first=str(cell))
            problems.append(Problem(header.number, str(cell), reason))
        elif field is not None:
            places[field] = place
    for field in ("page", "question", "kind"):
        if field not in places:
            reason = unreadable.ColumnMissing(title=TITLES[field], column=field)
            problems.append(Problem(header.number, TITLES[field], reason))
    return places, problems


def _row(line: tables.TableLine, places: dict[str, int], problems: list[Problem]) -> Row:
    if line.refusal is not None:
        problems.append(Problem(line.number, "", line.refusal))
        return Row()
    said: dict[str, str] = {}
    for field, place in places.items():
        cell = line.cells[place] if place < len(line.cells) else ""
        if isinstance(cell, Refusal):
            problems.append(Problem(line.number, TITLES[field], cell))
        else:
            said[field] = _clean(str(cell) if isinstance(cell, Decimal) else cell)
    return Row(**said)


def _clean(cell: str) -> str:
    """Return a cell in the one spelling of our texts, line by line."""
    return "\n".join(filter(None, map(text.normalise, cell.splitlines())))


def _line(path: str, lines: dict[tuple[int, int], int]) -> int:
    """Return the line that a place of the definition was made of; of a page its first."""
    found = _PLACE.match(path)
    page, number = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    return lines.get((page, number), 1)
