"""Reads of the tree of organisations, as its pages show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.db.models import Case, Count, Q, QuerySet, Value, When

from motcua.agencies import validity
from motcua.agencies.models import Agency, AgencyCode
from motcua.agencies.queries.organisations import REPORTING, subtree
from motcua.agencies.types import Tier
from motcua.kernel import text

MOST_FOUND: Final = 50
"""So many search results are shown; who has more should say more."""


@dataclass(frozen=True, kw_only=True)
class Census:
    """How many organisations of each tier there were from a day until the next one listed."""

    day: date
    until: date | None
    by_tier: Mapping[Tier, int]


def unit(scheme: str, code: str, since: date) -> Agency | None:
    """Return an organisation by its key, with those above it, or None."""
    return (
        Agency.objects.select_related("parent__parent")
        .filter(scheme=scheme, code=code, valid_from=since)
        .first()
    )


def units(ids: Collection[int]) -> list[Agency]:
    """Return organisations of any day with those above them, in Vietnamese order."""
    found = Agency.objects.filter(pk__in=ids).select_related("parent__parent")
    return list(found.order_by("sort_key", "pk"))


def children(agency: Agency, *, on: date) -> QuerySet[Agency]:
    """Return what stands right below an organisation on a day, from the highest tier."""
    return Agency.objects.valid_on(on).filter(parent=agency).order_by("sort_key")


def child_counts(agency_ids: Collection[int], *, on: date) -> Mapping[int, int]:
    """Return how many stand right below each organisation on a day; none: not among the keys."""
    counted = (
        Agency.objects.valid_on(on)
        .filter(parent__in=agency_ids)
        .order_by()
        .values_list("parent")
        .annotate(Count("pk"))
    )
    return dict(counted)


def codes_held(agency: Agency) -> QuerySet[AgencyCode]:
    """Return all codes of an organisation with their periods and sources."""
    return agency.codes.order_by("scheme", "valid_from")


def held_by_others(agency: Agency) -> list[AgencyCode]:
    """Return who else held a code of this organisation, at another time."""
    same = Q(pk=None)
    for held in agency.codes.all():
        same |= Q(scheme=held.scheme, code=held.code)
    others = AgencyCode.objects.filter(same).exclude(agency=agency)
    return list(others.select_related("agency").order_by("scheme", "valid_from"))


def census() -> list[Census]:
    """Return how many organisations there were after each change of a ministry or province.

    One query: periods are few, whatever the number of rows.
    """
    periods = list(
        Agency.objects.order_by()
        .values_list("tier", "valid_from", "valid_until")
        .annotate(number=Count("pk"))
    )
    days = sorted(
        {day for tier, *ends, _ in periods if tier in REPORTING for day in ends if day is not None}
    )
    following: list[date | None] = [*(later for _, later in pairwise(days)), None]
    return [
        Census(
            day=day,
            until=until,
            by_tier={
                tier: sum(
                    number
                    for of_tier, since, end, number in periods
                    if of_tier == tier and since <= day and (end is None or day < end)
                )
                for tier in Tier
            },
        )
        for day, until in zip(days, following, strict=True)
    ]


def search(asked: str, *, on: date, below: Collection[int] | None = None) -> list[Agency]:
    """Return organisations of a day whose name has all words or their beginnings, or the code.

    Without regard to case and diacritics; whole names first, then names that begin so, then by
    tier. At most `MOST_FOUND` and one more, which tells that there are more.

    Args:
        asked: As typed.
        on: The day.
        below: Primary keys of organisations to look below; None: everywhere.
    """
    folded = text.fold(asked)
    if not folded:
        return []
    named = Q()
    reached = Q() if below is None else Q(pk__in=subtree(below) - set(below))
    for word in folded.split():
        named &= Q(names__folded__startswith=word) | Q(names__folded__contains=f" {word}")
    coded = AgencyCode.objects.filter(validity.in_force(on), code__iexact=asked.strip())
    closeness = Case(
        When(pk__in=coded.values("agency"), then=Value(0)),
        When(names__folded=folded, then=Value(1)),
        When(names__folded__endswith=f" {folded}", then=Value(2)),
        When(names__folded__startswith=folded, then=Value(3)),
        default=Value(4),
    )
    rank = Case(*(When(tier=tier, then=Value(place)) for place, tier in enumerate(Tier)))
    found = (
        Agency.objects.valid_on(on)
        .filter(reached, named | Q(pk__in=coded.values("agency")))
        .annotate(closeness=closeness, rank=rank)
        .select_related("parent__parent")
        .order_by("closeness", "rank", "sort_key", "pk")
    )
    return list({agency.pk: agency for agency in found[: 2 * MOST_FOUND]}.values())[
        : MOST_FOUND + 1
    ]
