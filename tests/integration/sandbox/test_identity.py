"""The stand-in for the national identity enforces what the real one would; it does not only answer.

Each test speaks the protocol itself: our own client would never ask so.
"""

import base64
import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import httpx
import pytest
from allauth.idp.oidc.internal.oauthlib import authorization_codes
from allauth.idp.oidc.models import Client as RegisteredClient
from django.core.cache import cache
from django.db import connections
from django.test import Client

from motcua.kernel.actors import Actor
from motcua.sandbox.identity import seeding, switch
from motcua.sandbox.identity.models import ProviderAccount, SigningKey
from motcua.sandbox.switches import queries as switches
from tests import in_process
from tests.integration.citizens import CALLBACK, CLIENT, NOW, PROVIDER, SECRET, ProviderBrowser
from tests.integration.citizens import query_of as query

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provider")]

AUTHORIZE = "/identity/o/authorize"
TOKEN = "/identity/o/api/token"  # noqa: S105 an address
USERINFO = "/identity/o/api/userinfo"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=")
ASKED = {
    "client_id": CLIENT,
    "redirect_uri": CALLBACK,
    "response_type": "code",
    "scope": "openid profile",
    "state": "s-1",
    "nonce": "n-1",
    "code_challenge": CHALLENGE.decode(),
    "code_challenge_method": "S256",
}


@pytest.fixture
def machine():
    with httpx.Client(transport=in_process.site("sandbox"), base_url=PROVIDER) as http:
        yield http


def address(**changed):
    parameters = {name: value for name, value in (ASKED | changed).items() if value is not None}
    return str(httpx.URL(f"{PROVIDER}{AUTHORIZE}", params=parameters))


def redeem(machine, code, secret=SECRET, **changed):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    return machine.post(TOKEN, data=form | changed, auth=(CLIENT, secret))


def new_code(person="an", **changed):
    return query(ProviderBrowser().sign_in(address(**changed), person))["code"]


def payload(id_token):
    part = id_token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_it_publishes_one_issuer_whatever_the_host_is_called(machine):
    elsewhere = httpx.Client(transport=in_process.site("sandbox"), base_url="http://localhost:9")
    for http in (machine, elsewhere):
        published = http.get("/.well-known/openid-configuration").json()
        assert published["issuer"] == PROVIDER
        assert published["token_endpoint"] == f"{PROVIDER}{TOKEN}"
        assert published["code_challenge_methods_supported"] == ["S256"]
    assert machine.get("/.well-known/jwks.json").json()["keys"][0]["kty"] == "RSA"


def test_the_whole_way_by_hand(machine):
    back = ProviderBrowser().sign_in(address(), "an")
    assert back.startswith(f"{CALLBACK}?")
    assert query(back)["state"] == "s-1"
    token = redeem(machine, query(back)["code"]).json()
    account = ProviderAccount.objects.get(person="an")
    stated = payload(token["id_token"])
    assert stated["iss"] == PROVIDER
    assert stated["aud"] == CLIENT
    assert stated["sub"] == account.tech_id.hex != str(account.account_id)
    assert (stated["nonce"], stated["acr"]) == ("n-1", "LoA2")
    assert "SoDinhDanh" not in stated
    profile = machine.get(USERINFO, headers={"Authorization": f"Bearer {token['access_token']}"})
    assert profile.json()["sub"] == profile.json()["TechID"] == stated["sub"]
    assert profile.json()["HoVaTen"] == "Nguyễn Thị An"
    by_post = machine.post(USERINFO, headers={"Authorization": f"Bearer {token['access_token']}"})
    assert by_post.json() == profile.json()


def test_the_profile_needs_its_scope(machine):
    token = redeem(machine, new_code(scope="openid")).json()
    profile = machine.get(USERINFO, headers={"Authorization": f"Bearer {token['access_token']}"})
    assert set(profile.json()) == {"sub", "TechID"}


@pytest.mark.parametrize(
    "without",
    [
        {"code_challenge": None},
        {"code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge": VERIFIER[:42]},
    ],
    ids=str,
)
def test_nobody_is_let_off_the_proof_of_the_verifier(machine, without):
    answer = machine.get(address(**without))
    assert answer.status_code == 400
    assert "PKCE S256" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://gia-mao.example/cong-dan/ve/"},
        {"redirect_uri": f"{CALLBACK}?x=1"},
        {"redirect_uri": CALLBACK.rstrip("/")},
        {"redirect_uri": CALLBACK.replace("127.0.0.1", "127.0.0.1.gia-mao.example")},
        {"redirect_uri": None},
        {"client_id": "another"},
    ],
    ids=str,
)
def test_the_browser_is_sent_nowhere_but_to_the_registered_address(wrong):
    browser = ProviderBrowser()
    answer = browser.follow(browser.get(address(**wrong)))
    if "Bạn là ai?" in answer.text:
        answer = browser.submit(browser.submit(answer, nguoi="an"))
    assert not answer.is_redirect
    assert "Yêu cầu đăng nhập không đúng" in answer.text


def test_who_declines_sends_no_code():
    back = query(ProviderBrowser().sign_in(address(), "an", answer="cancel"))
    assert back == {"error": "access_denied", "state": "s-1"}


