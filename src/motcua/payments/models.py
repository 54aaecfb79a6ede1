"""Tables of payments. Amounts are integer đồng; moments are real time."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.kernel import ids
from motcua.payments.types import (
    MOST_DONG,
    AttemptStatus,
    ChargeLine,
    ChargeStatus,
    LineReason,
    LineState,
    Outcome,
    Placed,
    RefundStatus,
    Verdict,
)

_POSITIVE = Q(amount__gt=0, amount__lte=MOST_DONG)


class Charge(models.Model):
    """A fee that somebody owes for something; `subject` is the caller's and opaque to us.

    `reference` is what people call it by, such as a dossier code; it is printed on statements.
    `lines` holds name, code, quantity and unit_amount of each line.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    subject = models.TextField(db_index=True)
    reference = models.TextField()
    payee_agency_code = models.TextField()
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    status = models.TextField(default=ChargeStatus.DUE)
    expires_at = models.DateTimeField()
    created_by = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        """A subject owes one thing at a time."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(ChargeStatus)), name="charge_status_is_known"
            ),
            models.CheckConstraint(condition=_POSITIVE, name="charge_amount_is_positive"),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(status=ChargeStatus.DUE),
                name="charge_is_due_once_per_subject",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["expires_at"],
                condition=Q(status=ChargeStatus.DUE),
                name="payments_charge_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} VND, {self.status}"

    @property
    def charge_lines(self) -> tuple[ChargeLine, ...]:
        """Return the lines, typed."""
        return tuple(ChargeLine.read(line) for line in self.lines)


class PaymentAttempt(models.Model):
    """One order at a platform to pay a charge; `reference` is the name it has there.

    At the counter it is the taking itself: `outcome_code` says how, `provider_transaction` is the
    terminal's number. `account` is where the money lands, empty for the agency's own till.
    `redirect_url` holds the payer's network address and is emptied when the attempt is over.
    `ask_again_at` is when the platform is asked next, null when it need not be.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="attempts")
    provider = models.TextField()
    account = models.TextField(blank=True)
    reference = models.TextField(unique=True)
    amount = models.PositiveBigIntegerField()
    status = models.TextField(default=AttemptStatus.STARTED)
    redirect_url = models.TextField(blank=True)
    started_by = models.TextField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(null=True, blank=True)
    outcome_code = models.TextField(blank=True)
    provider_transaction = models.TextField(blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What is paid has the platform's number and moment."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(AttemptStatus)), name="attempt_status_is_known"
            ),
            models.CheckConstraint(condition=_POSITIVE, name="attempt_amount_is_positive"),
            models.CheckConstraint(
                condition=~Q(status=AttemptStatus.PAID)
                | (Q(paid_at__isnull=False) & ~Q(provider_transaction="")),
                name="attempt_paid_has_number_and_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ask_again_at"],
                condition=Q(ask_again_at__isnull=False),
                name="payments_attempt_to_ask",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.status}"

    def placed(self) -> Placed:
        """Return the order as the platform knows it."""
        return Placed(
            reference=self.reference,
            amount=self.amount,
            created_at=self.started_at,
            transaction=self.provider_transaction,
        )

    def told(self, outcome: Outcome) -> bool:
        """Tell whether the platform claimed this outcome in a genuine notice."""
        return self.notices.filter(outcome=outcome, verdict=Verdict.TAKEN).exists()


class PaymentNotice(models.Model):
    """A message that came in the platform's name, kept as it came; the same one is kept once.

    `params` are name and value pairs in the order received. `outcome` is what it claims.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    provider = models.TextField()
    digest = models.BinaryField(max_length=32)
    reference = models.TextField(blank=True)
    attempt = models.ForeignKey(
        PaymentAttempt, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    params = models.JSONField()
    genuine = models.BooleanField()
    verdict = models.TextField()
    outcome = models.TextField()
    received_at = models.DateTimeField()
    last_received_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        """A forged notice never belongs to an attempt."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "digest"], name="notice_is_kept_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=list(Verdict)), name="notice_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=list(Outcome)), name="notice_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(genuine=True) | Q(attempt=None, verdict=Verdict.FORGED),
                name="notice_forged_touches_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.reference}: {self.verdict}"


