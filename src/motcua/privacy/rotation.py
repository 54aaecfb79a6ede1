"""A new key goes over everything that older keys sealed, while the site goes on working.

A value that somebody writes meanwhile is sealed with the new key already, and is left alone. An
index can be computed anew only from the value itself, so those of values that nobody has any more
stay under their old key: it must go on being listed as long as there are any.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from django.apps import apps
from django.db import models

from motcua.privacy import sealing
from motcua.privacy.fields import IndexField, SealedField

_AT_ONCE: Final = 500
Say = Callable[[str], None]
_Kind = TypeVar("_Kind", SealedField, IndexField)


def sealed_columns() -> Iterator[SealedField]:
    """Yield the columns of this site that hold sealed values, by table and name."""
    yield from _fields(SealedField)


def index_columns() -> Iterator[IndexField]:
    """Yield the columns of this site that hold blind indexes, by table and name."""
    yield from _fields(IndexField)


def reseal(*, say: Say) -> int:
    """Seal with the current key what an older one sealed; return how many values.

    However often it is called, and wherever it was broken off, it goes on with what is left.

    Raises:
        NotSealedHereError: A value was sealed with a key that is not listed; those before it are
            done.
    """
    total = 0
    for field in sealed_columns():
        done = sum(_resealed(field, row) for row in _rows(field))
        say(f"{_name(field)}: {done} sealed anew")
        total += done
    return total


def reindex(values: Mapping[str, Iterable[str]], *, say: Say) -> int:
    """Compute indexes anew from the values that are known; return how many rows.

    Args:
        values: By what is found again: all that this site knows, in their one spelling.
        say: Where progress goes.
    """
    total = 0
    known = {sort: list(dict.fromkeys(found)) for sort, found in values.items()}
    for field in index_columns():
        rows = field.model._default_manager  # noqa: SLF001 Django's documented name
        done = 0
        for value in known.get(field.of, []):
            new, *old = sealing.blind_indexes(value, column=field.bound_to)
            done += (
                rows.filter(**{f"{field.name}__in": old}).update(**{field.name: new}) if old else 0
            )
        say(f"{_name(field)}: {done} indexed anew")
        total += done
    return total


def keys_in_use() -> Mapping[str, Counter[str]]:
    """Return, for each column of sealed values, how many which key sealed, by the key's name."""
    return {
        _name(field): Counter(sealing.key_of(getattr(row, field.name)) for row in _rows(field))
        for field in sealed_columns()
    }


def _resealed(field: SealedField, row: models.Model) -> bool:
    old = bytes(getattr(row, field.name))
    if sealing.is_current(old):
        return False
    place = field.place(row)
    new = sealing.seal(sealing.unseal(old, place=place), place=place)
    # Only if it is still what was read: whoever wrote meanwhile wrote with the new key.
    same = type(row)._default_manager.filter(pk=row.pk, **{field.name: old})  # noqa: SLF001 as above
    return same.update(**{field.name: new}) == 1


def _rows(field: SealedField) -> Iterator[models.Model]:
    manager = field.model._default_manager  # noqa: SLF001 as above
    found = manager.filter(**{f"{field.name}__isnull": False}).exclude(**{field.name: b""})
    names = [name for name in field.row if name != "pk"]
    yield from found.only("pk", field.name, *names).order_by("pk").iterator(chunk_size=_AT_ONCE)


def _fields(kind: type[_Kind]) -> Iterator[_Kind]:
    found = (
        field
        for model in apps.get_models()
        for field in model._meta.local_fields  # noqa: SLF001 Django's documented name
        if isinstance(field, kind)
    )
    yield from sorted(found, key=_name)


def _name(field: SealedField | IndexField) -> str:
    return f"{field.model._meta.db_table}.{field.column}"  # noqa: SLF001 as above
