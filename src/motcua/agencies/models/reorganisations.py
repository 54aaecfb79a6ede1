"""Tables of what happened to organisations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.agencies.models.organisations import Agency
from motcua.agencies.types import ReorganisationKind


class Reorganisation(models.Model):
    """On a day, by a legal act, some organisations ended and others went on for them.

    `before` stood until the day `on`, `after` since; one of the two has one member at most, unless
    the other is empty, so that everyone of `before` is followed by all of `after`.
    `legal_act_source` says how sure we are of the act, as of codes.
    """

    kind = models.TextField()
    on = models.DateField()
    legal_act = models.TextField()
    legal_act_source = models.TextField()
    before = models.ManyToManyField(Agency, related_name="ended_in")
    after = models.ManyToManyField(Agency, related_name="came_from")

    class Meta:
        """Five kinds."""

        ordering: ClassVar = ["on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ReorganisationKind]),
                name="reorganisation_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
