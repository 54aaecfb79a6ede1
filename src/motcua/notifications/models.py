"""Tables of notices. Recipient and values are sealed: they say who has what business here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.kernel import ids
from motcua.notifications.types import Channel, Delivery, NoticeStatus
from motcua.privacy.fields import SealedField


class Notice(models.Model):
    """Something that somebody is told once, on one channel.

    `key` is the caller's: the same key is the same notice. `about` is the caller's subject, opaque.
    `due_at` is when we look at it next, to send it or to ask for its receipt; null: never again.
    `carrier_id` is the carrier's name for it, `why` the code of the last failure.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField(unique=True)
    about = models.TextField(blank=True, db_index=True)
    channel = models.TextField()
    template = models.TextField()
    language = models.TextField()
    recipient = SealedField()
    values = SealedField()
    status = models.TextField(default=NoticeStatus.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    carrier_id = models.TextField(blank=True)
    queued_by = models.TextField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Only what is due is looked for again and again."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(NoticeStatus)), name="notice_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=list(Channel)), name="notice_channel_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="notifications_notice_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}, {self.status}"


class Receipt(models.Model):
    """What the carrier said became of a notice; said once."""

    notice = models.OneToOneField(Notice, models.PROTECT)
    delivery = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        """Not knowing is no receipt."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(delivery__in=[Delivery.DELIVERED, Delivery.BOUNCED]),
                name="receipt_delivery_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}: {self.delivery}"
