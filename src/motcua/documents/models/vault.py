"""The vault: papers of persons as typed data, and what was done with each."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.documents.types import Ending, Origin, Quality, Work
from motcua.kernel import ids
from motcua.privacy.fields import IndexField, SealedField


class VaultRecord(models.Model):
    """A paper of somebody as data, with its scan: received, issued by us, or an old result.

    `owner` is the blind index of whose it is, empty where nobody knows; `number` that of what
    stands on the paper (số ký hiệu). `content` is sealed: title, number, issuer, holder, the typed
    fields of its kind, and why it was sent back. `subject` says where it comes from, the caller's
    (`dossier:<uuid>`); `received` is the place there. `issued_on` and `valid_until` are as printed,
    null: not printed, and valid without end. Times are real, UTC. What was checked or signed is
    never changed any more (a trigger), it only ends: another record takes its place, or the paper
    was revoked.

    Source: Nghị định 45/2020/NĐ-CP, Điều 14, 16.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    owner = IndexField(of="personal_id", column="documents_vaultrecord.owner")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    kind = models.TextField()
    number = IndexField(of="paper_number", column="documents_vaultrecord.number")
    content = SealedField()
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True)
    origin = models.TextField()
    subject = models.TextField(blank=True)
    received = models.TextField(blank=True)
    quality = models.TextField(default=Quality.EXPECTED)
    keyed_by = models.TextField(blank=True)
    keyed_at = models.DateTimeField(null=True)
    checked_by = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True)
    created_at = models.DateTimeField()

    class Meta:
        """Checked by a second pair of eyes; listed once; found by owner, by agency, by source."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(quality__in=[one.value for one in Quality]),
                name="vault_quality_is_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[one.value for one in Origin]), name="vault_origin_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(quality=Quality.CHECKED.value)
                | (~Q(keyed_by="") & ~Q(checked_by="") & ~Q(checked_by=F("keyed_by"))),
                name="vault_is_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="")
                | Q(ended_at__isnull=False, ending__in=[one.value for one in Ending]),
                name="vault_ends_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "number"],
                condition=Q(origin=Origin.OLD.value, ended_at=None),
                name="vault_old_result_is_listed_once",
            ),
            models.UniqueConstraint(
                fields=["origin", "subject", "received"],
                condition=~Q(subject="") & Q(ended_at=None),
                name="vault_has_a_source_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "kind"], name="vault_of_owner"),
            models.Index(fields=["agency", "quality", "id"], name="vault_work_of_agency"),
            models.Index(fields=["subject"], name="vault_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class VaultStep(models.Model):
    """What somebody did with a record, once; counted by legal day.

    `subject` is what it was used for, empty for other work. `at` is real.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(VaultRecord, models.PROTECT, related_name="steps")
    work = models.TextField()
    subject = models.TextField(blank=True)
    by = models.TextField()
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Counted by day; told by record."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(work__in=[one.value for one in Work]), name="vault_work_is_known"
            ),
            models.UniqueConstraint(
                fields=["record", "subject"],
                condition=Q(work=Work.USED.value),
                name="vault_use_is_told_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["day", "work"], name="vault_work_of_day"),
            models.Index("subject", condition=~Q(subject=""), name="vault_use_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.work}"
