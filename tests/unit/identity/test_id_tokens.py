"""A token passes only when every check does; each line here is a known way to cheat."""

import base64
import hmac
import json

import pytest
from authlib.oidc.core.util import create_half_hash
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwk, jws, jwt

from motcua.identity.adapters import id_tokens
from motcua.identity.adapters.id_tokens import Expected, UnknownKeyError
from motcua.identity.errors import AssuranceTooLow, TokenRefused
from motcua.identity.types import Assurance

NOW = 1_770_000_000
RSA = jwk.RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"})
EC = jwk.ECKey.generate_key("P-256", {"kid": "ec"})
STRANGER = jwk.RSAKey.generate_key(2048, {"kid": "rsa"})
ENCRYPTS = jwk.RSAKey.generate_key(2048, {"kid": "enc"})
KEYS = id_tokens.key_set(
    {
        "keys": [
            RSA.as_dict(private=False),
            EC.as_dict(private=False),
            ENCRYPTS.as_dict(private=False, use="enc"),
        ]
    }
)
EXPECTED = Expected(
    issuer="https://dinhdanh.example",
    client="motcua",
    nonce="n-0S6",
    access_token="at-1",  # noqa: S106 opens nothing
    assurance=Assurance.LEVEL_2,
)
CLAIMS = {
    "iss": "https://dinhdanh.example",
    "aud": "motcua",
    "sub": "5f1c",
    "exp": NOW + 300,
    "iat": NOW,
    "nonce": "n-0S6",
    "acr": "LoA2",
}


def token(key=RSA, algorithm="RS256", header=(), without=(), **changed):
    claims = {name: value for name, value in (CLAIMS | changed).items() if name not in without}
    full_header = {"alg": algorithm, "kid": key.kid, **dict(header)}
    registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    return jwt.encode(full_header, claims, key, registry=registry)


def read(text, expected=EXPECTED, now=NOW):
    return id_tokens.verified(text, keys=KEYS, expected=expected, now=now)


def refused(text, **more):
    with pytest.raises(TokenRefused) as refusal:
        read(text, **more)
    return refusal.value.params["why"]


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (EC, "ES256")])
def test_a_true_token_passes(key, algorithm):
    assert read(token(key, algorithm)) == CLAIMS


def test_a_token_without_a_signature_is_refused():
    header = {"alg": "none", "kid": "rsa"}
    refused(f"{encoded(header)}.{encoded(CLAIMS)}.")


def test_a_public_key_is_no_shared_secret():
    for public in (RSA.as_pem(private=False), encoded(RSA.as_dict(private=False)).encode()):
        said = f"{encoded({'alg': 'HS256', 'kid': 'rsa'})}.{encoded(CLAIMS)}"
        signature = hmac.digest(public, said.encode(), "sha256")
        refused(f"{said}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}")


@pytest.mark.parametrize("algorithm", ["RS512", "PS256", "RS384"])
def test_other_algorithms_are_refused_even_with_the_right_key(algorithm):
    refused(token(RSA, algorithm))


def test_a_key_of_the_other_kind_is_refused():
    refused(token(EC, "ES256", header={"kid": "rsa"}))
    refused(token(RSA, "RS256", header={"kid": "ec"}))


def test_a_key_for_encryption_signs_nothing():
    refused(token(ENCRYPTS))


def test_the_signature_of_a_stranger_is_refused():
    assert "BadSignature" in refused(token(STRANGER))


def test_one_changed_byte_is_refused():
    header, payload, signature = token().split(".")
    changed = encoded(CLAIMS | {"sub": "5f1d"})
    assert "BadSignature" in refused(f"{header}.{changed}.{signature}")
    assert payload != changed


@pytest.mark.parametrize(
    "brought",
    [
        {"jku": "https://gia-mao.example/keys"},
        {"jwk": STRANGER.as_dict(private=False)},
        {"x5u": "https://gia-mao.example/cert"},
    ],
)
def test_a_token_that_brings_its_own_key_is_refused(brought):
    refused(token(STRANGER, header=brought))
    refused(token(RSA, header=brought))


def test_a_token_that_names_no_key_is_refused():
    refused(jwt.encode({"alg": "RS256"}, CLAIMS, RSA))


def test_an_unknown_key_may_be_a_new_one():
    with pytest.raises(UnknownKeyError):
        read(token(header={"kid": "tomorrow"}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://gia-mao.example"},
        {"iss": "https://dinhdanh.example/"},
        {"iss": ["https://dinhdanh.example"]},
        {"iss": ["https://gia-mao.example", "https://dinhdanh.example"]},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": []},
        {"aud": {"motcua": 1}},
        {"aud": ["motcua", "another"]},  # several, and no party named
        {"azp": "another"},
        {"aud": ["motcua", "another"], "azp": "another"},
        {"nonce": "n-0S7"},
        {"nonce": ["n-0S6"]},
        {"nonce": ""},
        {"exp": NOW - 61},
        {"exp": str(NOW + 300)},
        {"exp": True},
        {"iat": NOW + 61},
        {"iat": "now"},
        {"nbf": NOW + 61},
        {"sub": ""},
        {"sub": 5},
        {"acr": "LoA9"},
        {"acr": ["LoA2"]},
        {"acr": None},
        {"at_hash": "invented"},
    ],
    ids=str,
)
def test_a_wrong_claim_is_refused(wrong):
    assert refused(token(**wrong))


@pytest.mark.parametrize("claim", sorted(CLAIMS))
def test_a_missing_claim_is_refused(claim):
    assert refused(token(without={claim}))


def test_clocks_may_differ_by_a_minute():
    assert read(token(exp=NOW - 59), now=NOW)
    assert read(token(iat=NOW + 60), now=NOW)


def test_several_audiences_pass_when_we_are_the_party():
    assert read(token(aud=["motcua", "another"], azp="motcua"))


def test_the_access_token_that_the_token_vouches_for_is_ours():
    vouched = create_half_hash("at-1", "RS256").decode()
    assert read(token(at_hash=vouched))
    other = create_half_hash("at-2", "RS256").decode()
    assert "at_hash" in refused(token(at_hash=other))


def test_a_low_level_is_told_apart_from_a_forgery():
    with pytest.raises(AssuranceTooLow) as refusal:
        read(token(acr="LoA1"))
    assert refusal.value.params == {"got": 1, "asked": 2}


def test_a_reason_does_not_repeat_what_the_token_says():
    assert "gia-mao" not in refused(token(iss="https://gia-mao.example"))


@given(st.text() | st.binary().map(lambda raw: f"{encoded({'alg': 'RS256'})}.{raw!r}.x"))
def test_rubbish_is_refused(text):
    refused(text)


@pytest.mark.parametrize("published", [{}, {"keys": []}, {"keys": [{"kty": "oct"}]}, [], None])
def test_a_key_set_without_keys_is_refused(published):
    with pytest.raises(TokenRefused):
        id_tokens.key_set(published)
