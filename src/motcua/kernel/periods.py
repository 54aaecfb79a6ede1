"""Reporting periods: years, halves, quarters, months and runs of them.

A period is written as “2019”, “2021-H1”, “2020-Q1”, “2020-04”, or as a range of one kind,
“2021-01..2021-04”. These ids stand in addresses, files and rows and never change.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Self

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

PERIOD_ID_LENGTH: Final = len("2021-01..2021-04")

_MONTHS: Final = 12
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999
_RANGE: Final = ".."
_UNIT: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<letter>[HQ]?)(?P<number>[0-9]{1,2}))?")
PERIOD_PATTERN: Final = (
    r"^(19|2\d)\d{2}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?"
    r"(\.\.(19|2\d)\d{2}(-H[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?)?$"
)
"""What ids look like, for machines; a range must besides go forwards within one kind."""
_ROMAN: Final = ("I", "II", "III", "IV")
# Spelled out: the library's month names follow the locale of the process.
_ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class NotAPeriod(Refusal):
    """The text names no period."""

    code = "kernel.not_a_period"
    message = _("“{text}” không phải là kỳ báo cáo.")
    next_step = _("Ghi như 2019, 2021-H1, 2020-Q1, 2020-04 hoặc 2021-01..2021-04.")


class PeriodKind(Enum):
    """What a period is made of; the value is its length in months."""

    YEAR = 12
    HALF = 6
    QUARTER = 3
    MONTH = 1

    @property
    def per_year(self) -> int:
        """How many of them make a year."""
        return _MONTHS // self.value


_KINDS: Final = {"H": PeriodKind.HALF, "Q": PeriodKind.QUARTER, "": PeriodKind.MONTH}
_LETTERS: Final = {kind: letter for letter, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Period:
    """A run of whole years, halves, quarters or months; `str(period)` is its id.

    Made by `parse` or `containing`; two ways to write the same days are two periods: “2020” is
    reported by year, “2020-01..2020-12” by month.

    Attributes:
        kind: Unit that the period is made of.
        index: Number of its first unit, counted from the year 0.
        length: Number of units, ≥ 1.
    """

    kind: PeriodKind
    index: int
    length: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the period that an id names.

        Raises:
            NotAPeriod: It names none; a range must go forwards, within one kind.
        """
        start, separator, end = text.partition(_RANGE)
        kind, index = _read_unit(start, text)
        if not separator:
            return cls(kind, index)
        end_kind, end_index = _read_unit(end, text)
        if end_kind is not kind or end_index <= index:
            raise _refused(text)
        return cls(kind, index, end_index - index + 1)

    @classmethod
    def containing(cls, day: date, kind: PeriodKind) -> Self:
        """Return the one year, half, quarter or month that a day lies in."""
        return cls(kind, day.year * kind.per_year + (day.month - 1) // kind.value)

    @property
    def first_day(self) -> date:
        """First day, included."""
        return _start_of(self.kind, self.index)

    @property
    def until(self) -> date:
        """First day after the period: a period is half-open."""
        return _start_of(self.kind, self.index + self.length)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day < self.until

    def __str__(self) -> str:
        if self.length == 1:
            return _unit_id(self.kind, self.index)
        last = self.index + self.length - 1
        return f"{_unit_id(self.kind, self.index)}{_RANGE}{_unit_id(self.kind, last)}"

    @property
    def previous(self) -> Self:
        """The period of the same kind and length just before."""
        return type(self)(self.kind, self.index - self.length, self.length)

    @property
    def a_year_earlier(self) -> Self:
        """The same period of the year before, which growth “so với cùng kỳ” is measured by."""
        return type(self)(self.kind, self.index - self.kind.per_year, self.length)

    def label(self, lang: str) -> str:
        """Return how people write it: “Quý I/2020” in Vietnamese (`vi`), “Q1 2020” in English.

        Months and quarters from January on are named as reports do: “4 tháng đầu năm 2021”.
        """
        name = _vietnamese if lang == "vi" else _english
        first = name(self.kind, self.index)
        if self.length == 1:
            return first
        last = name(self.kind, self.index + self.length - 1)
        if lang != "vi":
            return f"{first} to {last}"
        year, place = divmod(self.index, self.kind.per_year)
        months = self.length * self.kind.value
        if place == 0 and months < _MONTHS:
            return f"{months} tháng đầu năm {year}"
        return f"Từ {_lower_first(first)} đến {_lower_first(last)}"

    def label_inside(self, lang: str) -> str:
        """Return the label as it stands inside a sentence: “quý I/2020”, but “Q1 2020”."""
        keeps_capital = lang != "vi" and self.kind is not PeriodKind.HALF
        label = self.label(lang)
        return label if keeps_capital else _lower_first(label)


def _read_unit(text: str, whole: str) -> tuple[PeriodKind, int]:
    match = _UNIT.fullmatch(text)
    if match is None or not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
        raise _refused(whole)
    year, letter, number = int(match["year"]), match["letter"], match["number"]
    if number is None:
        return PeriodKind.YEAR, year
    kind = _KINDS[letter]
    # Only the canonical spelling is an id: 2020-04, not 2020-4; 2020-Q1, not 2020-Q01.
    if len(number) != (1 if letter else 2) or not 1 <= int(number) <= kind.per_year:
        raise _refused(whole)
    return kind, year * kind.per_year + int(number) - 1


def _refused(text: str) -> NotAPeriod:
    return NotAPeriod(text=text[: 2 * PERIOD_ID_LENGTH])


def _start_of(kind: PeriodKind, index: int) -> date:
    year, place = divmod(index, kind.per_year)
    return date(year, place * kind.value + 1, 1)


def _unit_id(kind: PeriodKind, index: int) -> str:
    year, place = divmod(index, kind.per_year)
    if kind is PeriodKind.YEAR:
        return f"{year:04d}"
    letter = _LETTERS[kind]
    return f"{year:04d}-{letter}{place + 1}" if letter else f"{year:04d}-{place + 1:02d}"


def _vietnamese(kind: PeriodKind, index: int) -> str:
    year, place = divmod(index, kind.per_year)
    match kind:
        case PeriodKind.YEAR:
            return f"Năm {year}"
        case PeriodKind.HALF:
            return f"6 tháng {('đầu', 'cuối')[place]} năm {year}"
        case PeriodKind.QUARTER:
            return f"Quý {_ROMAN[place]}/{year}"
        case PeriodKind.MONTH:
            return f"Tháng {place + 1}/{year}"


def _english(kind: PeriodKind, index: int) -> str:
    year, place = divmod(index, kind.per_year)
    match kind:
        case PeriodKind.YEAR:
            return f"{year}"
        case PeriodKind.HALF:
            return f"{('First', 'Second')[place]} half of {year}"
        case PeriodKind.QUARTER:
            return f"Q{place + 1} {year}"
        case PeriodKind.MONTH:
            return f"{_ENGLISH_MONTHS[place]} {year}"


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
