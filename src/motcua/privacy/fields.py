"""Columns that hold sealed values and blind indexes, so that a new key can go over all of them.

To the database they are bytes; who writes them seals and indexes by `sealing`.
"""

from typing import Any

from django.db import models
from django.db.models.lookups import In

from motcua.privacy import sealing


class SealedField(models.BinaryField):  # type: ignore[type-arg] # Django's take none when run
    """Bytes that `sealing.seal` made, bound to `<table>.<column>:<row>`."""

    def __init__(self, *args: Any, row: tuple[str, ...] = ("pk",), **options: Any) -> None:
        """Name the attributes that a row is bound by, joined by colons."""
        super().__init__(*args, **options)
        self.row = row

    def place(self, row: models.Model) -> str:
        """Return where the value of a row stands."""
        table = self.model._meta.db_table  # noqa: SLF001 Django's documented name
        key = ":".join(str(getattr(row, name)) for name in self.row)
        return f"{table}.{self.column}:{key}"

    def deconstruct(self) -> Any:
        """Be plain bytes to migrations: what a column holds changes no table."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.BinaryField", args, options


class IndexField(models.BinaryField):  # type: ignore[type-arg] # as above
    """Bytes that `sealing.blind_index` made of values of one sort, in a column of its own name."""

    def __init__(self, *args: Any, of: str = "", column: str = "", **options: Any) -> None:
        """Name what is found again (`personal_id`, `phone`, …) and the column it is bound to."""
        super().__init__(*args, **options)
        self.of = of
        self.bound_to = column

    def deconstruct(self) -> Any:
        """Be plain bytes to migrations."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.BinaryField", args, options


@IndexField.register_lookup
class Of(In):
    """`<index>__of=value`: rows with the index of a value in its one spelling, under any key."""

    lookup_name = "of"

    def __init__(self, lhs: Any, rhs: str) -> None:
        super().__init__(lhs, sealing.blind_indexes(rhs, column=lhs.output_field.bound_to))
