"""Tables of what agencies sent.

Facts are leaves: nothing points at a dossier or a service. Times of a dossier are *legal* times, as
the sender's papers carry them; only `received_at` is real time.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.types import Channel
from motcua.kernel.levels import Level
from motcua.privacy.fields import IndexField
from motcua.registry.types import NationalStatus


class Partner(models.Model):
    """Who a machine client, by its client id, sends for: an agency and all below it."""

    client = models.TextField(primary_key=True)
    agency_code = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.TextField()

    def __str__(self) -> str:
        return f"{self.client}: {self.agency_code}"


class ReceivedEvent(models.Model):
    """The inbox: each event of a partner's dossiers that was taken note of, once.

    `sha256` is over the row without the applicant's particulars.
    """

    id = models.BigAutoField(primary_key=True)
    partner = models.ForeignKey(Partner, models.PROTECT)
    event = models.TextField()
    dossier_code = models.TextField()
    version = models.PositiveIntegerField()
    sha256 = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        """An event is received once, and a version comes from one event."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner", "event"], name="received_event_is_received_once"
            ),
            models.UniqueConstraint(
                fields=["dossier_code", "version"], name="received_version_has_one_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_code} v{self.version}"


class SyncedDossier(models.Model):
    """A dossier of any agency as its latest event says.

    `top_code` is the ministry or province that the agency belongs to. `fee_amount` is in đồng.
    `lived_level` is set once the result is returned. Id and telephone number of the applicant are
    not kept, only blind indexes to recognise them by; null where the agency does not know them.
    `whole_code` is of the dossier that a leg belongs to, empty for what was filed by itself;
    `is_carried_over` one that another system kept before: neither proves a level.
    """

    code = models.TextField(primary_key=True)
    version = models.PositiveIntegerField()
    top_code = models.TextField()
    agency_code = models.TextField()
    agency_name = models.TextField()
    procedure_code = models.TextField()
    procedure_name = models.TextField()
    status = models.TextField()
    channel = models.TextField()
    fee_amount = models.PositiveBigIntegerField()
    is_fee_paid_online = models.BooleanField()
    lived_level = models.PositiveSmallIntegerField(null=True)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    whole_code = models.TextField(blank=True)
    is_carried_over = models.BooleanField(default=False)
    applicant_name = models.TextField()
    personal_id_index = IndexField(
        of="personal_id", column="registry_synceddossier.personal_id", null=True
    )
    phone_index = IndexField(of="phone", column="registry_synceddossier.phone", null=True)
    sha256 = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        """Counted by who provides what, and when it ended."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in NationalStatus]),
                name="synced_dossier_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[channel.value for channel in Channel]),
                name="synced_dossier_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(lived_level=None) | Q(lived_level__in=[*Level]),
                name="synced_dossier_lived_level_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status=NationalStatus.RETURNED)
                | Q(returned_at__isnull=False, lived_level__isnull=False)
                | Q(returned_at__isnull=False, is_carried_over=True),
                name="synced_dossier_returned_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("submitted_at")),
                name="synced_dossier_is_returned_after_submission",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "top_code",
                "agency_code",
                "procedure_code",
                "returned_at",
                "lived_level",
                condition=Q(status=NationalStatus.RETURNED),
                name="synced_dossier_proves",
            )
        ]

    def __str__(self) -> str:
        return self.code


class SyncedService(models.Model):
    """A procedure as an agency says it provides it.

    `code` is the sender's own. Levels are null where there is none: nothing declared, or nothing
    that the published version can do.
    """

    top_code = models.TextField()
    code = models.TextField()
    version = models.PositiveIntegerField()
    agency_code = models.TextField()
    agency_name = models.TextField()
    procedure_code = models.TextField()
    procedure_name = models.TextField()
    sort_key = models.TextField(db_collation="C")
    declared_level = models.PositiveSmallIntegerField(null=True)
    capable_level = models.PositiveSmallIntegerField(null=True)
    has_fee = models.BooleanField()
    is_payable_online = models.BooleanField()
    sha256 = models.TextField()
    received_at = models.DateTimeField()

    class Meta:
        """A procedure at an agency is one service, whatever code it has."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["top_code", "code"], name="synced_service_code_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["top_code", "agency_code", "procedure_code"],
                name="synced_service_is_sent_once",
            ),
            models.CheckConstraint(
                condition=Q(declared_level=None) | Q(declared_level__in=[*Level]),
                name="synced_service_declared_level_is_known",
            ),
            models.CheckConstraint(
                condition=Q(capable_level=None) | Q(capable_level__in=[*Level]),
                name="synced_service_capable_level_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} @ {self.agency_code}"