class ReceiptBook(models.Model):
    """The last number given out by a payee in a legal year; its row is the lock of the numbers."""

    payee_agency_code = models.TextField()
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        """One book a year."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["payee_agency_code", "year"], name="receipt_book_is_one_per_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.payee_agency_code} {self.year}: {self.last_number}"


class Receipt(models.Model):
    """That a charge was paid, by which attempt; numbered without gaps, never removed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    payee_agency_code = models.TextField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    charge = models.OneToOneField(Charge, models.PROTECT, related_name="receipt")
    attempt = models.OneToOneField(PaymentAttempt, models.PROTECT, related_name="receipt")
    amount = models.PositiveBigIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        """A number is given once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["payee_agency_code", "year", "number"], name="receipt_number_is_given_once"
            ),
            models.CheckConstraint(condition=_POSITIVE, name="receipt_amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.payee_agency_code}/{self.year}/{self.number:07d}"


class Refund(models.Model):
    """Money of one paid attempt on its way back; whole or not at all.

    `is_surplus`: the money was never for the charge, it came too late or a second time.
    `reference` is the key by which the platform does it once. `explanation` is an officer's own
    words, `settled_by` who gave the money back by hand, empty where a platform did.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="refunds")
    attempt = models.ForeignKey(PaymentAttempt, models.PROTECT, related_name="refunds")
    amount = models.PositiveBigIntegerField()
    reason_code = models.TextField()
    is_surplus = models.BooleanField()
    status = models.TextField(default=RefundStatus.REQUESTED)
    reference = models.TextField(unique=True)
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(null=True, blank=True)
    outcome_code = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    settled_by = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Money of an attempt goes back once."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(RefundStatus)), name="refund_status_is_known"
            ),
            models.CheckConstraint(condition=_POSITIVE, name="refund_amount_is_positive"),
            models.UniqueConstraint(
                fields=["attempt"],
                condition=~Q(status=RefundStatus.REFUSED),
                name="refund_is_one_per_attempt",
            ),
            models.CheckConstraint(
                condition=Q(
                    settled_at__isnull=True,
                    status__in=[RefundStatus.REQUESTED, RefundStatus.ASKED, RefundStatus.ACCEPTED],
                )
                | Q(
                    settled_at__isnull=False,
                    status__in=[RefundStatus.DONE, RefundStatus.REFUSED],
                ),
                name="refund_settled_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ask_again_at"],
                condition=Q(ask_again_at__isnull=False),
                name="payments_refund_to_ask",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount} VND, {self.status}"


class StatementLine(models.Model):
    """Money that came on our bank account, kept as the bank told; the same line is kept once.

    `attempt` is whose bill it names, null when nobody's. `explanation` is an officer's own words.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.TextField()
    sequence = models.PositiveBigIntegerField()
    number = models.TextField()
    amount = models.PositiveBigIntegerField()
    words = models.TextField()
    booked_at = models.DateTimeField()
    read_at = models.DateTimeField()
    attempt = models.ForeignKey(
        PaymentAttempt, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    state = models.TextField(default=LineState.OPEN)
    reason = models.TextField(blank=True)
    explanation = models.TextField(blank=True)
    settled_by = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What pays nothing has a reason, and what was sent back somebody who did."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "number"], name="statement_line_is_kept_once"
            ),
            models.CheckConstraint(condition=_POSITIVE, name="statement_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(state__in=list(LineState), reason__in=list(LineReason)),
                name="statement_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.MATCHED, attempt__isnull=False)
                | (~Q(state=LineState.MATCHED) & ~Q(reason=LineReason.NONE)),
                name="statement_line_pays_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.RETURNED, settled_at__isnull=False)
                | (~Q(state=LineState.RETURNED) & Q(settled_at__isnull=True)),
                name="statement_returned_has_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["booked_at"], condition=Q(state=LineState.OPEN), name="payments_line_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.amount} VND, {self.state}"
