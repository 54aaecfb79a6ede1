"""Tables of exchange."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.exchange.types import Outcome
from motcua.kernel import ids
from motcua.privacy.fields import IndexField


class ExchangeMessage(models.Model):
    """One call to a partner: what it was about, what became of it; hashes, never contents.

    `answered_at` is null while no answer came; `failure` is the code of the refusal, or empty.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    partner = models.TextField()
    service = models.TextField()
    rows = models.PositiveIntegerField()
    request_sha256 = models.TextField()
    answer_sha256 = models.TextField(blank=True)
    failure = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Looked through by partner and time."""

        indexes: ClassVar = [
            models.Index(fields=["partner", "-sent_at"], name="exchange_message_by_partner")
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.service} {self.sent_at:%Y-%m-%d %H:%M:%S}"


class Inquiry(models.Model):
    """A question about a person to a register of another authority; written before it is asked.

    Whom it is about stands here as a blind index alone: she finds it again, nobody reads it off.
    Rows are never changed; what came of it is a row of its own.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    register = models.TextField()
    about_index = IndexField(of="personal_id", column="exchange_inquiry.about")
    asked_by = models.TextField()
    procedure = models.TextField()
    purpose = models.TextField()
    subject = models.TextField()
    asked_at = models.DateTimeField()

    class Meta:
        """Read by the person it is about, latest first; ids are in order of time."""

        indexes: ClassVar = [
            models.Index(fields=["about_index", "-id"], name="exchange_inquiry_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.asked_at:%Y-%m-%d %H:%M:%S}"


class InquiryAnswer(models.Model):
    """What came of a question: the names of the facts that were told, never their values."""

    inquiry = models.OneToOneField(Inquiry, models.PROTECT, primary_key=True, related_name="answer")
    outcome = models.TextField()
    facts = ArrayField(models.TextField())
    answered_at = models.DateTimeField()

    class Meta:
        """Only a found person tells anything."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="inquiry_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.FOUND) | Q(facts=[]),
                name="inquiry_tells_nothing_else",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
