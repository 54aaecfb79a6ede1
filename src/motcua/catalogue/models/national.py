"""What the national catalogue says, and what became of it here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.catalogue.types import ProposalStatus
from motcua.kernel import ids


class NationalProposal(models.Model):
    """A version of the national catalogue that differs from ours, until a controller decides.

    `source` is the national version's id, `record` what was received, in the national field names.
    `valid_from` and `closes_on` are legal dates; the second is from when no dossier is taken.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    source = models.UUIDField(unique=True)
    code = models.TextField()
    name = models.TextField()
    record = models.JSONField()
    valid_from = models.DateField()
    closes_on = models.DateField(null=True)
    status = models.TextField(default=ProposalStatus.OPEN)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        """One open proposal a procedure: a later one takes its place."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ProposalStatus]),
                name="proposal_status_is_known",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status="open"), name="proposal_open_is_one_a_procedure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.status}"


class NationalCursor(models.Model):
    """Until when the changes of the national catalogue were read; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    read_until = models.DateTimeField()

    class Meta:
        """There is one."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="national_cursor_is_one")
        ]

    def __str__(self) -> str:
        return str(self.read_until)
