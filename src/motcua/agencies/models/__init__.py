"""Tables of organisations and of the calendar."""

from motcua.agencies.models.calendar import AgencyHours, CalendarDay, CalendarYear
from motcua.agencies.models.organisations import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyQuerySet,
    LoadedFile,
)
from motcua.agencies.models.reorganisations import Reorganisation

__all__ = [
    "Agency",
    "AgencyCode",
    "AgencyHours",
    "AgencyName",
    "AgencyQuerySet",
    "CalendarDay",
    "CalendarYear",
    "LoadedFile",
    "Reorganisation",
]
