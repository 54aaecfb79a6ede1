"""Reads of the catalogue."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F

from motcua.catalogue import errors, rules
from motcua.catalogue.models import (
    LevelDeclaration,
    LevelEvidence,
    Procedure,
    ProcedureVersion,
    Service,
)
from motcua.catalogue.types import Content, FeeLine, LevelScheme
from motcua.kernel import text
from motcua.kernel.levels import EVIDENCE_DAYS, Level, Proof, proven

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

MOST_FOUND = 50

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


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A service with the version that new dossiers get."""

    service: UUID
    agency: "Agency"
    version: Version


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


def search(words: str) -> list[Version]:
    """Return the current versions whose name or keywords hold all the words, best first.

    Diacritics, case and the place of the tone mark do not matter; a word may be cut short. A code
    finds its procedure. Without words everything is listed by name, `MOST_FOUND` at most.
    """
    found = Procedure.objects.exclude(current=None)
    terms = text.fold(words).split()
    if not terms:
        listed = found.order_by("sort_key")
    elif by_code := found.filter(code=words.strip()):
        listed = by_code
    else:
        query = SearchQuery(
            " & ".join(f"'{term}':*" for term in terms), config="simple", search_type="raw"
        )
        listed = found.filter(search=query).order_by(-SearchRank(F("search"), query), "sort_key")
    return versions(listed.values_list("current", flat=True)[:MOST_FOUND])


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


def offers(procedure_code: str, *, on: date) -> list[Offer]:
    """Return who provides a procedure on a legal date, in Vietnamese order; one query more.

    Raises:
        UnknownProcedure: Nothing is published under the code.
    """
    current = current_version(procedure_code)
    services = Service.objects.filter(procedure=procedure_code).select_related("agency")
    return [
        Offer(service=one.id, agency=one.agency, version=current)
        for one in services.order_by("agency__sort_key")
        if one.agency.stands_on(on)
    ]


def offer(procedure_code: str, agency_code: str, *, on: date) -> Offer:
    """Return a procedure as one agency provides it on a legal date, in one query.

    Raises:
        UnknownService: The agency does not, or there is no such procedure.
    """
    services = Service.objects.filter(procedure=procedure_code, agency__code=agency_code)
    # A code may have been another agency's before: the day decides.
    for one in services.select_related("agency").annotate(current=F("procedure__current")):
        if one.current is not None and one.agency.stands_on(on):
            return Offer(service=one.id, agency=one.agency, version=version(one.current))
    raise errors.UnknownService(procedure=procedure_code[:40], agency=agency_code[:40])


def service(service_id: UUID) -> Service:
    """Return a service with its agency and procedure."""
    return Service.objects.select_related("agency", "procedure").get(id=service_id)


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


def fee_lines(version: Version, answers: Mapping[str, Any]) -> tuple[FeeLine, ...]:
    """Return what the answers to a version's form owe; none where nothing is charged.

    Raises:
        ValueError: The answer that counts the units is no whole number above 0.
    """
    return rules.fee_lines(version.content.fees, answers)


def judged_services() -> list[UUID]:
    """Return the services whose proven level may lapse."""
    return list(Service.objects.exclude(proven_level=None).values_list("id", flat=True))


def services_at(agency_ids: Collection[int]) -> list[Service]:
    """Return the published services of some agencies, for those who answer for them."""
    return list(
        Service.objects.filter(agency__in=agency_ids)
        .exclude(procedure__current=None)
        .select_related("agency", "procedure")
        .order_by("procedure__sort_key", "agency__sort_key")
    )


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
