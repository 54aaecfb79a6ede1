"""A table as any file format gives it: a header and numbered lines of cells."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.kernel.errors import Refusal

MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 64

Cell = str | Decimal | Refusal
"""A text, stripped and possibly empty; a number that is not whole, from a file that knows numbers
(its text would be ambiguous: 1.915 also spells 1915); or why the cell cannot be read."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line that is not blank.

    Attributes:
        number: Line of the file, counted from 1, or row of the sheet.
        cells: From the left.
        refusal: Why the line as a whole cannot be taken; its cells are not to be used then.
    """

    number: int
    cells: tuple[Cell, ...]
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the lines below it."""

    header: TableLine
    lines: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """How a header is known.

    Attributes:
        recognised: How many cells of a line are titles that the reader knows.
        examples: Titles to be named where there is no header, already joined.
    """

    recognised: Callable[[TableLine], int]
    examples: str
