"""How a ranking becomes the official appendix: order, words and percentages; pure.

Source: appendix of công văn 929/BTTTT-THH; its order is that of the rows as they were reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.indicators.types import Finding, Row, Section
from motcua.reporting.types import (
    Appendix,
    AppendixLine,
    AppendixMode,
    AppendixSection,
    Publication,
    PublishedSection,
)

DECIMALS = 2


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """The snapshot an appendix is made from.

    Attributes:
        made_at: Aware.
    """

    id: str
    sha256: str
    made_at: datetime


def build(
    rows: Sequence[Row],
    publication: Publication | None,
    *,
    period: str,
    mode: AppendixMode,
    frozen: Frozen,
    source: str,
    failing: Sequence[Finding] = (),
) -> Appendix:
    """Lay rows out as the official appendix.

    Args:
        rows: Of all sections, in any order.
        publication: Whose heads and notes to use; None: plain ones.
        period: Its label.
        mode: As printed (an empty cell where nothing was printed) or exact.
        frozen: Named on every page.
        source: Used where there is no publication.
        failing: What is wrong with the claims of the publication; said in the exact mode only.
    """
    frames = publication.sections if publication else _PLAIN
    return Appendix(
        period=period,
        mode=mode,
        title=publication.appendix_title if publication else _plain_title(period),
        sections=tuple(
            _section(frame, section_rows, mode)
            for frame in frames
            if (section_rows := _in_order(rows, frame.section))
        ),
        errata=_errata(rows, failing) if mode is AppendixMode.EXACT else (),
        snapshot_id=frozen.id,
        snapshot_sha256=frozen.sha256,
        made_at=frozen.made_at,
        source=publication.source if publication else source,
    )


def _in_order(rows: Sequence[Row], section: Section) -> list[Row]:
    return sorted((row for row in rows if row.section == section), key=lambda row: row.position)


def _section(frame: PublishedSection, rows: Sequence[Row], mode: AppendixMode) -> AppendixSection:
    return AppendixSection(
        section=frame.section,
        numeral=frame.numeral,
        heading=frame.heading,
        name_column=frame.name_column,
        lines=tuple(_line(row, mode) for row in rows),
        notes=frame.notes,
    )


def _line(row: Row, mode: AppendixMode) -> AppendixLine:
    corrected = mode is AppendixMode.EXACT and bool(row.findings)
    return AppendixLine(
        number=row.position,
        agency_name=row.written_name,
        procedures_total=row.ratio.denominator,
        level4_services=row.ratio.numerator,
        percent=_exact(row) if mode is AppendixMode.EXACT else row.printed or "",
        remark=f"đã in là {row.printed}" if corrected else None,
        flagged=corrected,
    )


def _errata(rows: Sequence[Row], failing: Sequence[Finding]) -> tuple[str, ...]:
    wrong = sorted((row for row in rows if row.findings), key=lambda r: (r.section, r.position))
    of_rows = [
        f"{row.written_name}: {row.ratio.numerator}/{row.ratio.denominator} = "
        f"{_in_prose(_exact(row))}, đã in là {_in_prose(row.printed or '')}{_shortfall(row)}."
        for row in wrong
    ]
    return (*of_rows, *(finding.text() for finding in failing))


def _shortfall(row: Row) -> str:
    if row.meets_target:
        return ""
    return f"; còn thiếu {row.missing} dịch vụ để đạt chỉ tiêu"


def _exact(row: Row) -> str:
    return f"{row.ratio.rounded_percent(DECIMALS)}%"


def _in_prose(percent: str) -> str:
    """Write a percentage as Vietnamese prose does; the tables keep the point of the original."""
    return percent.replace(".", ",") if percent.endswith("%") else percent


def _plain_title(period: str) -> tuple[str, ...]:
    return (
        "PHỤ LỤC",
        "TỶ LỆ DỊCH VỤ CÔNG TRỰC TUYẾN MỨC ĐỘ 4 CỦA CÁC BỘ, NGÀNH, ĐỊA PHƯƠNG",
        f"(Số liệu kỳ {period})",
    )


_PLAIN = (
    PublishedSection(
        section=Section.MINISTRY,
        numeral="I",
        heading="BỘ, CƠ QUAN NGANG BỘ VÀ CƠ QUAN THUỘC CHÍNH PHỦ",
        name_column="Tên cơ quan",
        notes=(),
        excluded_agencies=(),
        excluded_because="",
    ),
    PublishedSection(
        section=Section.PROVINCE,
        numeral="II",
        heading="TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG",
        name_column="Tên tỉnh, thành phố",
        notes=(),
        excluded_agencies=(),
        excluded_because="",
    ),
)
