"""What officers put on paper among themselves: proposals to leaders, and dossiers handed over."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class Proposal(models.Model):
    """What a specialist proposed to the leader (tờ trình), with the result as it was drafted.

    `words` and `draft` are sealed: her reasons, and labels with texts of what the result was to
    say at that moment. `version` is that of the dossier's event, which the paper is known by.
    `proposed_at` is real, UTC.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="proposals")
    version = models.PositiveIntegerField()
    words = SealedField()
    draft = SealedField()
    proposed_at = models.DateTimeField()
    proposed_by = models.TextField()

    class Meta:
        """One for an event."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "version"], name="proposal_is_of_one_event")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.version}"


class HandOver(models.Model):
    """Dossiers that a clerk gave to the unit that handles them, on one slip.

    `receiver` is the actor who took them, empty where the unit is named alone. `handed_at` is real.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    receiver = models.TextField(blank=True)
    handed_at = models.DateTimeField()
    handed_by = models.TextField()

    class Meta:
        """Listed by agency, the latest first."""

        indexes: ClassVar = [
            models.Index(fields=["agency", "-handed_at"], name="hand_over_of_agency")
        ]

    def __str__(self) -> str:
        return str(self.id)


class HandOverLine(models.Model):
    """A dossier on a slip of handing over; each is handed over once."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="lines")
    dossier = models.OneToOneField("Dossier", models.PROTECT, related_name="hand_over")
    position = models.PositiveSmallIntegerField()

    class Meta:
        """In the order in which they were listed."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hand_over", "position"], name="hand_over_line_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.hand_over_id} {self.position}"
