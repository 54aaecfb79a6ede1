"""The clock of a dossier as rows: what was promised, when it stood still, and what was asked."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.dossiers.types import PausedFor, PromisedBy
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class Promise(models.Model):
    """A date that the applicant was promised; the newest one is the dossier's `promised_at`.

    `number` counts from 1 within a dossier. `due_at` is what the law holds the office to: a
    re-appointment does not move it. `version` is that of the dossier's event that gave it, which
    its paper is known by; `note` the leader's reason, empty where none is asked for. Times are
    real, UTC.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="promises")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    promised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    why = models.TextField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        """Numbered once; one extension and one re-appointment."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="promise_number_is_one"),
            models.UniqueConstraint(
                fields=["dossier", "why"],
                condition=~Q(why=PromisedBy.PAUSE),
                name="promise_is_extended_and_reappointed_once",
            ),
            models.CheckConstraint(
                condition=Q(why__in=[why.value for why in PromisedBy]), name="promise_why_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}: {self.promised_at:%Y-%m-%d %H:%M}"


class Pause(models.Model):
    """A time for which the clock of a dossier stands; it lasts while `ended_at` is null.

    `version` is that of the event that began it, which its paper is known by. `note` is the
    leader's reason of a stop, or what an obligation is for; `amount` (đồng) and `notice_number` of
    the tax office's notice are an obligation's. `leg` is the leg that the dossier waits for, null
    where it waits itself. Times are real, UTC.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="pauses")
    version = models.PositiveIntegerField()
    reason = models.TextField()
    note = models.TextField(blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    notice_number = models.TextField(blank=True)
    leg = models.ForeignKey("Dossier", models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    began_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)

    class Meta:
        """A dossier's clock stands once at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_at=None), name="pause_is_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in PausedFor]),
                name="pause_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")),
                name="pause_ends_after_it_began",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dossier", "began_at"], name="pause_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.reason}"


class Supplement(models.Model):
    """A request to complete a dossier, and what came of it; open while `answered_at` is null.

    `wanted` lists what is missing or wrong, in the officer's words. Before receipt (`is_received`
    false) no clock stands. `is_extra` marks one that is not the first of its stage: only a leader
    asks again, and says why. `answer` is sealed: the applicant's words. Times are real, UTC.

    Source: Nghị định 61/2018/NĐ-CP, Điều 17 (once); QĐ 766/QĐ-TTg (more count as overdue).
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="supplements")
    version = models.PositiveIntegerField()
    is_received = models.BooleanField()
    is_extra = models.BooleanField()
    wanted = models.JSONField()
    reason = models.TextField()
    why_again = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.TextField()
    answer = SealedField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.TextField(blank=True)

    class Meta:
        """One request is open at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at=None),
                name="supplement_is_asked_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_extra=False) | ~Q(why_again=""),
                name="supplement_is_asked_again_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["dossier", "asked_at"], name="supplement_of_dossier")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.asked_at:%Y-%m-%d}"
