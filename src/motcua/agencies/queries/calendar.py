"""Reads of the calendar and of the legal date."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from motcua.agencies import errors
from motcua.agencies.models import AgencyHours, CalendarDay, CalendarYear
from motcua.agencies.queries import organisations
from motcua.agencies.types import DayKind
from motcua.kernel import clock, workingtime


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
    lineage = organisations.lineage(agency_id)
    set_by = list(AgencyHours.objects.filter(agency__in=lineage).order_by("valid_from"))
    nearest = min((lineage.index(one.agency_id) for one in set_by), default=0)
    return [one for one in set_by if one.agency_id == lineage[nearest]]


def working_calendar(of: int | None = None) -> workingtime.WorkingCalendar:
    """Return the calendar that working time is computed with, in four queries at most.

    Covers the unbroken run of entered years around the legal date.

    Args:
        of: Primary key of the agency whose office hours count; None: the usual ones.

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
        hours_from={} if of is None else {one.valid_from: one.hours for one in hours_of(of)},
    )
