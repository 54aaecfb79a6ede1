"""Questions that are asked once for each of several: members of a household, goods, parcels."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, NamedTuple

from motcua.eforms.types.components import Component, Equals, Field, Fieldset, walk

MOST_ROWS: Final = 30
"""Where a form does not say otherwise."""


class DrawnRow(NamedTuple):
    """A row as a page shows it: its number, what is asked, and values by the names of the page."""

    number: int
    components: tuple[Component, ...]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsField(Field):
    """The same fields for each of several; the answer is a list of rows, in order.

    A web form names a field of a row `<key>-<number>-<key in the row>`, numbers from 1, and says
    how many rows it showed in `<key>-so`. Keys hold no hyphen, so nothing else is so named.

    Attributes:
        components: What is asked in a row; keys and conditions as inside the row.
        least, most: Number of rows.
        row_label: How people call a row, e.g. “Thành viên”; its number is put behind.
        add_label: On the button that adds one.
    """

    kind: ClassVar[str] = "rows"
    components: tuple[Component, ...]
    least: int = 0
    most: int = MOST_ROWS
    row_label: str
    add_label: str

    @property
    def cells(self) -> tuple[Field, ...]:
        """The fields of a row, under the keys that they have inside it."""
        return tuple(found for found in walk(self.components) if isinstance(found, Field))

    def prefix(self, number: int) -> str:
        """Return what names of a row begin with on a page."""
        return f"{self.key}-{number}-"

    def row(self, number: int) -> tuple[Component, ...]:
        """Return what is asked in a row, under the names of the page; numbers count from 1."""
        return tuple(_named(self.components, self.prefix(number), f"{self.row_label} {number}"))

    def named(self, keys: Collection[str]) -> list[Field]:
        """Return the fields inside rows that have one of these names, in the order of the page."""
        shape = re.compile(re.escape(self.key) + "-([0-9]{1,3})-.+")
        numbers = {int(found[1]) for found in map(shape.fullmatch, keys) if found}
        return [
            one
            for number in sorted(numbers)
            for one in walk(self.row(number))
            if isinstance(one, Field) and one.key in keys
        ]

    def drawn(self, value: object) -> list[DrawnRow]:
        """Return the rows that a page shows, one to begin with where there is none.

        Args:
            value: Rows as they were answered or typed; anything else counts as none.
        """
        rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
        rows += [{}] * (max(self.least, 1) - len(rows))
        return [
            DrawnRow(
                number,
                self.row(number),
                {f"{self.prefix(number)}{key}": cell for key, cell in row.items()},
            )
            for number, row in enumerate(rows[: self.most], 1)
        ]


def _named(found: tuple[Component, ...], prefix: str, row_name: str) -> Iterator[Component]:
    for component in found:
        own: dict[str, Any] = {"key": f"{prefix}{component.key}"}
        condition = component.condition
        if isinstance(condition, Equals) and condition.in_row:
            own["condition"] = replace(condition, key=f"{prefix}{condition.key}")
        if isinstance(component, Fieldset):
            own["components"] = tuple(_named(component.components, prefix, row_name))
        if isinstance(component, Field):
            own["row_name"] = row_name
        yield replace(component, **own)
