"""Writes of the calendar."""

from datetime import date, datetime

import holidays
from django.conf import settings
from django.db import transaction

from motcua.agencies import errors
from motcua.agencies.models import Agency, AgencyHours, CalendarDay, CalendarYear
from motcua.agencies.types import DayKind
from motcua.audit import actions as audit
from motcua.kernel import clock, workingtime
from motcua.kernel.actors import Actor
from motcua.kernel.messages import message

CALENDAR_STREAM = "calendar"


@transaction.atomic
def enter_year(*, year: int, by: Actor, at: datetime) -> int:
    """Enter a year's public holidays as the law fixes them; return how many days were new.

    The State's yearly notice (swapped days) is added by hand with `set_day`. Days that are there
    stay as they are.

    Source: Bộ luật Lao động 2019, điều 112; dates computed by the package `holidays`.
    """
    known = set(CalendarDay.objects.filter(day__year=year).values_list("day", flat=True))
    days = [
        CalendarDay(day=day, kind=DayKind.HOLIDAY, name=name)
        for day, name in sorted(holidays.country_holidays("VN", years=year, language="vi").items())
        if day not in known
    ]
    CalendarDay.objects.bulk_create(days)
    _, entered = CalendarYear.objects.get_or_create(year=year, defaults={"source": "holidays"})
    if entered or days:
        audit.record(
            stream=CALENDAR_STREAM,
            kind="agencies.calendar_year_entered.v1",
            by=by,
            at=at,
            payload={"year": year, "days": len(days)},
        )
    return len(days)


@transaction.atomic
def set_day(
    *, day: date, kind: DayKind, name: str, legal_act: str, by: Actor, at: datetime
) -> CalendarDay:
    """Say that a day is a holiday, or a weekend day that is worked.

    Raises:
        CalendarDayNotUnderstood: A working day is on a weekday anyway, or nothing is named.
    """
    saturday = 5
    if not name.strip():
        raise errors.CalendarDayNotUnderstood(day=_shown(day), reason=message("thiếu tên ngày"))
    if kind is DayKind.WORKING and day.weekday() < saturday:
        raise errors.CalendarDayNotUnderstood(
            day=_shown(day), reason=message("ngày làm bù phải là thứ Bảy hoặc Chủ nhật")
        )
    entry, _ = CalendarDay.objects.update_or_create(
        day=day, defaults={"kind": kind, "name": name.strip(), "legal_act": legal_act.strip()}
    )
    audit.record(
        stream=CALENDAR_STREAM,
        kind="agencies.calendar_day_set.v1",
        by=by,
        at=at,
        payload={"day": day.isoformat(), "kind": kind, "name": entry.name, "act": entry.legal_act},
    )
    return entry


@transaction.atomic
def clear_day(*, day: date, by: Actor, at: datetime) -> bool:
    """Let a day be what its weekday says; return whether anything was entered for it."""
    deleted, _ = CalendarDay.objects.filter(day=day).delete()
    if deleted:
        audit.record(
            stream=CALENDAR_STREAM,
            kind="agencies.calendar_day_cleared.v1",
            by=by,
            at=at,
            payload={"day": day.isoformat()},
        )
    return bool(deleted)


@transaction.atomic
def set_hours(
    *,
    agency: Agency,
    valid_from: date,
    hours: workingtime.OfficeHours,
    legal_act: str,
    by: Actor,
    at: datetime,
) -> AgencyHours:
    """Set the office hours of an agency and of the units below it that set none of their own.

    What was promised before stays promised. Set again for the same day they replace what was
    entered.

    Raises:
        HoursNotUnderstood: The day is past, or no act is named.
    """
    today = clock.LegalShift(settings.MOTCUA_LEGAL_SHIFT_DAYS).legal_date(at)
    if valid_from < today:
        raise errors.HoursNotUnderstood(
            day=_shown(valid_from), reason=message("ngày đã qua, hồ sơ đã hẹn theo giờ cũ")
        )
    if not legal_act.strip():
        raise errors.HoursNotUnderstood(
            day=_shown(valid_from), reason=message("thiếu văn bản quy định")
        )
    sessions = [[f"{opens:%H:%M}", f"{closes:%H:%M}"] for opens, closes in hours.sessions]
    entry, _ = AgencyHours.objects.update_or_create(
        agency=agency,
        valid_from=valid_from,
        defaults={"sessions": sessions, "legal_act": legal_act.strip()},
    )
    audit.record(
        stream=CALENDAR_STREAM,
        kind="agencies.hours_set.v1",
        by=by,
        at=at,
        payload={
            "agency": agency.pk,
            "valid_from": valid_from.isoformat(),
            "sessions": sessions,
            "act": entry.legal_act,
        },
    )
    return entry


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
