import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from motcua.identity import actions as identity
from motcua.identity.types import Role
from tests.integration.staff import NOW, PASSWORD, SECRET, SEED

pytestmark = pytest.mark.django_db

DESK = "/ban-lam-viec/"
SIGN_IN = "/dang-nhap/"
SECOND_STEP = "/xac-thuc/"
ENROL = "/hai-lop/bat/"


def password(browser, account, typed=PASSWORD, **more):
    return browser.post(SIGN_IN, {"login": account.email, "password": typed, **more})


def test_password_and_code_lead_to_the_desk(client, new_account, code):
    account = new_account(Role.REPORTER)
    assert password(client, account).headers["Location"] == SECOND_STEP
    assert client.get(DESK).status_code == 302  # the password alone opens nothing
    assert client.post(SECOND_STEP, {"code": code()}).headers["Location"] == DESK
    page = client.get(DESK).content.decode()
    assert "Chào Trần Thị Bé" in page
    assert "Cán bộ báo cáo của cơ quan" in page
    assert reverse("reporting:imports") in page


def test_after_signing_in_one_is_where_one_wanted_to_go(client, new_account, code):
    account = new_account(Role.REPORTER)
    wanted = reverse("reporting:imports")
    asked = client.get(wanted)
    assert asked.headers["Location"] == f"{SIGN_IN}?next={wanted}"
    password(client, account, next=wanted)
    assert client.post(SECOND_STEP, {"code": code()}).headers["Location"] == wanted


def test_the_way_on_never_leads_to_another_site(client, new_account, code):
    account = new_account()
    password(client, account, next="https://gia-mao.example/")
    assert client.post(SECOND_STEP, {"code": code()}).headers["Location"] == DESK


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, new_account):
    account = new_account()
    wrong = password(client, account, "sai-mat-khau-roi")
    unknown = client.post(SIGN_IN, {"login": "khong@co.example", "password": PASSWORD})
    for answer in (wrong, unknown):
        assert "Thư điện tử hoặc mật khẩu không đúng." in answer.content.decode()
    assert client.get(SECOND_STEP).headers["Location"] == SIGN_IN


def test_the_password_is_never_sent_back(client, new_account):
    page = password(client, new_account(), "sai-mat-khau-roi").content.decode()
    assert "sai-mat-khau-roi" not in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_empty_fields_are_named(client, db):
    page = client.post(SIGN_IN, {}).content.decode()
    assert "Nhập địa chỉ thư điện tử công vụ." in page
    assert "Nhập mật khẩu." in page
    assert "Lỗi: Cán bộ đăng nhập" in page


def test_a_wrong_code_is_refused(client, new_account, code):
    password(client, new_account())
    wrong = f"{(int(code()) + 1) % 1_000_000:06}"
    page = client.post(SECOND_STEP, {"code": wrong}).content.decode()
    assert "Mã không đúng hoặc đã dùng." in page
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert client.get(DESK).headers["Location"].startswith(SIGN_IN)


def test_a_code_opens_once(new_account, sign_in, code):
    account = new_account()
    sign_in(account)
    onlooker = Client()
    password(onlooker, account)
    page = onlooker.post(SECOND_STEP, {"code": code()}).content.decode()
    assert "Mã không đúng hoặc đã dùng." in page


def test_a_code_of_the_minute_before_is_too_old(client, new_account, code, totp_time):
    password(client, new_account())
    old = code()
    totp_time.now += 60
    assert client.post(SECOND_STEP, {"code": old}).status_code == 200
    assert client.post(SECOND_STEP, {"code": code()}).headers["Location"] == DESK


def test_after_five_wrong_codes_even_the_right_one_has_to_wait(client, new_account, code):
    password(client, new_account())
    wrong = f"{(int(code()) + 1) % 1_000_000:06}"
    for _ in range(5):
        client.post(SECOND_STEP, {"code": wrong})
    page = client.post(SECOND_STEP, {"code": code()}).content.decode()
    assert "Đã thử sai quá nhiều lần." in page


