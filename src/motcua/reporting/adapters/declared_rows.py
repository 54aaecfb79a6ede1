"""Turns the lines of a table into declared rows, and says all that is wrong with them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final, TypeVar

from motcua.indicators.types import Section
from motcua.kernel import numerals, text
from motcua.kernel.errors import Refusal
from motcua.reporting import errors
from motcua.reporting.adapters import declared_columns
from motcua.reporting.adapters.declared_columns import Column, Places
from motcua.reporting.types import DeclaredRow, RowError
from motcua.sheets import errors as unreadable
from motcua.sheets import tables

Value = TypeVar("Value")

_SHOWN_CHARACTERS: Final = 80

_SECTION_WORDS: Final = {
    Section.MINISTRY: ("ministry", "I", "Bộ", "Bộ, ngành", "Bộ, cơ quan ngang bộ"),
    Section.PROVINCE: ("province", "II", "Tỉnh", "Tỉnh, thành phố", "Địa phương"),
}
_SECTION_BY_WORD: Final = {
    text.fold(word): section for section, words in _SECTION_WORDS.items() for word in words
}

# What names of agencies are written with. Text in an old code page (TCVN3, VNI), or read through
# a wrong one, always shows some other sign: «, ä, Ã, ™, or the question mark of a lost letter.
_VIETNAMESE: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyz0123456789 .,;:&/()'’\"“”+–—-_"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)


def read(table: tables.Table) -> tuple[tuple[DeclaredRow, ...], tuple[RowError, ...]]:
    """Return the rows that can be read and every error of the table, both in file order.

    Raises:
        HeaderMissing: The first line is no header.
        NoRows: There is nothing below the header.
    """
    if table.header.refusal is not None:
        return (), (_line_error(table.header, table.header.refusal),)
    places, problems = declared_columns.locate(table.header)
    if not table.lines:
        raise unreadable.NoRows
    if problems:
        # Cells under a doubtful header would only raise false alarms.
        return (), problems
    reader = _RowReader(table.header, places)
    rows = [row for line in table.lines if (row := reader.read(line)) is not None]
    return tuple(rows), tuple(reader.errors)


def _line_error(line: tables.TableLine, reason: Refusal) -> RowError:
    return RowError(line.number, None, "", reason)


class _RowReader:
    """Reads line after line; keeps the errors and which agencies were met."""

    def __init__(self, header: tables.TableLine, places: Places) -> None:
        self.errors: list[RowError] = []
        self._header = header
        self._places = places
        self._line_of_agency: dict[str, int] = {}

    def read(self, line: tables.TableLine) -> DeclaredRow | None:
        """Return the row, or None after noting why not."""
        refusal = line.refusal or self._wrong_cell_count(line)
        if refusal is not None:
            self.errors.append(_line_error(line, refusal))
            return None
        errors_before = len(self.errors)
        section = self._value(line, Column.SECTION, _section)
        number = self._value(line, Column.NUMBER, _optional_count)
        name = self._value(line, Column.AGENCY_NAME, self._new_name(line.number))
        total = self._value(line, Column.PROCEDURES_TOTAL, _total)
        level4 = self._value(line, Column.LEVEL4_SERVICES, _count)
        printed = self._value(line, Column.PRINTED_PERCENT, _printed)
        if total is not None and level4 is not None and level4 > total:
            self._note(
                line,
                Column.LEVEL4_SERVICES,
                errors.Level4ExceedsTotal(level4=level4, total=total),
            )
        if name is None or total is None or level4 is None or len(self.errors) > errors_before:
            return None
        return DeclaredRow(line.number, section, number, name, total, level4, printed)

    def _wrong_cell_count(self, line: tables.TableLine) -> Refusal | None:
        """Refuse missing cells and cells beyond the header; empty ones beyond it do no harm."""
        titled = [place for place, cell in enumerate(self._header.cells) if cell != ""]
        expected = titled[-1] + 1
        written = [place for place, cell in enumerate(line.cells) if cell != ""]
        stray = set(written) - set(titled)
        if len(line.cells) < expected or stray:
            return unreadable.WrongCellCount(
                expected=expected,
                found=max(len(line.cells), expected) if stray else len(line.cells),
            )
        return None

    def _value(
        self, line: tables.TableLine, column: Column, read_cell: Callable[[tables.Cell], Value]
    ) -> Value | None:
        if column not in self._places:
            return None
        cell = line.cells[self._places[column]]
        try:
            if isinstance(cell, Refusal):
                raise cell
            return read_cell(cell)
        except Refusal as reason:
            self._note(line, column, reason)
            return None

    def _note(self, line: tables.TableLine, column: Column, reason: Refusal) -> None:
        place = self._places[column]
        cell = line.cells[place]
        value = "" if isinstance(cell, Refusal) else str(cell)[:_SHOWN_CHARACTERS]
        self.errors.append(RowError(line.number, str(self._header.cells[place]), value, reason))

    def _new_name(self, line: int) -> Callable[[tables.Cell], str]:
        def read_cell(cell: tables.Cell) -> str:
            name = _name(cell)
            first_line = self._line_of_agency.setdefault(text.fold(name), line)
            if first_line != line:
                raise errors.AgencyTwice(name=name, first_line=first_line)
            return name

        return read_cell


def _name(cell: tables.Cell) -> str:
    name = text.normalise(str(cell))
    if not name:
        raise errors.AgencyNameMissing
    strange = next((letter for letter in name if letter.lower() not in _VIETNAMESE), None)
    if strange is not None:
        raise errors.TextGarbled(text=name[:_SHOWN_CHARACTERS], character=strange)
    return name


def _section(cell: tables.Cell) -> Section | None:
    if cell == "":
        return None
    section = _SECTION_BY_WORD.get(text.fold(str(cell)))
    if section is None:
        raise errors.SectionUnknown(text=str(cell)[:_SHOWN_CHARACTERS])
    return section


def _count(cell: tables.Cell) -> int:
    if isinstance(cell, Decimal):
        raise numerals.CountHasDecimals(text=f"{cell:f}")
    return numerals.read_count(str(cell))


def _optional_count(cell: tables.Cell) -> int | None:
    return None if cell == "" else _count(cell)


def _total(cell: tables.Cell) -> int:
    total = _count(cell)
    if total == 0:
        raise errors.TotalIsZero
    return total


def _printed(cell: tables.Cell) -> str | None:
    printed = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    if not printed:
        return None
    numerals.read_percent(printed)
    return printed
