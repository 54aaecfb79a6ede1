"""Changes of many services at once: looked at before, taken back after."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.types import BulkKind, BulkStatus
from motcua.kernel import ids


class BulkChange(models.Model):
    """One change of many services; `status` moves only by `lifecycle.BULK`."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    title = models.TextField()
    status = models.TextField(default=BulkStatus.PREPARED)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    """Whose officer prepared it: it reaches no further than below her."""
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    """Lines gone through, while it is applied or taken back; some may have been left."""
    prepared_at = models.DateTimeField()
    prepared_by = models.TextField()
    begun_at = models.DateTimeField(null=True)
    begun_by = models.TextField(blank=True)
    """Who last had it applied or taken back: lines are done as hers. Empty: nobody did yet."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """The latest first."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in BulkStatus]),
                name="bulk_change_status_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "-prepared_at"], name="bulk_changes_latest")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.status})"


class BulkLine(models.Model):
    """One line of it: what one service shall be.

    The keys of `value` depend on `kind` (see `actions.operations`). `before` is what was there
    when it was applied; null: nothing, or not applied yet. `problem` says why it cannot be applied,
    empty where it can. `is_done` while it is applied and not taken back; `left` says why it is not
    applied, or, where it is, why it was not taken back.
    """

    bulk = models.ForeignKey(BulkChange, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    kind = models.TextField()
    procedure_code = models.TextField()
    agency_code = models.TextField()
    value = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    is_done = models.BooleanField(default=False)
    left = models.TextField(blank=True)

    class Meta:
        """Numbered from 1, in the order in which they are applied."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulk", "number"], name="bulk_line_number_is_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in BulkKind]),
                name="bulk_line_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.procedure_code} @ {self.agency_code}"
