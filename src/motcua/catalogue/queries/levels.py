"""The levels of services: declared, capable, proven."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from motcua.catalogue import rules
from motcua.catalogue.models import LevelDeclaration, LevelEvidence, Service
from motcua.catalogue.queries.versions import version
from motcua.catalogue.types import Content, LevelScheme
from motcua.kernel.levels import EVIDENCE_DAYS, Level, Proof, proven


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The three levels of one service side by side.

    Attributes:
        declared: What the agency says, None where it says nothing.
        declared_from: Legal date of that declaration.
        checks: Why the version can or cannot do more.
        proof: What dossiers bore out in the last 90 days.
    """

    declared: Level | None
    declared_from: date | None
    checks: tuple[rules.Check, ...]
    proof: Proof


def levels(service_id: UUID, *, content: Content, on: date, at: datetime) -> Levels:
    """Return the declared, capable and proven level of a service.

    Args:
        service_id: Which.
        content: Of the version now published.
        on: Legal date, for the declaration.
        at: Real time, for the window of evidence.
    """
    declared = (
        LevelDeclaration.objects.filter(
            service=service_id, scheme=LevelScheme.FOUR_LEVELS, valid_from__lte=on
        )
        .order_by("-valid_from")
        .first()
    )
    return Levels(
        declared=Level(declared.level) if declared else None,
        declared_from=declared.valid_from if declared else None,
        checks=rules.checks(content),
        proof=proven(rules.capable_level(content), lived(service_id, at=at)),
    )


def lived(service_id: UUID, *, at: datetime) -> Mapping[Level, int]:
    """Return how many dossiers of the last 90 days ended at each level they showed."""
    since = at - timedelta(days=EVIDENCE_DAYS)
    counted = (
        LevelEvidence.objects.filter(service=service_id, ended_at__gt=since, ended_at__lte=at)
        .values_list("level")
        .annotate(Count("subject"))
    )
    return {Level(level): count for level, count in counted}


def evidence(service_id: UUID, *, at: datetime, most: int = 20) -> list[LevelEvidence]:
    """Return the latest pieces of evidence inside the window, newest first."""
    since = at - timedelta(days=EVIDENCE_DAYS)
    found = LevelEvidence.objects.filter(service=service_id, ended_at__gt=since, ended_at__lte=at)
    return list(found.order_by("-ended_at")[:most])


def declared_levels(service_ids: list[UUID], *, on: date) -> dict[UUID, Level]:
    """Return the level declared for each of some services on a legal date, in one query."""
    rows = LevelDeclaration.objects.filter(
        service__in=service_ids, scheme=LevelScheme.FOUR_LEVELS, valid_from__lte=on
    ).order_by("valid_from")
    # The last one wins.
    return {service: Level(level) for service, level in rows.values_list("service", "level")}


def levels_of(services: list[Service], *, on: date, at: datetime) -> dict[UUID, Levels]:
    """Return the three levels of some services, in two queries and none per row."""
    ids = [one.id for one in services]
    since = at - timedelta(days=EVIDENCE_DAYS)
    counted = (
        LevelEvidence.objects.filter(service__in=ids, ended_at__gt=since, ended_at__lte=at)
        .values_list("service", "level")
        .annotate(Count("subject"))
    )
    lived_by: dict[UUID, dict[Level, int]] = {}
    for service_id, level, count in counted:
        lived_by.setdefault(service_id, {})[Level(level)] = count
    declarations = LevelDeclaration.objects.filter(
        service__in=ids, scheme=LevelScheme.FOUR_LEVELS, valid_from__lte=on
    ).order_by("valid_from")
    declared = {one.service_id: one for one in declarations}
    found = {}
    for one in services:
        content = version(one.procedure.current_id).content if one.procedure.current_id else None
        if content is None:
            continue
        said = declared.get(one.id)
        found[one.id] = Levels(
            declared=Level(said.level) if said else None,
            declared_from=said.valid_from if said else None,
            checks=rules.checks(content),
            proof=proven(rules.capable_level(content), lived_by.get(one.id, {})),
        )
    return found
