"""Tables of exchange."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids


class ExchangeMessage(models.Model):
    """One call to a partner: what it was about, what became of it; hashes, never contents.

    `answered_at` is null while no answer came; `failure` is the code of the refusal, or empty.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    partner = models.TextField()
    service = models.TextField()
    rows = models.PositiveIntegerField()
    request_sha256 = models.TextField()
    answer_sha256 = models.TextField(blank=True)
    failure = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Looked through by partner and time."""

        indexes: ClassVar = [
            models.Index(fields=["partner", "-sent_at"], name="exchange_message_by_partner")
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.service} {self.sent_at:%Y-%m-%d %H:%M:%S}"
