import io

import pytest
from openpyxl import load_workbook

from motcua.eforms import checks, definitions, draft_errors, sheet, sheet_reading
from motcua.eforms.sheet import TITLES, Row
from motcua.sheets import errors as unreadable
from tests.unit.eforms.making import component, definition, panel


def read(content, name="bieu-mau.xlsx"):
    return sheet_reading.read(content, file_name=name, key="mau", title="Biểu mẫu")


def of_rows(*rows):
    return read(sheet.written(rows))


def row(**more):
    return Row(**{"page": "Trang đầu", "question": "Câu hỏi", "kind": "chữ", **more})


def problems(*rows):
    with pytest.raises(draft_errors.SheetNotAForm) as refused:
        of_rows(*rows)
    return [(one.line, one.column, one.reason) for one in refused.value.params["problems"]]


def test_the_template_is_a_form_that_its_lint_has_nothing_against():
    written = read(sheet.template())

    form = definitions.parse(written)
    assert [page.title for page in form.pages] == ["Người yêu cầu", "Nội dung đề nghị"]
    assert form.field("quan_he_voi_nguoi_do").condition.answer == "Cho người khác"
    assert not any(one.blocks for one in checks.findings(written))


def test_the_template_offers_kinds_and_flags_to_choose_from():
    page = load_workbook(io.BytesIO(sheet.template())).active
    offered = [rule.formula1 for rule in page.data_validations.dataValidation]

    assert any("chọn một" in one for one in offered)
    assert len(offered) == 3


def test_every_kind_that_the_template_names_is_run():
    rows = [
        row(
            question=f"Câu {number}",
            kind=word,
            choices="Một\nHai" if type_name in ("radio", "select", "selectboxes") else "",
        )
        for number, (word, type_name) in enumerate(sheet.KINDS.items())
    ]

    assert len(definitions.parse(of_rows(*rows)).fields) == len(sheet.KINDS)


def test_what_was_read_is_written_as_the_same_sheet_and_read_as_the_same_form():
    rows = [
        *sheet.EXAMPLES,
        row(page="Thêm", question="Dân tộc", kind="danh sách", choices="danh mục: dan-toc"),
        row(page="", question="Màu", kind="danh sách", choices="x1 = Đỏ\nXanh", personal="không"),
        row(page="", question="Ghi rõ", when="Màu ≠ Đỏ"),
        row(page="", question="Có xe", kind="đánh dấu"),
        row(page="", question="Biển số", when="Có xe = có"),
    ]
    form = of_rows(*rows)
    again = sheet.written(sheet.rows_of(form))

    assert read(again) == form
    assert sheet.written(sheet.rows_of(read(again))) == again


def test_cells_are_taken_in_any_column_order_from_text_too():
    content = "Loại;Trang;Câu hỏi\nchữ;Đầu;Họ tên\nNGÀY;;Hôm nào\n".encode()
    form = definitions.parse(read(content, "bieu-mau.csv"))

    assert [(field.key, field.kind) for field in form.fields] == [
        ("ho_ten", "text"),
        ("hom_nao", "date"),
    ]


@pytest.mark.parametrize(
    ("wrong", "column", "reason"),
    [
        ({"question": ""}, "question", sheet.NO_QUESTION),
        ({"kind": "hình vẽ"}, "kind", sheet.NO_KIND),
        ({"required": "x"}, "required", sheet.NO_FLAG),
        ({"personal": "x"}, "personal", sheet.NO_FLAG),
        ({"kind": "chọn một"}, "choices", sheet.NO_CHOICES),
        ({"choices": "Một"}, "choices", sheet.NO_CHOICE),
        ({"when": "Chọn gì?"}, "when", sheet.NO_CONDITION),
        ({"when": "Câu khác = Một"}, "when", sheet.NOT_ABOVE),
        ({"when": "Chọn gì? = Ba"}, "when", sheet.NOT_OFFERED),
        ({"when": "Câu hỏi = Một"}, "when", sheet.NOT_ABOVE),
    ],
)
def test_a_wrong_cell_is_named_by_line_column_and_reason(wrong, column, reason):
    first = row(question="Chọn gì?", kind="chọn một", choices="Một\nHai")

    assert problems(first, row(**wrong)) == [(3, TITLES[column], reason)]


def test_a_line_before_any_page_is_named():
    assert problems(row(page="")) == [(2, "Trang", sheet.NO_PAGE)]


def test_all_that_is_wrong_is_told_at_once_in_order():
    found = problems(row(kind="a"), row(required="b", question=""))

    assert [(line, column) for line, column, _reason in found] == [
        (2, "Loại"),
        (3, "Câu hỏi"),
        (3, "Bắt buộc"),
    ]


@pytest.mark.parametrize("key", ["có dấu", "ho_ten"])
def test_what_the_engine_would_refuse_is_told_by_its_line(key):
    found = problems(row(question="Họ tên", key="ho_ten"), row(question="Khác", key=key))

    assert [line for line, _column, _reason in found] == [3]


def test_a_sheet_without_its_columns_or_rows_is_refused():
    with pytest.raises(draft_errors.SheetNotAForm):
        read("Trang;Câu hỏi;Lạ\nA;B;C\n".encode(), "a.csv")
    with pytest.raises(unreadable.NoRows):
        read(sheet.written([]))
    with pytest.raises(unreadable.FileKindNotSupported):
        read(b"%PDF-1.7", "a.pdf")
    with pytest.raises(unreadable.TooManyRows):
        of_rows(*[row(question=f"Câu {number}") for number in range(501)])


@pytest.mark.parametrize(
    "written",
    [
        definition(component()),
        definition(panel(component("datagrid", components=[component(key="a")]))),
        definition(panel(component(prefill="identity.full_name"))),
        definition(panel(component(validate={"maxLength": 5}))),
        definition(panel(component(), conditional={"show": True, "when": "x", "eq": "y"})),
        definition(panel(component(conditional={"json": {"var": "data.a"}}))),
    ],
)
def test_a_form_that_says_more_than_a_sheet_is_not_cut_down_to_one(written):
    with pytest.raises(draft_errors.FormNotInSheet):
        sheet.rows_of(written)


def test_questions_that_read_alike_get_keys_of_their_own():
    form = of_rows(row(), row(page="Trang sau"), row(page="", when="cau_hoi_2 = x"))

    keys = [field.key for field in definitions.parse(form).fields]
    assert keys == ["cau_hoi", "cau_hoi_2", "cau_hoi_3"]
