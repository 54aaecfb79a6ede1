"""The levels of whole agencies, and how the levels of one service came about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import errors
from motcua.catalogue.models import Service
from motcua.catalogue.queries.levels import decisions, declarations
from motcua.catalogue.service_sheet import Row
from motcua.catalogue.types import LevelScheme
from motcua.kernel import text

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

PER_PAGE = 50

_COUNTS = """
    SELECT s.agency_id, count(*),
        count(*) FILTER (WHERE d.level = 4),
        count(*) FILTER (WHERE s.capable_level = 4),
        count(*) FILTER (WHERE s.proven_level = 4),
        count(*) FILTER (WHERE s.proven_level IS NULL),
        count(*) FILTER (WHERE s.proven_level < d.level)
    FROM catalogue_service s
    LEFT JOIN LATERAL (
        SELECT level FROM catalogue_leveldeclaration
        WHERE service_id = s.id AND scheme = %(scheme)s AND valid_from <= %(on)s
        ORDER BY valid_from DESC LIMIT 1
    ) d ON true
    WHERE (s.valid_from IS NULL OR s.valid_from <= %(on)s)
        AND (s.valid_until IS NULL OR s.valid_until > %(on)s)
    GROUP BY s.agency_id
"""


@dataclass(frozen=True, kw_only=True)
class AgencyStanding:
    """How many services of one agency are at level 4, by what is said, can be, and was shown.

    Attributes:
        services: All that it provides on the day: m of each of the others.
        unproven: Of which no dossier ended in the window.
        below: Of which dossiers prove less than the agency declares.
    """

    agency: "Agency"
    services: int
    declared: int
    capable: int
    proven: int
    unproven: int
    below: int


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One thing that happened to the levels of a service.

    Attributes:
        at: Real time.
        kind: Of the event in the audit log.
        actor: Who did it.
        payload: What the event says.
    """

    at: datetime
    kind: str
    actor: str
    payload: Mapping[str, Any]


def standings(*, on: date) -> list[AgencyStanding]:
    """Return the standing of every agency that provides anything on a legal date, in two queries.

    The capable and proven levels are those of now, whatever the date: the declared level is the
    date's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"scheme": LevelScheme.FOUR_LEVELS, "on": on})
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
    found = agencies.agencies_by_ids(counted, on=on)
    names = ("services", "declared", "capable", "proven", "unproven", "below")
    return [
        AgencyStanding(agency=agency, **dict(zip(names, counted[agency.id], strict=True)))
        for agency in found
    ]


def services_of(agency_code: str, *, on: date) -> tuple["Agency", QuerySet[Service]]:
    """Return an agency of a legal date and what it provides then, in Vietnamese order.

    Raises:
        UnknownAgency: There is none of the code.
    """
    for agency in agencies.agencies_by_codes([agency_code], on=on):
        return agency, provided_by([agency.id], on=on)
    raise errors.UnknownAgency(code=agency_code[:40])


def history_of(service_id: UUID) -> list[Moment]:
    """Return what happened to the levels of a service, the latest first; the audit log tells."""
    events = audit.events_of(f"service:{service_id}")
    return [
        Moment(at=event.at, kind=event.kind, actor=event.actor, payload=event.payload)
        for event in reversed(events)
    ]


def sheet_rows(provided: QuerySet[Service], *, on: date) -> list[Row]:
    """Return services as lines of a sheet, in four queries and none per line."""
    services = list(provided)
    ids = [one.id for one in services]
    levels = declarations(ids, LevelScheme.FOUR_LEVELS, on=on)
    provisions = declarations(ids, LevelScheme.FULLY_ONLINE, on=on)
    decided = decisions(ids, on=on)
    rows = []
    for one in services:
        level, provision = levels.get(one.id), provisions.get(one.id)
        decision = decided.get(one.id)
        rows.append(
            Row(
                procedure=one.procedure_id,
                name=one.procedure.name,
                agency=one.agency.code,
                agency_name=one.agency.full_name,
                level=level.level if level else None,
                level_act=level.legal_act if level else "",
                level_from=level.valid_from if level else None,
                provision=provision.level if provision else None,
                provision_act=provision.legal_act if provision else "",
                provision_from=provision.valid_from if provision else None,
                eligible=decision.is_eligible if decision else None,
                reason=decision.reason if decision else "",
                eligible_from=decision.valid_from if decision else None,
                dossiers=one.yearly_dossiers,
            )
        )
    return rows


def service_of(procedure_code: str, agency_code: str, *, on: date) -> Service:
    """Return a service of a legal date.

    Raises:
        UnknownAgency, UnknownService: There is none.
    """
    agency, provided = services_of(agency_code, on=on)
    for found in provided.filter(procedure=procedure_code):
        return found
    raise errors.UnknownService(procedure=procedure_code[:40], agency=agency.full_name)


def provided_by(agency_ids: Collection[int], *, on: date) -> QuerySet[Service]:
    """Return what some agencies provide on a legal date, by procedure and agency."""
    return (
        Service.objects.filter(agency__in=agency_ids)
        .exclude(procedure__current=None)
        .exclude(valid_from__gt=on)
        .exclude(valid_until__lte=on)
        .select_related("procedure", "agency")
        .order_by("procedure__sort_key", "procedure_id", "agency__sort_key")
    )


def named(provided: QuerySet[Service], words: str) -> QuerySet[Service]:
    """Keep the services of the procedure of a code, or whose names hold all words, folded."""
    by_name = Q()
    for word in text.fold(words).split():
        by_name &= Q(procedure__entry__phrases__contains=word)
    return provided.filter(by_name | Q(procedure=words.strip()))
