import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.reporting.adapters import declared_files
from motcua.reporting.types import DeclaredRow, Section
from motcua.sheets import xlsx_file

HEADER = (
    "section",
    "no",
    "agency_name",
    "procedures_total",
    "level4_services",
    "printed_percent",
)
AN_GIANG = ("province", 1, "An Giang", 1915, 654, "34.15%")
READ_AN_GIANG = DeclaredRow(2, Section.PROVINCE, 1, "An Giang", 1915, 654, "34.15%")


def workbook_of(*rows, change=lambda _sheet: None):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    change(workbook.active)
    return saved(workbook)


def saved(workbook):
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def read(content, file_name="bao-cao.xlsx"):
    return declared_files.read(content, file_name=file_name)


def codes(file):
    return [error.reason.code.removeprefix("sheets.") for error in file.errors]


def test_a_plain_sheet_is_read():
    file = read(workbook_of(HEADER, AN_GIANG))

    assert (file.rows, file.errors) == ((READ_AN_GIANG,), ())


def test_titles_as_in_the_letter_are_read_with_line_breaks_inside():
    header = (
        "TT",
        "Tên tỉnh,\nthành phố",
        "Tổng số thủ tục\nhành chính",
        "Số dịch vụ công trực tuyến mức độ 4",
        "Tỉ lệ dịch vụ công trực tuyến mức độ 4",
    )

    (row,) = read(workbook_of(header, AN_GIANG[1:])).rows

    assert (row.section, row.agency_name, row.procedures_total) == (None, "An Giang", 1915)


@pytest.mark.parametrize("total", [1915, 1915.0, "1915", "1.915", " 1 915 "])
def test_whole_numbers_are_read_however_the_cell_stores_them(total):
    (row,) = read(workbook_of(HEADER, (*AN_GIANG[:3], total, *AN_GIANG[4:]))).rows

    assert row.procedures_total == 1915


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1915.5, "kernel.count_has_decimals"),
        # As a text, 1.915 is 1915; as a number it is less than two.
        (1.915, "kernel.count_has_decimals"),
        (-3, "kernel.count_is_negative"),
        ("nhiều", "kernel.not_a_count"),
        (None, "kernel.number_missing"),
        (True, "cell_not_readable"),
        (date(2019, 12, 31), "cell_not_readable"),
        ("=D9/0", "formula_without_value"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(cell, code):
    file = read(workbook_of(HEADER, (), (*AN_GIANG[:3], cell, *AN_GIANG[4:])))

    (error,) = file.errors
    assert (error.line, error.column) == (3, "procedures_total")
    assert codes(file) == [code]


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (0.3415, "0.00%", "34.15%"),
        (654 / 1915, "0.00%", "34.15%"),
        (61 / 206, "0%", "30%"),
        (0.3, "0%", "30%"),
        (0.005, "0.0%", "0.5%"),
        (1, "0.00%", "100.00%"),
        (0.2961, '0.00%" (*)"', "29.61%"),
        (0.2961, "#,##0.00%;[Red]-0.00%", "29.61%"),
        (34.15, "General", "34.15"),
        ("34,15 %", "General", "34,15 %"),
    ],
)
def test_a_percentage_is_read_as_the_sheet_shows_it(value, number_format, printed):
    def set_format(sheet):
        sheet["F2"].number_format = number_format

    (row,) = read(workbook_of(HEADER, (*AN_GIANG[:5], value), change=set_format)).rows

    assert row.printed_percent == printed


def test_a_formula_is_read_by_the_value_saved_with_it():
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, AN_GIANG)
    sheet.write_formula(1, 3, "=1900+15", None, 1915)
    sheet.write_formula(1, 5, "=E2/D2", workbook.add_format({"num_format": "0.00%"}), 654 / 1915)
    workbook.close()

    assert read(content.getvalue()).rows == (READ_AN_GIANG,)


def test_an_error_value_is_refused_by_its_name():
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, AN_GIANG)
    sheet.write_formula(1, 5, "=E2/0", None, "#DIV/0!")
    workbook.close()

    (error,) = read(content.getvalue()).errors

    assert (error.line, error.column) == (2, "printed_percent")
    assert "#DIV/0!" in error.reason.text()


def test_merged_cells_in_the_table_are_told_once():
    rows = [("province", number, f"Xã {number}", 10, 1, None) for number in (1, 2, 3)]

    file = read(workbook_of(HEADER, *rows, change=lambda sheet: sheet.merge_cells("A2:A3")))

    (error,) = file.errors
    assert (error.line, error.reason.code) == (2, "sheets.merged_cells")
    assert "A2:A3" in error.reason.text()
    assert [row.line for row in file.rows] == [4]


def test_a_merged_header_is_refused():
    file = read(workbook_of(HEADER, AN_GIANG, change=lambda sheet: sheet.merge_cells("A1:B1")))

    assert codes(file) == ["merged_cells"]
    assert file.errors[0].line == 1


def test_a_row_that_nobody_sees_is_refused():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    file = read(workbook_of(HEADER, AN_GIANG, change=hide))

    assert (codes(file), file.errors[0].line) == (["row_hidden"], 2)


