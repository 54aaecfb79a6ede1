import re
from pathlib import Path

import pytest
from django.test import Client

from motcua.ui import context

TEMPLATES = Path(context.__file__).parent / "jinja2"


@pytest.fixture
def client(site):
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "language"), [("/thanh-phan/", "vi"), ("/en/thanh-phan/", "en")]
)
def test_the_gallery_is_there_in_both_languages(client, address, language):
    page = client.get(address)

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


def test_the_gallery_shows_every_component():
    gallery = (TEMPLATES / "ui" / "gallery.html").read_text(encoding="utf-8")

    components = [path.name for path in (TEMPLATES / "ui" / "components").iterdir()]
    assert len(components) > 10
    assert [name for name in components if f"ui/components/{name}" not in gallery] == []


def test_ids_on_a_page_are_unique(client):
    ids = re.findall(r'\bid="([^"]+)"', client.get("/thanh-phan/").content.decode())

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/thanh-phan/?khoi=tinh", "/en/thanh-phan/?khoi=tinh"),
        ("/en/thanh-phan/?khoi=tinh", "/thanh-phan/?khoi=tinh"),
        ("/khong-co/", "/en/"),
        ("/en/khong-co/", "/"),
    ],
)
def test_the_language_switch_leads_to_the_same_page_or_else_home(client, here, there):
    assert f'href="{there}" lang=' in client.get(here).content.decode()


def test_the_page_one_is_on_is_marked_in_the_navigation(client):
    page = client.get("/thanh-phan/").content.decode()

    assert 'href="/thanh-phan/" aria-current="page">Xếp hạng</a>' in page


def test_a_shifted_legal_date_is_said_on_every_page(client, site):
    assert "ngày pháp lý" not in client.get("/khong-co/").content.decode()

    site.MOTCUA_LEGAL_SHIFT_DAYS = -7 * 200

    for address in ("/thanh-phan/", "/khong-co/"):
        assert re.search(
            r"Bản trình diễn: ngày pháp lý là \d\d/\d\d/\d{4}; tên người và tài khoản là hư cấu\.",
            client.get(address).content.decode(),
        )


@pytest.mark.parametrize("kind", ["agency", "national", "sandbox"])
def test_each_site_has_a_name_of_its_own(client, site, kind):
    site.MOTCUA_SITE = kind

    page = client.get("/khong-co/").content.decode()

    name = {
        "agency": "Một Cửa",
        "national": "Đài quan sát dịch vụ công",
        "sandbox": "Hệ thống mô phỏng",
    }[kind]
    assert f'<span class="mc-header__name">{name}</span>' in page


def test_a_page_is_served_without_any_setting_of_the_site(client, site):
    del site.MOTCUA_NAVIGATION
    del site.MOTCUA_LEGAL_SHIFT_DAYS

    assert client.get("/thanh-phan/").status_code == 200


def test_a_missing_page_says_what_to_do_next(client):
    page = client.get("/khong-co/")

    assert page.status_code == 404
    assert "Không tìm thấy trang" in page.content.decode()
    assert "Về trang chủ" in page.content.decode()


def test_a_form_from_an_old_page_is_refused_with_a_way_out(site):
    site.CSRF_FAILURE_VIEW = "motcua.ui.views.csrf_failure"

    page = Client(enforce_csrf_checks=True).post("/gui/")

    assert page.status_code == 403
    assert "Chưa có gì được lưu" in page.content.decode()


def test_a_fault_shows_a_page_that_needs_nothing_else(client):
    page = client.get("/hong/")

    assert page.status_code == 500
    assert "Hệ thống đang gặp sự cố" in page.content.decode()
    assert not re.search(r"<(link|script|img)", page.content.decode())


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404"])
def test_every_refusal_has_a_heading_and_a_way_home(site, request_for, code):
    from django.template.loader import render_to_string

    page = render_to_string(f"{code}.html", request=request_for("/"))

    assert page.count("<h1") == 1
    assert "Về trang chủ" in page


@pytest.mark.parametrize("address", ["/luu/?ten=a%00b", "/luu/?%00=1"])
def test_what_no_database_keeps_is_refused_not_a_fault(client, address):
    page = client.get(address)

    assert page.status_code == 422
    assert "gõ lại thay vì dán" in page.content.decode()


def test_a_form_with_nul_is_refused_too(client):
    assert client.post("/luu/", {"ten": "Nguyễn\0 Văn"}).status_code == 422


def test_another_fault_of_the_database_stays_a_fault(client):
    assert client.get("/luu/?ten=a").status_code == 500


def test_while_the_database_is_away_programs_are_told_when_to_come_again(client):
    page = client.get("/cho/")

    assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
    assert "Hãy thử lại sau ít phút" in page.content.decode()
