"""The one rule for what holds on a day, for rows with `valid_from` and `valid_until`.

Periods are half-open: `valid_until` is the first day on which the row no longer holds, null while
no end is known. Other modules ask `agencies.queries.in_force`.
"""

from datetime import date, timedelta
from typing import Final, Protocol

from django.db.models import F, Q

ENDS_AFTER_IT_BEGAN: Final = Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))
"""What the database asks of every period."""


class Dated(Protocol):
    """A row that holds for a time."""

    valid_from: date
    valid_until: date | None


def in_force(on: date) -> Q:
    """Return the condition that a row holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))


def is_in_force(row: Dated, on: date) -> bool:
    """Tell of a row at hand what `in_force` asks of the database."""
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)


def last_day(row: Dated) -> date | None:
    """Return the last day on which a row holds, as people say it; None while no end is known."""
    return row.valid_until - timedelta(days=1) if row.valid_until else None
