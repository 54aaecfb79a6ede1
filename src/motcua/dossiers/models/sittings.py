"""A member of staff serves one citizen: what she types for her, and papers that she gets."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.models.drafts import Draft
from motcua.dossiers.types import Consent, Filing


class Sitting(models.Model):
    """For one citizen, from when a member of staff begins to serve her until she is done.

    Times are real. `draft` is what is filled in: null before she agreed, and when it was thrown
    away. `seen_at` is when something was last done. `code_sha256` is of the code that was sent to
    her phone, for `code_for`: to begin, or to file the draft as it was saved at that moment; it
    holds until `code_until`, for a few guesses. `signed` is the scan of what she signed instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.TextField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    owner = models.ForeignKey("identity.Person", models.PROTECT)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    filing = models.TextField()
    draft = models.OneToOneField(Draft, models.SET_NULL, null=True, related_name="sitting")
    dossier = models.OneToOneField("Dossier", models.PROTECT, null=True)
    consent = models.TextField(blank=True)
    consented_at = models.DateTimeField(null=True)
    confirmation = models.TextField(blank=True)
    signed = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True)
    code_sha256 = models.BinaryField(null=True)
    code_for = models.TextField(blank=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody serves two citizens at once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["staff"], condition=Q(closed_at=None), name="sitting_is_with_one_citizen"
            ),
            models.CheckConstraint(
                condition=Q(filing__in=[one.value for one in Filing if one != Filing.SELF_ONLINE]),
                name="sitting_filing_is_known",
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["", *(one.value for one in Consent)]),
                name="sitting_consent_is_known",
            ),
            models.CheckConstraint(
                condition=Q(confirmation__in=["", *(one.value for one in Consent)]),
                name="sitting_confirmation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(draft=None) | Q(consented_at__isnull=False),
                name="sitting_types_with_consent",
            ),
        ]
        indexes: ClassVar = [
            models.Index("seen_at", condition=Q(closed_at=None), name="sitting_open"),
            models.Index(fields=["staff", "-began_at"], name="sitting_of_staff"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class HandedPaper(models.Model):
    """A paper that was handed over on paper for a field of a draft, and later of its dossier.

    `label` is what the form calls it; originals and copies are counted, of both together at least
    one.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="handed")
    dossier = models.ForeignKey("Dossier", models.PROTECT, null=True, related_name="handed")
    field = models.TextField()
    label = models.TextField()
    originals = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField()

    class Meta:
        """Once for a field."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "field"], name="handed_paper_is_one_a_field"),
            models.CheckConstraint(
                condition=Q(originals__gt=0) | Q(copies__gt=0), name="handed_paper_is_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.originals} + {self.copies}"
