"""Tables of the calendar."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.agencies.types import DayKind


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
