"""Dossiers of other systems: which they are, and the files that bring them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.verdicts import Verdict
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class ImportedDossier(models.Model):
    """That a dossier came from another system, and what was last taken of it.

    `row_mac` tells whether a row says what the last one said, and cannot be guessed at. `version`
    is the dossier's after that, `history` the statuses that it went through there: pairs of a real
    moment (ISO 8601) and a status. `imported_at` is real time.
    """

    dossier = models.OneToOneField(
        "Dossier", models.PROTECT, primary_key=True, related_name="imported"
    )
    source = models.TextField()
    row_mac = models.BinaryField()
    version = models.PositiveIntegerField()
    history = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        """Found by where they came from."""

        indexes: ClassVar = [models.Index(fields=["source"], name="imported_dossier_of_source")]

    def __str__(self) -> str:
        return f"{self.dossier_id} ({self.source})"


class SourceSystem(models.Model):
    """A program that may send and fetch the dossiers of an agency and those below it.

    `client` is its id for tokens; `name` is the source that its dossiers come from.
    """

    client = models.TextField(primary_key=True)
    name = models.TextField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    registered_at = models.DateTimeField()
    registered_by = models.TextField()

    def __str__(self) -> str:
        return self.client


class Import(models.Model):
    """A file of dossiers, looked at before it is taken; its lines follow by a job.

    `agencies` are those whose dossiers the sender may bring, when it was sent. Of its `total` lines
    `new` and `changed` would change something, `same` are here already, `refused` are wrong;
    `done` were gone through, `left` of those could not be taken then. Times are real;
    `confirmed_at` is null while it waits, `ended_at` until all lines were gone through.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    source = models.TextField()
    file_name = models.TextField()
    agencies = models.JSONField()
    sent_by = models.TextField()
    sent_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Listed for its sender."""

        indexes: ClassVar = [models.Index(fields=["sent_by", "-id"], name="import_of_sender")]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"


class ImportLine(models.Model):
    """One line of such a file.

    `number` is its line in the file, `position` counts from 1. `content` is sealed: the row, and
    what is wrong with it; empty once it was taken. `verdict` says what was found when it was sent,
    and later what became of it.
    """

    id = models.BigAutoField(primary_key=True)
    whole = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    code = models.TextField()
    content = SealedField(row=("whole_id", "position"))
    verdict = models.TextField()
    is_taken = models.BooleanField(default=False)

    class Meta:
        """Gone through in order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["whole", "position"], name="import_line_is_one"),
            models.CheckConstraint(
                condition=Q(verdict__in=[verdict.value for verdict in Verdict]),
                name="import_line_verdict_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.code}"


class ImportPaper(models.Model):
    """A paper that came beside a file, for the line that names it; examined when it came."""

    line = models.ForeignKey(ImportLine, models.CASCADE, related_name="papers")
    name = models.TextField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT)

    def __str__(self) -> str:
        return self.name
