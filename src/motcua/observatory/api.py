"""The public API of indicators (DESIGN §7)."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from motcua.agencies import queries as agencies
from motcua.indicators import queries
from motcua.indicators.queries import MeasuredStanding, Standing
from motcua.indicators.types import Finding, Row, Section, Source, Units
from motcua.kernel import ratios
from motcua.kernel.periods import PERIOD_PATTERN, Period
from motcua.observatory import downloads
from motcua.reporting import queries as reporting

router = Router(tags=["indicators"])


class FindingOut(Schema):
    """What is wrong, with a permanent code and a Vietnamese sentence."""

    code: str
    message: str
    params: dict[str, str]


class TargetOut(Schema):
    """A threshold as an exact fraction and the act that sets it."""

    numerator: int
    denominator: int
    source: str


class IndicatorOut(Schema):
    """A definition at its newest version."""

    code: str
    version: int
    name: str
    numerator: str
    denominator: str
    level_scheme: str
    source: str
    target: TargetOut | None
    periods: dict[str, list[str]]


class HolderOut(Schema):
    """Who the value is of."""

    code: str
    name: str
    section: str


class ValueOut(Schema):
    """Two integers and how they stand.

    `printed` is null where the source prints no share; `meets_target` where the value is not over
    what the target is set for.
    """

    agency: HolderOut
    numerator: int
    denominator: int
    value: str | None
    printed: str | None
    meets_target: bool | None
    findings: list[FindingOut]


class SummaryOut(Schema):
    """All rows together; averages are shares of one with six decimals, null without rows."""

    numerator: int
    denominator: int
    pooled: str | None
    mean_of_ratios: str | None
    meeting_target: int
    below_5_percent: int
    findings: list[FindingOut]


class SnapshotOut(Schema):
    """Which frozen set of values was read."""

    id: str
    number: int
    sha256: str


class ValuesOut(Schema):
    """The values of a period; `snapshot` is null, and `values` empty, where nobody reported."""

    indicator: IndicatorOut
    period: str
    source: str
    snapshot: SnapshotOut | None
    values: list[ValueOut]
    summary: SummaryOut


class ValuesQuery(Schema):
    """What to read. `tier` is another name for `section`; `snapshot` a number of the past.

    `units=now` adds declared figures up by the units of today, 34 provinces instead of 63; measured
    ones are of the units of the legal date anyway.
    """

    period: Annotated[str, WithJsonSchema({"type": "string", "pattern": PERIOD_PATTERN})]
    source: Source = Source.DECLARED
    section: Section | None = None
    tier: Section | None = None
    snapshot: int | None = None
    units: Units = Units.THEN
    format: Literal["json", "csv", "xlsx"] = "json"


@router.get("/indicators", response=list[IndicatorOut])
def indicators(request: HttpRequest) -> list[IndicatorOut]:  # noqa: ARG001 ninja passes it
    """List the indicators with the periods that have values."""
    return [_indicator(found.code) for found in queries.definitions()]


@router.get("/indicators/{code}/values", response=ValuesOut)
def values(
    request: HttpRequest,  # noqa: ARG001 ninja passes it
    code: str,
    asked: Annotated[ValuesQuery, Query()],
) -> ValuesOut | HttpResponse:
    """Return the values of a period with their findings, or the same as a CSV or XLSX file."""
    chosen = {asked.section, asked.tier} - {None} or set(Section)
    sections = [section for section in Section if section in chosen]
    period = Period.parse(asked.period)
    if asked.source is Source.MEASURED and asked.snapshot is None:
        today = agencies.legal_today()
        measured = queries.measured_standing(code, period=period, today=today, sections=sections)
        if measured is not None:
            return _measured(measured, kind=asked.format)
    standing = queries.standing(
        code, period=period, source=asked.source, sections=sections, number=asked.snapshot
    )
    if asked.units is Units.NOW:
        standing = queries.by_units_of(standing, on=queries.real_today())
    if asked.format != "json":
        return downloads.values_file(standing, kind=asked.format)
    return ValuesOut(
        indicator=_indicator(code),
        period=str(standing.period),
        source=standing.source,
        snapshot=_snapshot(standing),
        values=[_value(row) for row in standing.rows],
        summary=_summary(standing, whole=len(sections) == len(Section)),
    )


def _measured(measured: MeasuredStanding, *, kind: str) -> ValuesOut | HttpResponse:
    if kind != "json":
        return downloads.measured_file(measured, kind=kind)
    ratio = [row.ratio for row in measured.rows]
    together = ratios.pooled(ratio)
    mean = ratios.mean(ratio)
    return ValuesOut(
        indicator=_indicator(measured.indicator.code),
        period=str(measured.period),
        source=Source.MEASURED,
        snapshot=None,
        values=[
            ValueOut(
                agency=HolderOut(code=row.agency_code, name=row.agency_name, section=row.section),
                numerator=row.ratio.numerator,
                denominator=row.ratio.denominator,
                value=row.ratio.as_decimal_string(),
                printed=None,
                meets_target=None,
                findings=[_finding(finding) for finding in row.findings],
            )
            for row in measured.rows
        ],
        summary=SummaryOut(
            numerator=together.numerator,
            denominator=together.denominator,
            pooled=together.as_decimal_string(),
            mean_of_ratios=None if mean is None else f"{ratios.rounded(mean, 6):f}",
            meeting_target=0,
            below_5_percent=0,
            findings=[_finding(finding) for finding in measured.findings],
        ),
    )


def _indicator(code: str) -> IndicatorOut:
    found = queries.definition(code)
    target = queries.target_of(found)
    declared = queries.periods_with_values(found, source=Source.DECLARED)
    measured = queries.measured_periods(found, today=agencies.legal_today())
    return IndicatorOut(
        code=found.code,
        version=found.version,
        name=found.name,
        numerator=found.numerator_name,
        denominator=found.denominator_name,
        level_scheme=found.level_scheme,
        source=found.source_article,
        target=TargetOut(
            numerator=target.numerator, denominator=target.denominator, source=target.source
        )
        if target
        else None,
        periods={
            Source.DECLARED: [str(p) for p in declared],
            Source.MEASURED: [str(p) for p in measured],
        },
    )


def _snapshot(standing: Standing) -> SnapshotOut | None:
    snapshot = standing.snapshot
    if snapshot is None:
        return None
    return SnapshotOut(id=str(snapshot.pk), number=snapshot.number, sha256=snapshot.sha256)


def _value(row: Row) -> ValueOut:
    return ValueOut(
        agency=HolderOut(code=row.agency_code, name=row.agency_name, section=row.section),
        numerator=row.ratio.numerator,
        denominator=row.ratio.denominator,
        value=row.ratio.as_decimal_string(),
        printed=row.printed,
        meets_target=row.meets_target,
        findings=[_finding(finding) for finding in row.findings],
    )


def _summary(standing: Standing, *, whole: bool) -> SummaryOut:
    summary = standing.summary
    # What a letter claims is of those that reported.
    is_claimed = whole and standing.units_on is None
    failing = reporting.claim_findings(reporting.verdicts(standing)) if is_claimed else ()
    mean = summary.mean
    return SummaryOut(
        numerator=summary.pooled.numerator,
        denominator=summary.pooled.denominator,
        pooled=summary.pooled.as_decimal_string(),
        mean_of_ratios=None if mean is None else f"{ratios.rounded(mean, 6):f}",
        meeting_target=summary.meeting_target,
        below_5_percent=summary.below_watch,
        findings=[_finding(finding) for finding in failing],
    )


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        code=finding.code,
        message=finding.text(),
        params={name: str(value) for name, value in finding.params.items()},
    )
