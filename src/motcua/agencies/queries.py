"""Reads of organisations and of the calendar."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from difflib import get_close_matches

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from motcua.agencies import errors
from motcua.agencies.models import Agency, AgencyName, CalendarDay, CalendarYear
from motcua.agencies.types import DayKind, Tier
from motcua.kernel import clock, text, workingtime


def legal_shift() -> clock.LegalShift:
    """Return how far this site's legal date stands from today (DESIGN §2, two clocks)."""
    return clock.LegalShift(settings.MOTCUA_LEGAL_SHIFT_DAYS)


def legal_today() -> date:
    """Return the date that law and organisation go by on this site, in Hanoi."""
    return legal_shift().legal_date(timezone.now())


def agencies_on(
    on: date, *, tiers: Iterable[Tier] = (Tier.MINISTRY, Tier.PROVINCE)
) -> QuerySet[Agency]:
    """Return the organisations of some tiers that exist on a day, in Vietnamese order."""
    return Agency.objects.valid_on(on).filter(tier__in=list(tiers)).order_by("tier", "sort_key")


def agencies_by_name(on: date) -> dict[str, Agency]:
    """Return every folded way of writing a name that means one organisation on a day.

    Two organisations with one name on the same day would make the name ambiguous: it is left out.
    """
    found: dict[str, Agency] = {}
    ambiguous: set[str] = set()
    names = AgencyName.objects.filter(agency__in=Agency.objects.valid_on(on)).select_related(
        "agency"
    )
    for name in names:
        other = found.setdefault(name.folded, name.agency)
        if other != name.agency:
            ambiguous.add(name.folded)
    return {folded: agency for folded, agency in found.items() if folded not in ambiguous}


def near_names(name: str, known: dict[str, Agency], *, most: int = 3) -> list[str]:
    """Return names of organisations that look like an unknown one, best first."""
    close = get_close_matches(text.fold(name), known, n=most, cutoff=0.6)
    return list(dict.fromkeys(known[folded].name for folded in close))


def calendar_days(first: date, last: date) -> QuerySet[CalendarDay]:
    """Return what the calendar says of the days from `first` to `last`, both included."""
    return CalendarDay.objects.filter(day__range=(first, last))


def calendar_years() -> list[int]:
    """Return the years that the calendar covers, in order."""
    return list(CalendarYear.objects.order_by("year").values_list("year", flat=True))


def next_calendar_year(years: list[int]) -> int:
    """Return the year to be entered next: the one after the last, or the legal year at first."""
    return years[-1] + 1 if years else legal_today().year


def working_calendar() -> workingtime.WorkingCalendar:
    """Return the calendar that working time is computed with, in two queries.

    Covers the unbroken run of entered years around the legal date.

    Raises:
        CalendarYearMissing: Nobody entered the holidays of the legal year.
    """
    years = set(calendar_years())
    year = legal_today().year
    if year not in years:
        raise errors.CalendarYearMissing(year=year)
    first = last = year
    while first - 1 in years:
        first -= 1
    while last + 1 in years:
        last += 1
    covers = (date(first, 1, 1), date(last + 1, 1, 1) - timedelta(days=1))
    days = list(calendar_days(*covers))
    return workingtime.WorkingCalendar(
        holidays={day.day: day.name for day in days if day.kind == DayKind.HOLIDAY},
        swapped_working_days={day.day: day.name for day in days if day.kind == DayKind.WORKING},
        covers=covers,
    )


def with_ancestors(agency: Agency) -> list[Agency]:
    """Return an organisation and those above it, nearest first; tiers bound the number of steps."""
    found = [agency]
    while (parent := found[-1].parent) is not None and len(found) < len(Tier):
        found.append(parent)
    return found


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
