"""What officers keep beside dossiers: remarks, lists of their own, and work on many at once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.types import RemarkKind, Together
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


class Remark(models.Model):
    """A note among officers, a question to the applicant, or her answer; `text` is sealed.

    An answer stands to the question that it `replies_to`; a question is answered once.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="remarks")
    kind = models.TextField()
    text = SealedField()
    replies_to = models.OneToOneField("self", models.PROTECT, null=True, related_name="reply")
    at = models.DateTimeField()
    by = models.TextField()

    class Meta:
        """Answers answer something, and nothing else does."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RemarkKind]),
                name="remark_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=RemarkKind.ANSWER.value, replies_to__isnull=False)
                | (~Q(kind=RemarkKind.ANSWER.value) & Q(replies_to=None)),
                name="remark_answers_a_question",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dossier", "at"], name="remark_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.kind}"


class SavedList(models.Model):
    """Choices of a work list that an officer keeps under a name, as they stand in its address."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    by = models.TextField()
    name = models.TextField()
    choices = models.JSONField()

    class Meta:
        """A name is used once by an officer."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["by", "name"], name="saved_list_is_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """What an officer does to many dossiers with one confirmation; each line has its own outcome.

    The id is made by the page that asks for confirmation: confirmed twice, it is done once. `to` is
    the actor that tasks are given to, empty for other work. `ended_at` is null while lines wait.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    what = models.TextField()
    to = models.TextField(blank=True)
    by = models.TextField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Only work that is known."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(what__in=[what.value for what in Together]), name="batch_what_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.id}"


class BatchLine(models.Model):
    """One dossier of a batch, or one task of it; `refusal` says why nothing was done, if so."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey("Dossier", models.PROTECT)
    item = models.ForeignKey("WorkItem", models.PROTECT, null=True)
    done_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        """In the order in which they were listed."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_line_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"
