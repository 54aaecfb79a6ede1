"""Tables of the payment platform: its own books, which no merchant writes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.kernel import ids


class PlatformPayment(models.Model):
    """An order that a merchant sent somebody with. `amount` is in hundredths of a đồng.

    `created` is the merchant's own time stamp as it was written: questions must repeat it.
    """

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        PAID = "paid"
        PENDING = "pending"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    merchant = models.TextField()
    reference = models.TextField()
    amount = models.PositiveBigIntegerField()
    order_info = models.TextField()
    created = models.TextField()
    expires_at = models.DateTimeField()
    return_url = models.TextField()
    order_sha256 = models.BinaryField()
    status = models.TextField(default=Status.OPEN)
    response_code = models.TextField(blank=True)
    bank = models.TextField(blank=True)
    number = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A merchant's reference is taken once."""

        app_label = "sandbox"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merchant", "reference"], name="platform_reference_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "paid", "pending", "failed"]),
                name="platform_payment_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.status}"


class PlatformNotice(models.Model):
    """A notice (IPN) on its way to a merchant; repeated until the merchant says 00 or 02."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    payment = models.ForeignKey(PlatformPayment, models.CASCADE, related_name="notices")
    params = models.JSONField()
    tries = models.PositiveSmallIntegerField(default=0)
    reply = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """As above."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.payment.reference}: {self.reply}"


class PlatformRefund(models.Model):
    """Money given back to a payer; decided at once, paid out a little later."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    payment = models.OneToOneField(PlatformPayment, models.CASCADE, related_name="refund")
    amount = models.PositiveBigIntegerField()
    number = models.TextField()
    accepted_at = models.DateTimeField()

    class Meta:
        """As above."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.payment.reference}: {self.amount}"


class PlatformRequest(models.Model):
    """A request id of a merchant, taken once."""

    request_id = models.TextField(primary_key=True)
    received_at = models.DateTimeField()

    class Meta:
        """As above."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return self.request_id


class BankEntry(models.Model):
    """Money that came on an account of the bank. `amount` is in đồng."""

    account = models.TextField()
    amount = models.PositiveBigIntegerField()
    words = models.TextField()
    booked_at = models.DateTimeField()

    class Meta:
        """As above."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.account}: {self.amount}"
