"""Numbers, dates and moments as people read them, in the language of the page."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.utils import translation

from motcua.kernel import clock, numerals


def language() -> str:
    """Return the language of the page: `vi` or `en`."""
    return "en" if (translation.get_language() or "vi").startswith("en") else "vi"


def count(value: int) -> str:
    """Return an integer with thousands marked: `6.708` in Vietnamese, `6,708` in English."""
    return numerals.format_count(value, language())


def percent(value: Decimal) -> str:
    """Return a percentage, given in percent (0 to 100): `29,61%` or `29.61%`."""
    return numerals.format_percent(value, language())


def date(value: dt.date) -> str:
    """Return a day as dd/mm/yyyy; of an aware moment, its day in Hanoi."""
    if isinstance(value, dt.datetime):
        value = clock.in_hanoi(value).date()
    return f"{value:%d/%m/%Y}"


def moment(value: dt.datetime) -> str:
    """Return an aware moment as HH:MM dd/mm/yyyy, Hanoi time.

    Raises:
        ValueError: The moment has no time zone, so its Hanoi time is unknown.
    """
    return f"{clock.in_hanoi(value):%H:%M %d/%m/%Y}"


def legal(real: dt.datetime) -> str:
    """Return a real moment as the legal clock shows it: HH:MM dd/mm/yyyy, Hanoi time.

    Raises:
        ValueError: The moment has no time zone.
    """
    shift = clock.LegalShift(settings.MOTCUA_LEGAL_SHIFT_DAYS)
    return f"{shift.legal_moment(real):%H:%M %d/%m/%Y}"
