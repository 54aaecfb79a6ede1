"""One procedure lived online from search to signed result, by all who have a part in it.

Everything is real: three sites, workers, PostgreSQL, Chromium; the national systems are the
sandbox's, over their protocols.
"""

import io
import re
import subprocess

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.integration.people import JPEG
from tests.journeys.demo import officer, person, spine, totp_time

__all__ = ["officer", "person", "spine", "totp_time"]

CLERK = "motcua@anmy.vidu.example"
SPECIALIST = "hotich@anmy.vidu.example"
LEADER = "lanhdao@anmy.vidu.example"
NEIGHBOUR = "motcua@tanthanh.vidu.example"
ADMINISTRATOR = "quantri@quangnam.vidu.example"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Citizen:
    """What a citizen does, page by page."""

    def __init__(self, visitor, *, who="Nguyễn Thị An"):
        self.visitor, self.page, self.who = visitor, visitor.page, who

    def finds_the_procedure(self):
        self.visitor.opens("/")
        self.page.fill("#tim", "trich luc khai sinh")
        self.visitor.presses("Tìm")
        self.visitor.follows("Cấp bản sao trích lục hộ tịch")
        said = self.visitor.reads()
        for words in ("8.000 đồng", "nhận sau 15 giờ", "Ai quyết định", "Mức đã chứng minh"):
            assert words in said

    def signs_in_and_begins(self):
        self.page.select_option("#co-quan", "H47.40.2")
        self.visitor.presses("Nộp hồ sơ trực tuyến")
        self.shows_who_she_is()
        self.visitor.presses("Bắt đầu điền")

    def shows_who_she_is(self):
        """At the national identity: choose, confirm, agree."""
        self.page.get_by_label(re.compile(self.who)).check()
        while "/thu-tuc/" not in self.page.url:
            self.page.locator("main form button").first.click()
            self.visitor.looks()

    def fills_in(self, *, copies):
        expect(self.page.locator("#ho_ten")).to_have_text(self.who)
        self.page.get_by_label("Của bản thân").check()
        self.goes_on()
        self.page.get_by_label("Khai sinh", exact=True).check()
        self.page.get_by_label("Cơ quan đã đăng ký").fill("Ủy ban nhân dân phường An Mỹ")
        self.page.get_by_label("Số lượng bản sao").fill(str(copies))
        self.page.locator("[name=cam_doan]").check()

    def attaches(self, name="cccd.jpg", content=JPEG, media_type="image/jpeg"):
        file = {"name": name, "mimeType": media_type, "buffer": content}
        self.page.set_input_files("#giay_to", file)
        if self.visitor.script:
            # It is sent at once: what became of it is said beside it.
            became = self.page.locator(".mc-uploaded, .govuk-form-group--error #giay_to")
            expect(became.first).to_be_visible()
            expect(self.page.locator(".mc-sending")).to_have_count(0)
            if self.page.locator(".govuk-form-group--error #giay_to").count():
                return
        self.goes_on()

    def goes_on(self):
        self.page.locator("main form .govuk-button-group button").click()
        self.visitor.looks()

    def submits(self):
        self.visitor.presses("Nộp hồ sơ")
        return self.page.locator(".mc-code").inner_text()

    def pays(self):
        self.visitor.presses(re.compile("Thanh toán"))
        self.page.wait_for_url(re.compile("vpcpay"))
        self.page.get_by_role("button", name="Thanh toán", exact=True).click()
        self.page.wait_for_url(re.compile("/ho-so/"))
        self.visitor.waits_for("biên lai số")


def decided(officer, code, button):
    """An officer opens a case and presses one of its buttons."""
    officer.opens(f"/mot-cua/ho-so/{code}/")
    officer.presses(button)