def test_guessing_from_one_machine_is_stopped_in_vietnamese(client, db):
    guess = {"login": "canbo@vidu.example", "password": "doan-mo-mat-khau"}
    answers = [client.post(SIGN_IN, guess) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Đã thử quá nhiều lần" in answers[-1].content.decode()


def test_an_inactive_account_does_not_get_in(client, new_account):
    account = new_account(Role.REPORTER)
    account.is_active = False
    account.save()
    answer = client.post(SIGN_IN, {"login": account.email, "password": PASSWORD}, follow=True)
    assert "Tài khoản đã ngừng hoạt động" in answer.content.decode()
    assert client.get(DESK).headers["Location"].startswith(SIGN_IN)


def test_an_account_made_inactive_is_out_on_its_next_request(new_account, sign_in):
    account = new_account(Role.REPORTER)
    browser = sign_in(account)
    account.is_active = False
    account.save()
    assert browser.get(DESK).headers["Location"].startswith(SIGN_IN)


def test_nobody_signs_herself_up(client, db):
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for guessed in ("/signup/", "/accounts/signup/", "/dang-ky/"):
        assert client.get(guessed).status_code == 404
    assert "signup" not in client.get(SIGN_IN).content.decode()


@pytest.mark.parametrize("page", [DESK, "/bao-cao/tep/", "/hai-lop/ma-du-phong/"])
def test_without_a_second_factor_every_staff_page_leads_to_enrolment(client, new_account, page):
    password(client, new_account(*Role, second_factor=False))
    assert client.get(page).headers["Location"] == ENROL


def test_enrolment_shows_the_secret_and_takes_its_code(client, new_account, code):
    account = new_account(Role.REPORTER, second_factor=False)
    password(client, account)
    asked = client.get(ENROL, follow=True)
    assert "Xác nhận lại là bạn" in asked.content.decode()
    client.post(asked.request["PATH_INFO"], {"password": PASSWORD, "next": ENROL})
    page = client.get(ENROL).content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r'translate="no">([A-Z2-7 ]+)<', page)[1].replace(" ", "")

    refused = client.post(ENROL, {"code": "000000"}).content.decode()
    assert "Mã không đúng hoặc đã dùng." in refused
    answer = client.post(ENROL, {"code": code(secret)}, follow=True)
    page = answer.content.decode()
    assert "Còn 10 trên 10 mã chưa dùng." in page

    recovery_code = re.search(r"<li><strong>(\w+)</strong>", page)[1]
    elsewhere = Client()
    password(elsewhere, account)
    assert elsewhere.post(SECOND_STEP, {"code": recovery_code}).headers["Location"] == DESK
    again = Client()
    password(again, account)
    assert again.post(SECOND_STEP, {"code": recovery_code}).status_code == 200


