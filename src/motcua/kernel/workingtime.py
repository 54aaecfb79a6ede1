"""Working time: what a promised date is counted in, and why it falls where it falls.

Everything is counted in whole minutes of Hanoi time; seconds are dropped, as the printed receipt
has none. A session is half-open: at its closing minute the office is closed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from motcua.kernel.clock import HANOI, in_hanoi
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_SATURDAY: Final = 5


class CalendarDoesNotReach(Refusal):
    """A day was asked for that the published list of holidays does not cover."""

    code = "kernel.calendar_does_not_reach"
    message = _("Chưa tính được thời hạn: lịch làm việc chỉ có từ {first} đến {last}, thiếu {day}.")
    next_step = _("Bổ sung lịch nghỉ lễ của năm {year}.")


class LimitUnit(StrEnum):
    """What a time limit is counted in; the values are stored."""

    WORKING_DAYS = "working_days"
    """“Ngày làm việc”: as many minutes as the office has hours in a day."""
    WORKING_HOURS = "working_hours"
    """“Giờ làm việc”; half a day of an internal step is four of them."""
    CALENDAR_DAYS = "calendar_days"
    """Plain “ngày”: days off count, but the last day may not be one."""
    SAME_DAY = "same_day"
    """“Trong ngày làm việc”: by closing time of the day of receipt."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long an office may take.

    Attributes:
        amount: > 0, in `unit`; with `SAME_DAY` 1 means the day of receipt itself.
        unit: Working days unless said otherwise.
        cut_off: With `SAME_DAY` only: what counts from this time of day on is due a working day
            later. None: no such time.

    Raises:
        ValueError: The amount is 0 or less, or a cut-off is given for another unit.

    Source: for the cut-off Luật Hộ tịch 60/2014/QH13 (receipt after 15:00).
    """

    amount: int
    unit: LimitUnit = LimitUnit.WORKING_DAYS
    cut_off: time | None = None

    def __post_init__(self) -> None:
        if self.cut_off is not None and self.unit is not LimitUnit.SAME_DAY:
            message = f"a cut-off means nothing for a limit in {self.unit.value}"
            raise ValueError(message)
        if self.amount <= 0:
            message = f"a time limit of {self.amount} gives no time"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Sessions of a working day, in Hanoi time.

    Attributes:
        sessions: Opening and closing times on full minutes, in order, not overlapping.

    Raises:
        ValueError: There is no session, or they are not in order.

    Source: the hours set in provincial one-stop systems, 7:00–11:30 and 13:30–17:00.
    """

    sessions: tuple[tuple[time, time], ...] = (
        (time(7), time(11, 30)),
        (time(13, 30), time(17)),
    )

    def __post_init__(self) -> None:
        moments = [moment for session in self.sessions for moment in session]
        ordered = all(earlier < later for earlier, later in pairwise(moments))
        if (
            not moments
            or not ordered
            or any(moment.second or moment.microsecond for moment in moments)
        ):
            message = f"office hours must be in order, on full minutes: {self.sessions}"
            raise ValueError(message)

    @property
    def minutes_per_day(self) -> int:
        """Working minutes of a full working day: 480 by default."""
        return sum(_minutes_of(closes) - _minutes_of(opens) for opens, closes in self.sessions)


