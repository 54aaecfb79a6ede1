import csv
import hashlib
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import numerals
from motcua.reporting import errors
from motcua.reporting.adapters import declared_files
from motcua.reporting.types import DeclaredRow, RowError, Section
from motcua.sheets import tables

HEADER = "section,no,agency_name,procedures_total,level4_services,printed_percent"
AN_GIANG = DeclaredRow(2, Section.PROVINCE, 1, "An Giang", 1915, 654, "34.15%")


def read(text, *, encoding="utf-8"):
    content = text.encode(encoding) if isinstance(text, str) else text
    return declared_files.read(content, file_name="bao-cao.csv")


def only_error(file):
    (error,) = file.errors
    return error


def codes(file):
    return [error.reason.code for error in file.errors]


def a_line(**changes):
    cells = {
        "section": "province",
        "no": "1",
        "agency_name": "An Giang",
        "procedures_total": "1915",
        "level4_services": "654",
        "printed_percent": "34.15%",
        **changes,
    }
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells.values())
    return f"{HEADER}\n{text.getvalue()}"


def test_the_appendix_of_the_letter_is_read_whole(letter_csv):
    file = declared_files.read(letter_csv, file_name="level4_2019_cv929.csv")

    assert file.errors == ()
    assert (len(file.rows), file.rows[20].line) == (83, 22)
    assert file.rows[20] == DeclaredRow(22, Section.PROVINCE, 1, "An Giang", 1915, 654, "34.15%")
    assert sum(row.procedures_total for row in file.rows) == 125_336
    assert sum(row.level4_services for row in file.rows) == 14_419
    assert file.sha256 == hashlib.sha256(letter_csv).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        a_line(),
        "\n\n" + a_line(),
        a_line().replace(",", ";"),
        a_line().replace(",", "\t"),
        a_line().replace("\n", "\r\n"),
        (
            "TT;Tên tỉnh, thành phố;Tổng số thủ tục hành chính;"
            "Số dịch vụ công trực tuyến mức độ 4;Tỉ lệ dịch vụ công trực tuyến mức độ 4;Mục\n"
            "1;An Giang;1.915;654;34,15%;Tỉnh, thành phố\n"
        ),
        (
            "stt\ttên cơ quan\tTỔNG SỐ TTHC\tSố DVCTT mức độ 4\tTỷ lệ (%)\tkhối\n"
            "1\tAn Giang\t1 915\t654\t34,15\ttỉnh\n"
        ),
        'agency_name,procedures_total,level4_services\n"An\nGiang",1915,654\n',
    ],
)
def test_delimiters_line_ends_titles_and_number_styles_vary_freely(text):
    (row,) = read(text).rows

    assert (row.agency_name, row.procedures_total, row.level4_services) == ("An Giang", 1915, 654)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_with_or_without_mark(encoding):
    assert read(a_line(), encoding=encoding).rows == (AN_GIANG,)


def test_decomposed_and_old_style_names_are_stored_in_one_spelling():
    text = unicodedata.normalize("NFD", a_line(agency_name="Hoà  Bình"))

    assert read(text).rows[0].agency_name == "Hòa Bình"


def test_section_number_and_printed_share_may_be_left_out():
    with_empty = read(a_line(section="", no="", printed_percent="")).rows
    without = read("agency_name,procedures_total,level4_services\nAn Giang,1915,654").rows

    assert with_empty == without == (DeclaredRow(2, None, None, "An Giang", 1915, 654, None),)


def test_blank_lines_count_as_lines_and_are_no_rows():
    file = read(f"{HEADER}\n\n,,,,,\n{a_line().splitlines()[1]}\n\n")

    assert [row.line for row in file.rows] == [4]


