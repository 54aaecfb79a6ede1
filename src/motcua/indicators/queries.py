"""Reads of definitions, snapshots and standings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.agencies.types import Tier
from motcua.indicators import errors, rules
from motcua.indicators.models import Indicator, IndicatorValue, Snapshot, Target
from motcua.indicators.types import (
    LEVEL4_SHARE,
    Finding,
    MeasuredRow,
    Row,
    Section,
    Source,
    Summary,
    TargetKind,
    Thresholds,
)
from motcua.kernel import clock
from motcua.kernel.periods import Period, PeriodKind
from motcua.kernel.ratios import Ratio
from motcua.registry import queries as registry


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A ranking as pages, API and documents read it.

    `snapshot` is None, and `rows` empty, where nobody reported. `rows` are those asked for, ranked
    among themselves; `summary` is over the same rows. `units_on` is the day by whose units figures
    were added up; None: by those that reported.
    """

    indicator: Indicator
    period: Period
    source: Source
    snapshot: Snapshot | None
    target: Target
    thresholds: Thresholds
    rows: tuple[Row, ...]
    summary: Summary
    units_on: date | None = None


def definitions() -> QuerySet[Indicator]:
    """Return every indicator at its newest version, by code."""
    return Indicator.objects.order_by("code", "-version").distinct("code")


def definition(code: str, *, lock: bool = False) -> Indicator:
    """Return an indicator at its newest version; with `lock`, hold its row until commit.

    Raises:
        UnknownIndicator: There is none of this code.
    """
    found = Indicator.objects.filter(code=code).order_by("-version")
    newest = (found.select_for_update() if lock else found).first()
    if newest is None:
        raise errors.UnknownIndicator(indicator=code)
    return newest


def target_of(indicator: Indicator) -> Target | None:
    """Return the floor an indicator is to reach, or None where no act sets one."""
    return indicator.targets.filter(kind=TargetKind.FLOOR).first()


def snapshots(indicator: Indicator, *, period: Period, source: Source) -> QuerySet[Snapshot]:
    """Return the snapshots of a period, newest first."""
    return indicator.snapshots.filter(period=str(period), source=source).order_by("-number")


def current_snapshot(indicator: Indicator, *, period: Period, source: Source) -> Snapshot | None:
    """Return the newest snapshot of a period, or None where nobody reported."""
    return snapshots(indicator, period=period, source=source).first()


def periods_with_values(indicator: Indicator, *, source: Source) -> list[Period]:
    """Return the periods that have values, newest first."""
    found = indicator.snapshots.filter(source=source).values_list("period", flat=True).distinct()
    return sorted((Period.parse(text) for text in found), key=lambda p: p.first_day, reverse=True)


def values_in(snapshot: Snapshot) -> QuerySet[IndicatorValue]:
    """Return all values as they stood in a snapshot, each with its agency: one query."""
    same_series = Q(
        recorded_in__indicator_id=snapshot.indicator_id,
        recorded_in__period=snapshot.period,
        recorded_in__source=snapshot.source,
        recorded_in__number__lte=snapshot.number,
    )
    still_valid = Q(superseded_in=None) | Q(superseded_in__number__gt=snapshot.number)
    return IndicatorValue.objects.filter(same_series & still_valid).select_related(
        "agency", "recorded_in"
    )


def snapshot(snapshot_id: str) -> Snapshot:
    """Return a snapshot by its id.

    Raises:
        Snapshot.DoesNotExist: There is none.
    """
    return Snapshot.objects.select_related("indicator").get(pk=snapshot_id)


def standing(
    indicator: str,
    *,
    period: Period,
    source: Source,
    sections: Sequence[Section] = tuple(Section),
    number: int | None = None,
) -> Standing:
    """Return the ranking of a period in at most four queries, however many agencies.

    Args:
        indicator: Its code.
        period: What was asked for; ranges hold only values reported for that very range.
        source: Declared or measured.
        sections: Which tables of the appendix to rank together.
        number: A snapshot of the past; None: the newest.

    Raises:
        UnknownIndicator: There is none of this code.
        UnknownSnapshot: The period has none of this number.
    """
    found = definition(indicator)
    series = snapshots(found, period=period, source=source)
    taken = series.filter(number=number).first() if number else series.first()
    if number and taken is None:
        raise errors.UnknownSnapshot(period=str(period), number=number)
    return _ranked(found, taken, period=period, source=source, sections=sections)


def by_units_of(standing: Standing, *, on: date) -> Standing:
    """Return a ranking added up by the units of another day, ranked anew; two more queries.

    What an agency is followed by may be several, or not be known: it stays as it reported.
    """
    units = {
        reporter: rules.Unit(id=unit.pk, code=unit.code, name=unit.name)
        for reporter, unit in agencies.regroup(
            [row.agency_id for row in standing.rows], to=on
        ).items()
    }
    rows = rules.rank(
        sorted(
            rules.regroup(standing.rows, units), key=lambda value: (value.section, value.position)
        ),
        thresholds=standing.thresholds,
        decimals=standing.indicator.decimals,
    )
    summary = rules.summarise(rows, thresholds=standing.thresholds)
    return replace(standing, rows=rows, summary=summary, units_on=on)


def real_today() -> date:
    """Return the day whose units are those of now, in Hanoi.

    The real one: the legal date of a demonstration may lie before the units of today began.
    """
    return clock.in_hanoi(timezone.now()).date()


