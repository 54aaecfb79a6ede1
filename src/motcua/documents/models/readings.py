"""What a machine read of a scan."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.documents.types import Recognition
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class Reading(models.Model):
    """What an engine read of a scan, which stays as it was given; one each.

    `file` is the searchable copy: the pages made even, with their text behind them; null: there is
    none. `text` is sealed, for it may be personal; `confidence` is the engine's own, percent. No
    officer has checked any of it. Time is real, UTC.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    source = models.OneToOneField("documents.StoredFile", models.PROTECT, related_name="reading")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    outcome = models.TextField()
    text = SealedField()
    words = models.PositiveIntegerField()
    confidence = models.PositiveSmallIntegerField()
    engine = models.TextField()
    read_at = models.DateTimeField()

    class Meta:
        """What was read has a searchable copy; what was not has none."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=[one.value for one in Recognition]),
                name="reading_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Recognition.READ.value, file__isnull=False)
                | (~Q(outcome=Recognition.READ.value) & Q(file=None)),
                name="reading_has_a_copy",
            ),
            models.CheckConstraint(
                condition=Q(confidence__lte=100), name="reading_confidence_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.outcome}"
