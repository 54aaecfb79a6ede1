"""Our side of the protocol, against a provider that a test makes say whatever it likes."""

import hashlib
import json
import time
from base64 import b64decode, urlsafe_b64encode
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwk, jwt

from motcua.identity.adapters import openid
from motcua.identity.adapters.openid import Attempt, Provider
from motcua.identity.errors import (
    AssuranceTooLow,
    CodeRefused,
    ProviderUnavailable,
    TokenRefused,
)
from motcua.identity.rules import STANDARD, Reading
from motcua.identity.types import Assurance, PersonKind
from motcua.net import remote

ISSUER = "https://dinhdanh.example/realm"
CALLBACK = "https://dvc.example/cong-dan/ve/"
SECRET = "s:cr%t"  # noqa: S105 opens nothing
ATTEMPT = Attempt(state="s-1", nonce="n-1", verifier="v" * 48, redirect_uri=CALLBACK)
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/oauth2/authorize",
    "token_endpoint": f"{ISSUER}/oauth2/token",
    "jwks_uri": f"{ISSUER}/keys",
    "userinfo_endpoint": f"{ISSUER}/oauth2/userinfo",
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
}


class Stand:
    """A provider whose answers a test may change."""

    def __init__(self):
        self.key = jwk.ECKey.generate_key("P-256", {"kid": "k-1"})
        self.metadata = dict(METADATA)
        self.claims = {"iss": ISSUER, "aud": "motcua", "sub": "p-1", "nonce": "n-1", "acr": "LoA2"}
        self.profile = {"sub": "p-1", "HoVaTen": "Nguyễn Thị An"}
        self.token = {}
        self.token_status = 200
        self.published = None
        self.asked = []

    def __call__(self, request):
        path = request.url.path.removeprefix("/realm")
        self.asked.append((path, request))
        answer = {
            "/.well-known/openid-configuration": self.metadata,
            "/keys": self.published or {"keys": [self.key.as_dict(private=False)]},
            "/oauth2/userinfo": self.profile,
        }.get(path)
        if path == "/oauth2/token":
            return httpx.Response(self.token_status, json=self.full_token())
        return httpx.Response(200, json=answer) if answer is not None else httpx.Response(404)

    def full_token(self):
        now = int(time.time())
        claims = {"iat": now, "exp": now + 300} | self.claims
        header = {"alg": "ES256", "kid": self.key.kid}
        own = {
            "access_token": "at-1",
            "token_type": "Bearer",
            "id_token": jwt.encode(header, claims, self.key),
        } | self.token
        return {name: value for name, value in own.items() if value is not None}

    def count(self, path):
        return sum(asked == path for asked, _ in self.asked)

    def last(self, path):
        return [request for asked, request in self.asked if asked == path][-1]


@pytest.fixture
def stand():
    made = Stand()
    with remote.mounted(ISSUER, httpx.MockTransport(made)):
        yield made


@pytest.fixture
def provider(stand):
    return Provider(
        issuer=ISSUER,
        client="motcua",
        secret=SECRET,
        assurance=Assurance.LEVEL_2,
    )


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_000.0

        def monotonic(self):
            return self.now

        def time(self):
            return time.time()

    steady = Clock()
    monkeypatch.setattr(openid, "time", steady)
    return steady


