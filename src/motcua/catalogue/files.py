"""Procedures as files, JSON or XLSX; exported, imported and exported again it is the same file.

A workbook has one value a row: of which procedure, in which table and row of it, under which name.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from motcua.catalogue import errors, flat, outline
from motcua.catalogue.flat import Flat, Problem
from motcua.catalogue.outline import Column, Kind
from motcua.catalogue.types import Content
from motcua.kernel import ids
from motcua.kernel.errors import Refusal
from motcua.sheets import reading, tables, writing

HEADER: Final = ("Mã thủ tục", "Phần", "Dòng", "Trường", "Giá trị")
MOST_MB: Final = 20

_LISTS: Final = (Kind.LINES, Kind.CHOICES)
_TITLES: Final = tables.Titles(
    recognised=lambda line: sum(cell in HEADER for cell in line.cells),
    examples="“Mã thủ tục”, “Trường”, “Giá trị”",
)


@dataclass(frozen=True, kw_only=True)
class FileProblem:
    """Something wrong with a file.

    Attributes:
        line: Row of the sheet, or null: the place is said in words.
        place: Procedure and field, as the file names them.
        value: As written.
    """

    line: int | None
    place: str
    value: str
    reason: Refusal


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What a file says; without problems all of it, with any of them nothing."""

    contents: tuple[Content, ...]
    problems: tuple[FileProblem, ...]


def as_json(contents: Iterable[Content]) -> bytes:
    """Return procedures as JSON, by code."""
    listed = sorted(contents, key=lambda one: one.code)
    records = [one.model_dump(mode="json") for one in listed]
    return (json.dumps({"procedures": records}, ensure_ascii=False, indent=2) + "\n").encode()


def as_xlsx(contents: Iterable[Content]) -> bytes:
    """Return procedures as a workbook, by code.

    Raises:
        TooManyForSheet: More rows than are read again; JSON has no such limit.
    """
    listed = sorted(contents, key=lambda one: one.code)
    rows = [row for one in listed for row in _rows(one)]
    if len(rows) > tables.MAX_ROWS:
        raise errors.TooManyForSheet(limit=tables.MAX_ROWS)
    return writing.workbook(sheet="Thủ tục", header=HEADER, rows=rows)


def read(content: bytes, *, file_name: str) -> ReadFile:
    """Read a file to its end and tell everything that is wrong with it.

    Raises:
        FileRefused: The file as a whole cannot be taken (hidden, merged, macros, size).
        FileNotUnderstood: It is no JSON, or of another shape.
    """
    if content.lstrip()[:1] in (b"{", b"["):
        return _read_json(content)
    table = reading.read(content, file_name=file_name, most_mb=MOST_MB, titles=_TITLES)
    return _Sheet(table).read()


def _rows(content: Content) -> Iterator[tuple[str, str, int | None, str, str]]:
    parts = flat.flatten(content)
    for column in outline.COLUMNS:
        for text in _texts(column, parts.columns[column.path]):
            yield content.code, "", None, column.label, text
    for table in outline.TABLES:
        for number, row in enumerate(parts.tables[table.name], start=1):
            for column in table.columns:
                for text in _texts(column, row[column.path]):
                    yield content.code, table.label, number, column.label, text


def _texts(column: Column, value: Any) -> list[str]:
    """Return a value as cells: a list has one for each item, what is empty none."""
    if column.kind in _LISTS:
        return list(value or ())
    text = flat.written(column, value)
    return [text] if text else []


def _read_json(content: bytes) -> ReadFile:
    try:
        records = json.loads(content)["procedures"]
    except (ValueError, TypeError, KeyError):
        raise errors.FileNotUnderstood from None
    if not isinstance(records, list):
        raise errors.FileNotUnderstood
    contents, problems = [], []
    for number, one in enumerate(records, start=1):
        code = str(one.get("code", "")) if isinstance(one, dict) else ""
        place = f"procedures[{number}] {code}".rstrip()
        try:
            contents.append(Content.model_validate(one))
            ids.procedure_code(code)
        except ValidationError as invalid:
            for wrong in invalid.errors(include_url=False):
                where = ".".join(str(part) for part in wrong["loc"])
                problems.append(
                    FileProblem(
                        line=None,
                        place=f"{place}: {where}",
                        value=str(wrong["input"])[:80],
                        reason=errors.ContentNotUnderstood(where=where, why=wrong["msg"]),
                    )
                )
        except Refusal as reason:
            problems.append(FileProblem(line=None, place=place, value=code, reason=reason))
    problems += [
        FileProblem(line=None, place=code, value=code, reason=errors.ProcedureTwice(code=code))
        for code in _twice(contents)
    ]
    return _whole(contents, problems)


