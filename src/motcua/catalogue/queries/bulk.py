"""Changes of many services: which there are, and what each line is to do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.catalogue import errors
from motcua.catalogue.models import BulkChange, BulkLine, Procedure, Service
from motcua.catalogue.queries.levels import declared_levels
from motcua.catalogue.types import BulkKind, LevelScheme
from motcua.kernel.levels import Level


def bulk_changes(agency_ids: Collection[int]) -> QuerySet[BulkChange]:
    """Return the changes prepared for some agencies, the latest first.

    With how many lines have `problems`, and how many were `left`.
    """
    return (
        BulkChange.objects.filter(agency__in=agency_ids)
        .annotate(
            problems=Count("lines", filter=~Q(lines__problem="")),
            left=Count("lines", filter=~Q(lines__left="")),
        )
        .select_related("agency")
        .order_by("-prepared_at")
    )


def bulk_change(bulk_id: UUID, *, agency_ids: Collection[int]) -> BulkChange:
    """Return a change prepared for one of some agencies.

    Raises:
        UnknownBulkChange: There is none, or it is not theirs.
    """
    for found in bulk_changes(agency_ids).filter(id=bulk_id):
        return found
    raise errors.UnknownBulkChange


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """A line with the names behind its codes, and what there is now.

    Attributes:
        now: The level declared now, or other present value, as a number; None: there is none.
    """

    line: BulkLine
    procedure: str
    agency: str
    now: int | None


def shown_lines(lines: Sequence[BulkLine], *, on: date) -> list[ShownLine]:
    """Return lines with names and what there is now, in four queries and none per line."""
    procedures = dict(
        Procedure.objects.filter(code__in={one.procedure_code for one in lines}).values_list(
            "code", "name"
        )
    )
    units = {
        one.code: one
        for one in agencies.agencies_by_codes({one.agency_code for one in lines}, on=on)
    }
    services = {
        (one.procedure_id, one.agency_id): one
        for one in Service.objects.filter(
            procedure__in=procedures, agency__in=[unit.id for unit in units.values()]
        )
    }
    declared = declared_levels([one.id for one in services.values()], on=on)
    found = []
    for line in lines:
        unit = units.get(line.agency_code)
        service = services.get((line.procedure_code, unit.id)) if unit else None
        found.append(
            ShownLine(
                line=line,
                procedure=procedures.get(line.procedure_code, line.procedure_code),
                agency=unit.full_name if unit else line.agency_code,
                now=_now(line, service, declared),
            )
        )
    return found


def _now(line: BulkLine, service: Service | None, declared: Mapping[UUID, Level]) -> int | None:
    if service is None:
        return None
    if line.kind == BulkKind.VOLUME:
        return service.yearly_dossiers
    four = line.kind == BulkKind.DECLARE and line.value["scheme"] == LevelScheme.FOUR_LEVELS
    return declared.get(service.id) if four else None


def lines_of(
    bulk: BulkChange, *, after: int = 0, most: int = 100, only_stuck: bool = False
) -> list[BulkLine]:
    """Return the lines of a change that follow a number, in their order.

    Args:
        bulk: Which change.
        after: Number of the last line seen; 0: from the first.
        most: So many.
        only_stuck: Only those with a problem, and those that were left.
    """
    lines = bulk.lines.filter(number__gt=after).order_by("number")
    if only_stuck:
        lines = lines.exclude(problem="", left="")
    return list(lines[:most])
