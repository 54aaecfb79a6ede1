"""What is published of procedures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.catalogue import errors, rules
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.types import Content, FeeLine

_READ: "dict[UUID, Version]" = {}
"""Versions never change, so each is read once per process."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A published version: what it says, and the forms and process it is pinned to."""

    id: UUID
    number: int
    content: Content
    form_version: UUID | None
    result_form_version: UUID | None
    process_version: UUID | None
    valid_from: date


def current_version(procedure_code: str) -> Version:
    """Return what is published of a procedure now.

    Raises:
        UnknownProcedure: Nothing is.
    """
    found = Procedure.objects.filter(code=procedure_code).exclude(current=None)
    for version_id in found.values_list("current", flat=True):
        return version(version_id)
    raise errors.UnknownProcedure(code=procedure_code[:40])


def version(version_id: UUID) -> Version:
    """Return a version by its id; no query when this process has read it before."""
    return versions([version_id])[0]


def versions(version_ids: Iterable[UUID]) -> list[Version]:
    """Return versions in the order of their ids, in at most one query."""
    ids = list(version_ids)
    missing = [version_id for version_id in ids if version_id not in _READ]
    if missing:
        _READ.update(
            {row.id: _version(row) for row in ProcedureVersion.objects.filter(id__in=missing)}
        )
    return [_READ[version_id] for version_id in ids]


def fee_lines(version: Version, answers: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    """Return what the answers to a version's form owe; none where nothing is charged.

    Raises:
        ValueError: The answer that counts the units is no whole number above 0.
    """
    return rules.fee_lines(version.content.fees, answers)


def _version(row: ProcedureVersion) -> Version:
    return Version(
        id=row.id,
        number=row.number,
        content=Content.model_validate(row.content),
        form_version=row.form_version_id,
        result_form_version=row.result_form_version_id,
        process_version=row.process_version_id,
        valid_from=row.valid_from,
    )
