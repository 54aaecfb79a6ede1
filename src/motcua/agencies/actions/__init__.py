"""Writes of organisations and of the calendar, one function per use case."""

from motcua.agencies.actions.calendar import clear_day, enter_year, set_day
from motcua.agencies.actions.reference import load_country, load_reference, load_units

__all__ = [
    "clear_day",
    "enter_year",
    "load_country",
    "load_reference",
    "load_units",
    "set_day",
]
