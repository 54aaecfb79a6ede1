"""Personal values at rest: authenticated encryption, bound to the place where a value stands.

A sealed value moved to another row or column does not open. Values that must be found again, such
as an id number, have a blind index beside them: exact matches only, and useless without the key.

Source: NIST SP 800-38D (GCM); Nghị định 13/2023/NĐ-CP, Điều 26 and 28 (protection measures).
"""

import hashlib
import hmac
import json
import secrets
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE: Final = 12
_KEY_ID: Final = 4


class NotSealedHereError(ValueError):
    """The bytes were sealed with another key, for another place, or were altered."""


class NoKeyError(RuntimeError):
    """The site has no key for personal values; `MOTCUA_DATA_KEY` is missing."""


def seal(value: Any, *, place: str) -> bytes:
    """Return a JSON value sealed: key id, nonce, ciphertext.

    Args:
        value: Any JSON value; null too.
        place: Table, column and row id, such as `dossiers.answers:0193…`.
    """
    key_id, _, cipher = _keys()
    nonce = secrets.token_bytes(_NONCE)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return key_id + nonce + cipher.encrypt(nonce, text, place.encode())


def unseal(sealed: bytes, *, place: str) -> Any:
    """Return the value that `seal` was given.

    Raises:
        NotSealedHereError: Another key, another place, or altered bytes.
    """
    key_id, _, cipher = _keys()
    sealed = bytes(sealed)
    if sealed[:_KEY_ID] != key_id:
        message = "sealed with a key that this site does not have"
        raise NotSealedHereError(message)
    nonce, text = sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
    try:
        return json.loads(cipher.decrypt(nonce, text, place.encode()))
    except InvalidTag:
        message = f"not what was sealed at {place.partition(':')[0]}"
        raise NotSealedHereError(message) from None


def blind_index(value: str, *, column: str) -> bytes:
    """Return 32 bytes that are the same for the same value in the same column.

    Args:
        value: Already in its one spelling (digits without blanks, lower-case address).
        column: Table and column, so that two columns cannot be joined by it.
    """
    _, index_key, _ = _keys()
    return hmac.new(index_key, f"{column}\0{value}".encode(), hashlib.sha256).digest()


def name_of(key: str) -> str:
    """Return by which name a key is known in what it sealed; of no key, nothing."""
    return _derived(key)[0].hex() if key else ""


def _keys() -> tuple[bytes, bytes, AESGCM]:
    return _derived(settings.MOTCUA_DATA_KEY)


@cache
def _derived(master: str) -> tuple[bytes, bytes, AESGCM]:
    if not master:
        raise NoKeyError

    def derive(purpose: bytes) -> bytes:
        return hmac.new(master.encode(), purpose, hashlib.sha256).digest()

    return derive(b"id")[:_KEY_ID], derive(b"blind index"), AESGCM(derive(b"seal"))
