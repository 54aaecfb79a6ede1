"""Reads a table of steps from a sheet or from pasted text; what is wrong is named by its cell."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from motcua.kernel import text
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import Message, message
from motcua.processes import errors
from motcua.processes.table import (
    NEEDED,
    TITLES,
    Row,
    event_of,
    is_post,
    minutes_in,
    post_of,
    time_written,
)
from motcua.sheets import errors as unreadable
from motcua.sheets import reading, tables, writing

MOST_MB: Final = 2
MOST_STEPS: Final = 100
LONGEST_NAME: Final = 300
LONGEST_NOTE: Final = 4_000

_ALSO: Final = {
    "number": ("stt", "tt", "so thu tu", "buoc"),
    "name": ("buoc cong viec", "ten buoc", "trinh tu", "trinh tu thuc hien", "cong viec"),
    "who": (
        "don vi nguoi thuc hien",
        "don vi thuc hien",
        "nguoi thuc hien",
        "trach nhiem",
        "trach nhiem thuc hien",
        "bo phan thuc hien",
    ),
    "note": ("noi dung cong viec", "noi dung", "noi dung thuc hien", "mo ta"),
    "time": ("thoi gian", "thoi gian thuc hien", "thoi gian giai quyet", "thoi han"),
    "post": ("vi tri xu ly", "vi tri"),
    "agency": ("ma co quan",),
    "event": ("su kien",),
}
"""What decisions call each column, folded."""


class Problem(NamedTuple):
    """What is wrong: line of the table, title of the column (or empty), why."""

    line: int
    column: str
    reason: Message | Refusal


def read(content: bytes, *, file_name: str = "") -> list[Row]:
    """Return the steps of a table.

    Args:
        content: Of an XLSX or CSV file, or of text that was copied out of a table: tabs between.
        file_name: As its sender called it; empty for pasted text.

    Raises:
        FileRefused: It cannot be taken at all.
        TableNotAProcess: With every problem, in the order of the table.
    """
    known = tables.Titles(
        lambda line: sum(1 for cell in line.cells if _field(cell)),
        ", ".join(TITLES[field] for field in NEEDED),
    )
    table = reading.read(content, file_name=file_name, most_mb=MOST_MB, titles=known)
    if not table.lines:
        raise unreadable.NoRows
    if len(table.lines) > MOST_STEPS:
        raise unreadable.TooManyRows(limit=MOST_STEPS, limit_columns=len(TITLES))
    places, problems = _places(table.header)
    rows = []
    if not problems:
        for line in table.lines:
            cells = _cells(line, places, problems)
            rows.append(_row(line.number, cells, problems))
    if problems:
        raise errors.TableNotAProcess(count=len(problems), problems=tuple(problems))
    return rows


def row_of(number: int, cells: dict[str, str], problems: list[Problem]) -> Row:
    """Return the step that cells say; what is wrong with them is added to `problems`."""
    return _row(number, {name: text.normalise(cell) for name, cell in cells.items()}, problems)


def written(rows: list[Row]) -> bytes:
    """Return a table as a workbook that `read` takes."""
    cells = [
        (
            number,
            row.name,
            row.who,
            row.note,
            time_written(row.minutes),
            row.post,
            row.agency,
            row.event,
        )
        for number, row in enumerate(rows, start=1)
    ]
    return writing.workbook(sheet="Quy trình", header=list(TITLES.values()), rows=cells)


def _field(cell: tables.Cell) -> str | None:
    said = text.fold(cell) if isinstance(cell, str) else ""
    return next((field for field, names in _ALSO.items() if said in names), None)


def _places(header: tables.TableLine) -> tuple[dict[str, int], list[Problem]]:
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(header.cells):
        field = _field(cell)
        if field in places:
            problems.append(
                Problem(header.number, str(cell), unreadable.ColumnTwice(first=TITLES[field]))
            )
        elif field is not None:
            places[field] = place
        elif cell:
            problems.append(
                Problem(header.number, str(cell), unreadable.ColumnUnknown(title=str(cell)))
            )
    if "name" not in places and "note" in places:
        # Many decisions have no names, only what is done.
        places["name"] = places.pop("note")
    problems += [
        Problem(
            header.number,
            TITLES[field],
            unreadable.ColumnMissing(title=TITLES[field], column=field),
        )
        for field in NEEDED
        if field not in places
    ]
    return places, problems


def _cells(
    line: tables.TableLine, places: dict[str, int], problems: list[Problem]
) -> dict[str, str]:
    if line.refusal is not None:
        problems.append(Problem(line.number, "", line.refusal))
        return {}
    found: dict[str, str] = {}
    for field, place in places.items():
        cell = line.cells[place] if place < len(line.cells) else ""
        if isinstance(cell, Refusal):
            problems.append(Problem(line.number, TITLES[field], cell))
        else:
            found[field] = text.normalise(str(cell) if isinstance(cell, Decimal) else cell)
    return found


def _row(number: int, cells: dict[str, str], problems: list[Problem]) -> Row:
    who = cells.get("who", "")
    row = Row(
        name=cells.get("name", ""),
        who=who,
        post=cells.get("post", "") or post_of(who),
        minutes=minutes_in(cells.get("time", "")) or 0,
        note=cells.get("note", ""),
        agency=cells.get("agency", ""),
        event=event_of(cells.get("event", "")),
        key=cells.get("key", ""),
    )
    if cells:
        is_time = minutes_in(cells.get("time", "")) is not None
        problems += [
            Problem(number, TITLES[field], reason) for field, reason in _wrong(row, is_time=is_time)
        ]
    return row


def _wrong(row: Row, *, is_time: bool) -> Iterator[tuple[str, Message]]:
    """Yield what is wrong with a row, with its column."""
    if not row.name:
        yield "name", message("chưa ghi tên bước")
    if not row.who:
        yield "who", message("chưa ghi ai thực hiện")
    elif not is_post(row.post):
        yield "who", message("chưa rõ vị trí nào; ghi thêm cột Vị trí xử lý")
    if not is_time:
        yield "time", message("không đọc được thời gian; ghi như 2 giờ hoặc 0,5 ngày")
    elif not row.minutes and row.post != "system":
        yield "time", message("chỉ bước của hệ thống mới không có thời gian")
    if max(len(row.name), len(row.who)) > LONGEST_NAME:
        yield "name", message("tên bước hoặc đơn vị quá dài")
    if len(row.note) > LONGEST_NOTE:
        yield "note", message("nội dung quá dài")
