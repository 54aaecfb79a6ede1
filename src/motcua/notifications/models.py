"""Tables of notices. Recipient and values are sealed: they say who has what business here."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.kernel import ids
from motcua.notifications.types import (
    Channel,
    Delivery,
    DeliveryStatus,
    NoticeStatus,
    Outcome,
)
from motcua.privacy.fields import SealedField


class Wording(models.Model):
    """A text that an administrator set in place of ours; each change is a new row.

    `procedure` is the code of one procedure, empty for all. The highest `number` of one place
    holds; with an empty `body` our own text holds again.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    procedure = models.TextField(blank=True)
    template = models.TextField()
    channel = models.TextField()
    language = models.TextField()
    number = models.PositiveIntegerField()
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    set_by = models.TextField()
    set_at = models.DateTimeField()

    class Meta:
        """Two who write at once do not both become the newest."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["template", "channel", "language", "procedure", "number"],
                name="wording_number_is_given_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}, {self.language}, number {self.number}"


class Preference(models.Model):
    """What somebody wants to be told how; who never said has no row.

    `reader` is an actor; `declined` holds pairs `group:channel`.
    """

    reader = models.TextField(primary_key=True)
    language = models.TextField()
    declined = ArrayField(models.TextField(), default=list)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reader} reads {self.language}"


class Notice(models.Model):
    """Something that somebody is told once, on one channel.

    `key` is the caller's: the same key is the same notice. `about` is the caller's subject, opaque.
    `reader` is the actor who finds it on her own page; empty for an address only. `due_at` is when
    we look at it next, to send it or to ask for its receipt; null: never again. `provider` is the
    connection that took it, `carrier_id` its name for it there, `why` the code of the last failure.
    `said` is what was said, worded at the first try and the same at every other; `fingerprint` is
    its SHA-256, which the audit log holds too. `cost` is in đồng.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField(unique=True)
    about = models.TextField(blank=True, db_index=True)
    reader = models.TextField(blank=True)
    procedure = models.TextField(blank=True)
    channel = models.TextField()
    template = models.TextField()
    language = models.TextField()
    recipient = SealedField()
    values = SealedField()
    said = SealedField(null=True)
    fingerprint = models.TextField(blank=True)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, related_name="+")
    status = models.TextField(default=NoticeStatus.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    provider = models.TextField(blank=True)
    carrier_id = models.TextField(blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    cost = models.PositiveIntegerField(default=0)
    queued_by = models.TextField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        """Only what is due is looked for again and again; a reader finds hers by herself."""

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
            ),
            models.Index(
                fields=["reader", "id"],
                condition=Q(channel=Channel.IN_APP),
                name="notifications_notice_reader",
            ),
            models.Index(
                fields=["sent_at"],
                condition=Q(sent_at__isnull=False),
                name="notifications_notice_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}, {self.status}"


class Try(models.Model):
    """One call to a carrier for a notice; `answer` is its code, never its words."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="calls")
    provider = models.TextField()
    at = models.DateTimeField()
    outcome = models.TextField()
    answer = models.TextField(blank=True)

    class Meta:
        """How a provider did lately is asked before each call."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=list(Outcome)), name="try_outcome_is_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "-at"], name="notifications_try_lately")
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.outcome}"


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


class Webhook(models.Model):
    """Where an integrator of an agency is told what happens there.

    `failing_since` is the first failure after the last success; `why` says why it was disabled.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    url = models.TextField()
    secret = SealedField()
    occasions = ArrayField(models.TextField())
    made_by = models.TextField()
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"webhook {self.pk} of agency {self.agency_id}"


class WebhookDelivery(models.Model):
    """One message to one integrator; `key` is the caller's, so that a fact is told once.

    `payload` has ids and codes, never what a citizen wrote. `due_at` is when it is tried next;
    null: never again by itself. `answer` is the last one: a status, or the name of a failure.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    key = models.TextField()
    occasion = models.TextField()
    payload = models.JSONField()
    made_at = models.DateTimeField()
    status = models.TextField(default=DeliveryStatus.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        """A fact is told once; what is due is looked for again and again."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "key"], name="webhook_is_told_once"),
            models.CheckConstraint(
                condition=Q(status__in=list(DeliveryStatus)),
                name="webhook_delivery_status_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="notifications_webhook_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.occasion}: {self.status}"
