"""Reads of organisations on a day: by tier, by name, by code, up and down the tree."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from django.db import connection
from django.db.models import Case, Q, QuerySet, When

from motcua.agencies import validity
from motcua.agencies.models import Agency, AgencyCode, AgencyName
from motcua.agencies.types import TERRITORIAL, Scheme, Tier
from motcua.kernel import text

REPORTING = (Tier.MINISTRY, Tier.PROVINCE)
"""Those that report, and that figures are compared between."""


def in_force(on: date) -> Q:
    """Return the condition that a row with `valid_from` and `valid_until` holds on a day."""
    return validity.in_force(on)


def agencies_on(on: date, *, tiers: Iterable[Tier] = REPORTING) -> QuerySet[Agency]:
    """Return the organisations of some tiers that exist on a day, in Vietnamese order."""
    return Agency.objects.valid_on(on).filter(tier__in=list(tiers)).order_by("tier", "sort_key")


def agencies_by_name(on: date) -> dict[str, Agency]:
    """Return every folded way of writing the name of a ministry or province of a day.

    Two organisations with one name on the same day would make the name ambiguous: it is left out.
    """
    found: dict[str, Agency] = {}
    ambiguous: set[str] = set()
    names = AgencyName.objects.filter(agency__in=agencies_on(on)).select_related("agency")
    for name in names:
        other = found.setdefault(name.folded, name.agency)
        if other != name.agency:
            ambiguous.add(name.folded)
    return {folded: agency for folded, agency in found.items() if folded not in ambiguous}


def near_names(name: str, known: dict[str, Agency], *, most: int = 3) -> list[str]:
    """Return names of organisations that look like an unknown one, best first."""
    close = get_close_matches(text.fold(name), known, n=most, cutoff=0.6)
    return list(dict.fromkeys(known[folded].name for folded in close))


def agency_by_code(scheme: Scheme, code: str, *, on: date) -> Agency | None:
    """Return the organisation that a code means on a day, or None."""
    held = AgencyCode.objects.filter(in_force(on), scheme=scheme, code=code)
    found = held.select_related("agency__parent").first()
    return found.agency if found else None


def agencies_by_codes(codes: Collection[str], *, on: date) -> QuerySet[Agency]:
    """Return the organisations of some codes, in the scheme that each is kept under, on a day."""
    return Agency.objects.valid_on(on).filter(code__in=codes)


def agencies_ever(codes: Collection[str]) -> Mapping[str, list[Agency]]:
    """Return the organisations that some codes ever meant, the oldest first; in one query.

    In the scheme that each is kept under. Codes are reused: which one is meant, a day decides
    (`stands_on`).
    """
    found: dict[str, list[Agency]] = {}
    for one in Agency.objects.filter(code__in=codes).order_by("valid_from"):
        found.setdefault(one.code, []).append(one)
    return found


def agencies_by_ids(ids: Collection[int], *, on: date) -> QuerySet[Agency]:
    """Return those of some organisations that exist on a day, by tier and Vietnamese order."""
    order = Case(*(When(tier=tier, then=place) for place, tier in enumerate(Tier)))
    return Agency.objects.valid_on(on).filter(id__in=ids).order_by(order, "sort_key")


def codes_of(agency_ids: Collection[int], scheme: Scheme) -> Mapping[int, AgencyCode]:
    """Return the code of one scheme, the last one it had, of each organisation that has any."""
    held = AgencyCode.objects.filter(agency__in=agency_ids, scheme=scheme).order_by("valid_from")
    return {one.agency_id: one for one in held}


def units_below(parent: int | None, *, on: date) -> QuerySet[Agency]:
    """Return the units of an address on a day: provinces, their districts, their communes.

    Since 2025-07-01 communes stand right below provinces.

    Args:
        parent: Primary key of the unit above; None: the provinces.
        on: The day.
    """
    units = Agency.objects.valid_on(on)
    if parent is None:
        return units.filter(tier=Tier.PROVINCE).order_by("sort_key")
    return units.filter(parent=parent, tier__in=list(TERRITORIAL)).order_by("sort_key")


def with_ancestors(agency: Agency) -> list[Agency]:
    """Return an organisation and those above it, nearest first; tiers bound the number of steps."""
    found = [agency]
    while (parent := found[-1].parent) is not None and len(found) < len(Tier):
        found.append(parent)
    return found


def lineage(agency_id: int) -> list[int]:
    """Return the ids of an organisation and of those above it, nearest first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE above AS (SELECT id, parent_id, 0 AS step FROM agencies_agency"
            " WHERE id = %s UNION ALL SELECT a.id, a.parent_id, step + 1 FROM agencies_agency a"
            " JOIN above ON a.id = above.parent_id WHERE step < %s)"
            " SELECT id FROM above ORDER BY step",
            [agency_id, len(Tier)],
        )
        return [row[0] for row in cursor.fetchall()]


def subtree(agency_ids: Collection[int]) -> set[int]:
    """Return the ids of some organisations and of all below them, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below AS (SELECT id FROM agencies_agency WHERE id = ANY(%s) UNION"
            " SELECT a.id FROM agencies_agency a JOIN below ON a.parent_id = below.id)"
            " SELECT id FROM below",
            [list(agency_ids)],
        )
        return {row[0] for row in cursor.fetchall()}
