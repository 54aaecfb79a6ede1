"""Writes long tables row by row, as XLSX or CSV, so that memory does not grow with them."""

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final

import xlsxwriter

from motcua.sheets import csv_file
from motcua.sheets.writing import MADE

_MOST_WIDE: Final = 60
_PIECE: Final = 1 << 16


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
        book.set_properties({"created": MADE.replace(tzinfo=None)})
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
                elif cell:
                    page.write_string(number, place, cell, plain)
    out.seek(0)
    return out


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
