"""Tables of reporting: files of declared figures, each kept as it came."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.kernel import ids
from motcua.reporting.types import ImportStatus


class ImportedFile(models.Model):
    """A file whose every row could be read: seen by its sender, then confirmed or discarded.

    `content` is the file itself, the evidence behind every figure. `based_on` is the number of the
    snapshot that the preview was compared with, 0 where the period had none; `snapshot` the number
    of the one that confirming led to.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    indicator = models.TextField()
    period = models.TextField()
    file_name = models.TextField()
    sha256 = models.TextField()
    content = models.BinaryField()
    status = models.TextField(default=ImportStatus.CHECKED)
    based_on = models.PositiveIntegerField(default=0)
    snapshot = models.PositiveIntegerField(null=True, blank=True)
    uploaded_by = models.TextField()
    uploaded_at = models.DateTimeField()
    decided_by = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A decision has its moment and its maker."""

        ordering: ClassVar = ["-uploaded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ImportStatus]),
                name="import_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=ImportStatus.CHECKED, decided_at=None, decided_by="")
                | (
                    ~Q(status=ImportStatus.CHECKED)
                    & Q(decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="import_decision_has_moment_and_maker",
            ),
            models.CheckConstraint(
                condition=Q(snapshot=None) | Q(status=ImportStatus.CONFIRMED),
                name="import_snapshot_follows_confirmation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.period})"


class ImportedRow(models.Model):
    """One line of an imported file, its agency recognised."""

    file = models.ForeignKey(ImportedFile, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    position = models.PositiveIntegerField()
    written_name = models.TextField()
    procedures_total = models.PositiveBigIntegerField()
    level4_services = models.PositiveBigIntegerField()
    printed = models.TextField(null=True, blank=True)  # noqa: DJ001 null: nothing was printed

    class Meta:
        """One line for each agency; impossible counts are refused by the database too."""

        ordering: ClassVar = ["line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "agency"], name="imported_agency_has_one_line"),
            models.CheckConstraint(
                condition=Q(procedures_total__gt=0) & Q(level4_services__lte=F("procedures_total")),
                name="imported_level4_is_a_part_of_the_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.written_name}"
