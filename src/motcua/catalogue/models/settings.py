"""What agencies set otherwise than the published procedure says."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models.procedures import Procedure
from motcua.catalogue.settable import Settable
from motcua.kernel import ids


class Setting(models.Model):
    """One field of a procedure as an agency sets it for itself and those below, by a legal act.

    Never changed but once, to say when it ends (a trigger refuses the rest). `procedure` null: all
    procedures. `value` is as in `types.Content`. `valid_from`, `valid_until` are legal dates, the
    second exclusive; what was set or ended after a moment does not count for it.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    field = models.TextField()
    value = models.JSONField()
    legal_act = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.TextField(blank=True)

    class Meta:
        """Looked up by agency."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(field__in=[one.value for one in Settable]),
                name="setting_field_is_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="setting_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None, ended_at=None, ended_by="")
                | (Q(valid_until__isnull=False, ended_at__isnull=False) & ~Q(ended_by="")),
                name="setting_is_ended_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(legal_act=""), name="setting_rests_on_a_legal_act"),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "procedure"], name="setting_of_agency")]

    def __str__(self) -> str:
        return f"{self.field} @ {self.agency_id} {self.valid_from}"
