"""Take the pictures of the documents from a running demo: `.venv/bin/python -m tools.screenshots`.

One dossier is lived from search to signed result, and the pictures are taken on the way. The demo
is found by `MOTCUA_PORT` and `MOTCUA_DATA`, as the console finds it; officers sign in with the
accounts that it made.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).parents[1]
IMAGES: Final = PROJECT / "docs" / "images"
DATA: Final = Path(os.environ.get("MOTCUA_DATA", PROJECT / ".motcua"))
PORT: Final = int(os.environ.get("MOTCUA_PORT", "8000"))
AGENCY, NATIONAL, SANDBOX = (f"http://127.0.0.1:{PORT + offset}" for offset in range(3))
PHONE: Final = (360, 740)
DESK: Final = (1280, 900)
TALL: Final = (360, 1100)

PROMISE: Final = "ngay=29/04/2021&gio=16:00&han=3&don-vi=working_days"
PROCEDURE: Final = "/thu-tuc/2.000635/?co-quan=H47.40.2"
CONTROLLER: Final = "kiemsoat@quangnam.vidu.example"
AUTHOR: Final = "soanbieumau@quangnam.vidu.example"
CLERK: Final = "motcua@anmy.vidu.example"
SPECIALIST: Final = "hotich@anmy.vidu.example"
LEADER: Final = "lanhdao@anmy.vidu.example"
APPLICANT: Final = "Nguyễn Thị An"
TELEPHONE: Final = "0999000011"
FROM_THE_REGISTER: Final = {
    "dan_toc": "Kinh",
    "noi_sinh": "Bệnh viện Đa khoa Quảng Nam",
    "ngay_dang_ky-day": "10",
    "ngay_dang_ky-month": "9",
    "ngay_dang_ky-year": "1990",
    "so_dang_ky": "112/1990",
}
PATIENCE: Final = 60


def main() -> None:
    """Write every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path)
        _figures(browser)
        _catalogue(browser)
        _spine(browser)
        _forms(browser)
        browser.close()


def _figures(browser: Browser) -> None:
    """Take the pictures that need nobody signed in."""
    with _screen(browser, (1280, 800)) as page:
        _shown(page, f"{NATIONAL}/", "ranking-1280")
    with _screen(browser, PHONE) as page:
        _shown(page, f"{NATIONAL}/", "ranking-360")
    with _screen(browser, DESK) as page:
        _shown(page, f"{NATIONAL}/xep-hang/2019/H38/", "agency-1280")
        _shown(page, f"{NATIONAL}/lich-lam-viec/?{PROMISE}", "calendar-1280")


def _catalogue(browser: Browser) -> None:
    """Take the pictures of finding, of levels, of agencies, and of a controller's draft."""
    with _screen(browser, TALL) as page:
        _shown(page, f"{AGENCY}/thu-tuc/?tim=lam+giay+khai+sinh+cho+con", "search-360")
        _shown(page, f"{AGENCY}/toi-can-gi/", "guide-360")
    with _screen(browser, DESK) as page:
        _shown(page, f"{AGENCY}/muc-do/", "standings-1280")
        _shown(page, f"{AGENCY}/muc-do/H47.40.2/1.001193/", "levels-1280")
        _shown(page, f"{AGENCY}/co-quan/?ngay=2025-06-30", "agencies-1280")
    with _screen(browser, DESK) as page:
        _signs_in(page, CONTROLLER)
        _drafts_a_fee(page)
        _takes(page, "draft-1280")


def _forms(browser: Browser) -> None:
    """Take the pictures of writing a form, and of where people give it up."""
    with _screen(browser, DESK) as page:
        _signs_in(page, AUTHOR)
        page.goto(f"{AGENCY}/bieu-mau/mau/dang-ky-khai-sinh/")
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        page.goto(f"{page.url}trinh-soan/")
        page.locator(".formcomponent").first.wait_for()
        _takes(page, "builder-1280")
    with _screen(browser, DESK) as page:
        _signs_in(page, CONTROLLER)
        _shown(page, f"{AGENCY}/mot-cua/bieu-mau/2.000635/", "funnel-1280")


def _drafts_a_fee(page: Page) -> None:
    """Change a fee in a draft, which stays a draft."""
    page.goto(f"{AGENCY}/danh-muc/?tim=1.002809")
    page.get_by_role("button", name="Sửa").click()
    page.get_by_role("link", name="Phí và thanh toán").click()
    page.fill("[name=fees-0-amount]", "140000")
    page.get_by_role("button", name="Lưu phần này").last.click()
    page.wait_for_load_state()


def _spine(browser: Browser) -> None:
    """Live one dossier, with a picture where its readers would stop."""
    with _screen(browser, TALL) as citizen, _screen(browser, DESK) as clerk:
        code = _files_and_pays(citizen)
        _signs_in(clerk, CLERK)
        _shown(clerk, f"{AGENCY}/mot-cua/", "inbox-1280")
        _presses(clerk, code, "Tiếp nhận và hẹn trả kết quả")
        with _screen(browser, (1280, 1500)) as specialist:
            _signs_in(specialist, SPECIALIST)
            specialist.goto(f"{AGENCY}/mot-cua/ho-so/{code}/")
            _takes(specialist, "case-1280")
            _enters_the_result(specialist)
            _presses(specialist, code, "Đủ điều kiện, trình lãnh đạo")
        with _screen(browser, DESK) as leader:
            _signs_in(leader, LEADER)
            _presses(leader, code, "Phê duyệt và ký số")
        _waits_for(clerk, f"{AGENCY}/mot-cua/ho-so/{code}/", "9. Đã xử lý xong")
        _presses(clerk, code, "Trả kết quả trực tuyến")
        _shown(citizen, f"{AGENCY}/ho-so/{code}/", "dossier-360")
        with citizen.expect_download() as downloading:
            citizen.get_by_role("link", name="Kết quả đã ký số").click()
        result = downloading.value.path().read_bytes()
    _checked_by_anybody(browser, code, result)