@dataclass(frozen=True, kw_only=True)
class MeasuredStanding:
    """What dossiers prove on the legal date, as API and downloads read it.

    Attributes:
        rows: Ministries, then provinces, in Vietnamese order; those that sent services.
        findings: What holds for all rows.
    """

    indicator: Indicator
    period: Period
    rows: tuple[MeasuredRow, ...]
    findings: tuple[Finding, ...]


def measured_standing(
    indicator: str, *, period: Period, today: date, sections: Sequence[Section] = tuple(Section)
) -> MeasuredStanding | None:
    """Return what dossiers of the last 90 days prove; five queries, however many agencies.

    A level is a state, not a sum over days: a period that holds today has the state of today, and
    one that is over has none, because nobody froze it.

    Returns:
        None where nothing is measured: another period, or an indicator that dossiers do not show.

    Raises:
        UnknownIndicator: There is none of this code.
    """
    found = definition(indicator)
    if found.code != LEVEL4_SHARE or today not in period:
        return None
    counts = {count.top_code: count for count in registry.level4_counts(today=today)}
    # Agencies that the State has dissolved since are no longer measured.
    standing_now = agencies.agencies_on(today, tiers=[Tier(section) for section in sections])
    rows = tuple(
        MeasuredRow(
            agency_code=agency.code,
            agency_name=agency.name,
            section=Section(agency.tier),
            ratio=Ratio(count.proven, count.services),
            findings=rules.measured_findings(
                services=count.services, unproven=count.unproven, dossiers=count.dossiers
            ),
        )
        for agency in standing_now
        if (count := counts.get(agency.code))
    )
    window = registry.window(today=today)
    return MeasuredStanding(
        indicator=found,
        period=period,
        rows=rows,
        findings=rules.not_judged(first_day=window.first, last_day=window.last),
    )


def measured_periods(indicator: Indicator, *, today: date) -> list[Period]:
    """Return the periods that hold today, longest first, if anything is measured in them."""
    if indicator.code != LEVEL4_SHARE or not registry.has_services():
        return []
    return [Period.containing(today, kind) for kind in PeriodKind]


def first_standing(standing: Standing) -> Standing:
    """Return the ranking of the same period as it was first recorded, over all sections."""
    series = snapshots(standing.indicator, period=standing.period, source=standing.source)
    return standing_in(series.get(number=1))


def standing_in(taken: Snapshot, *, sections: Sequence[Section] = tuple(Section)) -> Standing:
    """Return the ranking as it stood in a snapshot."""
    return _ranked(
        taken.indicator,
        taken,
        period=Period.parse(taken.period),
        source=Source(taken.source),
        sections=sections,
    )


def _ranked(
    found: Indicator,
    taken: Snapshot | None,
    *,
    period: Period,
    source: Source,
    sections: Sequence[Section],
) -> Standing:
    targets = {target.kind: target for target in found.targets.all()}
    limits = Thresholds(
        target=_fraction(targets[TargetKind.FLOOR]), watch=_fraction(targets[TargetKind.WATCH])
    )
    rows, summary = (
        _ranking_in(taken, tuple(sections), limits, found.decimals)
        if taken
        else ((), rules.summarise((), thresholds=limits))
    )
    return Standing(
        indicator=found,
        period=period,
        source=source,
        snapshot=taken,
        target=targets[TargetKind.FLOOR],
        thresholds=limits,
        rows=rows,
        summary=summary,
    )


@lru_cache(maxsize=64)
def _ranking_in(
    taken: Snapshot, sections: tuple[Section, ...], limits: Thresholds, decimals: int
) -> tuple[tuple[Row, ...], Summary]:
    """Rank and add up the rows of a snapshot: once a process, because a snapshot never changes."""
    values = values_in(taken).filter(agency__tier__in=list(sections))
    reported = [_reported(value) for value in values]
    reported.sort(key=lambda value: (value.section, value.position))
    rows = rules.rank(reported, thresholds=limits, decimals=decimals)
    return rows, rules.summarise(rows, thresholds=limits)


def findings(ratio: Ratio, printed: str | None, *, standing: Standing) -> tuple[Finding, ...]:
    """Say what would be wrong with a value that is not recorded yet."""
    return rules.row_findings(
        ratio, printed, target=standing.thresholds.target, decimals=standing.indicator.decimals
    )


def history(
    indicator: str, *, period: Period, source: Source, agency_code: str
) -> QuerySet[IndicatorValue]:
    """Return every value an agency ever had for a period, newest first, replaced ones included."""
    return (
        IndicatorValue.objects.filter(
            recorded_in__indicator__code=indicator,
            recorded_in__period=str(period),
            recorded_in__source=source,
            agency__code=agency_code,
        )
        .select_related("agency", "recorded_in", "superseded_in")
        .order_by("-recorded_in__number")
    )


def _fraction(target: Target) -> Fraction:
    return Fraction(target.numerator, target.denominator)


def _reported(value: IndicatorValue) -> rules.Reported:
    agency = value.agency
    return rules.Reported(
        agency_code=agency.code,
        agency_name=agency.name,
        written_name=value.written_name,
        agency_id=agency.pk,
        section=Section(agency.tier),
        position=value.position,
        ratio=Ratio(value.numerator, value.denominator),
        printed=value.printed,
        since=value.recorded_in.number,
    )
