"""Rows: the same fields for each of several."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import errors
from motcua.eforms.conditions import unfolded
from motcua.eforms.kinds.base import Kind, label, malformed, misfit, one
from motcua.eforms.source import Source
from motcua.eforms.types import Answer, Field, Raw, RowsField, walk
from motcua.eforms.types.rows import MOST_ROWS
from motcua.kernel.messages import message as _

MOST_OF_ALL: Final = 100
RANGE_EMPTY: Final = _("số dòng tối đa nhỏ hơn số dòng tối thiểu")
TOO_MANY: Final = _("không quá 100 dòng")


class Rows(Kind[RowsField]):
    """`datagrid` and `editgrid`. The fields of a row are judged by `rules`, one by one."""

    field = RowsField
    types = ("datagrid", "editgrid")
    properties = frozenset({"components", "addAnother", "rowLabel"})
    limits = frozenset({"minLength", "maxLength"})
    takes_default = False
    is_computed = False

    def __init__(self, of: Callable[[Field], Kind[Any]]) -> None:
        self._of = of

    def parse(self, source: Source, common: Mapping[str, Any], /) -> RowsField:
        """Read the number of rows and the words; the reader of the form gives the components."""
        limits = source.inside("validate")
        least = limits.whole("minLength", default=0)
        most = limits.whole("maxLength", default=max(MOST_ROWS, least))
        if most < least:
            limits.refuse(RANGE_EMPTY, "maxLength")
        if most > MOST_OF_ALL:
            limits.refuse(TOO_MANY, "maxLength")
        row_label = source.words("rowLabel") or str(_("Dòng"))
        return RowsField(
            **common,
            components=(),
            least=max(least, int(common["required"])),
            most=most,
            row_label=row_label,
            add_label=source.words("addAnother") or f"Thêm {row_label[:1].lower()}{row_label[1:]}",
        )

    def read(self, field: RowsField, post: Mapping[str, Any], /) -> Raw:
        """Return what was typed, row by row; rows beyond the most are not looked at."""
        return [self._read_row(field, post, number) for number in range(1, _shown(field, post) + 1)]

    def _read_row(self, field: RowsField, post: Mapping[str, Any], number: int) -> dict[str, Raw]:
        prefix = field.prefix(number)
        cells = [cell for cell in walk(field.row(number)) if isinstance(cell, Field)]
        return {cell.key.removeprefix(prefix): self._of(cell).read(cell, post) for cell in cells}

    def check(self, field: RowsField, answer: Answer, _today: date, /) -> None:
        """Refuse what is no list of rows, and too few or too many of them."""
        if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
            raise malformed(field)
        known = {cell.key for cell in field.cells}
        if any(isinstance(row, dict) and row.keys() - known for row in answer):
            raise malformed(field)
        if len(answer) < field.least:
            raise misfit(field, errors.TooFewRows(label=label(field), least=field.least))
        if len(answer) > field.most:
            raise misfit(field, errors.TooManyRows(label=label(field), most=field.most))

    def adopt(self, field: RowsField, value: object, /) -> Answer | None:
        """Return the rows of another system, each with the answers that could be adopted."""
        given = value[: field.most] if isinstance(value, list) else []
        return [self._adopt_row(field, row) for row in given if isinstance(row, Mapping)] or None

    def _adopt_row(self, field: RowsField, row: Mapping[str, Any]) -> dict[str, Any]:
        found = {cell.key: self._of(cell).adopt(cell, row.get(cell.key)) for cell in field.cells}
        return {key: answer for key, answer in found.items() if answer is not None}

    def fact(self, field: RowsField, answer: Answer, /) -> object:
        """Return the rows with their answers as rules compute with them."""
        rows = answer if isinstance(answer, list) else []
        return [
            unfolded(
                {
                    cell.key: self._of(cell).fact(cell, row[cell.key])
                    for cell in field.cells
                    if cell.key in row
                }
            )
            for row in rows
            if isinstance(row, dict)
        ]

    def text(self, field: RowsField, answer: Answer, /) -> str:
        """Return one line for each row: “Thành viên 1: Họ tên: …; Năm sinh: …”."""
        rows = answer if isinstance(answer, list) else []
        return "\n".join(
            f"{field.row_label} {number}: {self._said(field, row)}"
            for number, row in enumerate(rows, 1)
            if isinstance(row, dict)
        )

    def _said(self, field: RowsField, row: Mapping[str, Any]) -> str:
        return "; ".join(
            f"{cell.label}: {self._of(cell).text(cell, row[cell.key])}"
            for cell in field.cells
            if cell.key in row
        )

    def missing(self, field: RowsField, /) -> errors.AnswerRefused:
        """Ask for rows."""
        return misfit(field, errors.TooFewRows(label=label(field), least=max(field.least, 1)))


def _shown(field: RowsField, post: Mapping[str, Any]) -> int:
    """Return how many rows were shown; where the page does not say so, up to the last one sent."""
    told = one(post, f"{field.key}-so")
    if re.fullmatch(r"[0-9]{1,4}", told):
        return min(int(told), field.most)
    shape = re.compile(re.escape(field.key) + "-([0-9]{1,3})-.+")
    numbers = [int(found[1]) for found in map(shape.fullmatch, map(str, post)) if found]
    return max((number for number in numbers if number <= field.most), default=0)