def _files_and_pays(page: Page) -> str:
    """Return the code of the dossier that the applicant filed and paid."""
    _shown(page, AGENCY + PROCEDURE, "procedure-360")
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").click()
    page.get_by_label(re.compile(APPLICANT)).check()
    while "/thu-tuc/" not in page.url:
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    page.get_by_role("button", name=re.compile("Bắt đầu điền|Bỏ bản nháp")).click()
    page.wait_for_load_state("networkidle")
    _takes(page, "form-360")
    page.get_by_label("Của bản thân").check()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.get_by_label("Khai sinh", exact=True).check()
    page.get_by_label("Cơ quan đã đăng ký").fill("Ủy ban nhân dân phường An Mỹ")
    page.get_by_label("Số lượng bản sao").fill("2")
    page.set_input_files("[name=giay_to]", [_card()])
    page.locator(".mc-uploaded").wait_for()
    page.locator("[name=cam_doan]").check()
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.get_by_role("button", name="Nộp hồ sơ", exact=True).click()
    code = page.locator(".mc-code").inner_text()
    page.get_by_role("button", name=re.compile("Thanh toán")).click()
    page.get_by_role("button", name="Thanh toán", exact=True).click()
    page.wait_for_url(re.compile("/ho-so/"))
    _waits_for(page, f"{AGENCY}/ho-so/{code}/", "biên lai số")
    return code


def _checked_by_anybody(browser: Browser, code: str, result: bytes) -> None:
    with _screen(browser, PHONE) as page:
        page.goto(f"{AGENCY}/kiem-tra/")
        file = {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": result}
        page.set_input_files("#tep", [file])
        page.get_by_role("button", name="Kiểm tra tệp").click()
        _takes(page, "verify-360")
        _waits_for(page, f"{SANDBOX}/hop-thu/?cua=an@vidu.example", "Đã có kết quả")
        _takes(page, "messages-360")
        page.goto(f"{NATIONAL}/tra-cuu/")
        page.get_by_label("Mã hồ sơ").fill(code)
        page.get_by_label(re.compile("Số định danh")).fill(TELEPHONE)
        page.locator("main form button").first.click()
        _takes(page, "look-up-360")
    with _screen(browser, DESK) as page:
        _waits_for(page, f"{NATIONAL}/muc-do/H47/", "1 trên")
        _takes(page, "measured-1280")


def _signs_in(page: Page, email: str) -> None:
    """Show both factors; the demo's console knows the second."""
    page.goto(f"{AGENCY}/mot-cua/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", _password(email))
    page.get_by_role("button", name="Tiếp tục").click()
    page.wait_for_selector("[name=code]")
    # A code lives half a minute: one that was asked for at its end comes too late.
    while page.locator("[name=code]").count():
        page.fill("[name=code]", _one_time_code(email))
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_load_state()


def _one_time_code(email: str) -> str:
    motcua = Path(sys.executable).with_name("motcua")
    asked = subprocess.run(  # noqa: S603 our own console, of this environment
        [motcua, "code", email, "agency"], capture_output=True, text=True, check=True
    )
    return asked.stdout.strip()


def _password(email: str) -> str:
    lines = (DATA / "demo-accounts-agency.txt").read_text().splitlines()
    return next(line.split()[1] for line in lines if email in line.split())


def _enters_the_result(page: Page) -> None:
    page.get_by_label("Nữ", exact=True).check()
    for field, text in FROM_THE_REGISTER.items():
        page.fill(f"#{field}", text)
    page.get_by_role("button", name="Lưu nội dung kết quả").click()


def _presses(officer: Page, code: str, button: str) -> None:
    officer.goto(f"{AGENCY}/mot-cua/ho-so/{code}/")
    officer.get_by_role("button", name=button).click()
    officer.wait_for_load_state()


def _waits_for(page: Page, url: str, words: str) -> None:
    """Look again until the words are there."""
    for _ in range(PATIENCE):
        page.goto(url)
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1000)
    message = f"{url} does not say “{words}”"
    raise TimeoutError(message)


def _card() -> "dict[str, str | bytes]":
    """Return a picture that is nobody's identity card, as a file to hand in."""
    picture = Image.new("RGB", (640, 400), "white")
    ImageDraw.Draw(picture).text((200, 190), "Specimen, not a real card", fill="black")
    content = io.BytesIO()
    picture.save(content, "JPEG")
    return {"name": "cccd.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


@contextmanager
def _screen(browser: Browser, size: tuple[int, int]) -> "Iterator[Page]":
    """Open a screen of its own, with cookies of its own."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def _shown(page: Page, url: str, name: str) -> None:
    page.goto(url, wait_until="networkidle")
    _takes(page, name)


def _takes(page: Page, name: str) -> None:
    """Write what is on the screen, in a palette: pages have few colours."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    target = IMAGES / f"{name}.png"
    picture.convert("RGB").quantize(128).save(target, optimize=True)
    sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
