"""Tables of forms: versions, never changed, and drafts of the next ones."""

from typing import ClassVar

from django.db import models

from motcua.eforms import lifecycle
from motcua.eforms.types.drafting import DraftMove, DraftStatus
from motcua.kernel import ids


class FormVersion(models.Model):
    """A published form: its definition, under a key and a number.

    Rows are written once; the database refuses to change or delete them, because drafts, dossiers
    and procedures point at them for good. `sha256` is of the definition in canonical form.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.BinaryField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Versions of a form are counted from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "number"], name="form_version_number_is_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="form_version_number_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} #{self.number}"


class FormDraft(models.Model):
    """The next version of a form, not yet published; at most one is open for each form.

    `based_on` is the version it began as, null for a new form. `revision` counts the saves: who
    saves must have seen the last one. What was written is in the revisions, all of which are kept.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    title = models.TextField()
    based_on = models.ForeignKey(FormVersion, models.PROTECT, null=True, related_name="+")
    status = models.TextField(default=lifecycle.FORM_DRAFT.initial)
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.TextField()
    edited_at = models.DateTimeField()
    edited_by = models.TextField()

    class Meta:
        """Nobody writes beside another without knowing."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(status__in=sorted(lifecycle.OPEN)),
                name="form_has_one_open_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[status.value for status in DraftStatus]),
                name="form_draft_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.status}, {self.revision})"


class FormRevision(models.Model):
    """What a draft held after one save; never changed, so that no save is lost to another."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    draft = models.ForeignKey(FormDraft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.TextField()

    class Meta:
        """Saves of a draft are counted from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="form_revision_number_is_taken_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class FormDraftStep(models.Model):
    """One move of a draft, with what was said on the occasion; the comment may be empty."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    draft = models.ForeignKey(FormDraft, models.PROTECT, related_name="steps")
    move = models.TextField()
    revision = models.PositiveIntegerField()
    comment = models.TextField(blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.TextField()

    class Meta:
        """Moves are those of the lifecycle."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(move__in=[move.value for move in DraftMove]),
                name="form_draft_move_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.move}"
