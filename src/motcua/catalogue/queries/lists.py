"""Lists of services: who delivers what was listed, and what might be listed next."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from motcua.catalogue import errors
from motcua.catalogue.models import (
    LevelEvidence,
    Procedure,
    Service,
    ServiceList,
    ServiceListMember,
)
from motcua.catalogue.queries.levels import declared_levels
from motcua.kernel.levels import Level

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

VOLUME_DAYS = 365
MOST_PROPOSED = 20


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A service that a list asks an agency for.

    Attributes:
        service: None where the agency does not provide the procedure.
        declared: None where the agency says nothing.
    """

    procedure_code: str
    name: str
    service: Service | None
    declared: Level | None
    is_delivered: bool
    is_proven: bool


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """How far one agency delivers what a list asks of it (indicator I2).

    `delivered` of `listed` is what the agency declares; `proven` of `listed` is what dossiers bear
    out. The three are counts of services.
    """

    agency: "Agency"
    services: tuple[Listed, ...]

    @property
    def listed(self) -> int:
        """Return how many services the list asks for."""
        return len(self.services)

    @property
    def delivered(self) -> int:
        """Return how many of them are declared at the level asked for."""
        return sum(one.is_delivered for one in self.services)

    @property
    def proven(self) -> int:
        """Return how many of them dossiers prove at that level."""
        return sum(one.is_proven for one in self.services)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A procedure that no list holds although many ask for it.

    Attributes:
        reported: Dossiers a year as agencies report them, added up.
        ended: Dossiers that ended here in the last 365 days.
        services: Agencies that provide it.
    """

    procedure: Procedure
    reported: int
    ended: int
    services: int

    @property
    def volume(self) -> int:
        """Return by what it is ranked: the larger of what is reported and what was seen."""
        return max(self.reported, self.ended)


def lists_on(on: date) -> QuerySet[ServiceList]:
    """Return the lists that agencies are held to on a legal date, the latest act first."""
    standing = Q(valid_until=None) | Q(valid_until__gt=on)
    return ServiceList.objects.filter(standing, valid_from__lte=on).order_by("-decided_on", "name")


def service_list(list_id: UUID) -> ServiceList:
    """Return a list.

    Raises:
        UnknownList: There is none.
    """
    for found in ServiceList.objects.filter(id=list_id):
        return found
    raise errors.UnknownList


def compliance(
    asked: ServiceList, *, on: date, agency_ids: Collection[int] | None = None
) -> list[Compliance]:
    """Return how far each agency delivers a list on a legal date, in four queries.

    Args:
        asked: The list.
        on: Legal date.
        agency_ids: Only of these agencies; None: of all.
    """
    members = list(
        ServiceListMember.objects.filter(service_list=asked).select_related("procedure", "agency")
    )
    services = Service.objects.filter(procedure__in={one.procedure_id for one in members})
    if agency_ids is not None:
        services = services.filter(agency__in=agency_ids)
    provided = {
        (one.procedure_id, one.agency_id): one
        for one in services.select_related("agency")
        if one.stands_on(on) and one.agency.stands_on(on)
    }
    declared = declared_levels([one.id for one in provided.values()], on=on)
    agencies: dict[int, Agency] = {one.agency_id: one.agency for one in provided.values()}
    owed: dict[int, dict[str, Procedure]] = defaultdict(dict)
    for member, agency_id in _owing(members, provided, agency_ids):
        owed[agency_id][member.procedure_id] = member.procedure
        if member.agency is not None:
            agencies[agency_id] = member.agency
    least = Level(asked.least_level)
    found = [
        Compliance(
            agency=agencies[agency_id],
            services=tuple(
                _listed(procedure, provided.get((procedure.code, agency_id)), declared, least)
                for procedure in sorted(procedures.values(), key=lambda one: one.sort_key)
            ),
        )
        for agency_id, procedures in owed.items()
    ]
    return sorted(found, key=lambda one: (one.agency.tier, one.agency.sort_key))


def proposals(*, on: date, at: datetime) -> list[Proposal]:
    """Return the procedures most asked for that no list of a legal date holds, in three queries."""
    listed = ServiceListMember.objects.filter(service_list__in=lists_on(on)).values("procedure")
    open_ones = Service.objects.exclude(procedure__in=listed)
    reported = {
        code: (total, number)
        for code, total, number in open_ones.values_list("procedure").annotate(
            total=Coalesce(Sum("yearly_dossiers"), 0), number=Count("id")
        )
    }
    since = at - timedelta(days=VOLUME_DAYS)
    ended = dict(
        LevelEvidence.objects.filter(ended_at__gt=since, ended_at__lte=at)
        .values_list("service__procedure")
        .annotate(Count("subject"))
    )
    ranked = sorted(
        (code for code in reported if max(reported[code][0], ended.get(code, 0))),
        key=lambda code: (-max(reported[code][0], ended.get(code, 0)), code),
    )[:MOST_PROPOSED]
    procedures = Procedure.objects.in_bulk(ranked)
    return [
        Proposal(
            procedure=procedures[code],
            reported=reported[code][0],
            ended=ended.get(code, 0),
            services=reported[code][1],
        )
        for code in ranked
    ]


def _owing(
    members: Iterable[ServiceListMember],
    provided: Collection[tuple[str, int]],
    agency_ids: Collection[int] | None,
) -> Iterable[tuple[ServiceListMember, int]]:
    """Yield which agency owes which member: the one it names, or all that provide it."""
    providers: dict[str, list[int]] = defaultdict(list)
    for procedure_code, agency_id in provided:
        providers[procedure_code].append(agency_id)
    for member in members:
        if member.agency_id is None:
            yield from ((member, agency_id) for agency_id in providers[member.procedure_id])
        elif agency_ids is None or member.agency_id in agency_ids:
            yield member, member.agency_id


def _listed(
    procedure: Procedure, service: Service | None, declared: dict[UUID, Level], least: Level
) -> Listed:
    said = declared.get(service.id) if service else None
    proven = service.proven_level if service else None
    return Listed(
        procedure_code=procedure.code,
        name=procedure.name,
        service=service,
        declared=said,
        is_delivered=said is not None and said >= least,
        is_proven=proven is not None and proven >= least,
    )
