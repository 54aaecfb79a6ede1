"""Tables of processes."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids
from motcua.processes import upgrades


class ProcessVersion(models.Model):
    """One published BPMN file; never changed (a trigger refuses). Dossiers are pinned to theirs.

    `decisions` pins the tables that it asks: their keys, with the ids of the versions that were
    the newest when it was published.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    number = models.PositiveIntegerField()
    bpmn = models.TextField()
    sha256 = models.TextField()
    decisions = models.JSONField(default=dict)
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


class DecisionVersion(models.Model):
    """One published DMN file with one table; never changed (a trigger refuses)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.TextField()
    number = models.PositiveIntegerField()
    dmn = models.TextField()
    sha256 = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        """Numbered without gaps per key."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "number"], name="decision_version_number_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.number}"


class ProcessInstance(models.Model):
    """A process on its way for one subject.

    `state` is what the engine needs to go on; `state_version` says how it is written, so that a
    later version of ours can bring it up to date (`upgrades`).
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    version = models.ForeignKey(ProcessVersion, models.PROTECT)
    subject = models.TextField(unique=True)
    state = models.JSONField()
    state_version = models.PositiveSmallIntegerField(default=upgrades.CURRENT)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.subject} ({self.version_id})"


class ProcessTimer(models.Model):
    """A timer that runs in an instance; the row goes when it went off or is not needed any more."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    instance = models.ForeignKey(ProcessInstance, models.CASCADE, related_name="timers")
    task = models.UUIDField()
    key = models.TextField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        """The engine's id stands for one timer of one instance."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["instance", "task"], name="timer_is_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.instance_id}"
