"""Rules of the case file: values in, decision out."""

from collections.abc import Collection
from datetime import datetime, timedelta

from motcua.catalogue.types import Channel
from motcua.dossiers.types import Filing, Status
from motcua.kernel.clock import LegalShift
from motcua.kernel.workingtime import TimeLimit, WorkingCalendar

FEE_NOT_PAID = "fee_not_paid"
"""Reason code of a dossier that expired because its fee was never paid."""

ENDED = frozenset({Status.REFUSED, Status.RETURNED})


def promised_at(
    accepted_at: datetime, limit: TimeLimit, *, calendar: WorkingCalendar, shift: LegalShift
) -> datetime:
    """Return the real moment at which the promised legal moment comes.

    Raises:
        CalendarDoesNotReach: The promise would fall past the days covered.
    """
    return shift.real_moment(calendar.promised_at(shift.legal_moment(accepted_at), limit))


def due_at(
    opened_at: datetime, minutes: int, *, calendar: WorkingCalendar, shift: LegalShift
) -> datetime:
    """Return the real moment by which a step of so many working minutes is to be done.

    Raises:
        CalendarDoesNotReach: The time runs past the days covered.
    """
    legal = calendar.add_working_minutes(shift.legal_moment(opened_at), minutes)
    return shift.real_moment(legal)


def share_of(promised_minutes: int, percent: int) -> int:
    """Return the working minutes that a step may take of those that were promised; rounded down."""
    return promised_minutes * percent // 100


def pays_until(submitted_at: datetime, hours: int) -> datetime:
    """Return when an unpaid dossier expires: so many hours by the clock after submission."""
    return submitted_at + timedelta(hours=hours)


def channel_of(filing: Filing) -> Channel:
    """Return the channel whose time and fee a dossier has, by how it was filed."""
    if filing.is_online:
        return Channel.ONLINE
    return Channel.POST if filing is Filing.POST else Channel.COUNTER


def may_upgrade(*, same_form: bool, same_process: bool, has_begun: bool) -> bool:
    """Tell whether a dossier can go over to another version of its procedure.

    Its answers are those of one form; a process that has begun cannot become another, nor the form
    in which its result is entered.
    """
    return same_form and (same_process or not has_begun)


def may_approve(approver: str, appraisers: Collection[str]) -> bool:
    """Tell whether one who approves is another than those who appraised (two persons)."""
    return approver not in appraisers
