"""A volunteer types for somebody who does not write; the citizen says twice that she wants it."""

import re

from tests.journeys.demo import officer, person, spine, totp_time
from tests.journeys.filling import example, fill_all

__all__ = ["officer", "person", "spine", "totp_time"]

SCAN = "049165000033||Lê Thị Bưởi|01011965|Nữ|Tổ 4, An Mỹ, Tam Kỳ, Quảng Nam|05042021"
PHONE = "0905777123"


def code_on_phone(person, earlier=()):
    """Return the newest code that came to her phone."""
    phone = person(site="sandbox")
    for _ in range(120):
        phone.opens(f"/hop-thu/?cua={PHONE}")
        codes = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{2}\b", phone.reads())
        if new := [code for code in codes if code not in earlier]:
            return new[0]
        phone.page.wait_for_timeout(500)
    raise AssertionError(phone.reads())


def test_a_woman_who_does_not_write_files_by_two_codes(person, officer):
    helper = officer("tinhnguyen@anmy.vidu.example")
    page = helper.page
    helper.opens("/mot-cua/giup/")
    page.fill("#tim", "xac nhan tinh trang hon nhan")
    helper.presses("Tìm")
    assert "Cấp giấy xác nhận tình trạng hôn nhân" in helper.reads()

    page.fill("#card", SCAN)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("[name=full_name]") == "Lê Thị Bưởi"
    page.fill("#id_phone", PHONE)
    page.get_by_label("Đọc mã gửi tới điện thoại").check()
    helper.presses("Tiếp tục")

    first = code_on_phone(person)
    page.fill("#ma", first)
    helper.presses("Bắt đầu khai")
    fill_all(helper, example("xac-nhan-tinh-trang-hon-nhan"), until="Để người dân xác nhận")
    helper.presses("Để người dân xác nhận")
    helper.presses("Gửi mã xác nhận")
    page.fill("#ma", code_on_phone(person, {first}))
    helper.presses("Nộp hồ sơ")

    code = page.locator(".mc-code").first.inner_text()
    assert "Lê Thị Bưởi" not in helper.reads()
    clerk = officer("motcua@anmy.vidu.example")
    clerk.opens(f"/mot-cua/ho-so/{code}/")
    assert "Được giúp nộp trực tuyến" in clerk.reads()
    assert helper.page.goto(f"/mot-cua/ho-so/{code}/").status == 403
