"""Writes a table as XLSX, so that the same content is the same file, byte for byte."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import xlsxwriter

MADE: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""Said in every file: the day on which it was made would make two files of one content differ."""

_WIDEST: Final = 60
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
        book.set_properties({"created": MADE.replace(tzinfo=None)})
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
