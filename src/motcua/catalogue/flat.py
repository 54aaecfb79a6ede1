"""A procedure as texts in boxes, and back: what forms and sheets hold.

`Flat` has the columns of the record itself and, by table, a list of rows; every value is a JSON
value or the text that somebody wrote. Reading names every text that is wrong, its place and reason.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from pydantic import ValidationError

from motcua.catalogue import errors, outline
from motcua.catalogue.outline import Column, Kind, Section, Table
from motcua.catalogue.types import Content
from motcua.kernel.errors import Refusal

Row = dict[str, Any]

_MOST_DIGITS = 15


@dataclass(frozen=True)
class Flat:
    """A record, or what was written for one."""

    columns: Row = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something written that cannot be taken.

    Attributes:
        table: Name of the table; empty: a column of the record itself.
        row: Place in the table, from 0.
        label: Of the column, to be translated.
        value: As written.
    """

    table: str = ""
    row: int = 0
    path: str
    label: str
    value: str
    reason: Refusal


def flatten(content: Content) -> Flat:
    """Return a record as columns and rows."""
    record = content.model_dump(mode="json")
    columns = {column.path: _get(record, column.path) for column in outline.COLUMNS}
    tables = {
        table.name: [_row(table, part) for part in record[table.name]]
        for table in outline.TABLES
        if table not in (outline.FEES, outline.PREFILL)
    }
    for row, term in zip(tables["terms"], record["terms"], strict=True):
        row["own_fees"] = term["fees"] is not None
    tables["fees"] = [_row(outline.FEES, fee) for fee in record["fees"]]
    for term in record["terms"]:
        scope = {"channel": term["channel"], "case": term["case"]}
        tables["fees"] += [_row(outline.FEES, {**fee, **scope}) for fee in term["fees"] or ()]
    tables["result_prefill"] = [
        {"field": name, "sources": list(sources)}
        for name, sources in sorted(record["result_prefill"].items())
    ]
    return Flat(columns, tables)


def written(column: Column, value: Any) -> str:
    """Return a value as it is written into one box; items of a list one a line."""
    if value is None:
        return ""
    match column.kind:
        case Kind.FLAG:
            return outline.YES if value else outline.NO
        case Kind.LINES | Kind.CHOICES:
            return "\n".join(value)
        case Kind.TIME:
            return str(value)[:5]
        case _:
            return str(value)


def build(
    flat: Flat, *, code: str, asked: Section | None = None
) -> tuple[Content | None, list[Problem]]:
    """Read what was written as the record of a procedure.

    Args:
        flat: Values may be texts; rows whose texts are all empty are left out.
        code: Of the procedure.
        asked: Only this section must be complete; None: all of them.

    Returns:
        The record, or everything that is wrong; one of the two is empty.
    """
    problems: list[Problem] = []
    record: dict[str, Any] = {"code": code}
    for column in outline.COLUMNS:
        must = column if asked is None or column in asked.columns else optional(column)
        _put(record, column.path, _read(must, flat.columns.get(column.path), "", 0, problems))
    rows: dict[str, list[tuple[int, Row]]] = {
        table.name: list(_rows(table, flat.tables.get(table.name, ()), problems))
        for table in outline.TABLES
    }
    for table in outline.TABLES:
        problems += _twice(table, rows[table.name])
    problems += _unknown_cases(rows)
    _assemble(record, rows, problems)
    if problems:
        return None, problems
    try:
        return Content.model_validate(record), []
    except ValidationError as invalid:
        return None, [_left_over(error) for error in invalid.errors(include_url=False)]


def _assemble(
    record: dict[str, Any], rows: Mapping[str, list[tuple[int, Row]]], problems: list[Problem]
) -> None:
    """Put the rows into the record: fees where they belong, the rest as it stands."""
    for name in ("cases", "papers", "legal_basis", "refusal_reasons", "legs"):
        record[name] = [_nested(outline_table(name), row) for _, row in rows[name]]
    record["result_prefill"] = {row["field"]: row["sources"] for _, row in rows["result_prefill"]}
    terms = [(row, _nested(outline.TERMS, row)) for _, row in rows["terms"]]
    for row, term in terms:
        term["fees"] = [] if row["own_fees"] else None
        del term["own_fees"]
    record["terms"] = [term for _, term in terms]
    own = {(term["channel"], term["case"]): term["fees"] for _, term in terms}
    record["fees"] = []
    for index, row in rows["fees"]:
        fee = dict(row)
        scope = (fee.pop("channel") or "", fee.pop("case"))
        place = record["fees"] if scope == ("", "") else own.get(scope)
        if place is None:
            problems.append(_problem(outline.FEES, index, "channel", row, errors.FeeWithoutTerms()))
        else:
            place.append(fee)


def optional(column: Column) -> Column:
    """Return a column that may be empty."""
    return replace(column, required=False)


def outline_table(name: str) -> Table:
    """Return a table of the outline by its name."""
    return next(table for table in outline.TABLES if table.name == name)


def in_order_of(before: Flat, content: Content) -> dict[str, tuple[str, ...]]:
    """Return the choices of a record in the order they had before; new ones come last.

    The first channel counts where nothing else decides, and boxes to tick have no order.
    """
    ordered = {}
    for column in outline.COLUMNS:
        if column.kind is Kind.CHOICES:
            old, new = before.columns[column.path], getattr(content, column.path)
            kept = [choice for choice in new if choice in old]
            ordered[column.path] = (
                *sorted(kept, key=old.index),
                *(choice for choice in new if choice not in old),
            )
    return ordered