def test_the_line_of_a_row_is_where_its_first_cell_begins():
    text = 'agency_name,procedures_total,level4_services\n"An\nGiang",10,1\nHà Nội,0,0\n'

    assert [error.line for error in read(text).errors] == [4]


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"procedures_total": "nhiều"}, "procedures_total", "kernel.not_a_count"),
        ({"procedures_total": ""}, "procedures_total", "kernel.number_missing"),
        ({"procedures_total": "-5"}, "procedures_total", "kernel.count_is_negative"),
        ({"procedures_total": "1915.5"}, "procedures_total", "kernel.count_has_decimals"),
        ({"procedures_total": "0"}, "procedures_total", "reporting.total_is_zero"),
        ({"level4_services": "1916"}, "level4_services", "reporting.level4_exceeds_total"),
        ({"level4_services": "65 4"}, "level4_services", "kernel.not_a_count"),
        ({"agency_name": ""}, "agency_name", "reporting.agency_name_missing"),
        (
            {"agency_name": "An Giang\N{REPLACEMENT CHARACTER}"},
            "agency_name",
            "reporting.text_garbled",
        ),
        ({"agency_name": "B? Công an"}, "agency_name", "reporting.text_garbled"),
        ({"agency_name": "Bé C«ng an"}, "agency_name", "reporting.text_garbled"),
        ({"agency_name": "Boä Coâng an"}, "agency_name", "reporting.text_garbled"),
        ({"agency_name": "Bá»™ CÃ´ng an"}, "agency_name", "reporting.text_garbled"),
        ({"section": "huyện"}, "section", "reporting.section_unknown"),
        ({"no": "a"}, "no", "kernel.not_a_count"),
        ({"printed_percent": "khoảng 34%"}, "printed_percent", "kernel.not_a_percent"),
    ],
)
def test_a_bad_cell_is_named_by_line_column_and_value(changes, column, code):
    file = read(a_line(**changes))

    error = only_error(file)
    assert (error.line, error.column, error.reason.code) == (2, column, code)
    assert error.value == changes[column]
    assert file.rows == ()


def test_every_error_of_a_line_and_of_the_file_is_told():
    text = f"{HEADER}\nxã,x,,0,-1,y\nprovince,2,Hà Nội,5,6,\nprovince,3,Hà Nam,5,5,"

    file = read(text)

    assert [(error.line, error.column) for error in file.errors] == [
        (2, "section"),
        (2, "no"),
        (2, "agency_name"),
        (2, "procedures_total"),
        (2, "level4_services"),
        (2, "printed_percent"),
        (3, "level4_services"),
    ]
    assert [row.agency_name for row in file.rows] == ["Hà Nam"]


@pytest.mark.parametrize(
    "line", ["province,1,An Giang,1915,654", "province,1,An Giang,1915,654,34,15%"]
)
def test_a_line_with_too_few_or_too_many_cells_is_refused(line):
    error = only_error(read(f"{HEADER}\n{line}"))

    assert (error.line, error.column) == (2, None)
    assert error.reason.code == "sheets.wrong_cell_count"
    assert error.reason.params == {"expected": 6, "found": len(line.split(","))}


def test_empty_cells_beyond_the_header_do_no_harm():
    assert read(a_line().replace("34.15%", "34.15%,,")).rows == (AN_GIANG,)
    assert read(f"{HEADER},,\n" + a_line().splitlines()[1]).rows == (AN_GIANG,)


