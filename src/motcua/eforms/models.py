"""The one table of forms: versions, never changed."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids


class FormVersion(models.Model):
    """A published form: its definition, under a key and a number.

    Rows are written once; the database refuses to change or delete them, because drafts, dossiers
    and procedures point at them for good. `sha256` is of the definition in canonical form.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.BinaryField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Versions of a form are counted from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "number"], name="form_version_number_is_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="form_version_number_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} #{self.number}"
