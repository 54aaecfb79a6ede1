"""Writes long tables as XLSX row by row, so that memory does not grow with them."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO, Final

import xlsxwriter

_MOST_WIDE: Final = 60


def streamed(
    *,
    sheet: str,
    header: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[str | int | None]],
    above: Sequence[str] = (),
) -> IO[bytes]:
    """Return an open temporary file with a workbook of one sheet, to be read from its beginning.

    Texts are written as texts, whatever they begin with: nothing in them is ever calculated.

    Args:
        sheet: Its name, at most 31 characters.
        header: One title a column; it stays in view.
        widths: Of the columns, in characters: rows are gone when they would be known.
        rows: As many cells each; None: an empty cell. Taken one at a time.
        above: Lines over the table: what it is, of when, of whom.
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115 whoever reads it closes it
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        page = book.add_worksheet(sheet)
        for place, width in enumerate(widths):
            page.set_column(place, place, min(width, _MOST_WIDE))
        for number, line in enumerate(above):
            page.write_string(number, 0, line, bold)
        first = len(above)
        for place, title in enumerate(header):
            page.write_string(first, place, title, bold)
        page.freeze_panes(first + 1, 0)
        for number, cells in enumerate(rows, start=first + 1):
            for place, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(number, place, cell)
                elif cell is not None:
                    page.write_string(number, place, cell, plain)
    out.seek(0)
    return out
