"""What is different between two records of a procedure, field by field, in words.

Rows of a table are matched by their keys, items of a list by their place; where words of a text
changed, they are marked. Pure functions.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from motcua.catalogue import outline
from motcua.catalogue.flat import Flat, Row, flatten, written
from motcua.catalogue.outline import Column, Kind, Table
from motcua.catalogue.types import Content

Translate = Callable[[str], str]


class Change(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed text; null: they are in both."""

    text: str
    change: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not the same.

    Attributes:
        path: Of the column, behind the table where there is one: `papers.name`.
        label: Of the field, such as “Thành phần hồ sơ: Tên giấy tờ”.
        item: Which row or item it is; empty for a field that stands alone.
        old, new: As written; empty where it was added or removed.
        pieces: Of a changed text the words, those of both and those of one side only.
    """

    path: str
    label: str
    item: str
    change: Change
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()


def compare(
    old: Content | None, new: Content, *, translate: Translate = str
) -> tuple[Difference, ...]:
    """Return what makes one record of a procedure another, in the order of the editor.

    Args:
        old: None: there was nothing, everything is new.
        new: What comes after it.
        translate: Of labels and choices.
    """
    before, after = flatten(old) if old else Flat(), flatten(new)
    return tuple(_all(before, after, translate))


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of two texts, those that are in one only marked."""
    before, after = old.split(), new.split()
    pieces: list[Piece] = []
    for operation, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(" ".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece(" ".join(before[i:j]), Change.REMOVED))
        if k < m:
            pieces.append(Piece(" ".join(after[k:m]), Change.ADDED))
    return tuple(pieces)


def _all(before: Flat, after: Flat, translate: Translate) -> Iterator[Difference]:
    for section in outline.SECTIONS:
        for column in section.columns:
            old, new = before.columns.get(column.path), after.columns[column.path]
            yield from _column(column, old, new, translate)
        for table in section.tables:
            yield from _table(
                table, before.tables.get(table.name, []), after.tables[table.name], translate
            )


def _column(column: Column, old: Any, new: Any, translate: Translate) -> Iterator[Difference]:
    if old == new or (old is None and not new):
        return
    if column.kind is Kind.LINES:
        yield from _items(column, old or [], new or [], translate)
        return
    yield _difference(
        column.path,
        translate(column.label),
        "",
        shown(column, old, translate),
        shown(column, new, translate),
    )


def _items(
    column: Column, old: list[str], new: list[str], translate: Translate
) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            continue
        for place, (was, becomes) in enumerate(
            zip_longest(old[i:j], new[k:m], fillvalue=""), start=k if k < m else i
        ):
            yield _difference(column.path, translate(column.label), str(place + 1), was, becomes)


def _table(
    table: Table, old: list[Row], new: list[Row], translate: Translate
) -> Iterator[Difference]:
    before, after = _by_key(table, old), _by_key(table, new)
    label = translate(table.label)
    for key, row in before.items():
        if key not in after:
            text = _whole(table, row, translate)
            yield _difference(table.name, label, _name(table, row), text, "")
    for key, row in after.items():
        if key not in before:
            text = _whole(table, row, translate)
            yield _difference(table.name, label, _name(table, row), "", text)
            continue
        for column in table.columns:
            was, becomes = before[key][column.path], row[column.path]
            if was != becomes:
                yield _difference(
                    f"{table.name}.{column.path}",
                    f"{label}: {translate(column.label)}",
                    _name(table, row),
                    shown(column, was, translate),
                    shown(column, becomes, translate),
                )
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield _difference(
            table.name,
            label,
            "",
            "; ".join(_name(table, row) for row in old),
            "; ".join(_name(table, row) for row in new),
        )


def shown(column: Column, value: Any, translate: Translate = str) -> str:
    """Return a value as people read it."""
    if value is None:
        return ""
    choices: Mapping[str, str] = column.choices or {}
    if column.kind is Kind.FLAG:
        return translate(outline.FLAGS[outline.YES if value else outline.NO])
    if column.kind is Kind.CHOICE:
        return translate(choices[value]) if value else ""
    if column.kind is Kind.CHOICES:
        return ", ".join(translate(choices[one]) for one in value)
    if column.kind is Kind.LINES:
        return "; ".join(value)
    return written(column, value)


def _whole(table: Table, row: Row, translate: Translate) -> str:
    """Return a row as one text; what is empty is left out."""
    told = ((column, shown(column, row[column.path], translate)) for column in table.columns)
    return "; ".join(f"{translate(column.label)}: {text}" for column, text in told if text)


def _name(table: Table, row: Row) -> str:
    return " / ".join(str(row[path]) for path in table.key if row[path])


def _by_key(table: Table, rows: list[Row]) -> dict[tuple[Any, ...], Row]:
    """Return rows by their keys; a key that came before gets a number behind it."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[path] for path in table.key)
        number = sum(other[: len(key)] == key for other in found)
        found[(*key, number)] = row
    return found


def _difference(path: str, label: str, item: str, old: str, new: str) -> Difference:
    change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
    return Difference(
        path=path,
        label=label,
        item=item,
        change=change,
        old=old,
        new=new,
        pieces=words(old, new) if change is Change.CHANGED else (),
    )
