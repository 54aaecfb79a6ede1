"""Citizens leave, are shown out, or stay away: their sessions, and what these cost."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from motcua.audit.models import Event
from motcua.identity import actions, jobs
from motcua.identity.models import BrowserSession, Person
from motcua.kernel.actors import Actor
from tests.integration.citizens import NOW, ProviderBrowser, path_of
from tests.integration.identity.pages_of_citizens import MINE, OUT, START, is_refused, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_of_citizens")]
OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000001")


def test_signing_out_ends_the_session_here(citizen_browser):
    browser = citizen_browser("an")
    stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page = browser.post(OUT).content.decode()
    assert "Bạn đã đăng xuất" in page
    assert "Nguyễn Thị An" not in page
    assert not is_signed_in(browser)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert not is_signed_in(thief)


def test_a_link_signs_nobody_out(citizen_browser):
    browser = citizen_browser("an")
    assert browser.get(OUT).status_code == 405
    assert is_signed_in(browser)


def test_a_strange_page_signs_nobody_out(citizen_browser):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = citizen_browser("an").cookies
    assert strict.post(OUT).status_code == 403
    assert is_signed_in(strict)


def test_a_suspended_person_is_out_on_her_next_request_and_cannot_come_back(citizen_browser, away):
    browser = citizen_browser("an")
    person = Person.objects.get()
    actions.suspend_person(person_id=person.id, by=OFFICER, at=NOW)
    assert not is_signed_in(browser)
    assert browser.get("/chao/").content.decode() == "chào bạn"
    again, back = away("an")
    is_refused(again.get(back), 403, "đang bị tạm dừng")
    actions.readmit_person(person_id=person.id, by=OFFICER, at=NOW)
    assert is_signed_in(browser)
    kinds = list(
        Event.objects.filter(actor=str(OFFICER)).order_by("seq").values_list("kind", flat=True)
    )
    assert kinds == ["identity.person_suspended.v1", "identity.person_readmitted.v1"]


def test_citizen_and_staff_are_two_sign_ins(citizen_browser, new_account, code):
    browser = citizen_browser("an")
    account = new_account()
    password = "mot-cua-lien-thong"  # noqa: S105 opens nothing
    browser.post("/dang-nhap/", {"login": account.email, "password": password})
    browser.post("/xac-thuc/", {"code": code()})
    assert browser.get("/hai-lop/").status_code == 200
    assert is_signed_in(browser)
    browser.post(OUT)
    assert not is_signed_in(browser)
    assert browser.get("/hai-lop/").status_code == 200


def test_staff_are_no_citizens(sign_in, new_account):
    browser = sign_in(new_account())
    assert browser.get(MINE).headers["Location"].startswith(START)


def test_a_form_sent_too_late_leads_back_to_its_page(provider):
    asked = Client().post(MINE, headers={"referer": "http://testserver/cua-toi/2/"})
    assert asked.headers["Location"] == f"{START}?{urlencode({'tiep': '/cua-toi/2/'})}"
    strange = Client().post(MINE, headers={"referer": "http://gia-mao.example/cua-toi/"})
    assert strange.headers["Location"] == f"{START}?tiep=%2F"


def test_a_stranger_costs_no_query_on_a_public_page(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/chao/")


@pytest.mark.parametrize("page", ["/cua-moi-nguoi/", MINE])
def test_who_is_signed_in_comes_with_the_session(citizen_browser, page, django_assert_num_queries):
    browser = citizen_browser("an")
    with django_assert_num_queries(1):
        assert browser.get(page).status_code == 200


def test_sessions_that_are_over_are_thrown_away(citizen_browser):
    browser = citizen_browser("an")
    kept = BrowserSession.objects.get()
    BrowserSession.objects.create(
        session_key="old", session_data="", expire_date=timezone.now() - timedelta(minutes=1)
    )
    jobs.clear_sessions(0)
    assert BrowserSession.objects.get() == kept
    assert browser.get(MINE).status_code == 200


def test_pages_of_citizens_are_kept_nowhere(citizen_browser):
    assert "no-store" in citizen_browser("an").get(MINE).headers["Cache-Control"]


def test_tabs_may_sign_in_side_by_side_but_not_without_end(provider):
    browser = Client()
    starts = [browser.get(START).headers["Location"] for _ in range(7)]
    backs = [path_of(ProviderBrowser().sign_in(start, "an")) for start in (starts[0], starts[3])]
    is_refused(browser.get(backs[0]), 400, "không bắt đầu từ trình duyệt này")
    assert browser.get(backs[1]).status_code == 302


def test_a_visit_to_the_start_leaves_one_session_row(provider):
    Client().get(START)
    assert BrowserSession.objects.count() == 1