def test_the_same_agency_twice_is_refused_however_it_is_spelled():
    second = "province,2,THỪA THIÊN - HUẾ,10,1,"
    text = f"{HEADER}\nprovince,1,Thừa Thiên-Huế,10,1,\n{second}"

    error = only_error(read(text))

    assert (error.line, error.reason.code) == (3, "reporting.agency_twice")
    assert error.reason.params["first_line"] == 2


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Tên cơ quan,Tổng số TTHC", [("Số dịch vụ công trực tuyến mức độ 4", "column_missing")]),
        (
            "agency_name,Tên cơ quan,procedures_total,level4_services",
            [("Tên cơ quan", "column_twice")],
        ),
        (
            "agency_name,procedures_total,level4_services,Ghi chú",
            [("Ghi chú", "column_unknown")],
        ),
    ],
)
def test_a_doubtful_header_is_refused_before_any_row(header, expected):
    file = read(f"{header}\nx,y\n")

    told = [(error.column, error.reason.code.removeprefix("sheets.")) for error in file.errors]
    assert told == expected
    assert {error.line for error in file.errors} == {1}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "file_empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "file_kind_not_supported"),
        (b"<html><table><tr><td>section</td></tr></table>", "file_kind_not_supported"),
        (b"PK\x03\x04 broken", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "file_protected"),
        ("Tên cơ quan\nBộ Công an".encode("cp1258", "replace"), "encoding_unknown"),
        (HEADER.encode() + b"\nprovince,1,An\0Giang,1,1,", "encoding_unknown"),
        ("\N{BYTE ORDER MARK}x".encode("utf-16-le")[:-1], "encoding_unknown"),
        (HEADER.encode(), "no_rows"),
        (b"An Giang,1915,654\n", "header_missing"),
        (bytes(5 * 1024 * 1024 + 1), "file_too_large"),
        (HEADER.encode() + b"\nprovince,1,An Giang,1,1," * 10_001, "too_many_rows"),
        (HEADER.encode() + b"," * 100 + b"x\n" + b"," * 200 + b"y", "too_many_rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(content, code):
    file = read(content)

    assert codes(file) == [f"sheets.{code}"]
    assert (file.rows, only_error(file).line) == ((), None)


def test_text_in_an_old_code_page_is_located():
    text = "Tên cơ quan,x\n\nBộ".encode().replace("ộ".encode(), b"\xe9")

    assert only_error(read(text)).reason.params == {"line": 3}


def test_ten_thousand_rows_are_taken():
    lines = "".join(f"province,,Xã {number},1,1,\n" for number in range(tables.MAX_ROWS))

    file = read(f"{HEADER}\n{lines}")

    assert (len(file.rows), file.errors) == (tables.MAX_ROWS, ())


def test_a_quotation_mark_that_never_closes_is_told_where_it_opens():
    file = read(f'{HEADER}\n{a_line().splitlines()[1]}\nprovince,2,"Hà Nội,5,1,\nprovince,3,')

    error = only_error(file)
    assert (error.line, error.reason.code) == (3, "sheets.line_not_readable")


def test_a_file_is_judged_by_its_bytes_except_for_macros():
    refused = declared_files.read(a_line().encode(), file_name="Bao cao.XLSM")

    assert codes(refused) == ["sheets.file_has_macros"]
    assert declared_files.read(a_line().encode(), file_name="bao-cao.pdf").rows == (AN_GIANG,)


def test_a_very_long_value_is_shortened_in_the_error():
    error = only_error(read(a_line(agency_name="?" * 5000)))

    assert len(error.value) < 100
    assert len(error.reason.text()) < 400


def test_an_unknown_agency_is_refused_with_names_that_are_near():
    with_near = errors.UnknownAgency(name="An Gang", period="2019", near=["An Giang", "Hà Giang"])
    without = errors.UnknownAgency(name="Xyz", period="2019")

    assert with_near.text() == (
        "Không có cơ quan nào tên “An Gang” trong kỳ 2019. Kiểm tra lại chính tả và kỳ báo cáo. "
        "Tên gần giống: An Giang, Hà Giang."
    )
    assert without.text().endswith("Tên gần giống: –.")
    assert RowError(2, "agency_name", "Xyz", without).reason.params["near"] == ()


rows_of_figures = st.lists(
    st.integers(1, 999_999).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))),
    min_size=1,
    max_size=20,
)


@given(figures=rows_of_figures, lang=st.sampled_from(["vi", "en"]), grouped=st.booleans())
def test_whatever_style_counts_are_written_in_the_same_integers_are_read(figures, lang, grouped):
    def written(count):
        return numerals.format_count(count, lang) if grouped else str(count)

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "vi" else ",")
    writer.writerow(["Tên cơ quan", "Tổng số TTHC", "Số DVCTT mức độ 4"])
    for number, (total, level4) in enumerate(figures):
        writer.writerow([f"Xã {number}", written(total), written(level4)])

    file = read(text.getvalue())

    assert file.errors == ()
    assert [(row.procedures_total, row.level4_services) for row in file.rows] == figures


@given(st.binary(max_size=200) | st.text(alphabet=',;"\n\tx1% éộ', max_size=60).map(str.encode))
def test_whatever_comes_below_a_good_header_is_read_or_refused(content):
    file = read(HEADER.encode() + b"\n" + content)

    assert file.rows or file.errors


@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_read_or_refused(content):
    file = read(content)

    assert file.rows or file.errors
