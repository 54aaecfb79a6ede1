"""Pictures that were drawn once."""

from django.db import models


class Drawing(models.Model):
    """A chart as SVG, under the SHA-256 of its specification: never stale, safe to delete."""

    spec_sha256 = models.TextField(primary_key=True)
    svg = models.TextField()

    def __str__(self) -> str:
        return self.spec_sha256