def test_the_browser_is_sent_with_the_hash_of_the_verifier_never_with_it(provider):
    address = provider.address_to_sign_in(ATTEMPT)
    assert address.startswith(f"{ISSUER}/oauth2/authorize?")
    asked = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
    challenge = urlsafe_b64encode(hashlib.sha256(b"v" * 48).digest()).rstrip(b"=").decode()
    assert asked == {
        "response_type": "code",
        "client_id": "motcua",
        "redirect_uri": CALLBACK,
        "scope": "openid profile",
        "state": "s-1",
        "nonce": "n-1",
        "acr_values": "LoA2",
        "prompt": "login",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


def test_every_attempt_is_unlike_the_others():
    attempts = [Attempt.new(CALLBACK) for _ in range(20)]
    secrets = {value for a in attempts for value in (a.state, a.nonce, a.verifier)}
    assert len(secrets) == 60
    assert min(map(len, secrets)) >= 43


def test_a_code_becomes_claims(provider, stand):
    claims = provider.redeem("c-1", ATTEMPT)
    assert claims["sub"] == "p-1"
    assert claims["HoVaTen"] == "Nguyễn Thị An"
    sent = stand.last("/oauth2/token")
    form = {name: value for name, (value,) in parse_qs(sent.content.decode()).items()}
    assert form == {
        "grant_type": "authorization_code",
        "code": "c-1",
        "redirect_uri": CALLBACK,
        "code_verifier": "v" * 48,
        "client_id": "motcua",
        "client_secret": SECRET,
    }
    assert "Authorization" not in sent.headers
    assert stand.last("/oauth2/userinfo").headers["Authorization"] == "Bearer at-1"


def test_a_provider_that_wants_the_secret_in_the_header_gets_it_there(provider, stand):
    del stand.metadata["token_endpoint_auth_methods_supported"]
    provider.redeem("c-1", ATTEMPT)
    sent = stand.last("/oauth2/token")
    assert "client_secret" not in sent.content.decode()
    scheme, credentials = sent.headers["Authorization"].split()
    assert (scheme, b64decode(credentials).decode()) == ("Basic", f"motcua:{SECRET}")


def test_what_the_profile_says_never_outweighs_the_id_token(provider, stand):
    stand.profile |= {"acr": "LoA9", "iss": "https://gia-mao.example"}
    claims = provider.redeem("c-1", ATTEMPT)
    assert (claims["acr"], claims["iss"]) == ("LoA2", ISSUER)


def test_addresses_and_keys_are_read_once_an_hour(provider, stand, clock):
    for _ in range(3):
        provider.redeem("c", ATTEMPT)
    assert stand.count("/.well-known/openid-configuration") == stand.count("/keys") == 1
    clock.now += openid.KEPT_SECONDS + 1
    provider.redeem("c", ATTEMPT)
    assert stand.count("/.well-known/openid-configuration") == stand.count("/keys") == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://gia-mao.example/realm"},
        {"issuer": f"{ISSUER}/"},
        {"issuer": [ISSUER]},
        {"issuer": None},
        {"token_endpoint": "http://dinhdanh.example/oauth2/token"},
        {"jwks_uri": "file:///keys"},
        {"userinfo_endpoint": ""},
        {"authorization_endpoint": None},
    ],
    ids=str,
)
def test_metadata_that_are_not_the_providers_own_are_not_used(provider, stand, changed):
    stand.metadata |= changed
    with pytest.raises(ProviderUnavailable):
        provider.address_to_sign_in(ATTEMPT)


@pytest.mark.parametrize(
    "changed", [{"id_token": None}, {"id_token": ["x"]}, {"access_token": None}], ids=str
)
def test_without_an_id_token_nobody_is_signed_in(provider, stand, changed):
    stand.token = changed
    with pytest.raises(TokenRefused):
        provider.redeem("c-1", ATTEMPT)


def test_the_profile_of_somebody_else_is_refused(provider, stand):
    stand.profile["sub"] = "p-2"
    with pytest.raises(TokenRefused):
        provider.redeem("c-1", ATTEMPT)
    del stand.profile["sub"]
    with pytest.raises(TokenRefused):
        provider.redeem("c-1", ATTEMPT)


@pytest.mark.parametrize(
    "changed", [{"nonce": "n-2"}, {"aud": "another"}, {"iss": ISSUER.upper()}], ids=str
)
def test_a_token_of_another_attempt_client_or_provider_is_refused(provider, stand, changed):
    stand.claims |= changed
    with pytest.raises(TokenRefused):
        provider.redeem("c-1", ATTEMPT)


def test_a_refused_code_is_told_apart_from_a_provider_in_trouble(provider, stand):
    stand.token_status = 400
    with pytest.raises(CodeRefused):
        provider.redeem("c-1", ATTEMPT)
    stand.token_status = 502
    with pytest.raises(ProviderUnavailable):
        provider.redeem("c-1", ATTEMPT)


def test_a_code_is_sent_once_even_to_a_provider_in_trouble(provider, stand):
    stand.token_status = 503
    with pytest.raises(ProviderUnavailable):
        provider.redeem("c-1", ATTEMPT)
    assert stand.count("/oauth2/token") == 1


