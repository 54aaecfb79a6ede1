"""What hangs on one dossier, read in one statement instead of one for each table."""

import json
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import BinaryField, Field, ForeignKey, ManyToOneRel, Model

from motcua.dossiers.models import Dossier

ON_THE_DESK: Final = (
    "attachments__file",
    "consultations",
    "handed",
    "parcels",
    "pauses",
    "promises",
    "remarks",
    "result_drafts",
    "supplements",
    "work_items__agency",
)
"""What the page of a dossier asks for: relations to it, and what stands behind some of them."""


def gather(found: Dossier, paths: tuple[str, ...] = ON_THE_DESK) -> None:
    """Prefetch relations of one dossier as `prefetch_related_objects` does, in one statement.

    Args:
        found: Which.
        paths: Names of relations, each with at most one foreign key behind it: `attachments__file`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(paths), {"dossier": found.id})
        # Django leaves JSON as text.
        said = [(path, json.loads(row)) for path, row in cursor.fetchall()]
    for path in paths:
        name, _, key = path.partition("__")
        relation = _relation(name)
        rows = [_built(relation.related_model, row) for read, row in said if read == name]
        for row in rows:
            setattr(row, relation.field.name, found)
        if key:
            target = _key(path).related_model
            behind = {one.pk: one for one in (_built(target, x) for r, x in said if r == path)}
            for row in rows:
                setattr(row, key, behind[getattr(row, f"{key}_id")])
        # As Django's own prefetching leaves it; there is no public way to hand rows over.
        asked = getattr(found, name).all()
        asked._result_cache = rows  # noqa: SLF001 see above
        prefetched = found.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched[name] = asked


@cache
def _statement(paths: tuple[str, ...]) -> str:
    """Return the rows of all paths as JSON, each with the path that it is read for."""
    parts = []
    for path in paths:
        name, _, key = path.partition("__")
        relation = _relation(name)
        table = _table(relation.related_model)
        of_dossier = f"r.{relation.field.column} = %(dossier)s"
        parts.append(f"SELECT '{name}', to_jsonb(r) FROM {table} r WHERE {of_dossier}")
        if key:
            behind = _key(path)
            parts.append(
                f"SELECT '{path}', to_jsonb(k) FROM {_table(behind.related_model)} k WHERE k.id IN"
                f" (SELECT r.{behind.column} FROM {table} r WHERE {of_dossier})"
            )
    return " UNION ALL ".join(parts)


def _relation(name: str) -> ManyToOneRel:
    relation = Dossier._meta.get_field(name)  # noqa: SLF001 Django's public way to look at a model
    if not isinstance(relation, ManyToOneRel):
        raise TypeError(name)
    return relation


def _key(path: str) -> "ForeignKey[Any, Any]":
    name, _, key = path.partition("__")
    field = _relation(name).related_model._meta.get_field(key)  # noqa: SLF001 as above
    if not isinstance(field, ForeignKey):
        raise TypeError(path)
    return field


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 as above


def _built(model: type[Model], row: dict[str, Any]) -> Model:
    fields = model._meta.concrete_fields  # noqa: SLF001 as above
    values = [_value(field, row[str(field.column)]) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _value(field: "Field[Any, Any]", said: Any) -> Any:
    if said is not None and isinstance(field, BinaryField):
        return bytes.fromhex(said.removeprefix("\\x"))
    return field.to_python(said)