def test_a_value_beyond_the_header_is_not_lost_silently():
    file = read(workbook_of(HEADER, (*AN_GIANG, None, "còn gì nữa")))

    assert codes(file) == ["wrong_cell_count"]


def workbook_with_sheets(**states):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Hướng dẫn điền biểu"])
    for title, state in states.items():
        sheet = workbook.create_sheet(title)
        sheet.append(HEADER)
        sheet.append(AN_GIANG)
        sheet.sheet_state = state
    return saved(workbook)


def test_of_several_sheets_the_one_with_the_header_is_read():
    assert read(workbook_with_sheets(bang="visible", cu="hidden")).rows == (READ_AN_GIANG,)


def test_two_tables_are_not_chosen_between():
    file = read(workbook_with_sheets(bang="visible", nhap="visible"))

    assert codes(file) == ["several_tables"]
    assert "bang, nhap" in file.errors[0].reason.text()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_table_that_nobody_sees_is_refused(state):
    assert codes(read(workbook_with_sheets(bang=state))) == ["table_hidden"]


def test_a_title_above_the_header_is_refused_with_what_to_do():
    file = read(workbook_of(("PHỤ LỤC",), HEADER, AN_GIANG))

    assert codes(file) == ["header_missing"]
    assert "Xóa các dòng phía trên bảng" in file.errors[0].reason.text()


def test_sheets_without_rows_or_without_anything_are_refused():
    assert codes(read(workbook_of(HEADER))) == ["no_rows"]
    assert codes(read(workbook_of())) == ["header_missing"]


@pytest.mark.parametrize("cell", ["A10003", "BM2"])
def test_a_sheet_that_reaches_too_far_is_refused(cell):
    def write_far_away(sheet):
        sheet[cell] = "x"

    assert codes(read(workbook_of(HEADER, AN_GIANG, change=write_far_away))) == ["too_many_rows"]


def repacked(content, *, add=None, drop=()):
    """Copy the package, leaving out or adding entries."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            if entry.filename not in drop:
                target.writestr(entry, source.read(entry))
        for name, data in (add or {}).items():
            target.writestr(name, data, zipfile.ZIP_DEFLATED)
    return result.getvalue()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"add": {"xl/vbaProject.bin": b"x"}}, "file_has_macros"),
        ({"drop": ("xl/workbook.xml",)}, "file_kind_not_supported"),
        ({"drop": ("[Content_Types].xml",)}, "file_damaged"),
        ({"add": {"xl/media/image1.png": bytes(51 * 1024 * 1024)}}, "file_too_large"),
        ({"add": {"xl/worksheets/sheet2.xml": bytes(11 * 1024 * 1024)}}, "file_too_large"),
    ],
)
def test_a_package_that_is_no_honest_workbook_is_refused(changes, code):
    content = repacked(workbook_of(HEADER, AN_GIANG), **changes)

    assert len(content) < 1024 * 1024
    assert codes(read(content)) == [code]


def test_a_workbook_named_for_macros_is_refused_even_without_any():
    assert codes(read(workbook_of(HEADER, AN_GIANG), "bao-cao.xlsm")) == ["file_has_macros"]


def test_a_workbook_cut_short_or_encrypted_is_refused():
    content = workbook_of(HEADER, AN_GIANG)
    encrypted = bytearray(content)
    # General purpose bit 0 of the first entry, in the directory at the end.
    encrypted[content.index(b"PK\x01\x02") + 8] |= 1

    assert codes(read(content[: len(content) // 2])) == ["file_damaged"]
    assert codes(read(bytes(encrypted))) == ["file_protected"]


def test_broken_xml_inside_is_refused():
    sheet = "xl/worksheets/sheet1.xml"
    content = repacked(
        workbook_of(HEADER, AN_GIANG), drop=(sheet,), add={sheet: b"<worksheet><row"}
    )

    assert codes(read(content)) == ["file_damaged"]


def test_a_name_does_not_make_a_workbook_text():
    assert read(workbook_of(HEADER, AN_GIANG), "bao-cao.csv").rows == (READ_AN_GIANG,)


def test_limits_are_in_the_order_a_reader_expects():
    assert declared_files.MAX_FILE_MB < xlsx_file.MAX_SHEET_MB < xlsx_file.MAX_UNPACKED_MB


@settings(max_examples=15)
@given(
    figures=st.lists(
        st.integers(1, 999_999).flatmap(
            lambda total: st.tuples(st.just(total), st.integers(0, total))
        ),
        min_size=1,
        max_size=10,
    ),
    store=st.sampled_from([int, float, str]),
)
def test_the_same_integers_are_read_however_a_sheet_stores_them(figures, store):
    rows = [
        ("province", number, f"Xã {number}", store(total), store(level4), None)
        for number, (total, level4) in enumerate(figures, start=1)
    ]

    file = read(workbook_of(HEADER, *rows))

    assert file.errors == ()
    assert [(row.procedures_total, row.level4_services) for row in file.rows] == figures
