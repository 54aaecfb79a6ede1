"""Citizens sign in at the national identity; every way that is not theirs ends at a helpful page.

The other side is the simulator, over its real protocol, inside the process.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from motcua.audit.models import Event
from motcua.conf.urls import agency
from motcua.identity import actions, jobs, queries
from motcua.identity.adapters import openid
from motcua.identity.models import BrowserSession, Person
from motcua.identity.types import Assurance, Contact, PersonKind
from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.sandbox.identity import keys
from motcua.sandbox.identity.models import ProviderAccount
from motcua.sandbox.switches import actions as switches
from tests.integration.citizens import CALLBACK, NOW, PROVIDER, ProviderBrowser, path_of, query_of

pytestmark = pytest.mark.django_db

START = "/cong-dan/dang-nhap/"
BACK = "/cong-dan/ve/"
OUT = "/cong-dan/dang-xuat/"
MINE = "/cua-toi/"
OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000001")


@access.citizen
def mine(request):
    return HttpResponse(f"của {request.citizen.full_name}, mức {int(request.citizen.assurance)}")


@access.public
def anybody(request):
    return HttpResponse("của mọi người")


@access.public
def greeting(request):
    return HttpResponse(request.citizen.full_name if request.citizen else "chào bạn")


urlpatterns = [
    *i18n_patterns(
        path("cua-toi/", mine),
        path("chao/", greeting),
        path("cua-moi-nguoi/", anybody),
        prefix_default_language=False,
    ),
    *agency.urlpatterns,
]


@pytest.fixture(autouse=True)
def own_pages(provider, settings):
    settings.ROOT_URLCONF = __name__


def changed(address, **parameters):
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query)) | parameters
    return f"{parts.path}?{urlencode({k: v for k, v in query.items() if v is not None})}"


def is_refused(answer, status, says):
    page = answer.content.decode()
    assert answer.status_code == status, page
    assert says in page
    assert "Đăng nhập lại" in page


def is_signed_in(browser):
    return browser.get(MINE).status_code == 200


def test_a_citizen_page_leads_to_the_national_identity_and_back_to_itself(away):
    asked = Client().get(f"{MINE}?trang=2")
    assert asked.headers["Location"] == f"{START}?{urlencode({'tiep': f'{MINE}?trang=2'})}"
    browser, back = away("an", tiep=f"{MINE}?trang=2")
    assert browser.get(back).headers["Location"] == f"{MINE}?trang=2"
    assert browser.get(MINE).content.decode() == "của Nguyễn Thị An, mức 2"


def test_the_request_carries_everything_that_binds_the_answer_to_it(provider):
    address = Client().get(START).headers["Location"]
    assert address.startswith(f"{PROVIDER}/identity/o/authorize?")
    asked = query_of(address)
    assert asked["redirect_uri"] == CALLBACK
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == "LoA2"
    assert asked["prompt"] == "login"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    again = query_of(Client().get(START).headers["Location"])
    assert not {asked["state"], asked["nonce"]} & {again["state"], again["nonce"]}


def test_the_address_to_come_back_to_is_not_taken_from_the_request(provider, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = Client().get(START, headers={"host": "gia-mao.example"}).headers["Location"]
    assert query_of(address)["redirect_uri"] == CALLBACK


def test_in_english_too_the_provider_knows_one_address(away):
    start = Client().get(f"/en{START}", {"tiep": "/en/cua-toi/"}).headers["Location"]
    assert query_of(start)["redirect_uri"] == CALLBACK


def test_what_the_provider_says_is_kept_sealed(citizen_browser):
    citizen_browser("an")
    person = Person.objects.get()
    assert (person.issuer, person.full_name) == (PROVIDER, "Nguyễn Thị An")
    assert person.subject == ProviderAccount.objects.get(person="an").tech_id.hex
    assert person.folded_name == "nguyen thi an"
    stored = bytes(person.details) + bytes(person.personal_id_index)
    assert b"003190000011" not in stored
    assert b"vidu.example" not in stored
    assert queries.prefill_of(person.id) == {
        "identity.full_name": "Nguyễn Thị An",
        "identity.personal_id": "003190000011",
        "identity.birth_date": "1990-09-02",
        "identity.address": "Thôn 2, xã Bình Nguyên, huyện Thăng Bình, tỉnh Quảng Nam",
        "identity.phone": "0999000011",
        "identity.email": "an@vidu.example",
    }
    contact = Contact(email="an@vidu.example", phone="0999000011")
    assert queries.contact_of(person.id) == contact
    assert queries.contacts_of([person.id]) == {person.id: contact}
    assert queries.person_names([person.id]) == {person.id: "Nguyễn Thị An"}
    assert queries.ids_with_personal_id("003 190 000 011") == [person.id]
    assert queries.ids_with_personal_id("003190000012") == []


def test_what_the_provider_does_not_know_is_empty(citizen_browser):
    citizen_browser("mui")
    known = queries.prefill_of(Person.objects.get().id)
    assert known["identity.birth_date"] == ""  # only the year of her birth is known
    assert known["identity.phone"] == "0999000044"


def test_a_business_signs_in_as_itself(citizen_browser):
    browser = citizen_browser("vi-du")
    assert "của Công ty TNHH Ví Dụ Tam Kỳ" in browser.get(MINE).content.decode()
    person = Person.objects.get()
    assert person.kind == PersonKind.BUSINESS
    assert queries.prefill_of(person.id)["identity.personal_id"] == "4009999990"


def test_the_same_person_is_the_same_row_and_another_is_another(citizen_browser):
    for person in ("an", "binh", "an"):
        citizen_browser(person)
    assert sorted(Person.objects.values_list("full_name", flat=True)) == [
        "Nguyễn Thị An",
        "Trần Văn Bình",
    ]


def stated(**changed):
    return {
        "sub": "s-1",
        "acr": "LoA2",
        "HoVaTen": "Nguyễn Thị An",
        "SoDinhDanh": "003190000011",
        **changed,
    }


def test_people_are_never_joined_by_their_id_number():
    here = actions.sign_in_person(claims=stated(), issuer="https://a.example", at=NOW)
    there = actions.sign_in_person(claims=stated(), issuer="https://b.example", at=NOW)
    other = actions.sign_in_person(claims=stated(sub="s-2"), issuer="https://a.example", at=NOW)
    assert len({here.id, there.id, other.id}) == 3


def test_new_particulars_replace_old_ones_and_the_log_says_which_never_what():
    later = timezone.now()
    met = actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW)
    moved = stated(SoDienThoai="0999000099", HoVaTen="Nguyễn Thị Ân")
    same = actions.sign_in_person(claims=moved, issuer=PROVIDER, at=later)
    assert same.id == met.id
    person = Person.objects.get()
    assert (person.first_seen_at, person.last_seen_at) == (NOW, later)
    assert queries.prefill_of(person.id)["identity.phone"] == "0999000099"
    assert person.folded_name == "nguyen thi an"
    log = Event.objects.filter(stream=f"person:{person.id}").order_by("seq")
    events = list(log.values_list("kind", "payload", "actor"))
    assert [kind for kind, _, _ in events] == [
        "identity.person_met.v1",
        "identity.person_signed_in.v1",
        "identity.person_changed.v1",
        "identity.person_signed_in.v1",
    ]
    assert events[2][1] == {"changed": ["full_name", "phone"]}
    assert {actor for _, _, actor in events} == {f"citizen:{person.id}"}
    assert "0999" not in str(events)


@pytest.mark.django_db(transaction=True)
def test_who_comes_for_the_first_time_in_two_tabs_at_once_is_one_person():
    def come(_):
        try:
            return actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW).id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as tabs:
        assert len(set(tabs.map(come, range(2)))) == 1
    assert Person.objects.count() == 1


def test_an_unchanged_person_is_only_seen_again():
    actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=NOW)
    before = Person.objects.get()
    actions.sign_in_person(claims=stated(), issuer=PROVIDER, at=timezone.now())
    after = Person.objects.get()
    assert bytes(after.details) == bytes(before.details)
    assert after.last_seen_at > before.last_seen_at


def test_a_citizen_is_what_the_rest_of_the_house_sees(citizen_browser):
    citizen_browser("an")
    person = Person.objects.get()
    citizen = queries.citizen(person.id)
    assert citizen.actor == Actor.citizen(person.id)
    assert (citizen.id, citizen.kind, citizen.assurance) == (
        person.id,
        PersonKind.PERSON,
        Assurance.LEVEL_2,
    )


# What must not work


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
    monkeypatch.setattr("motcua.identity.views.time", late)
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


# Leaving


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
    kinds = list(Event.objects.filter(actor=str(OFFICER)).values_list("kind", flat=True))
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


# Costs


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
