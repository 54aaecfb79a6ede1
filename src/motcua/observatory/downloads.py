"""Figures as files: the rows of a page as CSV or XLSX, the appendix in its official forms."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.http import HttpResponse

from motcua.indicators.queries import MeasuredStanding, Standing
from motcua.kernel.periods import Period
from motcua.reporting import documents
from motcua.reporting.types import AppendixMode

COLUMNS = (
    "rank",
    "section",
    "code",
    "agency",
    "numerator",
    "denominator",
    "value",
    "printed",
    "meets_target",
    "missing",
    "findings",
)
_Line = tuple[str | int, ...]


def values_file(standing: Standing, *, kind: str) -> HttpResponse:
    """Return the rows of a ranking as a file to download.

    Args:
        standing: What is asked for.
        kind: csv (UTF-8 with byte-order mark, so that spreadsheets read the diacritics) or xlsx.
    """
    name = f"{standing.indicator.code}-{standing.period}-{standing.source}"
    if standing.units_on:
        name += f"-units-{standing.units_on}"
    return _table(name, str(standing.period), _lines(standing), kind=kind)


def measured_file(measured: MeasuredStanding, *, kind: str) -> HttpResponse:
    """Return what dossiers prove as a file in the same columns; what it has none of stays empty."""
    name = f"{measured.indicator.code}-{measured.period}-measured"
    lines: list[_Line] = [
        (
            "",
            row.section,
            row.agency_code,
            row.agency_name,
            row.ratio.numerator,
            row.ratio.denominator,
            row.ratio.as_decimal_string() or "",
            "",
            "",
            "",
            " ".join(finding.code for finding in row.findings),
        )
        for row in measured.rows
    ]
    return _table(name, str(measured.period), lines, kind=kind)


def appendix_file(
    period: Period, *, kind: str, mode: AppendixMode, number: int | None
) -> HttpResponse:
    """Return the official appendix of a period as a file to download."""
    content = documents.appendix_file(period, kind=kind, mode=mode, number=number)
    name = f"phu-luc-{period}-{mode}.{kind}"
    return _attachment(content, name, documents.MEDIA_TYPES[kind])


def _table(name: str, title: str, lines: Sequence[_Line], *, kind: str) -> HttpResponse:
    if kind == "csv":
        return _attachment(_csv(lines), f"{name}.csv", documents.MEDIA_TYPES["csv"])
    return _attachment(_xlsx(title, lines), f"{name}.xlsx", documents.MEDIA_TYPES["xlsx"])


def _lines(standing: Standing) -> list[_Line]:
    return [
        (
            row.rank,
            row.section,
            row.agency_code,
            row.agency_name,
            row.ratio.numerator,
            row.ratio.denominator,
            row.ratio.as_decimal_string() or "",
            row.printed or "",
            "true" if row.meets_target else "false",
            row.missing,
            " ".join(finding.code for finding in row.findings),
        )
        for row in standing.rows
    ]


def _csv(lines: Sequence[_Line]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(title: str, lines: Sequence[_Line]) -> bytes:
    buffer = io.BytesIO()
    # Names that begin like a formula stay text.
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, COLUMNS, bold)
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return buffer.getvalue()


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
