"""Table of what the carriers took."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.kernel import ids
from motcua.sandbox.messages.types import Kind


class CarriedMessage(models.Model):
    """One SMS or mail. `key` is the sender's name for it: the same message comes once.

    `address` is a mail address, or a number as 0999…; `reached` tells whether it got there.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.TextField()
    key = models.TextField()
    sender = models.TextField(blank=True)
    address = models.TextField(db_index=True)
    subject = models.TextField(blank=True)
    text = models.TextField()
    reached = models.BooleanField(default=True)
    received_at = models.DateTimeField()

    class Meta:
        """Belongs to the one application of all simulators."""

        app_label = "sandbox"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="message_is_carried_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="message_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
