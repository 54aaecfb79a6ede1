"""The levels of services: declared, capable, proven; by each decree apart."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.catalogue import rules
from motcua.catalogue.models import (
    EligibilityDecision,
    LevelDeclaration,
    LevelEvidence,
    Service,
)
from motcua.catalogue.queries.versions import version
from motcua.catalogue.types import Content, LevelScheme
from motcua.kernel.levels import (
    EVIDENCE_DAYS,
    Degree,
    Level,
    Proof,
    Provision,
    lived_provision,
    proven,
)


@dataclass(frozen=True, kw_only=True)
class Standing(Generic[Degree]):
    """The three levels of one service by one decree.

    Attributes:
        declared: What the agency says, None where it says nothing.
        declared_from: Legal date of that declaration.
        legal_act: The decision that it rests on; empty where nothing is declared.
        checks: Why the version can or cannot do more.
        proof: What dossiers bore out in the last 90 days.
    """

    declared: Degree | None
    declared_from: date | None
    legal_act: str
    checks: tuple[rules.Check[Degree], ...]
    proof: Proof[Degree]

    @property
    def to_do(self) -> tuple[rules.Check[Degree], ...]:
        """Return the conditions that do not hold yet."""
        return tuple(check for check in self.checks if not check.holds)

    @property
    def is_below_declared(self) -> bool:
        """Return whether dossiers prove less than the agency says; unproven is not less."""
        found = self.proof.level
        return found is not None and self.declared is not None and found < self.declared


@dataclass(frozen=True, kw_only=True)
class Levels(Standing[Level]):
    """The levels of one service: 1 to 4, and beside them toàn trình or một phần.

    Attributes:
        provision: The same by the later decree; neither follows from the other.
        eligibility: Whether it is fit to be put fully online; None: nobody decided.
    """

    provision: Standing[Provision]
    eligibility: EligibilityDecision | None


@dataclass(frozen=True, kw_only=True)
class Lived:
    """How many dossiers of the last 90 days ended at each level they showed, by each decree."""

    levels: Mapping[Level, int]
    provisions: Mapping[Provision, int]


def levels(service_id: UUID, *, content: Content, on: date, at: datetime) -> Levels:
    """Return the declared, capable and proven levels of a service.

    Args:
        service_id: Which.
        content: Of the version now in force, as this agency provides it.
        on: Legal date, for declarations and decisions.
        at: Real time, for the window of evidence.
    """
    return _Known([service_id], on=on, at=at).levels(service_id, content)


def levels_of(services: Sequence[Service], *, on: date, at: datetime) -> dict[UUID, Levels]:
    """Return the levels of some services, in four queries and none per row.

    Services of procedures of which nothing is published are left out.
    """
    known = _Known([one.id for one in services], on=on, at=at)
    return {
        one.id: known.levels(one.id, version(one.procedure.current_id).content)
        for one in services
        if one.procedure.current_id is not None
    }


def lived(service_ids: Collection[UUID], *, at: datetime) -> dict[UUID, Lived]:
    """Return what dossiers of the last 90 days showed of some services, in one query."""
    counted = (
        _window(service_ids, at=at)
        .values_list("service", "level", "is_fully_online")
        .annotate(Count("subject"))
    )
    by_level: dict[UUID, Counter[Level]] = defaultdict(Counter)
    by_provision: dict[UUID, Counter[Provision]] = defaultdict(Counter)
    for service_id, level, is_fully_online, count in counted:
        shown = lived_provision(Level(level), is_fully_online=is_fully_online)
        by_level[service_id][Level(level)] += count
        by_provision[service_id][shown] += count
    return {one: Lived(levels=by_level[one], provisions=by_provision[one]) for one in service_ids}


def evidence(service_id: UUID, *, at: datetime, most: int = 20) -> list[LevelEvidence]:
    """Return the latest pieces of evidence inside the window, newest first."""
    return list(_window([service_id], at=at).order_by("-ended_at")[:most])


def declared_levels(service_ids: Collection[UUID], *, on: date) -> dict[UUID, Level]:
    """Return the level declared for each of some services on a legal date, in one query."""
    found = declarations(service_ids, LevelScheme.FOUR_LEVELS, on=on)
    return {service_id: Level(one.level) for service_id, one in found.items()}


class _Known:
    """What is known of some services, read at once."""

    def __init__(self, service_ids: Collection[UUID], *, on: date, at: datetime) -> None:
        self._levels = declarations(service_ids, LevelScheme.FOUR_LEVELS, on=on)
        self._provisions = declarations(service_ids, LevelScheme.FULLY_ONLINE, on=on)
        self._lived = lived(service_ids, at=at)
        self._eligibility = decisions(service_ids, on=on)

    def levels(self, service_id: UUID, content: Content) -> Levels:
        """Return the levels of one of the services, for what its version says."""
        said, said_later = self._levels.get(service_id), self._provisions.get(service_id)
        shown = self._lived[service_id]
        return Levels(
            declared=Level(said.level) if said else None,
            declared_from=said.valid_from if said else None,
            legal_act=said.legal_act if said else "",
            checks=rules.checks(content),
            proof=proven(rules.capable_level(content), shown.levels),
            provision=Standing(
                declared=Provision(said_later.level) if said_later else None,
                declared_from=said_later.valid_from if said_later else None,
                legal_act=said_later.legal_act if said_later else "",
                checks=rules.provision_checks(content),
                proof=proven(rules.capable_provision(content), shown.provisions),
            ),
            eligibility=self._eligibility.get(service_id),
        )


def declarations(
    service_ids: Collection[UUID], scheme: LevelScheme, *, on: date
) -> dict[UUID, LevelDeclaration]:
    """Return what is declared of each service on a legal date, in one query."""
    found = LevelDeclaration.objects.filter(
        service__in=service_ids, scheme=scheme, valid_from__lte=on
    )
    # The last one wins.
    return {one.service_id: one for one in found.order_by("valid_from")}


def decisions(service_ids: Collection[UUID], *, on: date) -> dict[UUID, EligibilityDecision]:
    """Return what was decided of each service's eligibility by a legal date, in one query."""
    decided = EligibilityDecision.objects.filter(service__in=service_ids, valid_from__lte=on)
    # The last one wins.
    return {one.service_id: one for one in decided.order_by("valid_from")}


def _window(service_ids: Collection[UUID], *, at: datetime) -> QuerySet[LevelEvidence]:
    since = at - timedelta(days=EVIDENCE_DAYS)
    return LevelEvidence.objects.filter(
        service__in=service_ids, ended_at__gt=since, ended_at__lte=at
    )
