"""Reads of reporting: files, publications, verdicts on their claims, the appendix."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.indicators import queries as standings
from motcua.indicators.queries import Standing
from motcua.indicators.types import LEVEL4_SHARE, Finding, Source
from motcua.kernel.periods import Period
from motcua.kernel.ratios import Ratio
from motcua.reporting import errors, rules
from motcua.reporting.adapters import publications
from motcua.reporting.appendix import Frozen
from motcua.reporting.appendix import build as build_appendix
from motcua.reporting.models import ImportedFile, ImportedRow
from motcua.reporting.types import Appendix, AppendixMode, Judgement, Publication, Verdict

if TYPE_CHECKING:
    from motcua.indicators.models import IndicatorValue

_IMPORT = "import:"


@dataclass(frozen=True, kw_only=True)
class ComparedRow:
    """A line of a checked file beside what is published now (None: nothing yet)."""

    row: ImportedRow
    ratio: Ratio
    findings: tuple[Finding, ...]
    before: "IndicatorValue | None"

    @property
    def changes(self) -> bool:
        """Return whether confirming would publish something else than now."""
        before = self.before
        return before is None or (
            (before.numerator, before.denominator, before.printed)
            != (self.row.level4_services, self.row.procedures_total, self.row.printed)
        )


def origin_of(file: ImportedFile) -> str:
    """Return how snapshots and the audit log name a file."""
    return f"{_IMPORT}{file.pk}"


def file_of(origin: str) -> ImportedFile | None:
    """Return the file a snapshot came from, or None where it came from elsewhere."""
    if not origin.startswith(_IMPORT):
        return None
    return ImportedFile.objects.filter(pk=UUID(origin.removeprefix(_IMPORT))).first()


def files(*, viewer: Viewer) -> QuerySet[ImportedFile]:
    """Return the files that someone may see, newest first, each with its number of rows.

    Who consolidates sees all; who reports for an agency sees what she sent herself.
    """
    # Counting groups, and a grouped query forgets the order of the table.
    found = (
        ImportedFile.objects.defer("content")
        .annotate(row_count=Count("rows"))
        .order_by("-uploaded_at")
    )
    if viewer.has_any({Role.REPORTING_OFFICER}):
        return found
    return found.filter(uploaded_by=str(viewer.actor))


def compared(file: ImportedFile) -> Sequence[ComparedRow]:
    """Return each line of a file beside what is published now: six queries, however long it is."""
    standing = standings.standing(
        file.indicator, period=Period.parse(file.period), source=Source.DECLARED
    )
    values = standings.values_in(standing.snapshot) if standing.snapshot else ()
    published = {value.agency_id: value for value in values}
    rows = file.rows.select_related("agency")
    return [
        ComparedRow(
            row=row,
            ratio=(ratio := Ratio(row.level4_services, row.procedures_total)),
            findings=standings.findings(ratio, row.printed, standing=standing),
            before=published.get(row.agency_id),
        )
        for row in rows
    ]


def line_behind(value: "IndicatorValue") -> ImportedRow | None:
    """Return the line of the file that a published value was read from."""
    file = file_of(value.recorded_in.origin)
    if file is None:
        return None
    return file.rows.filter(agency=value.agency_id).select_related("file").first()


def publication_of(indicator: str, period: Period) -> Publication | None:
    """Return the publication that printed a period's figures, or None."""
    found = (
        publication
        for publication in publications.carried()
        if (publication.indicator, publication.period) == (indicator, str(period))
    )
    return next(found, None)


def publication_behind(
    history: "Iterable[IndicatorValue]", standing: Standing
) -> Publication | None:
    """Return the publication that printed an agency's figure, or None where it came from a file.

    Publications print what is recorded first; a later value was printed by whoever sent its file.

    Args:
        history: Every value the agency ever had for the period, newest first.
        standing: The one its figure is read from.
    """
    shown = standing.snapshot.number if standing.snapshot else 0
    in_force = next((v for v in history if v.recorded_in.number <= shown), None)
    if in_force is None or in_force.recorded_in.number > 1:
        return None
    return publication_of(standing.indicator.code, standing.period)


def verdicts(standing: Standing) -> tuple[Verdict, ...]:
    """Hold every published claim about a period against the rows it was published with.

    Those are the first that were recorded: a correction made later does not make a letter right.

    Args:
        standing: Over all sections, of any snapshot of the period.
    """
    publication = publication_of(standing.indicator.code, standing.period)
    snapshot = standing.snapshot
    if publication is None or snapshot is None or standing.source is not Source.DECLARED:
        return ()
    first = standing if snapshot.number == 1 else standings.first_standing(standing)
    return tuple(rules.judge(claim, first.rows) for claim in publication.claims)


def claim_findings(found: Sequence[Verdict]) -> tuple[Finding, ...]:
    """Return what is wrong with a period's publication: one finding for each claim that fails."""
    return tuple(
        rules.claim_finding(verdict)
        for verdict in found
        if verdict.judgement is not Judgement.AGREES
    )


def appendix(period: Period, *, mode: AppendixMode, number: int | None = None) -> Appendix:
    """Return the official appendix of a period, as printed or exact.

    Args:
        period: With declared values.
        mode: Which percentages to show.
        number: A snapshot of the past; None: the newest.

    Raises:
        NothingReported: The period has no declared values.
        UnknownSnapshot: The period has no snapshot of this number.
    """
    standing = standings.standing(
        LEVEL4_SHARE, period=period, source=Source.DECLARED, number=number
    )
    snapshot = standing.snapshot
    if snapshot is None:
        raise errors.NothingReported(period=str(period))
    return build_appendix(
        standing.rows,
        publication_of(LEVEL4_SHARE, period),
        period=str(period),
        mode=mode,
        frozen=Frozen(id=str(snapshot.pk), sha256=snapshot.sha256, made_at=snapshot.taken_at),
        source=standing.indicator.source_article,
        failing=claim_findings(verdicts(standing)),
    )