def test_the_secret_is_unreadable_in_the_database(client, new_account, code):
    password(client, new_account(second_factor=False))
    client.post("/xac-nhan-lai/", {"password": PASSWORD})
    page = client.get(ENROL).content.decode()
    secret = re.search(r'translate="no">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    client.post(ENROL, {"code": code(secret)})
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored


def test_a_role_that_ended_is_gone_on_the_next_request(new_account, sign_in, totp_time):
    account = new_account(Role.REPORTER)
    browser = sign_in(account)
    assert browser.get("/bao-cao/tep/").status_code == 200
    identity.end_roles(
        account=account,
        roles=[Role.REPORTER],
        on=date(2020, 1, 1),
        by=SEED,
        at=NOW,
    )
    assert browser.get("/bao-cao/tep/").headers["Location"].startswith(SIGN_IN)
    totp_time.now += 30
    browser = sign_in(account)
    assert browser.get("/bao-cao/tep/").status_code == 403
    desk = browser.get(DESK).content.decode()
    assert "Bạn chưa có vai trò nào còn hiệu lực." in desk
    assert "/bao-cao/tep/" not in re.sub(r"<nav.*?</nav>", "", desk, flags=re.DOTALL)


def test_signing_out_kills_the_session(new_account, sign_in):
    browser = sign_in(new_account())
    stolen = browser.cookies[settings.SESSION_COOKIE_NAME].value
    assert browser.get("/dang-xuat/").status_code == 200  # asks first: a link signs nobody out
    assert browser.get(DESK).status_code == 200
    assert browser.post("/dang-xuat/").headers["Location"] == "/"
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get(DESK).headers["Location"].startswith(SIGN_IN)


def test_changing_the_phone_closes_the_staff_pages_until_it_is_done(new_account, sign_in):
    browser = sign_in(new_account(Role.REPORTER))
    browser.post("/xac-nhan-lai/", {"password": PASSWORD})
    assert "Gỡ và bật lại" in browser.get("/hai-lop/tat/").content.decode()
    assert browser.post("/hai-lop/tat/").headers["Location"] == "/hai-lop/"
    assert "Chưa bật." in browser.get("/hai-lop/").content.decode()
    assert browser.get(DESK).headers["Location"] == ENROL


def test_new_recovery_codes_replace_the_old_ones(new_account, sign_in):
    browser = sign_in(new_account())
    browser.post("/xac-nhan-lai/", {"password": PASSWORD})
    pages = []
    for _ in range(2):
        browser.get("/hai-lop/ma-du-phong/tao/")
        pages.append(browser.post("/hai-lop/ma-du-phong/tao/", follow=True).content.decode())
    first, second = (set(re.findall(r"<li><strong>(\w+)</strong>", page)) for page in pages)
    assert len(first) == len(second) == 10
    assert not first & second
    index = browser.get("/hai-lop/").content.decode()
    assert "Còn 10 mã chưa dùng." in index
    assert "Đang bật từ" in index


def test_confirming_again_is_possible_by_code_too(new_account, sign_in, totp_time, code):
    browser = sign_in(new_account())
    way_there = browser.get("/hai-lop/tat/", follow=True).content.decode()
    assert "Xác nhận bằng mã dùng một lần" in way_there
    totp_time.now += 30
    assert "Xác nhận bằng mật khẩu" in browser.get("/xac-nhan-lai/ma/").content.decode()
    browser.post("/xac-nhan-lai/ma/", {"code": code()})
    assert browser.get("/hai-lop/tat/").status_code == 200


def test_the_header_says_who_is_signed_in(client, new_account, sign_in):
    assert "Cán bộ đăng nhập" in client.get("/lich-lam-viec/").content.decode()
    page = sign_in(new_account()).get("/lich-lam-viec/").content.decode()
    assert "Trần Thị Bé" in page
    assert "Cán bộ đăng nhập" not in page


def test_staff_can_read_their_pages_in_english(new_account, sign_in):
    assert sign_in(new_account()).get("/en/ban-lam-viec/").status_code == 200


def test_the_agency_site_shows_a_desk_without_the_national_pages(new_account, sign_in, settings):
    browser = sign_in(new_account(Role.REPORTER))
    settings.MOTCUA_SITE = "agency"
    settings.MOTCUA_NAVIGATION = settings.MOTCUA_WORK = ()
    assert "/bao-cao/tep/" not in browser.get(DESK).content.decode()


def test_a_session_that_never_showed_the_code_stays_out_after_enrolment(new_account, sign_in):
    """Whoever knows only the password gains nothing when the owner enrols elsewhere."""
    account = new_account(second_factor=False)
    thief = Client()
    thief.post("/dang-nhap/", {"login": account.email, "password": PASSWORD})
    TOTP.activate(account, SECRET)

    answer = thief.get("/ban-lam-viec/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/xac-nhan-lai/ma/")
    assert sign_in(account).get("/ban-lam-viec/").status_code == 200


def test_a_page_that_is_not_there_still_knows_who_is_signed_in(new_account, sign_in):
    browser = sign_in(new_account())
    assert "Trần Thị Bé" in browser.get("/khong-co/").content.decode()


def test_staff_are_led_where_their_roles_let_them_in(new_account, sign_in, as_site):
    as_site("agency")
    clerk = sign_in(new_account(Role.CLERK)).get(DESK).content.decode()
    helper = sign_in(new_account(Role.HELPER)).get(DESK).content.decode()

    assert "/mot-cua/quay/" in clerk
    assert "/mot-cua/giup/" in helper
    assert "/mot-cua/quay/" not in helper
    assert '"/ho-so/"' not in menu(clerk)
    assert menu(clerk) != menu(helper)


def test_every_page_that_the_menu_of_staff_names_opens(new_account, sign_in, as_site):
    as_site("agency")
    for role in (Role.CLERK, Role.HELPER, Role.SPECIALIST, Role.LEADER, Role.CONTROLLER):
        browser = sign_in(new_account(role))
        work = re.findall('href="([^"]+)"', menu(browser.get(DESK).content.decode()))
        assert work
        for address in work:
            assert browser.get(address).status_code == 200, (role, address)


def menu(page):
    """Return the main navigation of a page."""
    return re.search(r"<nav.*?</nav>", page, flags=re.DOTALL)[0]