def test_it_forgets_who_it_was_when_the_answer_is_given():
    browser = ProviderBrowser()
    browser.sign_in(address(), "an")
    again = browser.follow(browser.get(address()))
    assert "Bạn là ai?" in again.text


def test_it_asks_again_when_the_site_wants_it():
    browser = ProviderBrowser()
    page = browser.follow(browser.get(address(prompt="login")))
    consent = browser.submit(browser.submit(page, nguoi="an"))
    assert "Đồng ý chia sẻ thông tin?" in consent.text


def test_a_code_is_good_once(machine):
    code = new_code()
    assert redeem(machine, code).status_code == 200
    assert redeem(machine, code).json()["error"] == "invalid_grant"


def test_a_code_is_good_for_a_minute(machine, settings):
    assert settings.IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN == 60
    code = new_code()
    cache.clear()  # what the minute does
    assert redeem(machine, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"redirect_uri": "https://gia-mao.example/"},
        {"code": "invented"},
    ],
    ids=str,
)
def test_a_code_is_redeemed_as_it_was_asked_for(machine, wrong):
    answer = redeem(machine, **({"code": new_code()} | wrong))
    assert answer.status_code in {400, 401}
    assert "id_token" not in answer.json()


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_a_client_without_its_secret_gets_nothing(machine, secret):
    assert redeem(machine, new_code(), secret=secret).json()["error"] == "invalid_client"


def test_a_revoked_or_invented_access_token_opens_nothing(machine):
    answer = machine.get(USERINFO, headers={"Authorization": "Bearer invented"})
    assert answer.status_code == 401


def test_what_was_not_asked_to_exist_does_not(machine):
    for other in ("/identity/o/device", "/identity/o/api/revoke", "/identity/o/api/clients"):
        assert machine.post(other).status_code == 404


def test_registering_again_changes_nothing_but_the_address():
    before = {
        model: list(model.objects.order_by("pk").values())
        for model in (RegisteredClient, ProviderAccount, SigningKey)
    }
    again = {"client": CLIENT, "secret": SECRET, "by": Actor.system("test"), "at": NOW}
    seeding.register(callback=CALLBACK, **again)
    for model, rows in before.items():
        assert list(model.objects.order_by("pk").values()) == rows
    seeding.register(callback="http://127.0.0.1:9000/cong-dan/ve/", **again)
    client = RegisteredClient.objects.get()
    assert client.get_redirect_uris() == ["http://127.0.0.1:9000/cong-dan/ve/"]
    assert client.check_secret(SECRET)


def test_a_random_secret_costs_little_to_check_and_is_not_stored():
    client = RegisteredClient.objects.get()
    assert client.secret.startswith("random_secret$1$")
    assert SECRET not in client.secret
    assert not client.check_secret(f"{SECRET}!")


def test_keys_lie_sealed():
    key = SigningKey.objects.get()
    assert b"PRIVATE KEY" not in bytes(key.pem)


def test_the_switch_is_turned_on_its_page(machine, monkeypatch):
    browser = ProviderBrowser()
    page = browser.submit(browser.get("/dinh-danh/dieu-khien/"), position="slow")
    assert "Trả lời chậm" in page.text
    assert switches.position("identity") == "slow"
    waited = []
    monkeypatch.setattr(switch, "time", SimpleNamespace(sleep=waited.append))
    machine.get("/.well-known/openid-configuration")
    assert waited == [switch.SLOW_SECONDS]
    browser.submit(page, position="down")
    assert machine.get("/.well-known/openid-configuration").status_code == 503
    assert browser.submit(page, position="sideways").status_code == 404
    assert switches.position("identity") == "down"


def test_a_new_key_is_made_on_its_page():
    browser = ProviderBrowser()
    page = browser.get("/dinh-danh/dieu-khien/")
    form = page.text[page.text.index("/dinh-danh/dieu-khien/khoa/") :]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = browser._http.post("/dinh-danh/dieu-khien/khoa/", data={"csrfmiddlewaretoken": token})
    assert answer.is_redirect
    assert "thôi công bố" in browser.get("/dinh-danh/dieu-khien/").text
    assert SigningKey.objects.filter(retires_at=None).count() == 1


def test_the_chooser_leads_only_back_to_itself():
    browser = ProviderBrowser()
    page = browser.get("/dinh-danh/dang-nhap/?tiep=https://gia-mao.example/")
    assert 'name="tiep" value="/"' in page.text
    assert browser.get("/dinh-danh/xac-nhan/?nguoi=khong-co").is_redirect


@pytest.mark.django_db(transaction=True)
def test_of_two_who_redeem_a_code_at_once_one_wins(as_site, monkeypatch):
    code = new_code()
    as_site("sandbox")
    invalidate = authorization_codes.invalidate

    def slowly(*which):
        time.sleep(0.3)
        invalidate(*which)

    monkeypatch.setattr(authorization_codes, "invalidate", slowly)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        "client_id": CLIENT,
        "client_secret": SECRET,
    }

    def attempt(_):
        try:
            # Not by `in_process`: that answers one request after the other.
            return Client().post(TOKEN, form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, range(2))) == [200, 400]
