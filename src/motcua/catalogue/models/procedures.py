"""Procedures and their versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.types import Running
from motcua.kernel import ids


class Procedure(models.Model):
    """An administrative procedure under its national code.

    `current` is the version in force; `upcoming_from` the legal date on which the next that is
    published comes into force, null while there is none.
    """

    code = models.TextField(primary_key=True)
    name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    current = models.OneToOneField(
        "ProcedureVersion", models.PROTECT, null=True, related_name="current_of"
    )
    upcoming_from = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProcedureVersion(models.Model):
    """One published version; never changed (a trigger refuses). Dossiers are pinned to theirs.

    `content` is a `types.Content`; `valid_from` is a legal date, never before that of the version
    before it. `running` says what publishing did to dossiers on their way; `closes_on` is the legal
    date from which no dossier is taken, null for none.
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
    running = models.TextField(default=Running.STAY)
    closes_on = models.DateField(null=True)
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Numbered without gaps per procedure."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_number_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(running__in=[choice.value for choice in Running]),
                name="procedure_version_running_is_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["published_at", "id"], name="version_published")]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"


class GeneralParts(models.Model):
    """What a version works with that has no form or no process of its own.

    Given when its first draft begins, and to the versions after it; never changed (a trigger
    refuses), so that neither a draft nor a dossier is moved to another form under its owner's
    hands. Null: the version has its own, or asks for none.
    """

    version = models.OneToOneField(
        ProcedureVersion, models.PROTECT, primary_key=True, related_name="general_parts"
    )
    form_version = models.ForeignKey(
        "eforms.FormVersion", models.PROTECT, null=True, related_name="+"
    )
    result_form_version = models.ForeignKey(
        "eforms.FormVersion", models.PROTECT, null=True, related_name="+"
    )
    process_version = models.ForeignKey(
        "processes.ProcessVersion", models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.version_id)
