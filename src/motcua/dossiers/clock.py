"""The clock of a dossier: what is left of its time, what pauses do to it, and the account of it.

Pure: pauses and moments in, moments and lines out. All moments are aware; they are read as legal
time, in which calendars count, by the shift that a clock holds. A pause counts from its first
minute to its last, half-open like the sessions of an office.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from motcua.dossiers.types import Lateness
from motcua.kernel.clock import HANOI, LegalShift
from motcua.kernel.workingtime import (
    LedgerLine,
    LimitUnit,
    Stretch,
    TimeLimit,
    WorkingCalendar,
)

WARN_MINUTES: Final = 4 * 60
"""Less working time than this left is little, however long the limit is."""
WARN_PART: Final = 5
"""Less than the fifth part is little too."""

_WITHIN_THE_DAY: Final = TimeLimit(1, LimitUnit.SAME_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A pause.

    Attributes:
        began_at, ended_at: Aware; the end is null while it lasts.
        note: Why the clock stood.
        paper: Number and year of the paper that says so; empty: none yet.
    """

    began_at: datetime
    ended_at: datetime | None
    note: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Working minutes between two moments: `gross` all of them, `paused` while the clock stood."""

    gross: int
    paused: int

    @property
    def net(self) -> int:
        """Return the minutes that count."""
        return self.gross - self.paused


@dataclass(frozen=True, slots=True)
class DossierClock:
    """The calendar of an agency with the shift between real and legal time.

    Methods take real moments and return real moments, unless they say legal ones.
    """

    calendar: WorkingCalendar
    shift: LegalShift

    def promise(self, accepted_at: datetime, limit: TimeLimit) -> datetime:
        """Return by when the result must be there.

        Raises:
            CalendarDoesNotReach: The promise would fall past the days covered.
        """
        legal = self.calendar.promised_at(self.shift.legal_moment(accepted_at), limit)
        return self.shift.real_moment(legal)

    def after(self, start: datetime, minutes: int) -> datetime:
        """Return when so many working minutes have passed; 0 gives the next opening.

        Raises:
            CalendarDoesNotReach: The time runs past the days covered.
        """
        legal = self.calendar.add_working_minutes(self.shift.legal_moment(start), minutes)
        return self.shift.real_moment(legal)

    def closing(self, day: date) -> datetime:
        """Return the real moment at which offices close on a legal day, or the next working one.

        Raises:
            CalendarDoesNotReach: The day is not covered.
        """
        midnight = datetime.combine(day, time(), tzinfo=HANOI)
        return self.shift.real_moment(self.calendar.promised_at(midnight, _WITHIN_THE_DAY))

    def minutes(self, start: datetime, end: datetime) -> int:
        """Return the working minutes between two moments; 0 if the end is not after the start."""
        if end <= start:
            return 0
        legal = self.shift.legal_moment
        return self.calendar.working_minutes_between(legal(start), legal(end))

    def used(self, start: datetime, until: datetime, pauses: Iterable[Span]) -> Used:
        """Return the working time from one moment to another; no minute is paused twice."""
        stood = standing(pauses, start, until)
        paused = sum(self.minutes(one.began_at, one.ended_at or until) for one in stood)
        return Used(gross=self.minutes(start, until), paused=paused)

    def after_pause(
        self, due_at: datetime, pause: Span, resumed_at: datetime, unit: LimitUnit
    ) -> datetime:
        """Return the moment that takes the place of a due one once the clock runs again.

        What was left of working time when the pause began is left from the resume on. Of a limit
        in days of the calendar as many days are left; the last may be no day off. What was due
        before the pause stays due then, and a pause without working time moves nothing.

        Source: NĐ 61/2018/NĐ-CP, Điều 17 (the time of completing a dossier does not count).
        """
        if due_at <= pause.began_at or not self.minutes(pause.began_at, resumed_at):
            return due_at
        if unit is LimitUnit.CALENDAR_DAYS:
            days = self.shift.legal_date(resumed_at) - self.shift.legal_date(pause.began_at)
            return (
                max(due_at, self.closing(self.shift.legal_date(due_at) + days)) if days else due_at
            )
        return self.after(resumed_at, self.minutes(pause.began_at, due_at))

    def warns_at(
        self, now: datetime, due_at: datetime, budget: int, *, least: int = WARN_MINUTES
    ) -> datetime:
        """Return the moment from which little time is left, if the clock runs until then.

        Args:
            now: From when on it runs.
            due_at: Where it runs out.
            budget: Working minutes of the whole.
            least: Working minutes that are little of any budget.
        """
        spare = self.minutes(now, due_at) - max(budget // WARN_PART, least)
        return self.after(now, spare) if spare > 0 else now

    def alarm_at(
        self,
        alarmed: Lateness,
        now: datetime,
        *,
        due_at: datetime,
        told_at: datetime,
        budget: int,
        least: int = WARN_MINUTES,
    ) -> datetime | None:
        """Return when lateness is to be looked at again; None: not before something else happens.

        Args:
            alarmed: What was said last.
            now: From when on the clock runs.
            due_at: What the law holds the office to.
            told_at: What the applicant was told last; later after a re-appointment.
            budget: Working minutes of the whole.
            least: Working minutes that are little of any budget.
        """
        if alarmed is Lateness.ON_TIME:
            return self.warns_at(now, due_at, budget, least=least)
        if alarmed is Lateness.DUE_SOON:
            return due_at
        return told_at if alarmed is Lateness.LATE and told_at > due_at else None

    def account(
        self, start: datetime, until: datetime, pauses: Sequence[Span]
    ) -> tuple[LedgerLine, ...]:
        """Explain every minute between two real moments, in legal time.

        Raises:
            CalendarDoesNotReach: The time runs past the days covered.
        """
        left = self.used(start, until, pauses).net
        lines: list[LedgerLine] = []
        at = start
        for pause in standing(pauses, start, until):
            lines += self._running(at, pause.began_at, left=left)
            at = pause.ended_at or until
            left = lines[-1].remaining_minutes if lines else left
            lines += self._stood(pause, at, left=left)
        return tuple(lines + self._running(at, until, left=left))

    def _running(self, start: datetime, until: datetime, *, left: int) -> list[LedgerLine]:
        """Return the lines of the calendar for time that counts where offices work."""
        lines = []
        legal = self.shift.legal_moment
        for line in self.calendar.account(legal(start), legal(until)) if until > start else ():
            left -= line.counted_minutes
            lines.append(replace(line, remaining_minutes=left))
        return lines

    def _stood(self, pause: Span, until: datetime, *, left: int) -> list[LedgerLine]:
        """Return the line of a pause; none if it began and ended in one minute."""
        begins, ends = (
            self.shift.legal_moment(one).replace(second=0, microsecond=0)
            for one in (pause.began_at, until)
        )
        line = LedgerLine(
            kind=Stretch.PAUSE,
            note=pause.note,
            starts_at=begins,
            ends_at=ends,
            counted_minutes=0,
            remaining_minutes=left,
            paper=pause.paper,
        )
        return [line] if begins < ends else []


def standing(pauses: Iterable[Span], start: datetime, until: datetime) -> list[Span]:
    """Return when the clock stood between two moments, in order, without overlaps, all ended.

    One pause that goes over into another is told as two.
    """
    found: list[Span] = []
    at = start
    for pause in sorted(pauses, key=lambda one: (one.began_at, one.ended_at or until, one.paper)):
        begins = max(pause.began_at, at)
        ends = min(pause.ended_at or until, until)
        if begins < ends:
            found.append(replace(pause, began_at=begins, ended_at=ends))
            at = ends
    return found
