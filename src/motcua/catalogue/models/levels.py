"""What is said and shown of the levels of services."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.models.services import Service
from motcua.catalogue.types import LevelScheme
from motcua.kernel.levels import Level, Provision


class LevelDeclaration(models.Model):
    """The level that an agency says a service has, from a legal date on, by a legal act.

    `level` is a `Level` or a `Provision`, as `scheme` says; `bulk` is the change that made it
    together with others, null for one alone.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="declarations")
    scheme = models.TextField(default=LevelScheme.FOUR_LEVELS)
    level = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    legal_act = models.TextField()
    bulk = models.ForeignKey("BulkChange", models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField()
    declared_by = models.TextField()

    class Meta:
        """One declaration per service, scheme and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "scheme", "valid_from"], name="level_is_declared_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(scheme=LevelScheme.FOUR_LEVELS, level__in=[*Level])
                | Q(scheme=LevelScheme.FULLY_ONLINE, level__in=[*Provision]),
                name="declared_level_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.level} ({self.scheme})"


class LevelEvidence(models.Model):
    """What one finished dossier showed of a service; `subject` names it opaquely, once."""

    subject = models.TextField(primary_key=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="evidence")
    level = models.PositiveSmallIntegerField()
    is_fully_online = models.BooleanField()
    ended_at = models.DateTimeField()

    class Meta:
        """Counted by service and time."""

        indexes: ClassVar = [models.Index("service", "ended_at", name="level_evidence_window")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__in=[*Level]), name="lived_level_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.level}"


class EligibilityDecision(models.Model):
    """Whether a service is fit to be put fully online (đủ điều kiện), from a legal date on.

    Kept apart from its level: what is eligible may still be far from it. Source: S3, step 2.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="eligibility")
    is_eligible = models.BooleanField()
    reason = models.TextField()
    valid_from = models.DateField()
    decided_at = models.DateTimeField()
    decided_by = models.TextField()
    bulk = models.ForeignKey("BulkChange", models.PROTECT, null=True, related_name="+")

    class Meta:
        """One decision per service and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "valid_from"], name="eligibility_is_decided_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.is_eligible}"
