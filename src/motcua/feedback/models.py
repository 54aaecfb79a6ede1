"""Tables of petitions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.types import STORED
from motcua.feedback.types import Kind, StatementKind, Status
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class PetitionCounter(models.Model):
    """The last number that an agency gave a petition on a legal day; none is given twice."""

    agency_code = models.TextField()
    day = models.DateField()
    last = models.PositiveBigIntegerField()

    class Meta:
        """One counter per agency and day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency_code", "day"], name="petition_counter_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.day}: {self.last}"


class Petition(models.Model):
    """A reflection or proposal (phản ánh, kiến nghị) of a person, at the agency that answers it.

    Times are real, UTC. The id is made by the page it is written on: sent twice, it is one. What
    is said stands in its statements, sealed. `due_at` is by when the agency does what comes next,
    null while nothing is expected of it; `answer_due_at` is by when it answers. `asked_at` is when
    its author was asked for more, null: never. `alarm_at` is when `alarmed` (a `Lateness`) is to be
    looked at again. `origin` is the petition that another agency forwarded, null: sent here.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.TextField(unique=True)
    kind = models.TextField()
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, null=True)
    author = models.ForeignKey("identity.Person", models.PROTECT)
    origin = models.OneToOneField("self", models.PROTECT, null=True, related_name="forwarded")
    status = models.TextField(default=Status.RECEIVED)
    version = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    received_by = models.TextField()
    due_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    alarm_at = models.DateTimeField(null=True)
    alarmed = models.TextField(blank=True)

    class Meta:
        """Officers list what is due, authors what they sent."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="petition_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="petition_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(alarmed__in=[late.value for late in STORED]),
                name="petition_alarmed_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ANSWERED, Status.PUBLISHED, Status.CLOSED])
                | Q(answered_at__isnull=False),
                name="petition_answered_says_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index("agency", "due_at", "id", name="petition_due"),
            models.Index("agency", "received_at", name="petition_counted"),
            models.Index(fields=["author", "-received_at"], name="petition_of_author"),
            models.Index("alarm_at", condition=Q(alarm_at__isnull=False), name="petition_alarm"),
        ]

    def __str__(self) -> str:
        return self.code


class Statement(models.Model):
    """What one side said to the other in a petition; `text` is sealed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="statements")
    kind = models.TextField()
    text = SealedField()
    said_at = models.DateTimeField()
    said_by = models.TextField()

    class Meta:
        """Read in order."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in StatementKind]),
                name="statement_kind_is_known",
            )
        ]
        indexes: ClassVar = [models.Index("petition", "id", name="statement_of_petition")]

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.kind}"


class PetitionFile(models.Model):
    """A file that its author sent with a petition."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="files")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT)
    name = models.TextField()

    def __str__(self) -> str:
        return f"{self.petition_id}: {self.name}"


class PublishedAnswer(models.Model):
    """What everybody may read of a petition: question and answer, written anew without persons."""

    petition = models.OneToOneField(Petition, models.PROTECT, primary_key=True)
    question = models.TextField()
    answer = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """The latest first."""

        indexes: ClassVar = [models.Index("published_at", "petition", name="published_answer_at")]

    def __str__(self) -> str:
        return str(self.petition_id)