class Stretch(StrEnum):
    """Why time counts or does not count."""

    WORK = "work"
    LUNCH = "lunch"
    """Between two sessions of a working day."""
    NIGHT = "night"
    """Outside the sessions of a working day."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSE = "pause"
    """The office waits for somebody else; no calendar has it, the account of a dossier does."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One stretch of the account of a promised date.

    Attributes:
        kind: Why the time counts, or does not.
        note: Name of the holiday, of the notice that made a day off a working day, or of what is
            waited for; else empty.
        starts_at: Aware, in Hanoi.
        ends_at: Aware, in Hanoi; where the next line starts.
        counted_minutes: Working minutes counted in this stretch; 0 unless `kind` is work.
        remaining_minutes: What is left of the budget after it.
        paper: Number and year of a pause's paper; else empty.
    """

    kind: Stretch
    note: str
    starts_at: datetime
    ends_at: datetime
    counted_minutes: int
    remaining_minutes: int
    paper: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingCalendar:
    """When an agency works; weekends are off unless a notice swaps them.

    Attributes:
        covers: First and last day, both included, for which holidays are known.
        holidays: Days off with their names.
        swapped_working_days: Saturdays and Sundays worked instead of another day, with a note.
        hours: Sessions of every working day.
        hours_from: Other sessions from a day on, until the next change: summer and winter, say.

    Raises:
        ValueError: A day is both off and worked, or the last day lies before the first.

    Source: Bộ luật Lao động 45/2019/QH14, Điều 112 (holidays); swaps by yearly notice.
    """

    covers: tuple[date, date]
    holidays: Mapping[date, str] = field(default_factory=dict)
    swapped_working_days: Mapping[date, str] = field(default_factory=dict)
    hours: OfficeHours = OfficeHours()
    hours_from: Mapping[date, OfficeHours] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first, last = self.covers
        both = sorted(self.holidays.keys() & self.swapped_working_days.keys())
        if last < first or both:
            message = f"calendar from {first} to {last}; both off and worked: {both}"
            raise ValueError(message)

    def hours_on(self, day: date) -> OfficeHours:
        """Return the sessions that a day has if it is worked."""
        latest = max((since for since in self.hours_from if since <= day), default=None)
        return self.hours if latest is None else self.hours_from[latest]

    def is_working_day(self, day: date) -> bool:
        """Tell whether the agency works that day.

        Raises:
            CalendarDoesNotReach: The day is not covered.
        """
        return self._kind_of(day)[0] is Stretch.WORK

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment itself during a session, else the start of the next session.

        This is when a receipt begins to count: after closing, on the next working morning.

        Args:
            moment: Aware.

        Returns:
            Aware, in Hanoi, on a full minute.

        Raises:
            CalendarDoesNotReach: No session is covered any more.
        """
        return self.add_working_minutes(moment, 0)

    def add_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """Return when so many working minutes after `start` have passed.

        Args:
            start: Aware.
            minutes: ≥ 0; 0 gives the next moment at which the office is open.

        Returns:
            Aware, in Hanoi, on a full minute, within a session or at its closing.

        Raises:
            CalendarDoesNotReach: The time runs past the days covered.
            ValueError: `start` is not aware, or the minutes are negative.
        """
        if minutes < 0:
            message = f"working time does not run backwards: {minutes} minutes"
            raise ValueError(message)
        start = _on_the_minute(start)
        for opens, closes in self._sessions(start):
            begins = max(opens, start)
            available = max(0, (closes - begins) // _MINUTE)
            if available and minutes <= available:
                return begins + minutes * _MINUTE
            minutes -= available
        raise AssertionError  # pragma: no cover - the sessions end by a refusal

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Return the working minutes from `start` to `end`, both aware.

        Raises:
            CalendarDoesNotReach: The time runs past the days covered.
            ValueError: A moment is not aware, or the end lies before the start.
        """
        start, end = _on_the_minute(start), _on_the_minute(end)
        if end < start:
            message = f"{end} lies before {start}"
            raise ValueError(message)
        total = 0
        day = start.date()
        while day <= end.date():
            for opens, closes in self._sessions_of(day):
                total += max(0, (min(closes, end) - max(opens, start)) // _MINUTE)
            day += _DAY
        return total

    def promised_at(self, accepted_at: datetime, limit: TimeLimit) -> datetime:
        """Return the moment by which the result must be handed over.

        Working time counts from the next opening. Calendar days count from the day after the day
        of that opening and end with the office hours of the last one; a day off at the end is
        replaced by the next working day. “Within the day” ends with the office hours of the day of
        that opening, or of the next working day when it comes after the cut-off.

        Args:
            accepted_at: Aware; the receipt, not the submission.
            limit: What the procedure allows.

        Returns:
            Aware, in Hanoi, within a session or at its closing.

        Raises:
            CalendarDoesNotReach: The promise would fall past the days covered.

        Source: Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 (first day), Điều 148 khoản 5 (last).
        """
        if limit.unit in {LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS}:
            budget = self.working_minutes_of(limit, on=in_hanoi(accepted_at).date())
            return self.add_working_minutes(accepted_at, budget)
        counts_from = self.next_opening(accepted_at)
        if limit.unit is LimitUnit.SAME_DAY:
            late = limit.cut_off is not None and counts_from.time() >= limit.cut_off
            return self._closing(self._working_days_on(counts_from.date(), limit.amount - 1 + late))
        day = counts_from.date() + limit.amount * _DAY
        return self._closing(self._working_days_on(day, 0))

    def _working_days_on(self, day: date, further: int) -> date:
        """Return the first working day from `day` on, then so many working days further."""
        while not self.is_working_day(day):
            day += _DAY
        return self._working_days_on(day + _DAY, further - 1) if further else day

    def _closing(self, day: date) -> datetime:
        return datetime.combine(day, self.hours_on(day).sessions[-1][1], tzinfo=HANOI)

    def working_minutes_of(self, limit: TimeLimit, *, on: date | None = None) -> int:
        """Return the budget that a limit in working time gives.

        Args:
            limit: In working days or hours.
            on: The day whose sessions make a working day; None: those of `hours`.

        Raises:
            ValueError: The limit is in days of the calendar; the work they hold depends on dates.
        """
        if limit.unit in {LimitUnit.CALENDAR_DAYS, LimitUnit.SAME_DAY}:
            message = "days of the calendar are no budget of working time"
            raise ValueError(message)
        if limit.unit is LimitUnit.WORKING_HOURS:
            return limit.amount * 60
        hours = self.hours if on is None else self.hours_on(on)
        return limit.amount * hours.minutes_per_day

    def account(self, start: datetime, until: datetime) -> tuple[LedgerLine, ...]:
        """Explain every minute from `start` to `until`, such as from receipt to promise.

        Nights, weekends and holidays of one name are one line each, however many days they last.
        The counted minutes of all lines add up to `working_minutes_between`.

        Returns:
            Lines in order, without gaps; none if both moments are the same.

        Raises:
            CalendarDoesNotReach: The time runs past the days covered.
            ValueError: A moment is not aware, or the end lies before the start.
        """
        remaining = self.working_minutes_between(start, until)
        start, until = _on_the_minute(start), _on_the_minute(until)
        lines: list[LedgerLine] = []
        for kind, note, begins, ends in self._stretches(start, until):
            counted = (ends - begins) // _MINUTE if kind is Stretch.WORK else 0
            remaining -= counted
            last = lines[-1] if lines else None
            # Never work, which lunch or a night divides: nights and days off go on at midnight.
            if last and (last.kind, last.note) == (kind, note):
                lines[-1] = replace(last, ends_at=ends)
            else:
                lines.append(LedgerLine(kind, note, begins, ends, counted, remaining))
        return tuple(lines)

    def _stretches(
        self, start: datetime, until: datetime
    ) -> Iterator[tuple[Stretch, str, datetime, datetime]]:
        day = start.date()
        while day <= until.date():
            for kind, note, begins, ends in self._stretches_of(day):
                if max(begins, start) < min(ends, until):
                    yield kind, note, max(begins, start), min(ends, until)
            day += _DAY

    def _stretches_of(self, day: date) -> Iterator[tuple[Stretch, str, datetime, datetime]]:
        """Yield the whole day from midnight to midnight."""
        midnight = datetime.combine(day, time(), tzinfo=HANOI)
        kind, note = self._kind_of(day)
        if kind is not Stretch.WORK:
            yield kind, note, midnight, midnight + _DAY
            return
        ended = midnight
        for opens, closes in self._sessions_of(day):
            yield (Stretch.NIGHT if ended == midnight else Stretch.LUNCH), "", ended, opens
            yield Stretch.WORK, note, opens, closes
            ended = closes
        yield Stretch.NIGHT, "", ended, midnight + _DAY

    def _sessions(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield every session from the day of `start` on, until a day is not covered."""
        day = start.date()
        while True:
            yield from self._sessions_of(day)
            day += _DAY

    def _sessions_of(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.is_working_day(day):
            for opens, closes in self.hours_on(day).sessions:
                yield (
                    datetime.combine(day, opens, tzinfo=HANOI),
                    datetime.combine(day, closes, tzinfo=HANOI),
                )

    def _kind_of(self, day: date) -> tuple[Stretch, str]:
        first, last = self.covers
        if not first <= day <= last:
            raise CalendarDoesNotReach(
                first=f"{first:%d/%m/%Y}",
                last=f"{last:%d/%m/%Y}",
                day=f"{day:%d/%m/%Y}",
                year=day.year,
            )
        if day in self.holidays:
            return Stretch.HOLIDAY, self.holidays[day]
        if day in self.swapped_working_days:
            return Stretch.WORK, self.swapped_working_days[day]
        return (Stretch.WEEKEND if day.weekday() >= _SATURDAY else Stretch.WORK), ""


def _on_the_minute(moment: datetime) -> datetime:
    return in_hanoi(moment).replace(second=0, microsecond=0)


def _minutes_of(moment: time) -> int:
    return moment.hour * 60 + moment.minute
