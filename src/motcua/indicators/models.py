"""Tables of definitions, snapshots and values. Ratios are never stored: two integers are."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.indicators.types import Source, TargetKind
from motcua.kernel import ids


class Indicator(models.Model):
    """One version of a definition: what is counted over what. A change makes a new version."""

    code = models.TextField()
    version = models.PositiveSmallIntegerField()
    name = models.TextField()
    numerator_name = models.TextField()
    denominator_name = models.TextField()
    decimals = models.PositiveSmallIntegerField(default=2)
    level_scheme = models.TextField()
    source_article = models.TextField()

    class Meta:
        """A version is defined once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "version"], name="indicator_version_is_defined_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class Target(models.Model):
    """A threshold with the act that sets it, as an exact fraction."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    kind = models.TextField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    due_on = models.DateField(null=True, blank=True)
    source = models.TextField()

    class Meta:
        """One threshold of each kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "kind"], name="target_kind_is_set_once"),
            models.CheckConstraint(
                condition=Q(denominator__gt=0), name="target_denominator_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TargetKind]),
                name="target_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.numerator}/{self.denominator}"


class Snapshot(models.Model):
    """All values of an indicator for a period as they stood after one change; never edited.

    `sha256` is over the canonical list of all values, so that a published figure can be proven.
    `origin` says opaquely where the change came from, e.g. `import:0193…`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="snapshots")
    period = models.TextField()
    source = models.TextField()
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.TextField()
    origin = models.TextField()
    sha256 = models.TextField()

    class Meta:
        """Numbered from 1 for each indicator, period and source."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "period", "source", "number"],
                name="snapshot_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in Source]),
                name="snapshot_source_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.source} #{self.number}"


class IndicatorValue(models.Model):
    """One agency's two integers for a period, valid from one snapshot until another replaces it."""

    agency = models.ForeignKey("agencies.Agency", models.PROTECT)
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    printed = models.TextField(null=True, blank=True)  # noqa: DJ001 null: the source prints nothing
    position = models.PositiveIntegerField()
    written_name = models.TextField()
    recorded_in = models.ForeignKey(Snapshot, models.PROTECT, related_name="recorded")
    superseded_in = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="superseded"
    )

    class Meta:
        """A value is recorded once per snapshot; the database refuses impossible counts."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "recorded_in"], name="value_is_recorded_once_per_snapshot"
            ),
            models.CheckConstraint(
                condition=Q(denominator__gt=0), name="value_denominator_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator")), name="value_numerator_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.numerator}/{self.denominator}"
