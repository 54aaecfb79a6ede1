"""Staff sign in with a security key: a real browser asks one that Chromium plays."""

from motcua.identity.types import Role
from tests.integration.staff import PASSWORD


def with_key(someone):
    """Plug a key in that its owner touches whenever it is asked."""
    session = someone.context.new_cdp_session(someone.page)
    session.send("WebAuthn.enable")
    about = {"protocol": "ctap2", "transport": "usb", "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": about})


def test_a_key_is_added_and_opens(visitor, staff, signs_in):
    officer = visitor()
    with_key(officer)
    account = staff("khoa@vidu.example", Role.REPORTING_OFFICER)
    signs_in(officer, account)
    officer.opens("/hai-lop/")
    officer.follows("Thêm khoá bảo mật")
    officer.page.fill("[name=password]", PASSWORD)
    officer.presses("Xác nhận")
    officer.page.fill("[name=name]", "Khoá USB")
    officer.page.get_by_role("button", name="Cắm khoá và đăng ký").click()
    officer.page.wait_for_url("**/hai-lop/**/")
    officer.opens("/hai-lop/")
    assert "Khoá USB" in officer.reads()

    officer.opens("/dang-xuat/")
    officer.page.locator("main").get_by_role("button").first.click()
    officer.opens("/bao-cao/tep/")
    officer.page.fill("[name=login]", account.email)
    officer.page.fill("[name=password]", PASSWORD)
    officer.presses("Tiếp tục")
    officer.page.get_by_role("button", name="Dùng khoá bảo mật").click()
    officer.page.wait_for_url("**/bao-cao/tep/")
    officer.looks()
    assert "Gửi" in officer.reads()


def test_where_no_key_answers_the_page_says_so(visitor, staff, signs_in, site):
    """At a number in the place of a name no browser asks a key."""
    officer, number = visitor("phone"), site.replace("localhost", "127.0.0.1")
    officer.opens = lambda path: officer.page.goto(number + path)
    signs_in(officer, staff("khoa@vidu.example", Role.REPORTING_OFFICER))
    officer.opens("/hai-lop/khoa/them/")
    officer.page.fill("[name=password]", PASSWORD)
    officer.presses("Xác nhận")
    officer.page.get_by_role("button", name="Cắm khoá và đăng ký").click()
    officer.page.wait_for_selector("[data-key-failed]:not([hidden])")
    officer.looks()
    assert "Chưa dùng được khoá bảo mật" in officer.reads()
