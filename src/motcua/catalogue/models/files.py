"""Files of procedures that wait for a second look."""

from django.db import models

from motcua.kernel import ids


class ProcedureFile(models.Model):
    """A file without problems, until its sender publishes or drops it; one a sender.

    `valid_from` is the legal date from which its procedures shall hold.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    sent_by = models.TextField(unique=True)
    sent_at = models.DateTimeField()
    file_name = models.TextField()
    content = models.BinaryField()
    valid_from = models.DateField()

    def __str__(self) -> str:
        return self.file_name
