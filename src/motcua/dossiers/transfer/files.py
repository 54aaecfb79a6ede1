"""Reads rows from a sheet; a template to fill in. Papers that come beside it, in one archive."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.dossiers import errors
from motcua.dossiers.transfer.case import Row
from motcua.dossiers.transfer.columns import COLUMNS
from motcua.dossiers.transfer.reading import Wrong
from motcua.kernel import text
from motcua.kernel.errors import Refusal
from motcua.sheets import csv_file, reading, tables
from motcua.sheets import errors as sheet_errors

MOST_MB: Final = 20
MOST_ROWS: Final = 10_000
"""Of one file on a page; a program sends as many batches as it wants."""
MOST_PAPERS_MB: Final = 200
_MB: Final = 1024 * 1024
_ZIP: Final = b"PK\x03\x04"

_BY_TITLE: Final = {
    text.fold(name): column.key for column in COLUMNS for name in (column.title, column.key)
}
_TITLES: Final = tables.Titles(
    recognised=lambda line: sum(text.fold(str(cell)) in _BY_TITLE for cell in line.cells),
    examples="“Mã hồ sơ”, “Mã thủ tục”, “Trạng thái”",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A line of a sheet: its number there, its texts, and cells that cannot be read."""

    number: int
    row: Row
    wrong: list[Wrong] = field(default_factory=list)


def read(content: bytes, *, file_name: str) -> list[FileRow]:
    """Return the rows of a sheet, XLSX or CSV.

    Raises:
        FileRefused: The file as a whole cannot be taken.
        ColumnMissing, ColumnTwice, ColumnUnknown: Its header is not that of the template.
    """
    table = reading.read(
        content,
        file_name=file_name,
        most_mb=MOST_MB,
        titles=_TITLES,
        most_rows=MOST_ROWS,
        with_dates=True,
    )
    keys = _keys(table.header)
    if not table.lines:
        raise sheet_errors.NoRows
    unguarded = str if content.startswith(_ZIP) else csv_file.unguarded
    return [_row(line, keys, unguarded) for line in table.lines]


def _keys(header: tables.TableLine) -> list[str]:
    """Return the keys of the columns, in their order; empty for one without a title."""
    keys: list[str] = []
    for cell in header.cells:
        key = _BY_TITLE.get(text.fold(str(cell)), "")
        if str(cell) and not key:
            raise sheet_errors.ColumnUnknown(title=str(cell)[:80])
        if key and key in keys:
            raise sheet_errors.ColumnTwice(first=str(header.cells[keys.index(key)])[:80])
        keys.append(key)
    for column in COLUMNS:
        if column.is_needed and column.key not in keys:
            raise sheet_errors.ColumnMissing(title=column.title, column=column.key)
    return keys


def _row(line: tables.TableLine, keys: list[str], unguarded: Callable[[str], str]) -> FileRow:
    if line.refusal is not None:
        return FileRow(
            number=line.number, row={}, wrong=[Wrong(key="", value="", reason=line.refusal)]
        )
    row: Row = {}
    wrong: list[Wrong] = []
    if len(line.cells) > len(keys) and any(line.cells[len(keys) :]):
        reason = sheet_errors.WrongCellCount(found=len(line.cells), expected=len(keys))
        wrong.append(Wrong(key="", value="", reason=reason))
    for key, cell in zip(keys, line.cells, strict=False):
        if isinstance(cell, Refusal):
            wrong.append(Wrong(key=key, value="", reason=cell))
        elif key:
            row[key] = unguarded(str(cell))
    return FileRow(number=line.number, row=row, wrong=wrong)


def papers_in(content: bytes) -> "zipfile.ZipFile":
    """Return an archive of papers, opened; what is in it is read one by one, by name.

    Raises:
        PapersNotReadable: It is none, is protected, or unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError):
        raise errors.PapersNotReadable(most_mb=MOST_PAPERS_MB) from None
    entries = archive.infolist()
    is_protected = any(entry.flag_bits & 1 for entry in entries)
    if is_protected or sum(entry.file_size for entry in entries) > MOST_PAPERS_MB * _MB:
        raise errors.PapersNotReadable(most_mb=MOST_PAPERS_MB)
    return archive


def template() -> tuple[list[str], list[list[str]]]:
    """Return header and example rows of a sheet to be filled in."""
    return [column.title for column in COLUMNS], [[column.example for column in COLUMNS]]


def cells(rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Return rows as the cells of sheets, in the order of columns."""
    for row in rows:
        yield [row.get(column.key, "") for column in COLUMNS]
