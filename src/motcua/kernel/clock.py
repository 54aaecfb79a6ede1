"""The two clocks: real time, and the legal date that law and organisation go by.

Tokens, signatures and audit use real time, passed in as an aware datetime. Agencies, forms,
deadlines and dossier codes use the legal date: the real one in production, one of autumn 2021 in
the demo. Nothing here reads a clock.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
"""The one time zone of Vietnam: UTC+7 without summer time since 1975."""

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class LegalShift:
    """How far the legal clock stands from the real one: whole weeks, so that weekdays agree.

    Attributes:
        days: Added to real time; a multiple of 7, negative for the past; 0 is no shift.

    Raises:
        ValueError: The days are no whole weeks.
    """

    days: int

    def __post_init__(self) -> None:
        if self.days % _WEEK:
            message = f"{self.days} days are no whole weeks: weekdays would differ"
            raise ValueError(message)

    def legal_moment(self, real: datetime) -> datetime:
        """Return the legal time of a real moment: same weekday and time of day, in Hanoi.

        Raises:
            ValueError: `real` is not aware.
        """
        return in_hanoi(real) + timedelta(days=self.days)

    def legal_date(self, real: datetime) -> date:
        """Return the legal date of a real moment, in Hanoi.

        Raises:
            ValueError: `real` is not aware.
        """
        return self.legal_moment(real).date()

    def real_moment(self, legal: datetime) -> datetime:
        """Return the real time at which a legal moment comes, in Hanoi; timers need it.

        Raises:
            ValueError: `legal` is not aware.
        """
        return in_hanoi(legal) - timedelta(days=self.days)


def shift_to(*, real_today: date, anchor: date) -> LegalShift:
    """Return the shift that brings today into the week of `anchor`, Monday to Sunday."""
    return LegalShift((_monday_of(anchor) - _monday_of(real_today)).days)


def in_hanoi(moment: datetime) -> datetime:
    """Return the same moment as the clocks of Vietnam show it.

    Raises:
        ValueError: `moment` is not aware: nobody could say when it was.
    """
    if moment.utcoffset() is None:
        message = f"{moment} does not say its time zone"
        raise ValueError(message)
    return moment.astimezone(HANOI)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
