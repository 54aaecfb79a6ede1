"""Tables of forms: versions, never changed, and drafts of the next ones."""

from typing import ClassVar

from django.db import models

from motcua.eforms import lifecycle
from motcua.eforms.types.drafting import DraftMove, DraftStatus
from motcua.kernel import ids
from motcua.privacy.fields import SealedField


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


class FormCase(models.Model):
    """A filled example of a form and what is to become of it, replayed against every next version.

    Rows are not changed but for being retired: who expects something else records it anew, and
    `retired_because` says why. `typed` is what was typed on `page`, after the answers of other
    pages; without a page all answers are judged together. Both are sealed in `filled_in`, for
    authors type names.
    `expected` holds what is refused: by the key of the question the code of the refusal and its
    words; empty: all is accepted. `legal_date` is the day on which the example is judged.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    name = models.TextField()
    page = models.TextField(blank=True)
    filled_in = SealedField()
    expected = models.JSONField()
    legal_date = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()
    retired_at = models.DateTimeField(null=True)
    retired_by = models.TextField(blank=True)
    retired_because = models.TextField(blank=True)

    class Meta:
        """Cases of a form are told apart by name."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "name"],
                condition=models.Q(retired_at=None),
                name="form_case_name_is_taken_once",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at=None, retired_because="")
                | (models.Q(retired_at__isnull=False) & ~models.Q(retired_because="")),
                name="form_case_is_retired_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.name}"


class BankQuestion(models.Model):
    """A question that forms share, added from one of them; `question` is its component.

    `key` stays with it wherever it is asked, so that what was answered once can be offered again.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField(unique=True)
    topic = models.TextField()
    question = models.JSONField()
    form = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.TextField()

    def __str__(self) -> str:
        return self.key