def enters_the_result(officer, code):
    officer.opens(f"/mot-cua/ho-so/{code}/")
    page = officer.page
    page.get_by_label("Nữ", exact=True).check()
    for field, text in {
        "dan_toc": "Kinh",
        "noi_sinh": "Bệnh viện Đa khoa Quảng Nam",
        "ngay_dang_ky-day": "10",
        "ngay_dang_ky-month": "9",
        "ngay_dang_ky-year": "1990",
        "so_dang_ky": "112/1990",
    }.items():
        page.fill(f"#{field}", text)
    officer.presses("Lưu nội dung kết quả")


def is_signed(pdf, folder):
    """Ask another program: every signature holds, both of leader and agency.

    What makes them checkable for years is added after them, so none covers the whole file; that
    nothing else was added is what our own page of verification says.
    """
    (folder / "ket-qua.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdfsig", str(folder / "ket-qua.pdf")], capture_output=True, text=True, check=False
    )
    signatures = done.stdout.count("Signature #")
    return signatures == done.stdout.count("Signature is Valid") > 1


def officers_do_their_part(officer, code, size):
    """From receipt to handing over, each in the post's own inbox."""
    clerk, specialist, leader = (officer(one, size) for one in (CLERK, SPECIALIST, LEADER))
    clerk.opens("/mot-cua/")
    # The receipt of the fee is there a moment before the dossier takes note of it.
    clerk.waits_for(code)
    clerk.page.get_by_role("link", name=code).click()
    clerk.looks()
    clerk.presses("Tiếp nhận và hẹn trả kết quả")
    assert "2. Được tiếp nhận" in clerk.reads()

    specialist.opens("/mot-cua/")
    assert code in specialist.reads()
    enters_the_result(specialist, code)
    specialist.presses("Đủ điều kiện, trình lãnh đạo")
    assert "4. Đang xử lý" in specialist.reads()

    leader.opens("/mot-cua/")
    assert code in leader.reads()
    decided(leader, code, "Phê duyệt và ký số")
    leader.waits_for("9. Đã xử lý xong")

    decided(clerk, code, "Trả kết quả trực tuyến")
    assert "10. Đã trả kết quả" in clerk.reads()


def a_verifier_trusts_only_the_original(verifier, pdf):
    verifier.opens("/kiem-tra/")
    damaged = bytearray(pdf)
    damaged[3000] ^= 1
    for content, said in (
        (pdf, "Giấy tờ thật, còn nguyên vẹn"),
        (pdf + b"% and a little more\n", "đã bị sửa"),
        (bytes(damaged), "Không đạt"),
    ):
        file = {"name": "kq.pdf", "mimeType": "application/pdf", "buffer": content}
        verifier.page.set_input_files("#tep", file)
        verifier.presses("Kiểm tra tệp")
        assert said in verifier.reads()


def the_nation_knows(outsider, code, phone):
    """Anyone finds the dossier by its code and one number; the level stands on it."""
    outsider.opens("/tra-cuu/")
    outsider.page.get_by_label("Mã hồ sơ").fill(code)
    outsider.page.get_by_label(re.compile("Số định danh")).fill(phone)
    outsider.presses("Tra cứu")
    assert "Đã trả kết quả" in outsider.reads()
    assert "Nguyễn Thị An" not in outsider.reads()
    outsider.opens("/muc-do/H47.40.2/2.000635/")
    assert code in outsider.reads()


