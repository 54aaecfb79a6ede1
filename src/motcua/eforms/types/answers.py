"""What people answered: JSON values by the key of their question."""

from collections.abc import Mapping
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | bool | list[str] | dict[str, str]
"""What one question is answered with: text, whole number, true, chosen values, parts of an address.

Days are ISO dates, numbers with decimals canonical texts (“12.5”), files opaque ids.
"""

Row: TypeAlias = dict[str, Cell]
"""One row of a repeated question: its answers, by the keys that they have inside the row."""

Answer: TypeAlias = Cell | list[Row]
"""A JSON value: a cell, or rows in order."""

Raw: TypeAlias = str | list[str] | list[dict[str, "Raw"]]
"""What came from a web form: a text; texts in order (chosen values; day, month, year); rows."""

Answers: TypeAlias = Mapping[str, Answer]
"""By the key of the field, dots included and not unfolded; what was left empty is absent."""

TODAY: Final = "today"

MEDIA_TYPES: Final = {"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}
"""What can be handed in, and how people call it."""