def test_an_unknown_key_makes_us_look_again_but_not_at_every_token(provider, stand, clock):
    provider.redeem("c", ATTEMPT)
    stand.key = jwk.ECKey.generate_key("P-256", {"kid": "k-2"})
    provider.redeem("c", ATTEMPT)
    assert stand.count("/keys") == 2
    stand.published = {"keys": [stand.key.as_dict(private=False)]}
    stand.key = jwk.ECKey.generate_key("P-256", {"kid": "invented"})
    for _ in range(3):
        with pytest.raises(TokenRefused):
            provider.redeem("c", ATTEMPT)
    assert stand.count("/keys") == 2
    clock.now += openid.REFETCH_SECONDS
    with pytest.raises(TokenRefused):
        provider.redeem("c", ATTEMPT)
    assert stand.count("/keys") == 3


def test_rubbish_instead_of_json_is_a_provider_in_trouble(provider, stand):
    stand.metadata = []
    with pytest.raises(ProviderUnavailable):
        provider.address_to_sign_in(ATTEMPT)


def test_what_is_logged_holds_no_secret(provider, caplog):
    caplog.set_level("DEBUG")
    provider.redeem("c-secret", ATTEMPT)
    said = json.dumps([record.getMessage() for record in caplog.records])
    for secret in ("c-secret", "v" * 48, "at-1", SECRET, "An"):
        assert secret not in said


PLAIN = Reading(
    kind_claim="",
    kinds={},
    claims={PersonKind.PERSON: STANDARD},
    levels={"urn:bronze": Assurance.LEVEL_1, "urn:gold": Assurance.LEVEL_2},
)


def read_plainly(**changed):
    known = {"issuer": ISSUER, "client": "motcua", "secret": SECRET, "reading": PLAIN}
    return Provider(**{**known, "assurance": Assurance.LEVEL_2, **changed})


def test_a_provider_is_asked_in_its_own_words_and_believed_in_no_others(stand):
    provider = read_plainly(scope="openid profile email")
    asked = parse_qs(urlsplit(provider.address_to_sign_in(ATTEMPT)).query)
    assert (asked["acr_values"], asked["scope"]) == (["urn:gold"], ["openid profile email"])
    with pytest.raises(TokenRefused):
        provider.redeem("c-1", ATTEMPT)
    stand.claims["acr"] = "urn:bronze"
    with pytest.raises(AssuranceTooLow):
        provider.redeem("c-1", ATTEMPT)
    stand.claims["acr"] = "urn:gold"
    assert provider.redeem("c-1", ATTEMPT)["sub"] == "p-1"


def test_a_provider_without_levels_counts_as_the_operator_vouches_for(stand):
    del stand.claims["acr"]
    vouched = replace(PLAIN, levels={}, vouched=Assurance.LEVEL_1)
    with pytest.raises(AssuranceTooLow):
        read_plainly(reading=vouched).redeem("c-1", ATTEMPT)
    enough = read_plainly(reading=vouched, assurance=Assurance.LEVEL_1)
    assert "acr_values" not in enough.address_to_sign_in(ATTEMPT)
    assert enough.redeem("c-1", ATTEMPT)["sub"] == "p-1"


def test_a_profile_is_read_by_a_form_where_the_provider_wants_it_so(stand):
    stand.claims["acr"] = "urn:gold"
    read_plainly(profile_by="POST").redeem("c-1", ATTEMPT)
    sent = stand.last("/oauth2/userinfo")
    assert (sent.method, sent.content) == ("POST", b"access_token=at-1")
    assert "Authorization" not in sent.headers


def test_an_answer_that_names_another_issuer_is_refused(provider, stand):
    provider.refuse_answer_of_another(ISSUER)
    provider.refuse_answer_of_another("")
    with pytest.raises(TokenRefused):
        provider.refuse_answer_of_another("https://gia-mao.example")


def test_an_answer_must_name_its_issuer_where_the_provider_always_does(provider, stand):
    stand.metadata["authorization_response_iss_parameter_supported"] = True
    provider.refuse_answer_of_another(ISSUER)
    with pytest.raises(TokenRefused):
        provider.refuse_answer_of_another("")
