"""Tables of organisations and of the calendar."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from motcua.agencies.types import DayKind, Scheme, Tier


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Organisations, always asked for at a date."""

    def valid_on(self, on: date) -> Self:
        """Keep those that exist on a day (periods are half-open)."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


AgencyManager = models.Manager.from_queryset(AgencyQuerySet)


class Agency(models.Model):
    """An organisation under one name and code, for as long as both hold.

    `valid_from` is at the earliest the first day our table covers; `valid_until` is exclusive, null
    while the organisation stands. `code_source` says where we know the code from; a code "from
    memory" is shown as unverified, an "illustrative" one was made up for the demo.
    """

    scheme = models.TextField(default=Scheme.GOVERNMENT)
    code = models.TextField()
    code_source = models.TextField()
    statistics_code = models.TextField(blank=True)
    """Code of the General Statistics Office; empty for ministries."""
    name = models.TextField()
    full_name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    tier = models.TextField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    legal_act = models.TextField(blank=True)

    objects = AgencyManager()

    class Meta:
        """Keyed on scheme, code and first day (DESIGN §6)."""

        ordering: ClassVar = ["sort_key"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "code", "valid_from"], name="agency_code_names_one_unit_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="agency_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(tier__in=[tier.value for tier in Tier]), name="agency_tier_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        """Tell whether it exists on a day; the same as `valid_on` asks of the database."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class AgencyName(models.Model):
    """A way people write an organisation's name, folded for matching."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="names")
    text = models.TextField()
    folded = models.TextField(db_index=True)

    class Meta:
        """Each variant once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "folded"], name="agency_name_is_listed_once")
        ]

    def __str__(self) -> str:
        return self.text


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