def is_blank(row: Mapping[str, Any]) -> bool:
    """Tell whether nothing was written into a row; a flag or number alone is nothing."""
    return not any(
        value.strip() if isinstance(value, str) else value
        for path, value in row.items()
        if path not in {"own_fees", "originals", "copies"}
    )


def _rows(table: Table, given: Any, problems: list[Problem]) -> Iterator[tuple[int, Row]]:
    for index, row in enumerate(given):
        if is_blank(row):
            continue
        left_out = {
            part
            for part in table.optional
            if is_blank({path: row.get(path) for path in _paths(table, part)})
        }
        yield (
            index,
            {
                column.path: None
                if column.path.partition(".")[0] in left_out
                else _read(column, row.get(column.path), table.name, index, problems)
                for column in table.columns
            },
        )


def _read(column: Column, value: Any, table: str, row: int, problems: list[Problem]) -> Any:
    try:
        found = _READERS[column.kind](column, value)
        if column.required and found in (None, "", []):
            raise errors.ValueMissing(label=column.label)
    except Refusal as reason:
        text = value if isinstance(value, str) else written(column, value)
        problems.append(
            Problem(
                table=table,
                row=row,
                path=column.path,
                label=column.label,
                value=text,
                reason=reason,
            )
        )
        return None
    else:
        return found


def _line(column: Column, value: Any) -> str:
    text = _text(column, value)
    return " ".join(text.split()) if "\n" in text else text


def _text(_column: Column, value: Any) -> str:
    text = "" if value is None else unicodedata.normalize("NFC", str(value))
    return text.replace("\r\n", "\n").strip()


def _lines(_column: Column, value: Any) -> list[str]:
    items = _text(_column, value).split("\n") if isinstance(value, str) else value or ()
    stripped = [_text(_column, item) for item in items]
    return [item for item in stripped if item]


def _number(column: Column, value: Any) -> int | None:
    if isinstance(value, int):
        number = value
    else:
        text = _text(column, value).replace(".", "").replace(" ", "")
        if not text:
            return None if column.required else column.least
        if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
            raise errors.NotANumber(label=column.label)
        number = int(text)
    if number < column.least:
        raise errors.NumberTooSmall(label=column.label, least=column.least)
    return number


def _flag(column: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(column, value)
    if text not in {"", *outline.FLAGS}:
        raise errors.NotAChoice(label=column.label, choices=", ".join(outline.FLAGS))
    return text == outline.YES


def _choice(column: Column, value: Any) -> str:
    text = _text(column, value)
    choices = column.choices or {}
    if text and text not in choices:
        raise errors.NotAChoice(label=column.label, choices=", ".join(choices))
    return text


def _choices(column: Column, value: Any) -> list[str]:
    chosen = [_choice(column, item) for item in _lines(column, value)]
    return list(dict.fromkeys(chosen))


def _time(column: Column, value: Any) -> str | None:
    text = _text(column, value)
    if not text:
        return None
    try:
        return time.fromisoformat(text).isoformat()
    except ValueError:
        raise errors.NotATime(label=column.label) from None


_READERS: dict[Kind, Callable[[Column, Any], Any]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TIME: _time,
}


def _twice(table: Table, rows: list[tuple[int, Row]]) -> Iterator[Problem]:
    seen: set[tuple[Any, ...]] = set()
    for index, row in rows:
        key = tuple(row[path] for path in table.key)
        if key in seen:
            yield _problem(table, index, table.key[-1], row, errors.RowTwice())
        seen.add(key)


def _unknown_cases(rows: Mapping[str, list[tuple[int, Row]]]) -> Iterator[Problem]:
    known = {row["code"] for _, row in rows["cases"]}
    asked = [
        *((outline.TERMS, index, "case", row, [row["case"]]) for index, row in rows["terms"]),
        *((outline.FEES, index, "case", row, [row["case"]]) for index, row in rows["fees"]),
        *((outline.PAPERS, index, "cases", row, row["cases"]) for index, row in rows["papers"]),
    ]
    for table, index, path, row, codes in asked:
        for code in codes or ():
            if code and code not in known:
                yield _problem(table, index, path, row, errors.UnknownCase(case=code))


def _problem(table: Table, index: int, path: str, row: Row, reason: Refusal) -> Problem:
    column = table.column(path)
    return Problem(
        table=table.name,
        row=index,
        path=path,
        label=column.label,
        value=written(column, row[path]),
        reason=reason,
    )


def _left_over(error: Mapping[str, Any]) -> Problem:
    """Return what only the record itself knows to be wrong; its place is the best there is."""
    where = ".".join(str(part) for part in error["loc"])
    return Problem(
        path=where,
        label=where or "uncertain",
        value="",
        reason=errors.ContentNotUnderstood(where=where or "uncertain", why=error["msg"]),
    )


def _row(table: Table, part: Mapping[str, Any]) -> Row:
    return {column.path: _get(part, column.path) for column in table.columns}


def _nested(table: Table, row: Row) -> Row:
    nested: Row = dict.fromkeys(table.optional)
    for path, value in row.items():
        part = path.partition(".")[0]
        if part in table.optional and all(row[p] is None for p in _paths(table, part)):
            continue
        _put(nested, path, value)
    return nested


def _paths(table: Table, part: str) -> list[str]:
    return [c.path for c in table.columns if c.path.partition(".")[0] == part]


def _get(record: Any, path: str) -> Any:
    for name in path.split("."):
        if record is None:
            return None
        record = record.get(name)
    return record


def _put(record: Row, path: str, value: Any) -> None:
    *parts, last = path.split(".")
    for name in parts:
        record[name] = record.get(name) or {}
        record = record[name]
    record[last] = value
