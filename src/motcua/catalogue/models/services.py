"""Procedures as agencies provide them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.models.procedures import Procedure
from motcua.kernel import ids
from motcua.kernel.levels import Level


class Service(models.Model):
    """A procedure as one agency provides it (DESIGN §6); levels belong to it, not the procedure.

    `capable_level` and `proven_level` repeat what the rules last said, so that a change is noticed;
    null: none, unproven. `version` counts what the national site should know of it, and
    `synced_version` is the last that it took.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="services")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    capable_level = models.PositiveSmallIntegerField(null=True)
    proven_level = models.PositiveSmallIntegerField(null=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} @ {self.agency_id}"
