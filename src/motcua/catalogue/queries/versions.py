"""What is published of procedures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.agencies import queries as agencies
from motcua.catalogue import errors, rules
from motcua.catalogue.models import Procedure, ProcedureVersion
from motcua.catalogue.types import Content, FeeLine, Running

_READ: "dict[UUID, Version]" = {}
"""Versions never change, so each is read once per process."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A published version: what it says, and the forms and process it is pinned to.

    `closes_on` is the legal date from which no dossier is taken; None: none was set.
    """

    id: UUID
    number: int
    content: Content
    form_version: UUID | None
    result_form_version: UUID | None
    process_version: UUID | None
    valid_from: date
    running: Running
    closes_on: date | None
    published_at: datetime
    published_by: str

    def takes_dossiers_on(self, day: date) -> bool:
        """Tell whether the procedure takes new dossiers on a legal date, while this is in force."""
        return self.closes_on is None or day < self.closes_on


def current_version(procedure_code: str, *, on: date | None = None) -> Version:
    """Return what is published of a procedure for a legal date; today's without one.

    Raises:
        UnknownProcedure: Nothing is, or was then.
    """
    on = agencies.legal_today() if on is None else on
    for procedure in Procedure.objects.filter(code=procedure_code):
        if found := in_force(procedure, on=on):
            return found
    raise errors.UnknownProcedure(code=procedure_code[:40])


def in_force(procedure: Procedure, *, on: date) -> Version | None:
    """Return the version of a procedure that holds on a legal date; None: none did yet.

    No query when the present version does and this process has read it: its row says so. Else the
    dates of the versions are asked, so that there is no moment between two versions.
    """
    if procedure.current_id is not None:
        present = version(procedure.current_id)
        if present.valid_from <= on and (
            procedure.upcoming_from is None or on < procedure.upcoming_from
        ):
            return present
    rows = procedure.versions.filter(valid_from__lte=on).order_by("-number")
    for version_id in rows.values_list("id", flat=True)[:1]:
        return version(version_id)
    return None


def history(procedure_code: str) -> list[Version]:
    """Return all versions of a procedure, the newest first.

    Raises:
        UnknownProcedure: None was ever published.
    """
    rows = ProcedureVersion.objects.filter(procedure=procedure_code).order_by("-number")
    found = versions(rows.values_list("id", flat=True))
    if not found:
        raise errors.UnknownProcedure(code=procedure_code[:40])
    return found


def numbered(procedure_code: str, number: int) -> Version:
    """Return a version of a procedure by its number.

    Raises:
        UnknownProcedure: There is none.
    """
    rows = ProcedureVersion.objects.filter(procedure=procedure_code, number=number)
    for version_id in rows.values_list("id", flat=True):
        return version(version_id)
    raise errors.UnknownProcedure(code=f"{procedure_code[:40]}, {number}")


def version_days(procedures: Iterable[str]) -> dict[str, list[tuple[date, UUID]]]:
    """Return since which legal dates which versions of procedures hold, the oldest first."""
    found: dict[str, list[tuple[date, UUID]]] = {}
    rows = ProcedureVersion.objects.filter(procedure__in=list(procedures)).order_by("number")
    for procedure, since, version_id in rows.values_list("procedure", "valid_from", "id"):
        found.setdefault(procedure, []).append((since, version_id))
    return found


def due_procedures(*, on: date) -> list[str]:
    """Return the procedures whose next version has come into force by a legal date."""
    due = Procedure.objects.filter(upcoming_from__lte=on)
    return list(due.order_by("code").values_list("code", flat=True))


def version(version_id: UUID) -> Version:
    """Return a version by its id; no query when this process has read it before."""
    return versions([version_id])[0]


def versions(version_ids: Iterable[UUID]) -> list[Version]:
    """Return versions in the order of their ids, in at most one query."""
    ids = list(version_ids)
    missing = [version_id for version_id in ids if version_id not in _READ]
    if missing:
        _READ.update(
            {row.id: of_row(row) for row in ProcedureVersion.objects.filter(id__in=missing)}
        )
    return [_READ[version_id] for version_id in ids]


def changed_fields(old: Content, new: Content) -> list[str]:
    """Return the names of the fields in which two records differ, in order."""
    return [name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)]


def fee_lines(content: Content, answers: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    """Return what the answers to a form owe; none where nothing is charged.

    Raises:
        ValueError: The answer that counts the units is no whole number above 0.
    """
    return rules.fee_lines(content.fees, answers)


def of_row(row: ProcedureVersion) -> Version:
    """Return what a row says; not kept, see `versions`."""
    return Version(
        id=row.id,
        number=row.number,
        content=Content.model_validate(row.content),
        form_version=row.form_version_id,
        result_form_version=row.result_form_version_id,
        process_version=row.process_version_id,
        valid_from=row.valid_from,
        running=Running(row.running),
        closes_on=row.closes_on,
        published_at=row.published_at,
        published_by=row.published_by,
    )
