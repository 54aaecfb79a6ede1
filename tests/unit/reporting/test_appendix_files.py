import io
import os
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from motcua.reporting.adapters import (
    appendix_csv,
    appendix_docx,
    appendix_pdf,
    appendix_words,
    appendix_xlsx,
    declared_files,
)
from motcua.reporting.types import AppendixMode

ROOT = Path(__file__).parents[3]
FOOT = "Bản như đã in · Bản chốt số liệu 2019-khai-bao-1 · SHA-256 9f86d081884c"
REMARK = "đã in là 30%"
ERRATUM = "Lào Cai: 620/2076 = 29,87%, đã in là 30%; còn thiếu 3 dịch vụ để đạt chỉ tiêu."


@pytest.fixture(scope="session")
def exact_appendix(printed_appendix):
    """With one line corrected and one erratum."""
    ministries, provinces = printed_appendix.sections
    lines = tuple(
        replace(line, percent="29.87%", remark=REMARK, flagged=True)
        if line.agency_name == "Lào Cai"
        else line
        for line in provinces.lines
    )
    return replace(
        printed_appendix,
        mode=AppendixMode.EXACT,
        sections=(ministries, replace(provinces, lines=lines)),
        errata=(ERRATUM,),
    )


@pytest.fixture(scope="session")
def font_paths():
    """Where the front-end build puts the fonts."""
    return [Path(os.environ.get("MOTCUA_BUILD") or ROOT / "build") / "fonts"]


def with_names(appendix, *names):
    """Put other names into the first lines."""
    first, *others = appendix.sections
    lines = tuple(
        replace(line, agency_name=name) for line, name in zip(first.lines, names, strict=False)
    )
    return replace(appendix, sections=(replace(first, lines=lines), *others))


def sheet_texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


@pytest.mark.parametrize("writer", [appendix_csv, appendix_docx, appendix_xlsx])
def test_the_same_appendix_gives_the_same_bytes_at_any_time(writer, exact_appendix, monkeypatch):
    first = writer.write(exact_appendix)
    later = time.time() + 100_000_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))

    assert writer.write(exact_appendix) == first


def test_the_printed_csv_is_the_file_that_was_imported_byte_for_byte(printed_appendix, letter_csv):
    assert appendix_csv.write(printed_appendix) == letter_csv


@pytest.mark.parametrize(
    ("writer", "name"), [(appendix_csv, "phu-luc.csv"), (appendix_xlsx, "phu-luc.xlsx")]
)
def test_what_is_exported_as_printed_is_imported_again_row_by_row(
    writer, name, printed_appendix, letter_rows
):
    file = declared_files.read(writer.write(printed_appendix), file_name=name)

    assert (file.rows, file.errors) == (letter_rows, ())


def test_an_exact_csv_carries_the_corrected_share_without_its_mark(exact_appendix):
    text = appendix_csv.write(exact_appendix).decode()

    assert "province,37,Lào Cai,2076,620,29.87%\n" in text


