"""Writes of organisations and of the calendar, one function per use case."""

from motcua.agencies.actions.calendar import clear_day, enter_year, set_day, set_hours
from motcua.agencies.actions.reference import load_country, load_reference, load_units
from motcua.agencies.actions.reorganising import reorganise

__all__ = [
    "clear_day",
    "enter_year",
    "load_country",
    "load_reference",
    "load_units",
    "reorganise",
    "set_day",
    "set_hours",
]
