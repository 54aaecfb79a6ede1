"""Papers as Word documents, to be worked on: made of what their templates say in HTML."""

import io
import zipfile
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import html

_FONT: Final = "Times New Roman"
_PLACES: Final = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_BOLD: Final = {"strong", "b", "th"}
_ITALIC: Final = {"em", "i"}
# Zip entries cannot be older than this; all get it, so that equal content gives equal bytes.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)

_Place = Document | _Cell


def written(page: str, *, note: str, at: datetime) -> bytes:
    """Return a DOCX of a page; the same page gives the same bytes.

    Args:
        page: HTML of a template: paragraphs, lists, tables and what is strong or stressed in them.
        note: What stands at the head of each page, above all else.
        at: Time of making, for the document's own record.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman, margins.
    """
    found = html.document_fromstring(page)
    document = docx.Document()
    _set_page(document, note)
    core = document.core_properties
    core.title, core.author = found.findtext(".//title") or "", ""
    core.created = core.modified = at.replace(microsecond=0, tzinfo=None)
    _Writer(document).write(found.body)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


class _Writer:
    """Writes blocks into a document or a cell; text that stands between them is a paragraph too."""

    def __init__(self, place: _Place, *, alignment: WD_ALIGN_PARAGRAPH | None = None) -> None:
        self._place = place
        self._alignment = alignment
        self._open: Paragraph | None = None
        self._is_fresh = isinstance(place, _Cell)

    def write(self, block: html.HtmlElement) -> None:
        self._say(block.text, ())
        for child in block:
            self._child(child)
            self._say(child.tail, ())
        self._open = None

    def _child(self, child: html.HtmlElement) -> None:
        match child.tag:
            case "p":
                self._open = None
                self._inline(child, ())
                self._open = None
            case "div":
                self._open = None
                inner = _PLACES.get(child.get("class", ""), self._alignment)
                outer, self._alignment = self._alignment, inner
                self.write(child)
                self._alignment = outer
            case "ol" | "ul":
                self._list(child)
            case "table":
                self._table(child)
            case _:
                self._run(child, ())

    def _list(self, found: html.HtmlElement) -> None:
        for number, item in enumerate(found.findall("li"), start=1):
            self._open = None
            # Numbers are written, not counted by Word: it would go on counting in the next list.
            self._say(f"{number}. " if found.tag == "ol" else "- ", ())
            self._inline(item, ())
        self._open = None

    def _table(self, found: html.HtmlElement) -> None:
        rows = [list(row.iterchildren("td", "th")) for row in found.iter("tr")]
        if not rows:
            return
        is_grid = found.get("class") == "grid"
        width = max(len(row) for row in rows)
        table = self._place.add_table(rows=len(rows), cols=width)
        if not is_grid:
            table.style = "Table Grid"
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, said in zip(row.cells, cells, strict=False):
                centred = WD_ALIGN_PARAGRAPH.CENTER if is_grid and width > 1 else None
                _Writer(cell, alignment=centred).write(said)
        self._open = None
        self._is_fresh = False

    def _inline(self, found: html.HtmlElement, marks: tuple[str, ...]) -> None:
        self._say(found.text, marks)
        for child in found:
            if child.tag in {"p", "div", "ol", "ul", "table"}:
                self._child(child)
            else:
                self._run(child, marks)
            self._say(child.tail, marks)

    def _run(self, found: html.HtmlElement, marks: tuple[str, ...]) -> None:
        if found.tag == "br":
            self._paragraph().add_run().add_break(WD_BREAK.LINE)
        else:
            self._inline(found, (*marks, found.tag))

    def _say(self, text: str | None, marks: tuple[str, ...]) -> None:
        if text and (text.strip() or self._open is not None):
            run = self._paragraph().add_run(text)
            run.bold = bool(_BOLD & {*marks}) or None
            run.italic = bool(_ITALIC & {*marks}) or None

    def _paragraph(self) -> Paragraph:
        if self._open is None:
            # A cell begins with an empty paragraph: it is the first one that is written to.
            first = self._place.paragraphs[0] if self._is_fresh else None
            self._open = first if first is not None else self._place.add_paragraph()
            self._is_fresh = False
            self._open.alignment = self._alignment
        return self._open


def _set_page(document: Document, note: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(26), Mm(18)
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.name, normal.font.size = _FONT, Pt(12.5)
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        normal.paragraph_format.space_after = Pt(4)
        normal.paragraph_format.space_before = Pt(0)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(note)
    run.italic, run.font.size = True, Pt(9)


def _with_fixed_dates(document: bytes) -> bytes:
    """Return the same archive with fixed dates of its entries."""
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as old,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            dated = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            new.writestr(dated, old.read(entry), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
