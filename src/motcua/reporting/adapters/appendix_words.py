"""Fixed words of the appendix, shared by its writers.

The appendix is an official Vietnamese document whatever language its reader uses on screen,
so these words are not translated.

Source: Appendix of công văn 929/BTTTT-THH of 2020-03-19. Its slips are not repeated: heading I
reads "BẢO HIỂM XÃ HỘI VỆT NAM" there, and the first column of table II is headed "TI".
"""

from motcua.reporting.types import Appendix, AppendixLine, AppendixMode, AppendixSection

NUMBER_COLUMN = "TT"
TOTAL_COLUMN = "Tổng số thủ tục hành chính"
LEVEL4_COLUMN = "Số dịch vụ công trực tuyến mức độ 4"
PERCENT_COLUMN = "Tỉ lệ dịch vụ công trực tuyến mức độ 4"
NOTES_HEADING = "Ghi chú:"
ERRATA_HEADING = "ĐÍNH CHÍNH"
FLAG = " (*)"

_MODE_NAMES = {
    AppendixMode.PRINTED: "Bản như đã in",
    AppendixMode.EXACT: "Bản tính chính xác",
}
_SHORT_HASH_LENGTH = 12


def mode_name(appendix: Appendix) -> str:
    """Return what the foot of each page calls this mode."""
    return _MODE_NAMES[appendix.mode]


def columns(section: AppendixSection) -> tuple[str, str, str, str, str]:
    """Return the five column titles of a table."""
    return (NUMBER_COLUMN, section.name_column, TOTAL_COLUMN, LEVEL4_COLUMN, PERCENT_COLUMN)


def cells(line: AppendixLine) -> tuple[str, str, str, str, str]:
    """Return the five cells of a line as printed; a flagged percentage carries its mark."""
    return (
        str(line.number),
        line.agency_name,
        str(line.procedures_total),
        str(line.level4_services),
        line.percent + (FLAG if line.flagged else ""),
    )


def section_heading(section: AppendixSection) -> str:
    """Return "I. BỘ, CƠ QUAN NGANG BỘ…"."""
    return f"{section.numeral}. {section.heading}"


def footnotes(section: AppendixSection) -> tuple[str, ...]:
    """Return the remarks of a table in line order, each led by its flag and agency."""
    return tuple(
        f"{FLAG.strip()} {line.agency_name}: {line.remark}" for line in section.lines if line.remark
    )


def provenance(appendix: Appendix) -> str:
    """Return the line at the foot of every page: mode, snapshot and the head of its hash."""
    short_hash = appendix.snapshot_sha256[:_SHORT_HASH_LENGTH]
    return f"{mode_name(appendix)} · Bản chốt số liệu {appendix.snapshot_id} · SHA-256 {short_hash}"
