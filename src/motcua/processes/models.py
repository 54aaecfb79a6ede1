"""Tables of processes."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids


class ProcessVersion(models.Model):
    """One published BPMN file; never changed (a trigger refuses). Dossiers are pinned to theirs."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    number = models.PositiveIntegerField()
    bpmn = models.TextField()
    sha256 = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Numbered without gaps per key."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "number"], name="process_version_number_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"


class ProcessInstance(models.Model):
    """A process on its way for one subject.

    `state` is what the engine needs to go on; `state_version` says how it is written, so that a
    later version of ours can bring it up to date.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    version = models.ForeignKey(ProcessVersion, models.PROTECT)
    subject = models.TextField(unique=True)
    state = models.JSONField()
    state_version = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.subject} ({self.version_id})"
