"""Procedures being edited."""

from django.db import models

from motcua.catalogue.models.procedures import ProcedureVersion
from motcua.kernel import ids


class ProcedureDraft(models.Model):
    """The next version of a procedure, not yet published; one for each procedure.

    `content` is a `types.Content`, complete or not; `based_on` the version it began as, null for a
    procedure that is new. `version` counts the saves: who saves must have seen the last one.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    code = models.TextField(unique=True)
    name = models.TextField()
    based_on = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.TextField()
    edited_at = models.DateTimeField()
    edited_by = models.TextField()

    def __str__(self) -> str:
        return f"{self.code} ({self.version})"
