"""The appendix as a Word document that an official can go on editing."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

from motcua.reporting.adapters import appendix_words
from motcua.reporting.types import Appendix, AppendixLine, AppendixSection

_FONT = "Times New Roman"
_BODY_SIZE, _TABLE_SIZE, _FOOT_SIZE = Pt(13), Pt(12), Pt(8)
_BLACK = RGBColor(0, 0, 0)
_TEXT_WIDTH = Mm(165)
_COLUMN_WIDTHS = (Mm(12), Mm(66), Mm(25), Mm(31), Mm(31))
_NAME_COLUMN = 1
# Zip entries cannot be older than this; all get it, so that equal content gives equal bytes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write(appendix: Appendix) -> bytes:
    """Return a DOCX file laid out like the letter; the same appendix gives the same bytes.

    Each table repeats its head row on every page; the foot names mode, snapshot and hash.

    Source: Nghị định 30/2020/NĐ-CP, appendix I: A4, Times New Roman 13, margins of 20 mm above
    and below, 30 mm left, 15 mm right.
    """
    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, appendix)
    _add_foot(document, appendix)
    *titles, subtitle = appendix.title
    for title in titles:
        _bold(_title(document.add_paragraph(title)))
    _italic(_title(document.add_paragraph(subtitle)))
    for section in appendix.sections:
        _add_section(document, section)
    if appendix.errata:
        document.add_paragraph(appendix_words.ERRATA_HEADING, style="Heading 1")
        for erratum in appendix.errata:
            document.add_paragraph(f"- {erratum}")
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _add_section(document: Document, section: AppendixSection) -> None:
    document.add_paragraph(appendix_words.section_heading(section), style="Heading 1")
    table = document.add_table(
        rows=1 + len(section.lines), cols=len(_COLUMN_WIDTHS), style="Table Grid"
    )
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _COLUMN_WIDTHS, strict=True):
        column.width = width
    head, *body = table.rows
    _fill_head(head, appendix_words.columns(section))
    for row, line in zip(body, section.lines, strict=True):
        _fill_line(row, line)
    notes = document.add_paragraph(appendix_words.NOTES_HEADING)
    notes.paragraph_format.space_before = Pt(9)
    notes.paragraph_format.keep_with_next = True
    _bold(notes)
    for note in section.notes:
        document.add_paragraph(f"- {note}")
    for footnote in appendix_words.footnotes(section):
        document.add_paragraph(footnote)


def _fill_head(row: _Row, titles: Sequence[str]) -> None:
    for cell, width, title in zip(row.cells, _COLUMN_WIDTHS, titles, strict=True):
        cell.width = width
        _bold(_centred(_tight(cell.paragraphs[0], title)))
    _mark(row, "w:cantSplit")
    _mark(row, "w:tblHeader")


def _fill_line(row: _Row, line: AppendixLine) -> None:
    texts = appendix_words.cells(line)
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = _COLUMN_WIDTHS[column]
        paragraph = _tight(cell.paragraphs[0], text)
        if column != _NAME_COLUMN:
            _centred(paragraph)
        if line.flagged:
            _bold(paragraph)
    _mark(row, "w:cantSplit")


def _tight(paragraph: Paragraph, text: str) -> Paragraph:
    paragraph.add_run(text).font.size = _TABLE_SIZE
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _title(paragraph: Paragraph) -> Paragraph:
    """Centre between wide margins, so that a long title breaks at its middle."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(26)
    return _centred(paragraph)


def _centred(paragraph: Paragraph) -> Paragraph:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _bold(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.bold = True


def _italic(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.italic = True


def _mark(row: _Row, name: str) -> None:
    """Switch on a row property that python-docx has no word for."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - no public way to it


def _set_page(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    page.footer_distance = Mm(10)


def _set_styles(document: Document) -> None:
    """Give text and headings the official face: the template's own are blue and sans serif."""
    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(name)
        style.font.name = _FONT
        style.font.size = _BODY_SIZE
        style.font.color.rgb = _BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:eastAsia"), _FONT)
        fonts.set(qn("w:cs"), _FONT)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.get_or_add_rPr().append(language)
        style.paragraph_format.space_before = Pt(12 if name == "Heading 1" else 0)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.0


def _set_properties(document: Document, appendix: Appendix) -> None:
    # The file format means UTC and takes no zone.
    made_at = appendix.made_at.astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = " ".join(appendix.title)
    properties.subject = appendix.period
    properties.comments = appendix_words.provenance(appendix)
    properties.author = properties.last_modified_by = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = made_at


def _add_foot(document: Document, appendix: Appendix) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    # The template's own style for feet would stop the tab in the middle of the line.
    paragraph.style = document.styles["Normal"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{appendix_words.provenance(appendix)}\tTrang ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run("/")
    _add_field(paragraph, "NUMPAGES")
    for run in paragraph.runs:
        run.font.size = _FOOT_SIZE


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a number that Word computes; python-docx has no word for fields."""
    run = paragraph.add_run()
    for part in ("begin", None, "end"):
        if part is None:
            element = OxmlElement("w:instrText")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), part)
        run._r.append(element)  # noqa: SLF001 - no public way to it


def _with_fixed_dates(content: bytes) -> bytes:
    """Return the same archive with every entry dated alike: python-docx stamps the clock."""
    rewritten = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            dated = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            target.writestr(dated, source.read(entry), zipfile.ZIP_DEFLATED)
    return rewritten.getvalue()
