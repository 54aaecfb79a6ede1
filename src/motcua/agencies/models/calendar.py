"""Tables of the calendar."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.agencies.types import DayKind
from motcua.kernel.workingtime import OfficeHours


class CalendarDay(models.Model):
    """A day on which the State decides otherwise than the weekday does; edited by administrators.

    Seeded from the law's holidays; the yearly notice of swapped working days is entered by hand.
    """

    day = models.DateField(primary_key=True)
    kind = models.TextField()
    name = models.TextField()
    legal_act = models.TextField(blank=True)

    class Meta:
        """Two kinds of days."""

        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DayKind]),
                name="calendar_day_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"


class CalendarYear(models.Model):
    """A year whose holidays were entered; working time is computed within such years only."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.TextField()

    def __str__(self) -> str:
        return str(self.year)


class AgencyHours(models.Model):
    """Office hours that an agency set, from a day on until it sets others; units below share them.

    `sessions` are pairs of times of the day, `["07:00", "11:30"]`, in order, in Hanoi time.
    """

    agency = models.ForeignKey("Agency", models.PROTECT, related_name="hours")
    valid_from = models.DateField()
    sessions = models.JSONField()
    legal_act = models.TextField()

    class Meta:
        """One change a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "valid_from"], name="agency_hours_change_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.valid_from}"

    @property
    def hours(self) -> OfficeHours:
        """Return the sessions to reckon with."""
        return OfficeHours(
            tuple(
                (time.fromisoformat(opens), time.fromisoformat(closes))
                for opens, closes in self.sessions
            )
        )
