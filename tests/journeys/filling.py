"""A citizen fills a form in as its carried example does, whatever its questions are."""

import json
import re
from importlib import resources

from playwright.sync_api import expect

from tests.integration.people import JPEG

HERS = {"ho_ten", "so_dinh_danh", "ngay_sinh", "noi_cu_tru", "dien_thoai", "thu_dien_tu"}
"""What her identity says of her already."""
MOST_PAGES = 15


def example(form, **changes):
    """Return the answers of the example of a form, without what is known of the applicant."""
    file = resources.files("motcua.eforms").joinpath("data", "examples", f"{form}.json")
    answers = json.loads(file.read_text("utf-8"))["answers"]
    return {key: value for key, value in {**answers, **changes}.items() if key not in HERS}


def files(visitor, procedure, agency, who, answers):
    """Sign in as somebody, fill everything in and submit; return the code of the dossier."""
    page = visitor.page
    page.goto(f"/thu-tuc/{procedure}/nop/?co-quan={agency}")
    if page.get_by_label(re.compile(who)).count():
        page.get_by_label(re.compile(who)).check()
        while "/thu-tuc/" not in page.url:
            page.locator("main form button").first.click()
            page.wait_for_load_state()
    visitor.presses("Bắt đầu điền")
    fill_all(visitor, answers, until="Nộp hồ sơ")
    visitor.presses("Nộp hồ sơ")
    return page.locator(".mc-code").first.inner_text()


def fill_all(visitor, answers, *, until):
    """Fill in page by page until one offers what to do next."""
    page = visitor.page
    for _ in range(MOST_PAGES):
        if page.get_by_text(until, exact=True).count():
            return
        fills(page, answers)
        page.locator("main form .govuk-button-group button").first.click()
        visitor.looks()
        wrong = page.locator(".govuk-error-summary")
        assert wrong.count() == 0, wrong.inner_text()


def fills(page, answers):
    """Answer what a page asks; the other answers are for other pages."""
    for key, value in answers.items():
        if isinstance(value, dict):
            _place(page, key, value)
        elif isinstance(value, list):
            for number, row in enumerate(value, 1):
                fills(page, {f"{key}-{number}-{name}": said for name, said in row.items()})
        else:
            _answer(page, key, value)


def _answer(page, key, value):
    if page.locator(f'[name="{key}-day"]').count():
        for part, text in zip(("year", "month", "day"), value.split("-"), strict=True):
            page.fill(f'[name="{key}-{part}"]', text)
    elif page.locator(f'[name="{key}"]').count():
        _control(page, key, value)


def _control(page, key, value):
    asked = page.locator(f'[name="{key}"]').first
    match asked.evaluate("one => one.type"):
        case "file":
            asked.set_input_files({"name": f"{key}.jpg", "mimeType": "image/jpeg", "buffer": JPEG})
            expect(page.locator(".mc-sending")).to_have_count(0)
        case "radio":
            page.locator(f'[name="{key}"][value="{value}"]').check()
        case "checkbox":
            asked.check()
        case "select-one":
            asked.select_option(value)
        case "hidden":
            pass
        case _ if asked.is_visible() and asked.is_editable():
            asked.fill(str(value))


def _place(page, key, address):
    """Choose from above to below: a list comes from the server once what is above it is chosen."""
    levels = ["province", "district", "commune"]
    while levels:
        part = levels.pop(0)
        asked = page.locator(f'[name="{key}-{part}"]')
        if asked.count():
            _choose(asked, address[part])
            if levels:
                # In some years a province has communes and nothing between.
                below = ", ".join(f'[name="{key}-{one}"]' for one in levels)
                expect(page.locator(below).first).to_be_attached()
    if page.locator(f'[name="{key}-line"]').count():
        page.fill(f'[name="{key}-line"]', address["line"])


def _choose(asked, value):
    expect(asked.locator(f'option[value="{value}"]')).to_have_count(1)
    asked.select_option(value)
