"""Journalists, citizens and officials read the ranking."""

import csv
import io
import re
import zipfile

import pytest

FOCUS_IS_SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    return document.activeElement.matches(":focus-visible")
        && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""
BOTH = pytest.mark.parametrize("size", ["phone", "desk"])


def rows(visitor):
    return visitor.page.locator("#bang-xep-hang tbody tr").count()


@BOTH
def test_a_journalist_finds_the_two_agencies_that_were_rounded_up(visitor, size):
    journalist = visitor(size)
    journalist.opens("/")
    assert "8 trên 83 cơ quan thật sự đạt 30%" in journalist.reads()
    assert "không cách tính trung bình nào" in journalist.reads()
    assert rows(journalist) == 83

    journalist.page.select_option("[name=loc]", "lam-tron")
    journalist.presses("Lọc")
    assert rows(journalist) == 2

    journalist.follows("Lào Cai", exact=True)
    assert "còn thiếu 3 dịch vụ" in journalist.reads()
    assert "620 ÷ 2.076 = 29,87%" in journalist.reads()
    assert "dòng 58" in journalist.reads()


@BOTH
def test_a_citizen_reads_the_same_without_script(visitor, size):
    citizen = visitor(size, script=False)
    citizen.opens("/")
    assert "8 trên 83 cơ quan thật sự đạt 30%" in citizen.reads()
    assert citizen.page.locator("svg[role=img]:visible").count() >= 2

    averages = citizen.page.get_by_text("10 cách tính đã thử")
    averages.click()
    assert citizen.page.get_by_text("Gộp tất cả cơ quan: 11,50%").is_visible()

    citizen.page.select_option("[name=khoi]", "bo")
    citizen.presses("Lọc")
    assert rows(citizen) == 20
    citizen.follows("Bộ Thông tin và Truyền thông", exact=True)
    assert "còn thiếu 1 dịch vụ" in citizen.reads()


@BOTH
def test_the_map_shows_both_archipelagos_and_leads_to_provinces(visitor, size):
    reader = visitor(size)
    reader.opens("/#ban-do")
    drawn = reader.page.locator("svg.mc-map")
    assert drawn.get_by_text("Hoàng Sa").is_visible()
    assert drawn.get_by_text("Trường Sa").is_visible()
    assert drawn.locator("a").count() >= 63

    drawn.locator("a").filter(has_text="Nghệ An").first.click()
    reader.page.wait_for_url("**/xep-hang/2019/H41/")
    reader.looks()
    assert "51 trên 1.769" in reader.reads()


def test_an_analyst_downloads_everything(visitor):
    analyst = visitor()
    analyst.opens("/")
    table = analyst.downloads("CSV", within="#bang").decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == 83
    assert zipfile.is_zipfile(io.BytesIO(analyst.downloads("XLSX", within="#bang")))
    for label in ("Bản như đã in", "Bản tính chính xác"):
        files = f"ul[aria-label='{label}']"
        assert analyst.downloads("PDF", within=files).startswith(b"%PDF")
        for kind in ("DOCX", "XLSX"):
            assert zipfile.is_zipfile(io.BytesIO(analyst.downloads(kind, within=files)))
        assert analyst.downloads("CSV", within=files).count(b"\n") == 84


@BOTH
def test_a_foreign_reader_changes_language_and_keeps_the_page(visitor, size):
    reader = visitor(size)
    reader.opens("/xep-hang/2019/?khoi=tinh")
    reader.follows("English")
    assert "/en/xep-hang/2019/?khoi=tinh" in reader.page.url
    assert reader.page.get_attribute("html", "lang") == "en"
    assert "29.87%" in reader.reads()
    assert rows(reader) == 63


def test_the_ranking_prints_whole_on_few_pages(visitor):
    reader = visitor()
    reader.opens("/")
    reader.page.emulate_media(media="print")
    assert reader.page.get_by_text("SHA-256").is_visible(), "where it comes from is on paper"
    link = "getComputedStyle(document.querySelector('tbody a'), '::after').content"
    assert reader.page.evaluate(link) == "none", "no address behind every name"
    paper = reader.page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert 4 <= len(re.findall(rb"/Type /Page\b", paper)) <= 6


def test_a_reader_with_a_keyboard_alone_reaches_the_table(visitor):
    reader = visitor()
    reader.opens("/")
    page = reader.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Chuyển đến nội dung chính"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == "#bang":
            break
    page.keyboard.press("Enter")
    assert page.url.endswith("#bang")


def test_a_reader_with_a_keyboard_alone_filters_and_sorts(visitor):
    reader = visitor()
    reader.opens("/")
    page = reader.page
    page.locator("[name=khoi]").focus()
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUS_IS_SEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**khoi=bo**")
    assert rows(reader) == 20

    page.get_by_role("link", name="Còn thiếu").last.focus()
    assert page.evaluate(FOCUS_IS_SEEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**xep=thieu**")
    missing = page.locator("#bang-xep-hang tbody td:last-child").all_inner_texts()
    counts = [int(text.replace(".", "").replace("–", "0")) for text in missing]
    assert counts == sorted(counts, reverse=True)


@BOTH
@pytest.mark.parametrize(
    "path",
    ["/du-lieu-mo/", "/thanh-phan/", "/lich-lam-viec/?nam=2026", "/dang-nhap/", "/khong-co/"],
)
def test_other_public_pages_hold_no_barrier(visitor, size, path):
    visitor(size).opens(path)
