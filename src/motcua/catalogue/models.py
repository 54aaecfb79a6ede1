"""Tables of the catalogue."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from motcua.catalogue.types import LevelScheme
from motcua.kernel import ids
from motcua.kernel.levels import Level


class Procedure(models.Model):
    """An administrative procedure under its national code, and what searches of it run on."""

    code = models.TextField(primary_key=True)
    name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    search = SearchVectorField(null=True)
    current = models.OneToOneField(
        "ProcedureVersion", models.PROTECT, null=True, related_name="current_of"
    )

    class Meta:
        """Found by words without diacritics."""

        indexes: ClassVar = [GinIndex(fields=["search"], name="procedure_search")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProcedureVersion(models.Model):
    """One published version; never changed (a trigger refuses). Dossiers are pinned to theirs.

    `content` is a `types.Content`; `valid_from` is a legal date.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.TextField()
    form_version = models.ForeignKey(
        "eforms.FormVersion", models.PROTECT, null=True, related_name="+"
    )
    result_form_version = models.ForeignKey(
        "eforms.FormVersion", models.PROTECT, null=True, related_name="+"
    )
    process_version = models.ForeignKey("processes.ProcessVersion", models.PROTECT, null=True)
    valid_from = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Numbered without gaps per procedure."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_number_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"


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


class LevelDeclaration(models.Model):
    """The level that an agency says a service has, from a legal date on, by a legal act."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="declarations")
    scheme = models.TextField(default=LevelScheme.FOUR_LEVELS)
    level = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    legal_act = models.TextField(blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.TextField()

    class Meta:
        """One declaration per service, scheme and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "scheme", "valid_from"], name="level_is_declared_once_a_day"
            ),
            models.CheckConstraint(condition=Q(level__in=[*Level]), name="declared_level_is_known"),
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
