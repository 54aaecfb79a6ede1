"""Writes a table as XLSX, so that the same content is the same file, byte for byte."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import xlsxwriter

from motcua.sheets import csv_file

_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""Said in every file: the day on which it was made would make two files of one content differ."""

_WIDEST: Final = 60
_LONG_COLUMN: Final = 20
"""Width of every column of a long table: its rows are gone before the widest is known."""
_PIECE: Final = 1 << 16
_LAST_OFFERED: Final = 1000
"""The row down to which cells offer choices."""


def workbook(
    *,
    sheet: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str | int | None]],
    choices: Mapping[int, Sequence[str]] | None = None,
) -> bytes:
    """Return a workbook of one sheet with a header that stays in view.

    Texts are written as texts, whatever they begin with: nothing in them is ever calculated.

    Args:
        sheet: Its name, at most 31 characters.
        header: One title a column.
        rows: As many cells each; None: an empty cell.
        choices: What cells of a column offer, by its place from 0; together 255 characters at most.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        widths = [len(title) for title in header]
        for place, title in enumerate(header):
            page.write_string(0, place, title, bold)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                if cell is None:
                    continue
                widths[place] = max(widths[place], len(str(cell)))
                if isinstance(cell, int):
                    page.write_number(number, place, cell)
                else:
                    page.write_string(number, place, cell, plain)
        for place, offered in (choices or {}).items():
            rule = {"validate": "list", "source": [*offered]}
            page.data_validation(1, place, _LAST_OFFERED, place, rule)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(width + 2, _WIDEST))
    return out.getvalue()


def long_workbook(
    path: Path, *, sheet: str, header: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Write a workbook of any length to a file, a row at a time; memory does not grow with rows.

    Args:
        path: Of the file.
        sheet: Its name, at most 31 characters.
        header: One title a column.
        rows: As many texts each.
    """
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        page.set_column(0, len(header) - 1, _LONG_COLUMN)
        for place, title in enumerate(header):
            page.write_string(0, place, title, bold)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                if cell:
                    page.write_string(number, place, cell)


def delimited(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield a CSV file in pieces: UTF-8 with mark, nothing in it calculated when it is opened."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    yield codecs.BOM_UTF8
    writer.writerow(header)
    for cells in rows:
        writer.writerow([csv_file.guarded(cell) for cell in cells])
        if out.tell() > _PIECE:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    piece = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return piece