@pytest.mark.parametrize(
    ("size", "who", "mail", "phone"),
    [
        ("phone", "Nguyễn Thị An", "an", "0999000011"),
        ("desk", "Công Tằng Tôn Nữ Hoàng Nguyệt Minh Châu", "chau", "0999000088"),
    ],
    ids=["phone", "desk"],
)
def test_a_signed_extract_without_a_visit(person, officer, tmp_path, size, who, mail, phone):
    visitor = person(size)
    citizen = Citizen(visitor, who=who)
    citizen.finds_the_procedure()
    citizen.signs_in_and_begins()
    citizen.fills_in(copies=3)
    citizen.attaches()
    assert "3 × 8.000 đồng = 24.000 đồng" in visitor.reads()
    code = citizen.submits()
    assert "Chờ bạn thanh toán" in visitor.reads()
    citizen.pays()

    officers_do_their_part(officer, code, size)

    visitor.opens(f"/ho-so/{code}/")
    assert "Kết quả đã trả" in visitor.reads()
    pdf = visitor.downloads("Kết quả đã ký số")
    assert is_signed(pdf, tmp_path)
    receipt = visitor.downloads("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    assert receipt.startswith(b"%PDF")
    visitor.page.get_by_label("Rất tốt").check()
    visitor.presses("Gửi đánh giá")
    assert "5 trên 5" in visitor.reads()

    a_verifier_trusts_only_the_original(person(size), pdf)
    the_nation_knows(person(size, site="national"), code, phone)
    mailbox = person(size, site="sandbox")
    mailbox.opens(f"/hop-thu/?cua={mail}")
    assert f"Đã có kết quả hồ sơ {code}" in mailbox.reads()
    assert f"Ho so {code} da co ket qua" in mailbox.reads()


def test_without_script_everything_works_and_a_refusal_gives_the_fee_back(person, officer):
    visitor = person("phone", script=False)
    citizen = Citizen(visitor, who="Trần Văn Bình")
    citizen.finds_the_procedure()
    citizen.signs_in_and_begins()
    citizen.fills_in(copies=1)
    citizen.attaches()
    code = citizen.submits()
    citizen.pays()

    clerk = officer(CLERK)
    clerk.opens(f"/mot-cua/ho-so/{code}/")
    clerk.page.get_by_text("Từ chối tiếp nhận").first.click()
    clerk.page.get_by_label("Bản chụp giấy tờ mờ").check()
    clerk.page.fill("#huong-dan", "Chụp lại cả hai mặt thẻ.")
    clerk.presses("Từ chối tiếp nhận")
    assert "3. Không được tiếp nhận" in clerk.reads()

    visitor.opens(f"/ho-so/{code}/")
    assert "Bản chụp giấy tờ mờ" in visitor.reads()
    assert "Chụp lại cả hai mặt thẻ." in visitor.reads()
    citizen.visitor.waits_for("Hoàn trả 8.000 đồng")
    citizen.visitor.waits_for("Phiếu từ chối tiếp nhận")
    visitor.presses("Nộp lại từ những gì đã điền")
    assert "giấy tờ" in visitor.reads()


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(person):
    visitor = person("phone")
    citizen = Citizen(visitor, who="Phan Hoàng Khánh")
    citizen.finds_the_procedure()
    citizen.signs_in_and_begins()
    visitor.page.fill("#dien_thoai", "12")
    visitor.page.get_by_label("Của bản thân").check()
    citizen.goes_on()
    assert "Số điện thoại" in visitor.page.locator(".govuk-error-summary").inner_text()
    expect(visitor.page.locator("#dien_thoai")).to_have_value("12")
    visitor.page.fill("#dien_thoai", "0905 123 456")
    citizen.goes_on()

    for name, content, why in (
        ("rong.pdf", b"", "rỗng"),
        ("virut.pdf", EICAR, "mã độc"),
        ("doi-ten.pdf", b"MZ\x90\x00" * 10, "không phải là"),
        ("to.jpg", JPEG + b"\0" * 5_300_000, "vượt mức"),
    ):
        citizen.attaches(name, content)
        told = visitor.page.locator("main").inner_text()
        assert why in told, name
    visitor.page.get_by_label("Khai sinh", exact=True).check()
    citizen.attaches()
    assert "cccd.jpg" in visitor.reads()
    expect(visitor.page.get_by_label("Khai sinh", exact=True)).to_be_checked()


def test_a_draft_is_saved_by_itself_and_goes_on_at_another_device(person):
    phone = person("phone")
    at_home = Citizen(phone, who="Đỗ Thị Kim Yến")
    at_home.finds_the_procedure()
    at_home.signs_in_and_begins()
    phone.page.get_by_label("Của người khác").check()
    phone.page.fill("#quan_he_cu_the", "Con gái")
    expect(phone.page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc", timeout=15_000)

    desk = person("desk")
    at_work = Citizen(desk, who="Đỗ Thị Kim Yến")
    at_work.finds_the_procedure()
    desk.page.select_option("#co-quan", "H47.40.2")
    desk.presses("Nộp hồ sơ trực tuyến")
    at_work.shows_who_she_is()
    desk.page.get_by_role("button", name="Làm tiếp bản nháp").click()
    desk.page.wait_for_load_state()
    expect(desk.page.locator("#quan_he_cu_the")).to_have_value("Con gái")
    a_file_goes_on_after_a_broken_line(desk, at_work)
    # The phone still shows the page as it was before the desk sent it.
    phone.page.fill("#quan_he_cu_the", "Cháu")
    expect(phone.page.locator("[data-save-state]")).to_contain_text("nơi khác", timeout=15_000)


def a_file_goes_on_after_a_broken_line(visitor, citizen):
    """The line breaks in the middle of a photograph; nobody has to do anything."""
    page, pieces = visitor.page, []

    def broken_once(route):
        if route.request.method != "PATCH":
            return route.continue_()
        pieces.append(int(route.request.headers["upload-offset"]))
        return route.abort() if len(pieces) in {2, 3} else route.continue_()

    page.fill("#dien_thoai", "0905 123 456")
    page.get_by_label("Của bản thân").check()
    citizen.goes_on()
    page.route("**/tep/*/", broken_once)
    photograph = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": large_photograph()}
    page.set_input_files("#giay_to", photograph)
    expect(page.locator(".mc-sending")).to_contain_text("Mất kết nối")
    expect(page.locator(".mc-uploaded")).to_contain_text("anh.jpg", timeout=15_000)
    assert pieces.count(0) == 1
    assert len(set(pieces)) == len(pieces) - 2
    visitor.looks()


def large_photograph():
    """Some 600 KB that nothing makes smaller: three pieces."""
    picture = io.BytesIO()
    noise = Image.effect_noise((900, 900), 200)
    noise.save(picture, "JPEG", quality=95)
    return picture.getvalue()


def test_nobody_else_gets_at_a_dossier(person, officer, spine):
    owner = person("phone")
    citizen = Citizen(owner, who="Lê Thị Mùi")
    citizen.finds_the_procedure()
    citizen.signs_in_and_begins()
    owner.page.locator("#ngay_sinh-day").fill("1")
    owner.page.locator("#ngay_sinh-month").fill("1")
    owner.page.locator("#ngay_sinh-year").fill("1948")
    citizen.fills_in(copies=1)
    citizen.attaches()
    code = citizen.submits()
    files = owner.page.locator("a[href*='/tep/']").first.get_attribute("href")

    stranger = person("desk")
    other = Citizen(stranger, who="Võ Minh Quân")
    other.finds_the_procedure()
    other.signs_in_and_begins()
    for path in (
        f"/ho-so/{code}/",
        files,
        f"/ho-so/{code}/giay/acknowledgement/",
        f"/ho-so/{code}/giay/result/",
        f"/en/ho-so/{code}/",
    ):
        assert stranger.page.request.get(path).status == 404, path
    assert person("desk").page.request.get(f"/ho-so/{code}/", max_redirects=0).status == 302
    neighbour = officer(NEIGHBOUR)
    assert neighbour.page.request.get(f"/mot-cua/ho-so/{code}/").status == 404


def test_a_worker_killed_between_commit_and_sync_sends_the_dossier_once(person, spine):
    visitor = person("desk")
    citizen = Citizen(visitor, who="Alăng Thị Nhàn")
    citizen.finds_the_procedure()
    citizen.signs_in_and_begins()
    citizen.fills_in(copies=1)
    citizen.attaches()
    spine.worker_of("agency").kill()
    code = citizen.submits()
    spine.worker_of("agency").kill()

    question = f"SELECT code, version FROM registry_synceddossier WHERE code = '{code}'"
    spine.until(lambda: spine.sql("national", question))
    assert [row[0] for row in spine.sql("national", question)] == [code]
