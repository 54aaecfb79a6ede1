"""Security keys of staff, made and asked as a browser and its authenticator do (WebAuthn)."""

import hashlib
import json
import os

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.integration.staff import PASSWORD

HOST = "localhost"
DESK = "/ban-lam-viec/"
_PRESENT_AND_ATTESTED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT


class Key:
    """A key in software: it answers for the address that it was made at, if asked as it must be."""

    def __init__(self):
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._id = os.urandom(16)
        self._counter = 0

    def create(self, options, *, origin=f"http://{HOST}"):
        asked = options["creation_options"]["publicKey"]
        said = self._said(CollectedClientData.TYPE.CREATE, asked["challenge"], origin)
        public = ES256.from_cryptography_key(self._private.public_key())
        credential = AttestedCredentialData.create(bytes(16), self._id, public)
        data = AuthenticatorData.create(
            _hash(asked["rp"]["id"]), _PRESENT_AND_ATTESTED, self._counter, credential
        )
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            {"clientDataJSON": said.b64, "attestationObject": websafe_encode(bytes(attestation))}
        )

    def get(self, options, *, origin=f"http://{HOST}"):
        asked = options["request_options"]["publicKey"]
        said = self._said(CollectedClientData.TYPE.GET, asked["challenge"], origin)
        self._counter += 1
        data = AuthenticatorData.create(
            _hash(asked["rpId"]), AuthenticatorData.FLAG.UP, self._counter
        )
        signed = self._private.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": said.b64,
                "authenticatorData": websafe_encode(bytes(data)),
                "signature": websafe_encode(signed),
            }
        )

    def _said(self, kind, challenge, origin):
        if isinstance(challenge, str):
            challenge = websafe_decode(challenge)
        return CollectedClientData.create(type=kind, challenge=challenge, origin=origin)

    def _answer(self, response):
        written = websafe_encode(self._id)
        return json.dumps(
            {
                "id": written,
                "rawId": written,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": response,
            }
        )


def _hash(name):
    return hashlib.sha256(name.encode()).digest()


def options(answer):
    return answer.context_data["js_data"]


@pytest.fixture
def at_home(sign_in):
    """A browser at the address that keys are made for."""

    def enter(account):
        browser = sign_in(account)
        browser.defaults["HTTP_HOST"] = HOST
        browser.post("/xac-nhan-lai/", {"password": PASSWORD})
        return browser

    return enter


def add(browser, key, **how):
    asked = options(browser.get("/hai-lop/khoa/them/"))
    return browser.post(
        "/hai-lop/khoa/them/", {"name": "Khoá USB", "credential": key.create(asked, **how)}
    )


def password_alone(account):
    browser = Client(HTTP_HOST=HOST)
    browser.post("/dang-nhap/", {"login": account.email, "password": PASSWORD})
    return browser


def test_a_key_opens_the_staff_pages_in_the_place_of_a_code(new_account, at_home):
    account, key = new_account(), Key()
    assert add(at_home(account), key).status_code == 302

    browser = password_alone(account)
    assert browser.get(DESK).status_code == 302
    page = browser.get("/xac-thuc/")
    assert "Dùng khoá bảo mật" in page.content.decode()
    browser.post("/xac-thuc/", {"credential": key.get(options(page))})
    assert browser.get(DESK).status_code == 200


def test_an_answer_for_another_address_opens_nothing(new_account, at_home):
    """Somebody in the middle passes the question on and the answer back."""
    account, key = new_account(), Key()
    add(at_home(account), key)

    browser = password_alone(account)
    asked = options(browser.get("/xac-thuc/"))
    answer = key.get(asked, origin="https://mot-cua.vidu.example.evil.example")
    assert browser.post("/xac-thuc/", {"credential": answer}).status_code == 200
    assert browser.get(DESK).status_code == 302


def test_an_answer_opens_once(new_account, at_home):
    account, key = new_account(), Key()
    add(at_home(account), key)
    first = password_alone(account)
    answer = key.get(options(first.get("/xac-thuc/")))
    first.post("/xac-thuc/", {"credential": answer})
    assert first.get(DESK).status_code == 200

    second = password_alone(account)
    second.get("/xac-thuc/")
    second.post("/xac-thuc/", {"credential": answer})
    assert second.get(DESK).status_code == 302


def test_a_key_of_somebody_else_opens_nothing(new_account, at_home):
    account = new_account()
    add(at_home(account), Key())

    browser = password_alone(account)
    answer = Key().get(options(browser.get("/xac-thuc/")))
    browser.post("/xac-thuc/", {"credential": answer})
    assert browser.get(DESK).status_code == 302


JUNK = [
    *("", "[]", "{}", "null", "{", '"a"', '{"id": 1}'),
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA"}}',
]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_for_an_answer_is_refused_in_words(new_account, at_home, junk):
    account = new_account()
    add(at_home(account), Key())

    browser = password_alone(account)
    browser.get("/xac-thuc/")
    assert browser.post("/xac-thuc/", {"credential": junk}).status_code == 200
    assert browser.get(DESK).status_code == 302


def test_junk_is_no_key(new_account, at_home):
    browser = at_home(new_account())
    for junk in JUNK:
        browser.get("/hai-lop/khoa/them/")
        answer = browser.post("/hai-lop/khoa/them/", {"name": "Khoá", "credential": junk})
        assert answer.status_code == 200, junk
    assert "Chưa có. Khoá thay" in browser.get("/hai-lop/").content.decode()


def test_a_key_that_was_removed_opens_nothing(new_account, at_home):
    account, key = new_account(), Key()
    browser = at_home(account)
    add(browser, key)
    index = browser.get("/hai-lop/").content.decode()
    assert "Khoá USB" in index
    (own,) = account.authenticator_set.filter(type="webauthn")
    assert browser.post(f"/hai-lop/khoa/{own.pk}/go/").status_code == 302

    again = password_alone(account)
    page = again.get("/xac-thuc/")
    assert "Dùng khoá bảo mật" not in page.content.decode()


def test_nobody_removes_the_key_of_another(new_account, at_home):
    account, other = new_account(), new_account()
    add(at_home(account), Key())
    (hers,) = account.authenticator_set.filter(type="webauthn")
    assert at_home(other).post(f"/hai-lop/khoa/{hers.pk}/go/").status_code == 404
