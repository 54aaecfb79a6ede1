"""An author writes in the builder, a reader signs off, a controller publishes."""

import pytest

from motcua.eforms import actions
from motcua.identity.types import Role
from tests.integration.staff import PASSWORD
from tests.journeys.conftest import NOW, SEED
from tests.unit.eforms.making import component, definition, panel

KEY = "don-xin"


@pytest.fixture
def enters(as_site, visitor, staff, code, totp_time):
    """Let staff with a role open a page of the agency site, through the sign-in pages."""
    as_site("agency")

    def enter(email, role, path, size="desk"):
        someone = visitor(size)
        account = staff(email, role)
        someone.opens(path)
        someone.page.fill("[name=login]", account.email)
        someone.page.fill("[name=password]", PASSWORD)
        someone.presses("Tiếp tục")
        someone.page.fill("[name=code]", code())
        someone.presses("Đăng nhập")
        return someone

    return enter


@pytest.fixture
def published(site):
    asked = component(key="ho_ten", label="Họ tên", validate={"required": True})
    written = definition(
        panel(asked, key="trang_1", title="Người xin"), name=KEY, title="Đơn xin", display="wizard"
    )
    return actions.publish(key=KEY, definition=written, by=SEED, at=NOW)


def test_a_question_goes_from_the_builder_by_a_reader_to_the_next_version(enters, published):
    author = enters("a@vidu.example", Role.FORM_AUTHOR, f"/bieu-mau/mau/{KEY}/")
    author.presses("Soạn tiếp từ đây")
    draft = author.page.url
    page = author.page
    page.get_by_role("button", name="Mở trình soạn").click()
    page.get_by_role("button", name="Sửa Họ tên").wait_for()

    page.get_by_role("button", name="Ngày", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Câu hỏi", exact=True).fill("Ngày cưới")
    dialog.get_by_role("button", name="Xong").click()
    page.get_by_role("button", name="Sửa Ngày cưới").wait_for()
    page.get_by_text("Có thay đổi chưa lưu").wait_for()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Đã lưu lúc").wait_for()
    phone = page.frame_locator("iframe")
    phone.get_by_text("Ngày cưới").wait_for()
    phone.get_by_role("button", name="Lưu và tiếp tục").click()
    phone.get_by_role("alert").get_by_text("Họ tên").wait_for()
    assert author.complaints == []

    author.opens(draft)
    assert "Ngày cưới" in author.reads()
    author.presses("Gửi duyệt")

    reader = enters("d@vidu.example", Role.FORM_REVIEWER, draft, size="phone")
    assert "Ngày cưới" in reader.reads()
    reader.page.get_by_label("Ý kiến").fill("Đúng mẫu tờ khai")
    reader.presses("Duyệt")

    controller = enters("k@vidu.example", Role.CONTROLLER, draft)
    assert "Đúng mẫu tờ khai" in controller.reads()
    controller.presses("Công bố")
    controller.follows("So với phiên bản 1")
    assert "1 câu hỏi khác nhau" in controller.reads()
    assert "Ngày cưới" in controller.reads()


def test_a_question_is_dragged_to_where_it_is_asked(enters, published):
    author = enters("a@vidu.example", Role.FORM_AUTHOR, f"/bieu-mau/mau/{KEY}/")
    author.presses("Soạn tiếp từ đây")
    page = author.page
    page.get_by_role("button", name="Mở trình soạn").click()
    page.get_by_role("button", name="Sửa Họ tên").wait_for()

    palette = page.get_by_role("button", name="Ô chữ nhiều dòng")
    palette.scroll_into_view_if_needed()
    here, there = palette.bounding_box(), page.get_by_role("textbox", name="Họ tên").bounding_box()
    page.mouse.move(here["x"] + 20, here["y"] + 10)
    page.mouse.down()
    page.mouse.move(there["x"] + 60, there["y"] - 30, steps=12)
    page.mouse.move(there["x"] + 60, there["y"] - 40, steps=4)
    page.mouse.up()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Xong").click()

    order = page.get_by_role("button", name="Sửa ").all()
    names = [one.get_attribute("aria-label") for one in order]
    assert names == ["Sửa Người xin", "Sửa Ô chữ nhiều dòng", "Sửa Họ tên"]
    assert author.complaints == []


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_form_is_begun_and_written_as_text_where_there_is_no_script(
    enters, published, visitor, size
):
    author = enters("a@vidu.example", Role.FORM_AUTHOR, "/bieu-mau/", size=size)
    author.presses("Soạn biểu mẫu mới")
    author.page.fill("[name=ten]", "Đơn khác")
    author.page.fill("[name=ma]", "don-khac")
    author.presses("Bắt đầu soạn")
    assert "trang chưa có nội dung" in author.reads()
    draft = author.page.url

    without = visitor(size, script=False)
    without.context.add_cookies(author.context.cookies())
    without.opens(f"{draft}trinh-soan/")
    text = without.page.input_value("[name=definition]")
    asked = '[{"type": "textfield", "key": "viec", "label": "Xin việc gì"}]'
    without.page.fill(
        "[name=definition]", text.replace('"components": []', f'"components": {asked}')
    )
    without.presses("Lưu")
    assert "Xin việc gì" in without.reads()
    assert "phải sửa trước khi gửi duyệt" not in without.reads()
