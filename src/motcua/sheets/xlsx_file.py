"""Reads a table from a workbook, as the person who opens it sees it."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Final

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from motcua.kernel import ratios
from motcua.kernel.messages import message
from motcua.sheets import errors, tables

MAX_UNPACKED_MB: Final = 50
# Ten thousand honest rows take three; every cell takes much more as an object than as text.
MAX_SHEET_MB: Final = 10

_MB: Final = 1024 * 1024
_HEADER_WITHIN_ROWS: Final = 100
_ENCRYPTED: Final = 0x1
_PERCENT_FORMAT: Final = re.compile(r"[0#?]+(?:\.(?P<decimals>[0#?]+))?\s*%")


def read(content: bytes, *, titles: tables.Titles, with_dates: bool = False) -> tables.Table:
    """Return the table of the one visible sheet whose first row is a header that we know.

    A cell formatted as a percentage is read as it is shown: 0.3415 as "34.15%" or "34%".
    Calculated cells are read by the value that was saved with them.

    Args:
        content: An Office Open XML package (ISO/IEC 29500), already known to be a zip archive.
        titles: How the header is known.
        with_dates: Whether cells may hold days; see `reading.read`.

    Raises:
        FileRefused: The whole file cannot be taken.
    """
    _check_package(content)
    values = _load(content, data_only=True)
    sheet, header_row = _only_table(values, titles)
    if sheet.max_row - header_row > tables.MAX_ROWS or sheet.max_column > tables.MAX_COLUMNS:
        raise errors.TooManyRows(limit=tables.MAX_ROWS, limit_columns=tables.MAX_COLUMNS)
    formulas = _load(content, data_only=False)[sheet.title]
    header, *lines = _without_merged(
        sheet, _lines(sheet, formulas, header_row, with_dates=with_dates)
    )
    return tables.Table(header, tuple(lines))


def _check_package(content: bytes) -> None:
    """Refuse what must not even be unpacked.

    The sizes come from the archive's directory; unpacking stops at them, so they cannot lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile as error:
        raise errors.FileDamaged from error
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise errors.FileProtected
    if any(name.endswith("vbaProject.bin") for name in names):
        raise errors.FileHasMacros
    if "xl/workbook.xml" not in names:
        raise errors.FileKindNotSupported(kind=message("tệp nén"))
    sheets = (entry for entry in entries if entry.filename.startswith("xl/worksheets/"))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_MB * _MB:
        raise errors.FileTooLarge(limit_mb=MAX_UNPACKED_MB)
    if any(entry.file_size > MAX_SHEET_MB * _MB for entry in sheets):
        raise errors.FileTooLarge(limit_mb=MAX_SHEET_MB)


def _load(content: bytes, *, data_only: bool) -> Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=data_only, keep_links=False)
    except Exception as error:
        raise errors.FileDamaged from error


def _only_table(workbook: Workbook, titles: tables.Titles) -> tuple[Worksheet, int]:
    """Return the sheet to read and the row of its header."""
    found = [
        (sheet, row)
        for sheet in workbook.worksheets
        if (row := _header_row(sheet, titles)) is not None
    ]
    if not found:
        raise errors.HeaderMissing(titles=titles.examples)
    visible = [(sheet, row) for sheet, row in found if sheet.sheet_state == "visible"]
    if not visible:
        raise errors.TableHidden(sheet=found[0][0].title)
    if len(visible) > 1:
        raise errors.SeveralTables(sheets=errors.Names(sheet.title for sheet, _ in visible))
    return visible[0]


def _header_row(sheet: Worksheet, titles: tables.Titles) -> int | None:
    """Return the first row that is not blank if it is a header, else None."""
    # Never beyond the sheet's own edge: looking at a cell there would create it.
    rows = sheet.iter_rows(
        max_row=min(sheet.max_row, _HEADER_WITHIN_ROWS),
        max_col=min(sheet.max_column, tables.MAX_COLUMNS),
        values_only=True,
    )
    for row, values in enumerate(rows, start=1):
        texts = tuple(str(value or "").strip() for value in values)
        if any(texts):
            return row if titles.recognised(tables.TableLine(row, texts)) else None
    return None


def _lines(
    sheet: Worksheet, formulas: Worksheet, header_row: int, *, with_dates: bool
) -> Iterator[tables.TableLine]:
    for number, cells in enumerate(sheet.iter_rows(min_row=header_row), start=header_row):
        read_cells = tuple(
            _cell(
                cell,
                is_formula=formulas.cell(number, place).data_type == "f",
                with_dates=with_dates,
            )
            for place, cell in enumerate(cells, start=1)
        )
        if any(cell != "" for cell in read_cells):
            is_hidden = number in sheet.row_dimensions and sheet.row_dimensions[number].hidden
            refusal = errors.RowHidden() if is_hidden else None
            yield tables.TableLine(number, read_cells, refusal)


def _cell(cell: SheetCell | MergedCell, *, is_formula: bool, with_dates: bool) -> tables.Cell:
    value = cell.value
    if with_dates and isinstance(value, date):
        value = _shown(value)
    if value is None:
        return errors.FormulaWithoutValue() if is_formula else ""
    if cell.data_type == "e":
        return errors.CellNotReadable(kind=value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        kind = message("giá trị đúng/sai") if cell.data_type == "b" else message("ngày tháng")
        return errors.CellNotReadable(kind=kind)
    number = Decimal(repr(value))
    as_percent = _PERCENT_FORMAT.search(cell.number_format.split(";")[0])
    if as_percent:
        shown = ratios.rounded_percent(Fraction(number), len(as_percent["decimals"] or ""))
        return f"{shown}%"
    return f"{int(number)}" if number == number.to_integral_value() else number


def _shown(day: date) -> str:
    """Return a day, with its time if it has one, as Vietnam writes it."""
    if isinstance(day, datetime) and day.time() != time():
        return f"{day:%d/%m/%Y %H:%M:%S}"
    return f"{day:%d/%m/%Y}"


def _without_merged(
    sheet: Worksheet, lines: Iterator[tables.TableLine]
) -> Iterator[tables.TableLine]:
    """Turn each merged range into one refused line; the other lines it covers are left out."""
    ranges = sorted(sheet.merged_cells.ranges, key=lambda merged: merged.min_row)
    told: set[str] = set()
    for line in lines:
        over = [
            merged.coord for merged in ranges if merged.min_row <= line.number <= merged.max_row
        ]
        new = [coordinates for coordinates in over if coordinates not in told]
        if new:
            told.update(new)
            yield tables.TableLine(line.number, (), errors.MergedCells(cells=errors.Names(new)))
        elif not over:
            yield line
