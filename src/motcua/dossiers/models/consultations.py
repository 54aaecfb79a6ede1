"""Questions to other agencies about a dossier that stays where it is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.cooperation import Position
from motcua.dossiers.models.drafts import Attachment


class Consultation(models.Model):
    """What another agency is asked about a dossier, and what it says; its task has the clock.

    The task names the agency that is asked and by when; it is one of the dossier's process, or of
    our own. `papers` are shown to that agency as they lie, not copied; `with_answers` says whether
    it sees what was declared too. `position` and `answer` are empty until it answers. `amount`
    (đồng) and `notice_number` are those of a tax office's notice, null and empty where nothing is
    due. `begun_by` is an officer, or the process; `begun_at` is real, UTC.
    """

    item = models.OneToOneField(
        "WorkItem", models.PROTECT, primary_key=True, related_name="consultation"
    )
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="consultations")
    question = models.TextField()
    with_answers = models.BooleanField(default=False)
    papers = models.ManyToManyField(Attachment, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.TextField()
    position = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    notice_number = models.TextField(blank=True)

    class Meta:
        """An amount comes with its notice."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(position__in=["", *(one.value for one in Position)]),
                name="consultation_position_is_known",
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(notice_number=""),
                name="consultation_amount_has_a_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.question[:40]}"
