"""Rules of the case file: values in, decision out."""

from collections.abc import Collection
from datetime import datetime, timedelta

from motcua.catalogue.types import Channel
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.types import Clock, Filing, Lateness, Status

FEE_NOT_PAID = "fee_not_paid"
"""Reason code of a dossier that expired because its fee was never paid."""

ENDED = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.RETURNED})
"""Statuses that nothing leaves. A dossier that was refused after receipt has ended too, in 8."""


def has_ended(status: Status, closed_at: datetime | None) -> bool:
    """Tell whether nothing happens to a dossier any more but that it is rated and archived."""
    return status in ENDED or closed_at is not None


def lateness(
    status: Status, alarmed: Lateness, *, now: datetime, due_at: datetime | None
) -> Lateness:
    """Return how a dossier stands to its time; on time where none runs.

    Args:
        status: Where it stands.
        alarmed: What was said last.
        now: When it is asked, or when it was finished.
        due_at: What the law holds the office to; null before receipt.
    """
    if clock_of(status) is Clock.STANDS:
        return Lateness.PAUSED
    if due_at is None or clock_of(status) is Clock.NOT_BEGUN:
        return Lateness.ON_TIME
    if alarmed is Lateness.LATE_AGAIN:
        return alarmed
    return Lateness.LATE if now > due_at else alarmed


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


def may_upgrade(*, same_form: bool, same_result: bool, has_begun: bool) -> bool:
    """Tell whether a dossier can go over to another version of its procedure.

    Its answers are those of one form; once its process has begun, the form in which its result is
    entered stays too. Whether the process itself can go over, the engine says.
    """
    return same_form and (same_result or not has_begun)


def sends_back(events: Collection[str], event: str) -> bool:
    """Tell whether an outcome sends a result back whose approval was asked for.

    Args:
        events: Of the lifecycle that the outcomes of the step raise; empty where one raises none.
        event: That the chosen outcome raises.
    """
    return "approve" in events and event != "approve"


def may_approve(approver: str, appraisers: Collection[str]) -> bool:
    """Tell whether one who approves is another than those who appraised (two persons)."""
    return approver not in appraisers