@pytest.mark.parametrize("name", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_name_becomes_a_formula(name, printed_appendix):
    appendix = with_names(printed_appendix, name)

    workbook = openpyxl.load_workbook(io.BytesIO(appendix_xlsx.write(appendix)))
    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    lines = appendix_csv.write(appendix).decode().splitlines()
    assert not [line for line in lines if line.startswith(f"ministry,1,{name}")]
    assert f"'{name}".splitlines()[0] in lines[1]


def test_the_workbook_prints_each_table_on_its_own_sheet_with_the_head_repeated(exact_appendix):
    workbook = openpyxl.load_workbook(io.BytesIO(appendix_xlsx.write(exact_appendix)))

    assert workbook.sheetnames == ["Phụ lục I", "Phụ lục II", "Số liệu"]
    for sheet in workbook:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "SHA-256 9f86d081884c" in sheet.oddFooter.left.text


def test_the_workbook_holds_numbers_that_show_what_was_printed(exact_appendix):
    workbook = openpyxl.load_workbook(io.BytesIO(appendix_xlsx.write(exact_appendix)))

    printed, exact = (
        next(
            row
            for sheet in workbook.worksheets[:2]
            for row in sheet.iter_rows()
            if row[1].value == name
        )
        for name in ("Bộ Thông tin và Truyền thông", "Lào Cai")
    )
    assert [cell.value for cell in printed[2:]] == [206, 61, 0.3]
    assert printed[4].number_format == "0%"
    assert [cell.value for cell in exact[2:]] == [2076, 620, 0.2987]
    assert exact[4].number_format == '0.00%" (*)"'


def test_the_workbook_ends_with_remarks_and_errata(exact_appendix):
    workbook = openpyxl.load_workbook(io.BytesIO(appendix_xlsx.write(exact_appendix)))

    assert sheet_texts(workbook["Phụ lục II"])[-3:] == [
        f"(*) Lào Cai: {REMARK}",
        "ĐÍNH CHÍNH",
        f"- {ERRATUM}",
    ]


def test_the_document_has_both_tables_whole_and_repeats_their_heads(exact_appendix):
    document = docx.Document(io.BytesIO(appendix_docx.write(exact_appendix)))

    assert [len(table.rows) for table in document.tables] == [21, 64]
    for table, section in zip(document.tables, exact_appendix.sections, strict=True):
        head, *body = [tuple(cell.text for cell in row.cells) for row in table.rows]
        assert head == appendix_words.columns(section)
        assert body == [appendix_words.cells(line) for line in section.lines]
        assert "w:tblHeader" in table.rows[0]._tr.xml
    assert document.tables[1].rows[37].cells[4].text == "29.87% (*)"


def test_the_document_has_title_headings_notes_and_errata_in_order(exact_appendix, letter):
    document = docx.Document(io.BytesIO(appendix_docx.write(exact_appendix)))

    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:4] == [*letter.appendix_title, f"I. {letter.sections[0].heading}"]
    assert texts[4:7] == ["Ghi chú:", *(f"- {note}" for note in letter.sections[0].notes)]
    assert texts[-3:] == [f"(*) Lào Cai: {REMARK}", "ĐÍNH CHÍNH", f"- {ERRATUM}"]


def test_the_document_is_a4_in_a_times_face_and_numbers_its_pages(printed_appendix):
    content = appendix_docx.write(printed_appendix)
    document = docx.Document(io.BytesIO(content))

    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    footer = page.footer.paragraphs[0]
    assert footer.text.startswith(FOOT)
    assert re.findall("<w:instrText>(.*?)<", footer._p.xml) == ["PAGE", "NUMPAGES"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_no_errata_no_heading_for_them(printed_appendix):
    document = docx.Document(io.BytesIO(appendix_docx.write(printed_appendix)))
    workbook = openpyxl.load_workbook(io.BytesIO(appendix_xlsx.write(printed_appendix)))

    assert "ĐÍNH CHÍNH" not in [paragraph.text for paragraph in document.paragraphs]
    assert "ĐÍNH CHÍNH" not in sheet_texts(workbook["Phụ lục II"])


def test_the_pdf_is_archival_tagged_and_the_same_every_time(exact_appendix, font_paths):
    pdf = appendix_pdf.write(exact_appendix, font_paths=font_paths)

    assert pdf.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in pdf
    assert b"/MarkInfo" in pdf
    assert appendix_pdf.write(exact_appendix, font_paths=font_paths) == pdf


def test_marks_in_the_data_are_printed_and_not_obeyed(printed_appendix, font_paths):
    appendix = with_names(printed_appendix, '#panic("x") *_$` @a <b> \\ "')

    assert appendix_pdf.write(appendix, font_paths=font_paths).startswith(b"%PDF")


def test_a_pdf_without_its_face_is_a_fault(printed_appendix, tmp_path):
    with pytest.raises(appendix_pdf.TypesettingError, match="unknown font family: tinos"):
        appendix_pdf.write(printed_appendix, font_paths=[tmp_path])
