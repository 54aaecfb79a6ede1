"""Tables of stored files, official papers and the vault."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.documents.models.readings import Reading
from motcua.documents.models.vault import VaultRecord, VaultStep
from motcua.documents.types import PaperKind, Scan
from motcua.kernel import ids

__all__ = [
    "OfficialPaper",
    "PaperCounter",
    "PaperEnd",
    "Reading",
    "StoredFile",
    "VaultRecord",
    "VaultStep",
]


class StoredFile(models.Model):
    """A file whose bytes lie in the content-addressed store under their SHA-256.

    `name` is as given, made safe; `media_type` is what the content is, not what was claimed.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    sha256 = models.TextField(db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.TextField()
    name = models.TextField()
    scan = models.TextField()
    stored_at = models.DateTimeField()
    stored_by = models.TextField()

    class Meta:
        """A scan has one of the known outcomes."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scan__in=[scan.value for scan in Scan]), name="file_scan_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"


class OfficialPaper(models.Model):
    """A paper that an agency issued about a subject; one of each kind per subject and occasion.

    `occasion` tells papers of one kind apart where a subject gets several; the caller's, 0 where
    there is only one. `number` counts per agency, kind and legal year. `verification_code` is
    random; whoever has it may check the paper. Number and code are kept before the file is made, so
    that a try that was broken off goes on with the same; once `file` is there nothing changes any
    more (a trigger).
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.TextField()
    regulation = models.TextField()
    subject = models.TextField()
    occasion = models.PositiveIntegerField(default=0)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    verification_code = models.TextField(unique=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True)
    is_signed = models.BooleanField()
    issued_at = models.DateTimeField()
    issued_by = models.TextField()

    class Meta:
        """Issued once; numbered once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "kind", "occasion"], name="paper_is_issued_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "year", "number"], name="paper_number_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PaperKind]), name="paper_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.year}"

    @property
    def label(self) -> str:
        """Return the printed name, to be translated on screens."""
        return PaperKind(self.kind).label


class PaperEnd(models.Model):
    """That a paper holds no more: since when, why, and by which other paper of its subject.

    `by_kind` and `by_occasion` tell that paper, which may still have to be made: a revocation, or
    one of the same kind that takes its place. `reason` and `legal_basis` are shown to whoever
    checks the paper. A paper ends once; a trigger keeps it so.
    """

    paper = models.OneToOneField(
        OfficialPaper, models.PROTECT, primary_key=True, related_name="end"
    )
    by_kind = models.TextField()
    by_occasion = models.PositiveIntegerField()
    reason = models.TextField()
    legal_basis = models.TextField()
    ended_at = models.DateTimeField()
    ended_by = models.TextField()

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.by_kind}"


class PaperCounter(models.Model):
    """The last number of a kind of paper at an agency in a legal year."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    kind = models.TextField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        """One counter each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "kind", "year"], name="paper_counter_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.year}: {self.last}"
