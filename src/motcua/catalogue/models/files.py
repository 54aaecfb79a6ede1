"""Files of procedures that wait for a second look, and are published after it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.models.procedures import ProcedureVersion
from motcua.catalogue.types import FileStatus, Running
from motcua.kernel import ids


class ProcedureFile(models.Model):
    """A file without problems, until its sender drops it or sends another; one a sender.

    `status` moves only by `lifecycle.FILE`. `valid_from` is the legal date from which its
    procedures shall hold, `running` what becomes of dossiers on their way, `closes_on` the legal
    date from which no dossier is taken, null for none. `unchanged` counts the procedures of which
    it says what is published already, `total` the others, which are its rows, and `done` those of
    them that were gone through.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    sent_by = models.TextField(unique=True)
    sent_at = models.DateTimeField()
    file_name = models.TextField()
    status = models.TextField(default=FileStatus.KEPT)
    valid_from = models.DateField()
    running = models.TextField(default=Running.STAY)
    closes_on = models.DateField(null=True)
    unchanged = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)

    class Meta:
        """Statuses are those of the lifecycle."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in FileStatus]),
                name="procedure_file_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(running__in=[choice.value for choice in Running]),
                name="procedure_file_running_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class FiledProcedure(models.Model):
    """What a file says of one procedure, where that is not published already.

    `content` is a `types.Content`; `based_on` the last version when the file was sent, null for
    none. `left` says why it was not published.
    """

    file = models.ForeignKey(ProcedureFile, models.CASCADE, related_name="procedures")
    number = models.PositiveIntegerField()
    code = models.TextField()
    name = models.TextField()
    content = models.JSONField()
    based_on = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, related_name="+")
    left = models.TextField(blank=True)

    class Meta:
        """Numbered from 1, by code."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="filed_number_is_once"),
            models.UniqueConstraint(fields=["file", "code"], name="filed_procedure_is_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.code}"
