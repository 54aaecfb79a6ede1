"""The columns of a declared file, found by their titles in English or as in the letter."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from motcua.kernel import text
from motcua.reporting.types import RowError
from motcua.sheets import errors as unreadable
from motcua.sheets import tables


class Column(StrEnum):
    """What a column holds; the value is its title in the files that we write."""

    SECTION = "section"
    NUMBER = "no"
    AGENCY_NAME = "agency_name"
    PROCEDURES_TOTAL = "procedures_total"
    LEVEL4_SERVICES = "level4_services"
    PRINTED_PERCENT = "printed_percent"


REQUIRED: Final = (Column.AGENCY_NAME, Column.PROCEDURES_TOTAL, Column.LEVEL4_SERVICES)

TITLES: Final = {
    Column.SECTION: ("Mục", "Phần", "Khối", "Nhóm"),
    # "TI" is how the letter misprints it in its second table.
    Column.NUMBER: ("TT", "STT", "Số TT", "Số thứ tự", "TI"),
    Column.AGENCY_NAME: (
        "Tên cơ quan",
        "Tên tỉnh, thành phố",
        "Tên bộ, ngành",
        "Tên đơn vị",
        "Cơ quan",
        "Bộ, ngành, địa phương",
    ),
    Column.PROCEDURES_TOTAL: (
        "Tổng số thủ tục hành chính",
        "Tổng số TTHC",
        "Số thủ tục hành chính",
    ),
    Column.LEVEL4_SERVICES: (
        "Số dịch vụ công trực tuyến mức độ 4",
        "Số lượng dịch vụ công trực tuyến mức độ 4",
        "Số DVCTT mức độ 4",
        "Số DVC mức độ 4",
    ),
    Column.PRINTED_PERCENT: (
        "Tỉ lệ dịch vụ công trực tuyến mức độ 4",
        "Tỷ lệ dịch vụ công trực tuyến mức độ 4",
        "Tỉ lệ DVCTT mức độ 4",
        "Tỷ lệ DVCTT mức độ 4",
        "Tỉ lệ",
        "Tỷ lệ",
        "Tỉ lệ (%)",
        "Tỷ lệ (%)",
    ),
}
"""Vietnamese titles per column; the first is how messages call it."""

_BY_TITLE: Final = {
    text.fold(title): column
    for column, titles in TITLES.items()
    for title in (column.value, *titles)
}

Places = dict[Column, int]
"""Where each column stands, counted from 0."""


def recognised(header: tables.TableLine) -> int:
    """Return how many cells of the line are titles that we know."""
    return sum(_column(cell) is not None for cell in header.cells)


HEADER: Final = tables.Titles(
    recognised=recognised,
    examples="“Tên cơ quan”, “Tổng số thủ tục hành chính”, “Số dịch vụ công trực tuyến mức độ 4”",
)
"""How the header of a declared file is known."""


def locate(header: tables.TableLine) -> tuple[Places, tuple[RowError, ...]]:
    """Find the columns of a header, and everything that is wrong with it.

    A cell without title is no column: values below it are too many cells.

    Raises:
        HeaderMissing: Not one of the titles is known.
    """
    if not recognised(header):
        raise unreadable.HeaderMissing(titles=HEADER.examples)
    places: Places = {}
    problems: list[RowError] = []
    for place, cell in enumerate(header.cells):
        column = _column(cell)
        title = str(cell)
        if column is None:
            if title:
                reason = unreadable.ColumnUnknown(title=title)
                problems.append(RowError(header.number, title, title, reason))
        elif column in places:
            reason_twice = unreadable.ColumnTwice(first=str(header.cells[places[column]]))
            problems.append(RowError(header.number, title, title, reason_twice))
        else:
            places[column] = place
    problems.extend(_missing(header.number, places))
    return places, tuple(problems)


def _missing(line: int, places: Iterable[Column]) -> list[RowError]:
    found = set(places)
    return [
        RowError(
            line,
            TITLES[column][0],
            "",
            unreadable.ColumnMissing(title=TITLES[column][0], column=column.value),
        )
        for column in REQUIRED
        if column not in found
    ]


def _column(cell: tables.Cell) -> Column | None:
    return _BY_TITLE.get(text.fold(cell)) if isinstance(cell, str) else None
