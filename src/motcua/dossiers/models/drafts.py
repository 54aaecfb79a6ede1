"""What is filled in before it becomes a dossier, and what is left of what does not."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.types import Filing
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class Draft(models.Model):
    """A form being filled in, kept until it is submitted or thrown away; the id is random.

    `answers` are sealed; `progress` says how far it is, without them (see `progress.py`). The
    version of the procedure, and by it the form, is pinned when the draft is begun; its owner may
    let it go over to a later one. While it is open there is one of a procedure. `code_sha256` is of
    the code that opens it elsewhere until `code_until`; `code_used_at` is when one last did. By
    `filing`, how it will be filed, it has channel, time and fee.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey("identity.Person", models.PROTECT)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT)
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT)
    answers = SealedField()
    progress = models.JSONField(default=dict)
    filing = models.TextField(default=Filing.SELF_ONLINE)
    code_sha256 = models.BinaryField(null=True, unique=True)
    code_until = models.DateTimeField(null=True)
    code_used_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    dossier = models.OneToOneField("Dossier", models.PROTECT, null=True, related_name="draft")

    class Meta:
        """One of a procedure is open at a time, and so listed for its owner."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "procedure"],
                condition=Q(dossier=None),
                name="draft_is_one_of_a_procedure",
            ),
            models.CheckConstraint(
                condition=Q(filing__in=[filing.value for filing in Filing]),
                name="draft_filing_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["procedure", "began_at"], name="draft_of_procedure"),
            models.Index("saved_at", condition=Q(dossier=None), name="draft_untouched"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AbandonedDraft(models.Model):
    """What is left of a draft that was thrown away: how far it came, not whose it was.

    `ended_at` is real time: when it was thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT)
    progress = models.JSONField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        """Counted by procedure and time."""

        indexes: ClassVar = [
            models.Index(fields=["procedure", "began_at"], name="abandoned_draft_of_procedure")
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.began_at:%Y-%m-%d}"


class ProcedureView(models.Model):
    """How often the page of a procedure was opened on a legal day, by kind of device."""

    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT)
    day = models.DateField()
    device = models.TextField()
    count = models.PositiveIntegerField()

    class Meta:
        """One counter per procedure, day and device."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "day", "device"], name="procedure_view_is_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.day}: {self.count}"


class Attachment(models.Model):
    """A file given for one field of a draft, and later of the dossier made of it.

    One that was given because it was asked for later belongs to that `supplement`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="attachments")
    dossier = models.ForeignKey("Dossier", models.PROTECT, null=True, related_name="attachments")
    supplement = models.ForeignKey("Supplement", models.PROTECT, null=True, related_name="files")
    field = models.TextField()
    file = models.ForeignKey("documents.StoredFile", models.PROTECT)
    name = models.TextField()
    attached_at = models.DateTimeField()

    class Meta:
        """It always belongs to something."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(dossier__isnull=False),
                name="attachment_belongs_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.name}"


class Upload(models.Model):
    """A file that is arriving in pieces for a field of a draft; gone when it has arrived.

    `size` is what its sender said, in bytes; how much has come, the store knows. The id is random:
    it stands in an address.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="uploads")
    field = models.TextField()
    name = models.TextField()
    size = models.PositiveIntegerField()
    began_at = models.DateTimeField()

    class Meta:
        """One file at a time for a field."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "field"], name="upload_is_one_of_a_field")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.name}"
