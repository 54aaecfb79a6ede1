"""The appendix as a workbook: a sheet per table to print, a sheet of figures to calculate with."""

import io
import math
import re
from datetime import UTC
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from motcua.reporting.adapters import appendix_csv, appendix_words
from motcua.reporting.types import Appendix, AppendixLine, AppendixSection

DATA_SHEET = "Số liệu"

_A4 = 9
_COLUMN_WIDTHS = (6, 44, 13, 13, 13)
_LAST_COLUMN = len(_COLUMN_WIDTHS) - 1
_DATA_WIDTHS = (12, 6, 44, 18, 18, 18)
_NUMBER_COLUMN, _NAME_COLUMN, _PERCENT_COLUMN = 0, 1, 4
# A merged cell does not grow with its text, so the height of a wrapped text is reckoned here.
_CHARACTERS_PER_LINE = 84
_POINTS_PER_LINE = 16
_HEAD_POINTS = 66
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter", "text_wrap": True}
_BOX = {**_FONT, "border": 1}
_STYLES = {
    "title": {**_FONT, "font_size": 13, "bold": True, "align": "center"},
    "subtitle": {**_FONT, "font_size": 13, "italic": True, "align": "center"},
    "heading": {**_FONT, "bold": True},
    "note": {**_FONT, "valign": "top"},
    "head": {**_BOX, "bold": True, "align": "center", "bg_color": "#EDEDED"},
    "centre": {**_BOX, "align": "center"},
    "text": _BOX,
    "count": {**_BOX, "num_format": "0"},
}
_PERCENT = re.compile(r"(\d+)(?:[.,](\d+))?\s*%")


def write(appendix: Appendix) -> bytes:
    """Return an XLSX file that prints like the letter and can be imported again.

    Counts and percentages are numbers, shown with as many decimals as printed; every text is
    written as text, so none can become a formula. The same appendix gives the same bytes.
    """
    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True})
    workbook.set_properties(
        {
            "title": " ".join(appendix.title),
            "subject": appendix.period,
            "comments": appendix_words.provenance(appendix),
            # The file format means UTC and takes no zone.
            "created": appendix.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    sheets = [_TableSheet(workbook, appendix, section) for section in appendix.sections]
    for sheet in sheets:
        sheet.write_table()
    if sheets and appendix.errata:
        sheets[-1].write_errata()
    _write_data(workbook, appendix)
    workbook.close()
    return buffer.getvalue()


class _TableSheet:
    """One printable sheet, filled from the top; `_row` is the next free row."""

    def __init__(self, workbook: Workbook, appendix: Appendix, section: AppendixSection) -> None:
        self._appendix = appendix
        self._section = section
        self._workbook = workbook
        self._styles = {name: workbook.add_format(style) for name, style in _STYLES.items()}
        self._sheet = workbook.add_worksheet(f"Phụ lục {section.numeral}")
        self._row = 0
        _set_widths(self._sheet, _COLUMN_WIDTHS)
        _set_page(self._sheet, appendix)

    def write_table(self) -> None:
        *titles, subtitle = self._appendix.title
        for title in titles:
            self._across(title, "title")
        self._across(subtitle, "subtitle")
        self._row += 1
        self._across(appendix_words.section_heading(self._section), "heading")
        self._write_head()
        for line in self._section.lines:
            self._write_line(line)
        self._row += 1
        if self._section.notes:
            self._across(appendix_words.NOTES_HEADING, "heading")
        for note in self._section.notes:
            self._across(f"- {note}", "note")
        for footnote in appendix_words.footnotes(self._section):
            self._across(footnote, "note")

    def write_errata(self) -> None:
        self._row += 1
        self._across(appendix_words.ERRATA_HEADING, "heading")
        for erratum in self._appendix.errata:
            self._across(f"- {erratum}", "note")

    def _write_head(self) -> None:
        for column, title in enumerate(appendix_words.columns(self._section)):
            self._sheet.write_string(self._row, column, title, self._styles["head"])
        self._sheet.set_row(self._row, _HEAD_POINTS)
        self._sheet.repeat_rows(self._row)
        self._row += 1
        self._sheet.freeze_panes(self._row, 0)

    def _write_line(self, line: AppendixLine) -> None:
        self._sheet.write_number(self._row, _NUMBER_COLUMN, line.number, self._styles["centre"])
        self._sheet.write_string(self._row, _NAME_COLUMN, line.agency_name, self._styles["text"])
        for column, count in enumerate((line.procedures_total, line.level4_services), start=2):
            self._sheet.write_number(self._row, column, count, self._styles["count"])
        _write_percent(self._workbook, self._sheet, self._row, _PERCENT_COLUMN, line, style=_BOX)
        self._row += 1

    def _across(self, text: str, style: str) -> None:
        self._sheet.merge_range(self._row, 0, self._row, _LAST_COLUMN, "", self._styles[style])
        self._sheet.write_string(self._row, 0, text, self._styles[style])
        self._sheet.set_row(
            self._row, _POINTS_PER_LINE * math.ceil(len(text) / _CHARACTERS_PER_LINE) + 2
        )
        self._row += 1


def _write_data(workbook: Workbook, appendix: Appendix) -> None:
    """Write the flat table: header in row 1, no merged cell, ready to import."""
    sheet = workbook.add_worksheet(DATA_SHEET)
    head = workbook.add_format({**_FONT, "bold": True})
    plain = workbook.add_format({**_FONT, "text_wrap": False})
    _set_widths(sheet, _DATA_WIDTHS)
    _set_page(sheet, appendix)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for column, title in enumerate(appendix_csv.COLUMNS):
        sheet.write_string(0, column, title, head)
    lines = [(part.section, line) for part in appendix.sections for line in part.lines]
    for row, (section, line) in enumerate(lines, start=1):
        sheet.write_string(row, 0, section.value, plain)
        sheet.write_number(row, 1, line.number, plain)
        sheet.write_string(row, 2, line.agency_name, plain)
        sheet.write_number(row, 3, line.procedures_total, plain)
        sheet.write_number(row, 4, line.level4_services, plain)
        _write_percent(workbook, sheet, row, 5, line, style=_FONT, with_flag=False)
    sheet.autofilter(0, 0, len(lines), len(appendix_csv.COLUMNS) - 1)


def _write_percent(
    workbook: Workbook,
    sheet: Worksheet,
    row: int,
    column: int,
    line: AppendixLine,
    *,
    style: dict[str, object],
    with_flag: bool = True,
) -> None:
    """Write the share as a number that shows the printed decimals, else as the printed text."""
    printed = _PERCENT.fullmatch(line.percent)
    flagged = line.flagged and with_flag
    look = {**style, "align": "right", "bold": flagged}
    if printed is None:
        sheet.write_string(row, column, line.percent, workbook.add_format(look))
        return
    whole, decimals = printed[1], printed[2] or ""
    shown = "0." + "0" * len(decimals) + "%" if decimals else "0%"
    if flagged:
        shown += f'"{appendix_words.FLAG}"'
    cell_format = workbook.add_format({**look, "num_format": shown})
    sheet.write_number(row, column, Decimal(f"{whole}.{decimals or 0}") / 100, cell_format)


def _set_widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _set_page(sheet: Worksheet, appendix: Appendix) -> None:
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    # An ampersand begins a command in a footer.
    provenance = appendix_words.provenance(appendix).replace("&", "&&")
    sheet.set_footer(f"&L&8 {provenance}&R&8 Trang &P/&N")
