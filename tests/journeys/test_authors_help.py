"""An author begins with a sheet, takes questions from the bank, and records what must stay true."""

from motcua.eforms import draft_queries, sheet
from motcua.identity.types import Role
from tests.journeys.test_authors import enters

__all__ = ["enters"]


def test_a_form_from_a_sheet_gets_shared_questions_and_an_example_that_guards_it(enters, tmp_path):
    filled = tmp_path / "cau-hoi.xlsx"
    filled.write_bytes(sheet.template())
    author = enters("a@vidu.example", Role.FORM_AUTHOR, "/bieu-mau/moi/bang-tinh/")
    page = author.page

    page.fill("[name=ten]", "Đơn xin")
    page.fill("[name=ma]", "don-xin")
    page.set_input_files("[name=tep]", filled)
    author.presses("Tạo bản thảo")
    draft = page.url

    author.follows("Thêm từ kho câu hỏi")
    author.looks()
    page.get_by_label("Số điện thoại").check()
    page.get_by_label("Đặt ở cuối trang").select_option(label="Người yêu cầu")
    author.presses("Thêm câu đã chọn")
    assert draft_queries.open_draft("don-xin").revision == 2
    author.looks()

    author.follows("Xem như người dân")
    author.presses("Lưu và tiếp tục")
    page.get_by_text("Ghi thành ca thử").click()
    page.fill("[name=ten-ca]", "chưa điền gì")
    author.presses("Ghi ca thử")
    assert "Đã ghi ca thử “chưa điền gì”" in author.reads()

    author.opens(draft)
    author.follows("1 ca thử")
    assert "1 ca thử, 0 ca khác kết quả" in author.reads()
    author.looks()
    assert author.complaints == []
