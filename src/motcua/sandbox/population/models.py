"""Table of the population database: the questions that it was asked."""

from typing import ClassVar

from django.db import models

from motcua.kernel import ids


class RegisterQuestion(models.Model):
    """A question that came past the gateway; its number is taken once.

    `service` is the procedure, `officer` the acting account, `outcome` what was answered: `found`,
    `yes`, `no`, `not_found`, or the code of the fault. Whom it was about is not kept.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.TextField()
    number = models.TextField()
    operation = models.TextField()
    service = models.TextField()
    officer = models.TextField()
    outcome = models.TextField()
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        """Belongs to the one application of all simulators."""

        app_label = "sandbox"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "number"], name="register_question_is_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
