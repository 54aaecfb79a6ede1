"""Reads of the calendar and of the legal date."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from motcua.agencies import errors
from motcua.agencies.models import AgencyHours, CalendarDay, CalendarYear
from motcua.agencies.types import DayKind, Tier
from motcua.kernel import clock, workingtime

_HOURS_OF_THE_NEAREST: Final = """
    WITH RECURSIVE above AS (
        SELECT id, parent_id, 0 AS step FROM agencies_agency WHERE id = %s
        UNION ALL
        SELECT agency.id, agency.parent_id, step + 1
        FROM agencies_agency AS agency JOIN above ON agency.id = above.parent_id WHERE step < %s
    ), found AS (
        SELECT hours.*, step FROM agencies_agencyhours AS hours JOIN above ON above.id = agency_id
    )
    SELECT * FROM found WHERE step = (SELECT min(step) FROM found) ORDER BY valid_from
"""

_YEARS_WITH_THEIR_DAYS: Final = """
    SELECT year, day, kind, name FROM agencies_calendaryear
    LEFT JOIN agencies_calendarday
        ON day >= make_date(year, 1, 1) AND day < make_date(year + 1, 1, 1)
    ORDER BY year, day
"""


def legal_shift() -> clock.LegalShift:
    """Return how far this site's legal date stands from today (DESIGN §2, two clocks)."""
    return clock.LegalShift(settings.MOTCUA_LEGAL_SHIFT_DAYS)


def legal_today() -> date:
    """Return the date that law and organisation go by on this site, in Hanoi."""
    return legal_shift().legal_date(timezone.now())


def calendar_days(first: date, last: date) -> QuerySet[CalendarDay]:
    """Return what the calendar says of the days from `first` to `last`, both included."""
    return CalendarDay.objects.filter(day__range=(first, last))


def calendar_years() -> list[int]:
    """Return the years that the calendar covers, in order."""
    return list(CalendarYear.objects.order_by("year").values_list("year", flat=True))


def next_calendar_year(years: list[int]) -> int:
    """Return the year to be entered next: the one after the last, or the legal year at first."""
    return years[-1] + 1 if years else legal_today().year


def hours_set() -> list[AgencyHours]:
    """Return the office hours that agencies set for themselves, the latest change first."""
    return list(
        AgencyHours.objects.select_related("agency").order_by("-valid_from", "agency__sort_key")
    )


def hours_of(agency_id: int) -> list[AgencyHours]:
    """Return the office hours of an agency in order: its own, else of the nearest one above."""
    return list(AgencyHours.objects.raw(_HOURS_OF_THE_NEAREST, [agency_id, len(Tier)]))


def working_calendar(of: int | None = None) -> workingtime.WorkingCalendar:
    """Return the calendar that working time is computed with, in two queries at most.

    Covers the unbroken run of entered years around the legal date.

    Args:
        of: Primary key of the agency whose office hours count; None: the usual ones.

    Raises:
        CalendarYearMissing: Nobody entered the holidays of the legal year.
    """
    entered = _entered()
    year = legal_today().year
    if year not in entered:
        raise errors.CalendarYearMissing(year=year)
    first = last = year
    while first - 1 in entered:
        first -= 1
    while last + 1 in entered:
        last += 1
    days = [day for year in range(first, last + 1) for day in entered[year]]
    return workingtime.WorkingCalendar(
        holidays={day: name for day, kind, name in days if kind == DayKind.HOLIDAY},
        swapped_working_days={day: name for day, kind, name in days if kind == DayKind.WORKING},
        covers=(date(first, 1, 1), date(last + 1, 1, 1) - timedelta(days=1)),
        hours_from={} if of is None else {one.valid_from: one.hours for one in hours_of(of)},
    )


def _entered() -> dict[int, list[tuple[date, str, str]]]:
    """Return the days of each entered year, with kind and name, in one query."""
    entered: dict[int, list[tuple[date, str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_YEARS_WITH_THEIR_DAYS)
        for year, day, kind, name in cursor.fetchall():
            entered.setdefault(year, [])
            if day is not None:
                entered[year].append((day, kind, name))
    return entered
