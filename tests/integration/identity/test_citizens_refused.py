"""Every way of signing in that is not the citizen's own ends at a helpful page."""

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from motcua.identity.adapters import openid
from motcua.identity.models import Person
from motcua.sandbox.identity import keys
from motcua.sandbox.switches import actions as switches
from tests.integration.citizens import query_of
from tests.integration.identity.pages_of_citizens import BACK, MINE, START, is_refused, is_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_of_citizens")]


def changed(address, **parameters):
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query)) | parameters
    return f"{parts.path}?{urlencode({k: v for k, v in query.items() if v is not None})}"


def test_the_session_has_a_new_key_after_signing_in(away):
    browser, back = away("an")
    planted = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.get(back)
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_signed_in(thief)


def test_an_answer_without_state_signs_nobody_in(away):
    browser, back = away("an")
    is_refused(browser.get(changed(back, state=None)), 400, "không bắt đầu từ trình duyệt này")
    is_refused(browser.get(BACK), 400, "không bắt đầu từ trình duyệt này")
    assert not is_signed_in(browser)
    assert not Person.objects.exists()


def test_an_answer_with_two_states_signs_nobody_in(away):
    browser, back = away("an")
    is_refused(browser.get(f"{back}&state=khac"), 400, "không bắt đầu từ trình duyệt này")
    assert not is_signed_in(browser)


def test_the_answer_to_another_browser_is_worth_nothing(away):
    _victim, back = away("an")
    other = Client()
    other.get(START)
    is_refused(other.get(back), 400, "không bắt đầu từ trình duyệt này")
    assert not is_signed_in(other)


def test_an_answer_is_taken_once(away):
    browser, back = away("an")
    browser.get(back)
    is_refused(browser.get(back), 400, "đã dùng rồi")
    assert is_signed_in(browser)


def test_a_code_is_redeemed_once(away, client):
    """Somebody else's attempt with the code that was seen in an address."""
    browser, back = away("an")
    code = query_of(back)["code"]
    browser.get(back)
    thief, own_back = away("binh")
    is_refused(thief.get(changed(own_back, code=code)), 400, "mã đã dùng")
    assert not is_signed_in(thief)


def test_a_code_stolen_before_it_was_used_fails_for_want_of_the_verifier(away):
    _browser, back = away("an")
    thief, own_back = away("binh")
    stolen = changed(own_back, code=query_of(back)["code"])
    is_refused(thief.get(stolen), 400, "không nhận mã đăng nhập")
    assert not is_signed_in(thief)


def test_ten_minutes_are_enough(away, monkeypatch):
    browser, back = away("an")
    late = SimpleNamespace(time=lambda: timezone.now().timestamp() + 601)
    monkeypatch.setattr("motcua.identity.views.signing_in.time", late)
    is_refused(browser.get(back), 400, "quá lâu")
    assert not is_signed_in(browser)


def test_who_declines_is_not_signed_in(away):
    browser, back = away("an", tiep=MINE, answer="cancel")
    answer = browser.get(back)
    is_refused(answer, 400, "Bạn đã dừng đăng nhập")
    assert f"{START}?tiep=%2Fcua-toi%2F" in answer.content.decode()
    assert not Person.objects.exists()


def test_an_error_that_is_no_decision_of_hers_is_told_as_the_providers(away):
    browser, back = away("an")
    state = query_of(back)["state"]
    answer = browser.get(BACK, {"error": "server_error", "state": state})
    is_refused(answer, 503, "hiện không trả lời")


def test_a_low_level_is_told_how_to_raise_it(away):
    browser, back = away("lan")
    answer = browser.get(back)
    is_refused(answer, 403, "ở mức 1, còn dịch vụ này cần mức 2")
    assert "công an" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_low_level_is_enough_where_it_is_asked_for(citizen_browser, settings):
    settings.MOTCUA_IDENTITY_ASSURANCE = 1
    browser = citizen_browser("lan")
    assert "mức 1" in browser.get(MINE).content.decode()


def test_a_provider_that_is_down_is_told_at_the_start(provider):
    openid.forget()
    switches.turn("identity", "down")
    is_refused(Client().get(START), 503, "hiện không trả lời")


def test_a_provider_that_went_down_on_the_way_signs_nobody_in(away):
    browser, back = away("an")
    switches.turn("identity", "down")
    is_refused(browser.get(back), 503, "hiện không trả lời")
    assert not is_signed_in(browser)


def test_a_forged_signature_signs_nobody_in(away):
    browser, back = away("an")
    switches.turn("identity", "forged")
    is_refused(browser.get(back), 400, "Không kiểm chứng được")
    assert not is_signed_in(browser)


def test_a_new_key_is_fetched_once_a_minute_at_most(citizen_browser, away):
    citizen_browser("an")
    keys.rotate(at=timezone.now())
    citizen_browser("binh")
    keys.rotate(at=timezone.now())
    browser, back = away("khanh")
    is_refused(browser.get(back), 400, "Không kiểm chứng được")


def test_the_old_key_is_good_until_it_retires(away):
    browser, back = away("an")
    browser.get(back)
    keys.rotate(at=timezone.now())
    assert len(keys.published(at=timezone.now())) == 2
    assert len(keys.published(at=timezone.now() + keys.OVERLAP)) == 1


def test_a_site_without_a_provider_says_so(settings, provider):
    from motcua.conf.environment import Connection

    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {"identity": Connection()}
    is_refused(Client().get(START), 503, "chưa được nối")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://gia-mao.example/",
        "//gia-mao.example/",
        "/\\gia-mao.example/",
        "javascript:alert(1)",
        "http:/gia-mao.example",
        "cua-toi/",
        "",
    ],
)
def test_the_way_on_never_leaves_the_site(away, elsewhere):
    browser, back = away("an", tiep=elsewhere)
    assert browser.get(back).headers["Location"] == "/"


def test_who_is_signed_in_goes_on_at_once(citizen_browser):
    browser = citizen_browser("an")
    assert browser.get(START, {"tiep": MINE}).headers["Location"] == MINE
    assert browser.get(START, {"tiep": "//gia-mao.example"}).headers["Location"] == "/"
