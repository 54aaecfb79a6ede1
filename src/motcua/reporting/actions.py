"""Writes of reporting: a file is checked, looked at by its sender, then confirmed or discarded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.indicators import actions as indicators
from motcua.indicators import queries as standings
from motcua.indicators.types import LEVEL4_SHARE, DeclaredValue, Source
from motcua.kernel import text
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.periods import Period
from motcua.reporting import errors, lifecycle, queries
from motcua.reporting.adapters import declared_files
from motcua.reporting.models import ImportedFile, ImportedRow
from motcua.reporting.types import DeclaredRow, ImportStatus, RowError

if TYPE_CHECKING:
    from motcua.agencies.models import Agency
    from motcua.indicators.models import Snapshot


@transaction.atomic
def check_file(
    *,
    content: bytes,
    file_name: str,
    period: Period,
    only_agencies: Collection[int] | None,
    by: Actor,
    at: datetime,
) -> ImportedFile:
    """Read a file of declared figures and keep it for its sender to look at.

    Args:
        content: The file as received.
        file_name: As its sender calls it; its ending decides nothing.
        period: What the figures are for; no range.
        only_agencies: Primary keys of the agencies the sender reports for; None: all.
        by: The sender.
        at: Aware, real time.

    Raises:
        PeriodIsARange: Declared figures belong to one year, half, quarter or month.
        DeclarationRefused: At least one thing is wrong; `problems` lists all, nothing is stored.
    """
    if period.length > 1:
        raise errors.PeriodIsARange(period=str(period))
    read = declared_files.read(content, file_name=file_name)
    known = agencies.agencies_by_name(period.until - timedelta(days=1))
    names = _Names(known=known, period=period, only_agencies=only_agencies)
    matched, problems = _match(read.rows, names)
    if problems or read.errors:
        raise _refused(file_name, [*read.errors, *problems])
    definition = standings.definition(LEVEL4_SHARE)
    before = standings.current_snapshot(definition, period=period, source=Source.DECLARED)
    file = ImportedFile.objects.create(
        indicator=LEVEL4_SHARE,
        period=str(period),
        file_name=file_name,
        sha256=read.sha256,
        content=content,
        based_on=before.number if before else 0,
        uploaded_by=str(by),
        uploaded_at=at,
    )
    ImportedRow.objects.bulk_create(
        ImportedRow(
            file=file,
            line=row.line,
            agency=agency,
            position=row.number or place,
            written_name=row.agency_name,
            procedures_total=row.procedures_total,
            level4_services=row.level4_services,
            printed=row.printed_percent,
        )
        for place, (row, agency) in enumerate(matched, start=1)
    )
    _record(file, "reporting.file_checked.v1", by=by, at=at)
    return file


@transaction.atomic
def import_file(
    *, content: bytes, file_name: str, period: Period, by: Actor, at: datetime
) -> ImportedFile:
    """Check and publish a file in one step, for consoles and machines that nobody looks at.

    Raises:
        PeriodIsARange: Declared figures belong to one year, half, quarter or month.
        DeclarationRefused: At least one thing is wrong; `problems` lists all, nothing is stored.
    """
    # Held from before the comparison, so that nobody can publish between looking and confirming.
    standings.definition(LEVEL4_SHARE, lock=True)
    file = check_file(
        content=content, file_name=file_name, period=period, only_agencies=None, by=by, at=at
    )
    return confirm(file_id=file.pk, by=by, at=at)


@transaction.atomic
def confirm(*, file_id: UUID, by: Actor, at: datetime) -> ImportedFile:
    """Publish the figures of a checked file as a new snapshot of its period.

    Raises:
        ImportedFile.DoesNotExist: There is no such file.
        MoveNotAllowed: It was confirmed or discarded before.
        FiguresChangedMeanwhile: Others published figures of its agencies after it was compared;
            nothing changes. `look_again` compares it anew.
    """
    definition = standings.definition(LEVEL4_SHARE, lock=True)
    file = ImportedFile.objects.select_for_update().get(pk=file_id)
    status = lifecycle.IMPORT.next(ImportStatus(file.status), "confirm")
    period = Period.parse(file.period)
    current = standings.current_snapshot(definition, period=period, source=Source.DECLARED)
    rows = list(file.rows.select_related("agency"))
    _refuse_if_overtaken(file, rows, current)
    snapshot = indicators.record_declared(
        indicator=file.indicator,
        period=period,
        values=[
            DeclaredValue(
                agency=row.agency_id,
                numerator=row.level4_services,
                denominator=row.procedures_total,
                printed=row.printed,
                position=row.position,
                written_name=row.written_name,
            )
            for row in rows
        ],
        origin=queries.origin_of(file),
        by=by,
        at=at,
    )
    file.snapshot = snapshot.number
    _decide(file, status, by=by, at=at)
    _record(file, "reporting.file_confirmed.v1", by=by, at=at)
    return file


@transaction.atomic
def discard(*, file_id: UUID, by: Actor, at: datetime) -> ImportedFile:
    """Throw a checked file away; it stays on record as discarded.

    Raises:
        ImportedFile.DoesNotExist: There is no such file.
        MoveNotAllowed: It was confirmed or discarded before.
    """
    file = ImportedFile.objects.select_for_update().get(pk=file_id)
    status = lifecycle.IMPORT.next(ImportStatus(file.status), "discard")
    _decide(file, status, by=by, at=at)
    _record(file, "reporting.file_discarded.v1", by=by, at=at)
    return file


@transaction.atomic
def look_again(*, file_id: UUID) -> ImportedFile:
    """Compare a checked file with the figures as they stand now, so that it can be confirmed."""
    file = ImportedFile.objects.select_for_update().get(pk=file_id)
    definition = standings.definition(file.indicator)
    current = standings.current_snapshot(
        definition, period=Period.parse(file.period), source=Source.DECLARED
    )
    file.based_on = current.number if current else 0
    file.save(update_fields=["based_on"])
    return file


@dataclass(frozen=True, kw_only=True)
class _Names:
    """What names mean in a period, and which of them the sender may report for."""

    known: "dict[str, Agency]"
    period: Period
    only_agencies: Collection[int] | None


def _match(
    rows: Sequence[DeclaredRow], names: _Names
) -> "tuple[list[tuple[DeclaredRow, Agency]], list[RowError]]":
    """Recognise the agency of each row; what cannot be recognised or reported is a problem."""
    matched: list[tuple[DeclaredRow, Agency]] = []
    problems: list[RowError] = []
    lines: dict[int, int] = {}
    for row in rows:
        try:
            agency = _agency_of(row, names, lines)
        except Refusal as refusal:
            problem = RowError(row.line, "agency_name", row.agency_name, refusal)
            problems.append(problem)
        else:
            lines[agency.pk] = row.line
            matched.append((row, agency))
    return matched, problems


def _agency_of(row: DeclaredRow, names: _Names, lines: dict[int, int]) -> "Agency":
    agency = names.known.get(text.fold(row.agency_name))
    if agency is None or (row.section is not None and row.section != agency.tier):
        near = agencies.near_names(row.agency_name, names.known)
        raise errors.UnknownAgency(name=row.agency_name, period=str(names.period), near=near)
    if agency.pk in lines:
        raise errors.AgencyTwice(name=row.agency_name, first_line=lines[agency.pk])
    if names.only_agencies is not None and agency.pk not in names.only_agencies:
        raise errors.NotYourAgency(name=agency.name)
    return agency


def _refused(file_name: str, problems: list[RowError]) -> errors.DeclarationRefused:
    in_order = sorted(problems, key=lambda problem: problem.line or 0)
    return errors.DeclarationRefused(
        file_name=file_name, count=len(in_order), problems=tuple(in_order)
    )


def _refuse_if_overtaken(
    file: ImportedFile, rows: Sequence[ImportedRow], current: "Snapshot | None"
) -> None:
    if current is None or current.number == file.based_on:
        return
    mine = {row.agency_id for row in rows}
    newer = standings.values_in(current).filter(
        agency__in=mine, recorded_in__number__gt=file.based_on
    )
    names = sorted(value.agency.name for value in newer)
    if names:
        raise errors.FiguresChangedMeanwhile(names=", ".join(names))


def _decide(file: ImportedFile, status: ImportStatus, *, by: Actor, at: datetime) -> None:
    """Write a file's status; the only place that does."""
    file.status = status
    file.decided_by = str(by)
    file.decided_at = at
    file.save()


def _record(file: ImportedFile, kind: str, *, by: Actor, at: datetime) -> None:
    payload = {"period": file.period, "sha256": file.sha256, "snapshot": file.snapshot}
    audit.record(stream=queries.origin_of(file), kind=kind, by=by, at=at, payload=payload)
