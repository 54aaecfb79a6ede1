"""Reads of the calendar and of the legal date."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from motcua.agencies import errors
from motcua.agencies.models import CalendarDay, CalendarYear
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
