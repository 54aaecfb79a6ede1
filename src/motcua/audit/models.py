"""Tables of the audit log. Rows are written by the SQL function `audit_append` alone."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


class Stream(models.Model):
    """The head of one chain: a dossier, a report, an agency's settings.

    The row is also the lock of its stream: two writers of one stream follow one another, writers of
    different streams never meet.
    """

    name = models.TextField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    chain_sha256 = models.BinaryField()
    anchored_seq = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Only streams with news are looked at by the next checkpoint."""

        indexes: ClassVar = [
            models.Index(
                "name",
                condition=Q(seq__gt=models.F("anchored_seq")),
                name="audit_stream_unanchored",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.seq}"


class Event(models.Model):
    """One thing that happened in one stream; its payload holds ids and hashes, never personal data.

    `at` is real time, UTC. `chain_sha256` = SHA-256(previous chain value, seq, content_sha256).
    """

    stream = models.TextField()
    seq = models.PositiveBigIntegerField()
    kind = models.TextField()
    at = models.DateTimeField()
    actor = models.TextField()
    payload = models.JSONField()
    content_sha256 = models.BinaryField()
    chain_sha256 = models.BinaryField()

    class Meta:
        """A position in a stream is taken once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stream", "seq"], name="audit_event_position_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.seq} {self.kind}"


class Checkpoint(models.Model):
    """The heads of all streams that moved since the checkpoint before, chained and exported.

    `heads` is a list of [stream, seq, chain value in hexadecimal], sorted by stream.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    heads = models.JSONField()
    previous_sha256 = models.BinaryField()
    sha256 = models.BinaryField()

    def __str__(self) -> str:
        return f"checkpoint {self.number}"

    def exported(self) -> dict[str, Any]:
        """Return what is kept of it elsewhere too."""
        return {
            "number": self.number,
            "made_at": self.made_at.isoformat(),
            "heads": self.heads,
            "previous_sha256": bytes(self.previous_sha256).hex(),
            "sha256": bytes(self.sha256).hex(),
        }
