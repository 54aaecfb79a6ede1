"""Several providers of identities at once: each answers for itself, and for nobody else."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from joserfc import jwk, jwt

from motcua.conf.providers import FurtherProvider
from motcua.identity.adapters import openid
from motcua.identity.models import Person
from motcua.net import remote
from tests.integration.citizens import query_of
from tests.integration.identity.pages_of_citizens import (
    BACK,
    MINE,
    START,
    is_refused,
    is_signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_of_citizens")]

ISSUER = "https://tai-khoan.example"
OWN_BACK = f"{BACK}tinh/"
SETTING = {
    "key": "tinh",
    "label": "Tài khoản của tỉnh",
    "issuer": ISSUER,
    "client": "dvc",
    "secret": "of-the-province",
    "scope": "openid profile email",
    "claims": {"personal_id": ["cccd"]},
    "vouched": 2,
}


class Plain:
    """A provider that never heard of us: standard claims, no levels."""

    def __init__(self):
        self.key = jwk.ECKey.generate_key("P-256", {"kid": "k"})
        self.profile = {"sub": "u-1", "name": "Lê Thị Mai", "cccd": "003190000011"}
        self.nonce = ""
        self.asked = []

    def __call__(self, request):
        path = request.url.path
        self.asked.append(path)
        if path == "/token":
            return httpx.Response(200, json=self.token())
        answers = {
            "/.well-known/openid-configuration": {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
                "userinfo_endpoint": f"{ISSUER}/me",
            },
            "/keys": {"keys": [self.key.as_dict(private=False)]},
            "/me": self.profile,
        }
        return httpx.Response(200, json=answers[path])

    def token(self):
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "dvc", "sub": self.profile["sub"], "nonce": self.nonce}
        header = {"alg": "ES256", "kid": "k"}
        signed = jwt.encode(header, claims | {"iat": now, "exp": now + 300}, self.key)
        return {"access_token": "at", "token_type": "Bearer", "id_token": signed}


@pytest.fixture
def plain(settings):
    settings.MOTCUA_IDENTITY_FURTHER = (FurtherProvider(**SETTING),)
    openid.forget()
    stand = Plain()
    with remote.mounted(ISSUER, httpx.MockTransport(stand)):
        yield stand


def leave_for(plain, browser):
    """Leave for the further provider; return the state that its answer must carry."""
    sent = browser.get(START, {"cach": "tinh", "tiep": MINE})
    query = {name: value for name, (value,) in parse_qs(urlsplit(sent["Location"]).query).items()}
    assert query["redirect_uri"].endswith(OWN_BACK)
    plain.nonce = query["nonce"]
    return query["state"]


def test_where_there_are_several_she_chooses(plain, client):
    page = client.get(START, {"tiep": MINE}).content.decode()
    assert "Tài khoản định danh quốc gia" in page
    assert "Tài khoản của tỉnh" in page
    assert "cach=tinh&amp;tiep=%2Fcua-toi%2F" in page
    assert query_of(client.get(START, {"cach": ""})["Location"])["acr_values"] == "LoA2"


def test_an_unrelated_provider_works_by_configuration_alone(plain, client):
    state = leave_for(plain, client)
    answer = client.get(OWN_BACK, {"state": state, "code": "c"})
    assert answer["Location"] == MINE
    assert client.get(MINE).content.decode() == "của Lê Thị Mai, mức 2"


def test_the_same_id_number_at_two_providers_is_two_accounts(plain, away):
    browser, back = away("an")
    browser.get(back)
    other = Client()
    other.get(OWN_BACK, {"state": leave_for(plain, other), "code": "c"})
    assert is_signed_in(other)
    indexes = Person.objects.values_list("personal_id_index", flat=True)
    assert len(indexes) == 2
    assert len(set(map(bytes, indexes))) == 1


def test_who_has_no_id_number_is_not_signed_in(plain, client):
    del plain.profile["cccd"]
    answer = client.get(OWN_BACK, {"state": leave_for(plain, client), "code": "c"})
    is_refused(answer, 400, "không cho biết đủ thông tin")
    assert not is_signed_in(client)


@pytest.mark.parametrize("back", [BACK, f"{BACK}khac/"])
def test_an_answer_at_the_address_of_another_provider_carries_its_code_nowhere(plain, client, back):
    state = leave_for(plain, client)
    is_refused(client.get(back, {"state": state, "code": "c"}), 400, "không bắt đầu từ")
    assert "/token" not in plain.asked


def test_the_code_of_the_first_provider_is_not_taken_to_the_further_one(plain, away):
    browser, back = away("an")
    moved = {name: query_of(back)[name] for name in ("state", "code")}
    is_refused(browser.get(OWN_BACK, moved), 400, "không bắt đầu từ trình duyệt này")
    assert "/token" not in plain.asked


def test_an_answer_that_names_another_issuer_carries_its_code_nowhere(plain, client):
    answer = {"state": leave_for(plain, client), "code": "c", "iss": "https://gia-mao.example"}
    is_refused(client.get(OWN_BACK, answer), 400, "Không kiểm chứng được")
    assert "/token" not in plain.asked


def test_a_provider_that_nobody_set_up_is_refused(plain, client):
    is_refused(client.get(START, {"cach": "khac"}), 503, "chưa được nối")
