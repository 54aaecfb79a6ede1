"""Lists of services (danh mục) that agencies were told to put online."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models.procedures import Procedure
from motcua.kernel import ids
from motcua.kernel.levels import Level


class ServiceList(models.Model):
    """A list with its deciding act: the Prime Minister's, a ministry's or a province's.

    `valid_from` and `valid_until` (exclusive, null while it holds) are legal dates; `criteria` says
    in words by what procedures were chosen; `least_level` is what the list asks for.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.TextField()
    legal_act = models.TextField()
    decided_on = models.DateField()
    issuer = models.TextField()
    criteria = models.TextField()
    least_level = models.PositiveSmallIntegerField(default=Level.FILING)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        """An act makes a list of a name once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["legal_act", "name"], name="service_list_is_made_once_by_an_act"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="service_list_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(least_level__in=[*Level]), name="service_list_level_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceListMember(models.Model):
    """A procedure on a list: for one agency, or (null) for every agency that provides it."""

    service_list = models.ForeignKey(ServiceList, models.PROTECT, related_name="members")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True)
    bulk = models.ForeignKey("BulkChange", models.PROTECT, null=True, related_name="+")

    class Meta:
        """On a list once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service_list", "procedure", "agency"],
                nulls_distinct=False,
                name="procedure_is_on_a_list_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_list_id}: {self.procedure_id}"
