"""Writes the appendix of a period in every form it is published in."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from motcua.kernel.periods import Period
from motcua.reporting import queries
from motcua.reporting.adapters import appendix_csv, appendix_docx, appendix_pdf, appendix_xlsx
from motcua.reporting.types import Appendix, AppendixMode

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def appendix_file(
    period: Period, *, kind: str, mode: AppendixMode, number: int | None = None
) -> bytes:
    """Return the appendix as a file; the same snapshot always gives the same bytes.

    Args:
        period: With declared values.
        kind: A key of `MEDIA_TYPES`.
        mode: As printed or exact.
        number: A snapshot of the past; None: the newest.

    Raises:
        NothingReported: The period has no declared values.
        UnknownSnapshot: The period has no snapshot of this number.
    """
    return _WRITERS[kind](queries.appendix(period, mode=mode, number=number))


def _pdf(appendix: Appendix) -> bytes:
    return appendix_pdf.write(appendix, font_paths=[Path(settings.MOTCUA_BUILD) / "fonts"])


_WRITERS: dict[str, Callable[[Appendix], bytes]] = {
    "docx": appendix_docx.write,
    "pdf": _pdf,
    "xlsx": appendix_xlsx.write,
    "csv": appendix_csv.write,
}
