"""Reads of organisations and of the calendar."""

from motcua.agencies.queries.calendar import (
    calendar_days,
    calendar_years,
    legal_shift,
    legal_today,
    next_calendar_year,
    working_calendar,
)
from motcua.agencies.queries.organisations import (
    agencies_by_codes,
    agencies_by_name,
    agencies_on,
    agency_by_code,
    codes_of,
    in_force,
    near_names,
    subtree,
    units_below,
    with_ancestors,
)
from motcua.agencies.queries.succession import (
    came_from,
    ended_in,
    followers,
    predecessors,
    regroup,
    successors,
)

__all__ = [
    "agencies_by_codes",
    "agencies_by_name",
    "agencies_on",
    "agency_by_code",
    "calendar_days",
    "calendar_years",
    "came_from",
    "codes_of",
    "ended_in",
    "followers",
    "in_force",
    "legal_shift",
    "legal_today",
    "near_names",
    "next_calendar_year",
    "predecessors",
    "regroup",
    "subtree",
    "successors",
    "units_below",
    "with_ancestors",
    "working_calendar",
]
