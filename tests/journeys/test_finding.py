"""Citizens find what they need in their own words, on a phone, with and without script."""

import pytest
from playwright.sync_api import expect

from tests.journeys.demo import person, spine, totp_time

__all__ = ["person", "spine", "totp_time"]

BOTH = pytest.mark.parametrize("size", ["phone", "desk"])


@BOTH
def test_a_mother_types_without_diacritics_and_without_script(person, size):
    mother = person(size, script=False)
    mother.opens("/")
    mother.page.fill("#tim", "lam giay khai sinh cho con")
    mother.presses("Tìm")
    mother.follows("Đăng ký khai sinh", exact=True)
    said = mother.reads()
    for words in (
        "Giấy chứng sinh",
        "15 giờ",
        "chưa chắc chắn",
        "60/2014/QH13",
        "Làm cùng một lần",
    ):
        assert words in said


def test_a_driver_goes_on_with_a_suggestion_by_keyboard(person):
    driver = person("desk")
    driver.opens("/")
    driver.page.type("#tim", "bang lai", delay=20)
    first = driver.page.locator(".mc-suggestions a").first
    expect(first).to_contain_text("giấy phép lái xe")
    driver.looks()
    driver.page.keyboard.press("ArrowDown")
    driver.page.keyboard.press("Enter")
    driver.page.wait_for_url("**/thu-tuc/1.0028*/")
    assert "135.000 đồng" in driver.reads()


@BOTH
def test_a_trader_narrows_what_she_found_and_takes_it_back(person, size):
    trader = person(size, script=False)
    trader.opens("/thu-tuc/?tim=giay+phep+kinh+doanh")
    trader.page.get_by_text("Cấp thực hiện").click()
    trader.follows("Huyện")
    assert "Đăng ký thành lập hộ kinh doanh" in trader.reads()
    trader.follows("Huyện")
    assert trader.page.url.endswith("/thu-tuc/?tim=giay+phep+kinh+doanh")


@BOTH
@pytest.mark.parametrize("script", [True, False])
def test_who_knows_no_name_answers_a_few_questions(person, size, script):
    heir = person(size, script=script)
    heir.opens("/")
    heir.follows("Người thân qua đời")
    heir.presses("Tiếp tục")
    assert "Chọn một câu trả lời" in heir.reads()
    for answer in ("Chưa", "Không", "Có"):
        heir.page.get_by_label(answer, exact=True).check()
        heir.presses("Tiếp tục")
    said = heir.reads()
    assert "Đăng ký khai tử" in said
    assert "sang tên cho người thừa kế" in said
    assert "mai táng" not in said
    heir.follows("Đăng ký khai tử", exact=True)
    assert "Giấy báo tử" in heir.reads()


def test_a_developer_takes_the_catalogue_along(person):
    developer = person("desk")
    developer.opens("/du-lieu-mo/")
    content = developer.downloads("CSV").decode("utf-8-sig")
    assert content.startswith("code,name,")
    assert "1.001193,Đăng ký khai sinh" in content
