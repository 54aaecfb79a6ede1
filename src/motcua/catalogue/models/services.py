"""Procedures as agencies provide them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models.procedures import Procedure
from motcua.kernel import ids
from motcua.kernel.levels import Level, Provision


class Service(models.Model):
    """A procedure as one agency provides it (DESIGN §6); levels belong to it, not the procedure.

    `capable_level` and `proven_level` repeat what the rules last said, so that a change is noticed;
    null: none, unproven. `capable_provision` and `proven_provision` are the same by the later
    decree. `valid_from` and `valid_until` (exclusive) are legal dates; null: since before our
    records, and still. `yearly_dossiers` is what the agency reports; null: it did not. `version`
    counts what the national site should know of it, and `synced_version` is the last that it took.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="services")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    capable_level = models.PositiveSmallIntegerField(null=True)
    proven_level = models.PositiveSmallIntegerField(null=True)
    capable_provision = models.PositiveSmallIntegerField(null=True)
    proven_provision = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    yearly_dossiers = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)
    synced_version = models.PositiveIntegerField(default=0)

    class Meta:
        """An agency offers a procedure once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "agency"], name="service_is_offered_once_by_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(capable_level=None) | Q(capable_level__in=[*Level]),
                name="service_capable_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(proven_level=None) | Q(proven_level__in=[*Level]),
                name="service_proven_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(capable_provision=None) | Q(capable_provision__in=[*Provision]),
                name="service_capable_provision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(proven_provision=None) | Q(proven_provision__in=[*Provision]),
                name="service_proven_provision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gte=F("valid_from")),
                name="service_ends_not_before_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} @ {self.agency_id}"

    def begins_after(self, day: date) -> bool:
        """Tell whether the agency begins to provide it only after a legal date."""
        return self.valid_from is not None and day < self.valid_from

    def stands_on(self, day: date) -> bool:
        """Tell whether the agency provides it on a legal date."""
        return not self.begins_after(day) and (self.valid_until is None or day < self.valid_until)
