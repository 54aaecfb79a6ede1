"""Tables of organisations, their names and their codes, each for a time."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from motcua.agencies import validity
from motcua.agencies.types import Certainty, Scheme, Tier


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Organisations, always asked for at a date."""

    def valid_on(self, on: date) -> Self:
        """Keep those that exist on a day."""
        return self.filter(validity.in_force(on))


AgencyManager = models.Manager.from_queryset(AgencyQuerySet)


class Agency(models.Model):
    """An organisation under one name and below one other, for as long as both hold.

    `scheme` and `code` are what it is known by; all its codes are in `AgencyCode`. `valid_from` is
    at the earliest the first day our tables speak of, not the day of its founding: of districts and
    communes before 2025-07-01 we know the list of January 2025 alone. `valid_until` is exclusive,
    null while the organisation stands; `legal_act` ended it, and is empty until then.
    """

    scheme = models.TextField(default=Scheme.GOVERNMENT)
    code = models.TextField()
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
                condition=validity.ENDS_AFTER_IT_BEGAN, name="agency_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(tier__in=[tier.value for tier in Tier]), name="agency_tier_is_known"
            ),
        ]
        indexes: ClassVar = [
            # Rankings read 100 rows of one tier among 14,000 of another.
            models.Index(fields=["tier", "sort_key"], name="agency_tier_in_order")
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        """Tell whether it exists on a day; the same as `valid_on` asks of the database."""
        return validity.is_in_force(self, day)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it stood, None while it stands."""
        return validity.last_day(self)


class AgencyCode(models.Model):
    """A code of an organisation for a time, and where we know it from.

    Schemes are independent of each other: since 2025-07-01 Bắc Ninh has its own code H05 and the
    statistics code 24 that was Bắc Giang's. On one day a code means one organisation.
    """

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="codes")
    scheme = models.TextField()
    code = models.TextField()
    source = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        """Keyed as agencies are."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "code", "valid_from"], name="code_begins_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=validity.ENDS_AFTER_IT_BEGAN, name="code_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=[scheme.value for scheme in Scheme]),
                name="code_scheme_is_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[certainty.value for certainty in Certainty]),
                name="code_source_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}"

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it was held, None while it is."""
        return validity.last_day(self)


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


class LoadedFile(models.Model):
    """A reference file as it was last loaded, so that a start with the same file reads nothing."""

    name = models.TextField(primary_key=True)
    sha256 = models.TextField()

    def __str__(self) -> str:
        return self.name
