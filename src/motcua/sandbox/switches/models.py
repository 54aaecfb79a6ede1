"""Where the switches stand."""

from django.db import models


class Switch(models.Model):
    """One simulator's position; a simulator without a row works as the real system should."""

    name = models.TextField(primary_key=True)
    position = models.TextField()

    class Meta:
        """Belongs to the one application of all simulators."""

        app_label = "sandbox"

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"
