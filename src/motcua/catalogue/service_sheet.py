"""Services as a sheet: one line each, sent back with changes.

What is written can be read, and without a change asks for nothing. Only cells that differ from what
is there become lines of a change of many services.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from motcua.catalogue import errors
from motcua.catalogue.types import BulkKind, LevelScheme, Wanted
from motcua.kernel import numerals, text
from motcua.kernel.errors import Refusal
from motcua.kernel.levels import Level, Provision
from motcua.kernel.messages import Message, message
from motcua.sheets import errors as unreadable
from motcua.sheets import reading, tables, writing

MOST_MB: Final = 5
NAME: Final = "Dịch vụ"
DAY: Final = "%d/%m/%Y"

TITLES: Final = {
    "procedure": "Mã thủ tục",
    "name": "Tên thủ tục",
    "agency": "Mã cơ quan",
    "agency_name": "Tên cơ quan",
    "level": "Mức độ khai báo (1-4)",
    "level_act": "Văn bản khai báo mức độ",
    "level_from": "Mức độ từ ngày",
    "provision": "Toàn trình hay một phần",
    "provision_act": "Văn bản khai báo toàn trình",
    "provision_from": "Toàn trình từ ngày",
    "eligible": "Đủ điều kiện",
    "reason": "Lý do",
    "eligible_from": "Đủ điều kiện từ ngày",
    "dossiers": "Số hồ sơ một năm",
}
"""Titles of the columns, by the field that each holds."""

PROVISION_WORDS: Final = {"toàn trình": Provision.FULL, "một phần": Provision.PARTIAL}
ELIGIBLE_WORDS: Final = {"đủ": True, "không đủ": False}

_NO_LEVEL = message("mức độ là 1, 2, 3 hoặc 4, hoặc để trống")
_NO_PROVISION = message("chỉ ghi “toàn trình” hoặc “một phần”, hoặc để trống")
_NO_ELIGIBLE = message("chỉ ghi “đủ” hoặc “không đủ”, hoặc để trống")
_NO_DAY = message("ngày ghi dạng ngày/tháng/năm, ví dụ 20/10/2021")
_NO_SERVICE = message("cơ quan không cung cấp thủ tục này")
_TAKEN_BACK = message("không xóa được bằng bảng; rút ở trang dịch vụ")
_ASKED_FOR = message("thiếu, vì dòng này có thay đổi cần nó")
_TWICE = message("dịch vụ này đã có ở dòng trên")

Key = tuple[str, str]
"""Codes of procedure and agency."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One service as a line; null is an empty cell."""

    procedure: str
    name: str
    agency: str
    agency_name: str
    level: int | None = None
    level_act: str = ""
    level_from: date | None = None
    provision: int | None = None
    provision_act: str = ""
    provision_from: date | None = None
    eligible: bool | None = None
    reason: str = ""
    eligible_from: date | None = None
    dossiers: int | None = None

    @property
    def key(self) -> Key:
        """Return which service it is."""
        return self.procedure, self.agency


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: line of the file, title of the column, why."""

    line: int | None
    column: str
    reason: Message | Refusal | str


def write(rows: Iterable[Row]) -> bytes:
    """Return the sheet; the same rows are the same bytes."""
    return writing.workbook(
        sheet=NAME, header=tuple(TITLES.values()), rows=[_cells(row) for row in rows]
    )


def read(content: bytes, *, file_name: str, there: Mapping[Key, Row]) -> list[Wanted]:
    """Return what a sheet wants changed, against what is there.

    Args:
        content: XLSX or CSV.
        file_name: As sent.
        there: The services that the sender may change.

    Raises:
        SheetHasProblems: Cells cannot be taken; all of them are named.
        FileRefused: The whole file cannot be taken.
    """
    header = tables.Titles(
        recognised=lambda line: sum(_field(cell) is not None for cell in line.cells),
        examples="“Mã thủ tục”, “Mã cơ quan”, “Mức độ khai báo (1-4)”",
    )
    table = reading.read(content, file_name=file_name, most_mb=MOST_MB, titles=header)
    places = _places(table.header)
    problems: list[Problem] = []
    wanted: list[Wanted] = []
    seen: set[Key] = set()
    for line in table.lines:
        found = _Line(line, places, problems)
        row = found.row()
        if row is None:
            continue
        if row.key in seen:
            found.complain("procedure", _TWICE)
        elif row.key not in there:
            found.complain("procedure", _NO_SERVICE)
        else:
            wanted += _changes(there[row.key], row, found.complain)
        seen.add(row.key)
    if problems:
        raise errors.SheetHasProblems(number=len(problems), problems=problems)
    return wanted


class _Line:
    """A line of a sheet, read cell by cell; every complaint is kept."""

    def __init__(
        self, line: tables.TableLine, places: Mapping[str, int], problems: list[Problem]
    ) -> None:
        self._line, self._places, self._problems = line, places, problems

    def complain(self, field: str, reason: Message | Refusal | str) -> None:
        """Note that a cell cannot be taken."""
        self._problems.append(Problem(self._line.number, TITLES.get(field, ""), reason))

    def row(self) -> Row | None:
        """Return what the line says; None where a cell cannot be read."""
        if self._line.refusal is not None:
            self.complain("", self._line.refusal)
            return None
        before = len(self._problems)
        read_fields: dict[str, Any] = {
            "procedure": self._text("procedure"),
            "name": self._text("name"),
            "agency": self._text("agency"),
            "agency_name": self._text("agency_name"),
            "level": self._one_of("level", {str(level.value): level for level in Level}, _NO_LEVEL),
            "level_act": self._text("level_act"),
            "level_from": self._day("level_from"),
            "provision": self._one_of("provision", PROVISION_WORDS, _NO_PROVISION),
            "provision_act": self._text("provision_act"),
            "provision_from": self._day("provision_from"),
            "eligible": self._one_of("eligible", ELIGIBLE_WORDS, _NO_ELIGIBLE),
            "reason": self._text("reason"),
            "eligible_from": self._day("eligible_from"),
            "dossiers": self._number("dossiers"),
        }
        return Row(**read_fields) if len(self._problems) == before else None

    def _text(self, field: str) -> str:
        place = self._places.get(field)
        if place is None or place >= len(self._line.cells):
            return ""
        cell = self._line.cells[place]
        if isinstance(cell, Refusal):
            self.complain(field, cell)
            return ""
        return str(cell) if isinstance(cell, Decimal) else cell

    def _one_of(self, field: str, words: Mapping[str, Any], reason: Message) -> Any:
        typed = self._text(field)
        by_folded = {text.fold(word): value for word, value in words.items()}
        if typed and text.fold(typed) not in by_folded:
            self.complain(field, reason)
        return by_folded.get(text.fold(typed)) if typed else None

    def _day(self, field: str) -> date | None:
        typed = self._text(field)
        try:
            return datetime.strptime(typed, DAY).date() if typed else None  # noqa: DTZ007 a day
        except ValueError:
            self.complain(field, _NO_DAY)
            return None

    def _number(self, field: str) -> int | None:
        typed = self._text(field)
        try:
            return numerals.read_count(typed) if typed else None
        except numerals.UnreadableNumber as refusal:
            self.complain(field, refusal)
            return None


def _changes(
    old: Row, new: Row, complain: Callable[[str, Message | Refusal | str], None]
) -> Iterable[Wanted]:
    """Yield what a line wants other than it is; complain where it does not say enough."""
    for kind, names, value in (
        (BulkKind.DECLARE, ("level", "level_act", "level_from"), _level),
        (BulkKind.DECLARE, ("provision", "provision_act", "provision_from"), _provision),
        (BulkKind.ELIGIBILITY, ("eligible", "reason", "eligible_from"), _eligible),
        (BulkKind.VOLUME, ("dossiers",), _volume),
    ):
        if all(getattr(old, name) == getattr(new, name) for name in names):
            continue
        missing = [name for name in names if getattr(new, name) in {None, ""}]
        if kind is not BulkKind.VOLUME and missing:
            for name in missing:
                is_gone = name == names[0] and getattr(old, name) is not None
                complain(name, _TAKEN_BACK if is_gone else _ASKED_FOR)
            continue
        yield Wanted(kind=kind, procedure=new.procedure, agency=new.agency, value=value(new))


def _level(row: Row) -> dict[str, Any]:
    return _declared(LevelScheme.FOUR_LEVELS, row.level, row.level_act, row.level_from)


def _provision(row: Row) -> dict[str, Any]:
    return _declared(LevelScheme.FULLY_ONLINE, row.provision, row.provision_act, row.provision_from)


def _declared(
    scheme: LevelScheme, level: int | None, act: str, valid_from: date | None
) -> dict[str, Any]:
    return {
        "scheme": scheme.value,
        "level": int(level or 0),
        "legal_act": act,
        "valid_from": _iso(valid_from),
    }


def _eligible(row: Row) -> dict[str, Any]:
    return {
        "is_eligible": bool(row.eligible),
        "reason": row.reason,
        "valid_from": _iso(row.eligible_from),
    }


def _volume(row: Row) -> dict[str, Any]:
    return {"dossiers": row.dossiers}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _cells(row: Row) -> list[str | int | None]:
    shown: list[str | int | None] = []
    for field, value in zip(fields(row), astuple(row), strict=True):
        if isinstance(value, date):
            shown.append(f"{value:{DAY}}")
        elif field.name == "provision":
            words = {degree: word for word, degree in PROVISION_WORDS.items()}
            shown.append(words.get(value))
        elif field.name == "eligible":
            words_of = {is_so: word for word, is_so in ELIGIBLE_WORDS.items()}
            shown.append(words_of.get(value))
        else:
            shown.append(value if value != "" else None)
    return shown


def _field(cell: tables.Cell) -> str | None:
    typed = text.fold(cell) if isinstance(cell, str) else ""
    return next((field for field, title in TITLES.items() if text.fold(title) == typed), None)


def _places(header: tables.TableLine) -> dict[str, int]:
    """Return where each column stands.

    Raises:
        SheetHasProblems: A column is missing, or there twice.
    """
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(header.cells):
        field = _field(cell)
        if field is None and cell:
            problems.append(
                Problem(header.number, str(cell), unreadable.ColumnUnknown(title=str(cell)))
            )
        elif field in places:
            twice = unreadable.ColumnTwice(first=str(cell))
            problems.append(Problem(header.number, str(cell), twice))
        elif field is not None:
            places[field] = place
    problems += [
        Problem(header.number, title, unreadable.ColumnMissing(title=title, column=field))
        for field, title in TITLES.items()
        if field not in places
    ]
    if problems:
        raise errors.SheetHasProblems(number=len(problems), problems=problems)
    return places
