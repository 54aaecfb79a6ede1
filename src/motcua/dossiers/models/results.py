"""What a result was to say, version by version, and how it reached whom it is for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.delivery import ParcelState, Taker
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class ResultDraft(models.Model):
    """A version of what a result is to say; the newest one is what is signed.

    `number` counts from 1 within a dossier; `said` is sealed. A version that was sent back, or
    corrected after it was issued, stays. Times are real, UTC.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="result_drafts")
    number = models.PositiveSmallIntegerField()
    said = SealedField()
    written_at = models.DateTimeField()
    written_by = models.TextField()

    class Meta:
        """Numbered once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="result_draft_is_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} v{self.number}"


class Delivery(models.Model):
    """To whom a result was given, once; the dossier's `return` is made with it.

    `name` and `authority` are those of whoever took it with the applicant's authority, and of the
    paper that gives it: sealed together, null for everybody else. Times are real, UTC.
    """

    dossier = models.OneToOneField(
        "Dossier", models.PROTECT, primary_key=True, related_name="delivery"
    )
    taker = models.TextField()
    by_authority = SealedField(null=True)
    handed_at = models.DateTimeField()
    handed_by = models.TextField()

    class Meta:
        """Whoever is not the applicant says who she is, and by whose authority."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taker__in=[taker.value for taker in Taker]),
                name="delivery_taker_is_known",
            ),
            models.CheckConstraint(
                condition=Q(taker=Taker.AUTHORISED.value, by_authority__isnull=False)
                | (~Q(taker=Taker.AUTHORISED.value) & Q(by_authority=None)),
                name="delivery_needs_authority",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.taker}"


class Parcel(models.Model):
    """A result on its way by post, under the carrier's number; several where one came back.

    `ended_at` is when it was delivered or came back, null while it is on its way. Times are real.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="parcels")
    number = models.TextField()
    state = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)

    class Meta:
        """One parcel of a dossier is on its way at a time."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ParcelState]),
                name="parcel_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state=ParcelState.SENT.value),
                name="parcel_is_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=ParcelState.SENT.value, ended_at=None)
                | (~Q(state=ParcelState.SENT.value) & Q(ended_at__isnull=False)),
                name="parcel_that_ended_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number
