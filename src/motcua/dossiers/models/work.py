"""Tasks of dossiers, for posts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.dossiers.types import STORED, Post
from motcua.kernel import ids


class WorkItem(models.Model):
    """A task of a dossier for a post of an agency, with its own clock.

    `task` is the process engine's id of it; tasks of our own, such as an apology, have one too.
    `minutes` is the working time it may take; 0 for steps of the system, whose `due_at` is null.
    `taken_by` has it: she took it up, or it was given to her. Times are real. `alarm_at` and
    `alarmed` are as the dossier's. What is open when the dossier ends is done by that end.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey("Dossier", models.PROTECT, related_name="work_items")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    task = models.UUIDField(unique=True)
    step = models.TextField()
    name = models.TextField()
    post = models.TextField()
    minutes = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    alarmed = models.TextField(blank=True)
    taken_by = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True)
    done_by = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        """Inboxes list what is open, by post."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(post__in=[post.value for post in Post]), name="work_item_post_is_known"
            ),
            models.CheckConstraint(
                condition=Q(alarmed__in=[late.value for late in STORED]),
                name="work_item_alarmed_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "agency", "post", "due_at", "id", condition=Q(done_at=None), name="work_item_open"
            ),
            models.Index("alarm_at", condition=Q(alarm_at__isnull=False), name="work_item_alarm"),
            models.Index(
                fields=["agency", "done_at", "id"],
                include=["done_by"],
                condition=Q(done_at__isnull=False),
                name="work_item_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.step}"