class _Sheet:
    """A table with one value a row, being read."""

    def __init__(self, table: tables.Table) -> None:
        self._table = table
        self._problems: list[FileProblem] = []
        self._found: dict[str, Flat] = {}
        self._lines: dict[tuple[str, str, int, str], int] = {}
        self._columns = {column.label: column for column in outline.COLUMNS}
        self._tables = {table.label: table for table in outline.TABLES}

    def read(self) -> ReadFile:
        """Return what the table says."""
        places = {cell: place for place, cell in enumerate(self._table.header.cells)}
        missing = [title for title in HEADER if title not in places]
        if missing:
            raise errors.SheetColumnsMissing(titles=", ".join(missing))
        for line in self._table.lines:
            if line.refusal is not None:
                self._wrong(line.number, "", "", line.refusal)
                continue
            cells = [
                line.cells[places[title]] if places[title] < len(line.cells) else ""
                for title in HEADER
            ]
            try:
                self._take(line.number, cells)
            except Refusal as reason:
                self._wrong(line.number, str(cells[3]), str(cells[4]), reason)
        contents = []
        for code, parts in self._found.items():
            content, wrong = flat.build(parts, code=code)
            contents += [content] if content else []
            for problem in wrong:
                self._wrong(
                    self._line_of(code, problem), problem.label, problem.value, problem.reason
                )
        self._problems.sort(key=lambda problem: problem.line or 0)
        return _whole(contents, self._problems)

    def _take(self, number: int, cells: list[tables.Cell]) -> None:
        """Put a cell where it belongs.

        Raises:
            Refusal: Procedure, table, row or name is none that we know, or the cell unreadable.
        """
        code, part, row, name, value = (self._text(cell) for cell in cells)
        parts = self._found.setdefault(ids.procedure_code(code), Flat())
        if not part:
            column = self._columns.get(name)
            if column is None:
                raise errors.UnknownField(field=name)
            self._put(parts.columns, column, value)
            self._lines.setdefault((code, "", 0, column.path), number)
            return
        table = self._tables.get(part)
        if table is None:
            raise errors.UnknownPart(part=part)
        column = next((one for one in table.columns if one.label == name), None)
        if column is None:
            raise errors.UnknownField(field=name)
        index = self._index(row)
        rows = parts.tables.setdefault(table.name, [])
        rows += [{} for _ in range(index + 1 - len(rows))]
        self._put(rows[index], column, value)
        self._lines.setdefault((code, table.name, index, ""), number)
        self._lines.setdefault((code, table.name, index, column.path), number)

    @staticmethod
    def _put(row: dict[str, Any], column: Column, value: str) -> None:
        if column.kind in _LISTS:
            row.setdefault(column.path, []).append(value)
        elif column.path in row:
            raise errors.ValueTwice
        else:
            row[column.path] = value

    @staticmethod
    def _index(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and 0 < int(text) <= tables.MAX_ROWS):
            raise errors.NotARow
        return int(text) - 1

    @staticmethod
    def _text(cell: tables.Cell) -> str:
        if isinstance(cell, Refusal):
            raise cell
        return str(cell)

    def _line_of(self, code: str, problem: Problem) -> int | None:
        place = (code, problem.table, problem.row)
        whole = next((line for key, line in self._lines.items() if key[0] == code), None)
        return self._lines.get((*place, problem.path), self._lines.get((*place, ""), whole))

    def _wrong(self, line: int | None, place: str, value: str, reason: Refusal) -> None:
        self._problems.append(FileProblem(line=line, place=place, value=value[:80], reason=reason))


def _whole(contents: list[Content], problems: list[FileProblem]) -> ReadFile:
    if problems:
        return ReadFile(contents=(), problems=tuple(problems))
    return ReadFile(contents=tuple(contents), problems=())


def _twice(contents: list[Content]) -> list[str]:
    codes = [one.code for one in contents]
    return sorted({code for code in codes if codes.count(code) > 1})
