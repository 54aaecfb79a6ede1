"""Tables of case files. Every change of one is an event of its audit stream `dossier:<id>`."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.types import Filing, Post, Status
from motcua.kernel import ids


class CodeCounter(models.Model):
    """The last number that an agency gave out on a legal day; numbers are never given twice."""

    agency_code = models.TextField()
    day = models.DateField()
    last = models.PositiveBigIntegerField()

    class Meta:
        """One counter per agency and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency_code", "day"], name="code_counter_is_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day}: {self.last}"


class Draft(models.Model):
    """A form being filled in, kept until it is submitted or thrown away; the id is random.

    `answers` are sealed; `progress` says how far it is, without them (see `progress.py`). The
    version of the procedure, and by it the form, is pinned when the draft is begun; its owner may
    let it go over to a later one. While it is open there is one of a procedure. `code_sha256` is of
    the code that opens it elsewhere until `code_until`; `code_used_at` is when one last did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey("identity.Person", models.PROTECT)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT)
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT)
    answers = models.BinaryField()
    progress = models.JSONField(default=dict)
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
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["procedure", "began_at"], name="draft_of_procedure"),
            models.Index("saved_at", condition=Q(dossier=None), name="draft_untouched"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
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
            models.Index(fields=["procedure", "began_at"], name="attempt_of_procedure")
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


class Dossier(models.Model):
    """A case file from submission to archive.

    Times are real, UTC. `fee_amount` is in đồng, 0 for none; `fee_online` says whether it is to be
    paid online before the dossier is received; `fee_paid_at` is when that was confirmed. `answers`
    and `result` (what an officer entered for the result) are sealed; `version` counts the events
    and orders what is sent elsewhere; `synced_version` is the last that the national site took,
    `sync_refusal` why it did not take the next. `reason_code` is one of the procedure's reasons, or
    `fee_not_paid`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    code = models.TextField(unique=True)
    service = models.ForeignKey("catalogue.Service", models.PROTECT)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT)
    owner = models.ForeignKey("identity.Person", models.PROTECT)
    owner_name = models.TextField()
    owner_name_folded = models.TextField()
    submitter = models.TextField()
    filing = models.TextField()
    answers = models.BinaryField()
    result = models.BinaryField(null=True)
    status = models.TextField(default=Status.REGISTERED)
    version = models.PositiveIntegerField(default=0)
    synced_version = models.PositiveIntegerField(default=0)
    sync_tried_at = models.DateTimeField(null=True)
    sync_refusal = models.TextField(blank=True)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    reason_code = models.TextField(blank=True)
    reason_note = models.TextField(blank=True)
    fee_amount = models.PositiveBigIntegerField(default=0)
    fee_online = models.BooleanField(default=False)
    fee_paid_at = models.DateTimeField(null=True)
    result_channel = models.TextField()
    process = models.OneToOneField("processes.ProcessInstance", models.PROTECT, null=True)

    class Meta:
        """Inboxes, lists of an owner, and what is still to be synced."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="dossier_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(filing__in=[filing.value for filing in Filing]),
                name="dossier_filing_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "agency", "submitted_at", condition=Q(status="1"), name="dossier_to_be_received"
            ),
            models.Index(fields=["agency", "-submitted_at"], name="dossier_of_agency"),
            models.Index(fields=["owner", "-submitted_at"], name="dossier_of_owner"),
            models.Index(
                "sync_tried_at",
                condition=Q(version__gt=models.F("synced_version")),
                name="dossier_to_be_synced",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AnswerFact(models.Model):
    """An answer that is not personal, in the clear, so that answers can be counted.

    Written once, when the dossier is submitted, of the questions that a form marks so; never of a
    personal one, nor of words that people write themselves. `question` is the key in the form.
    """

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="answer_facts")
    question = models.TextField()
    value = models.TextField()

    class Meta:
        """A question with several answers has a row for each."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "question", "value"], name="answer_fact_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"


class Attachment(models.Model):
    """A file given for one field of a draft, and later of the dossier made of it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="attachments")
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


class WorkItem(models.Model):
    """A task of a dossier for a post of an agency, with its own clock.

    `task` is the process engine's id of it. `due_at` is real time; null for steps of the system.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="work_items")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    task = models.UUIDField(unique=True)
    step = models.TextField()
    name = models.TextField()
    post = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    taken_by = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        """Inboxes list what is open, by post."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__in=[post.value for post in Post]), name="work_item_post_is_known"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                "agency", "post", "due_at", condition=Q(done_at=None), name="work_item_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.step}"


class Rating(models.Model):
    """What the applicant thought of it, once per dossier; `comment` is sealed.

    Source: Nghị định 61/2018/NĐ-CP, Chương IV (assessment by those who were served).
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True)
    score = models.PositiveSmallIntegerField()
    comment = models.BinaryField()
    rated_at = models.DateTimeField()

    class Meta:
        """From 1, very bad, to 5, very good."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_is_1_to_5")
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.score}"
