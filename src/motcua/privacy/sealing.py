"""Personal values at rest: authenticated encryption, bound to the place where a value stands.

A sealed value moved to another row or column does not open. Values that must be found again, such
as an id number, have a blind index beside them: exact matches only, and useless without the key.
Older keys open what they sealed until `rotation` has gone over it.

Source: NIST SP 800-38D (GCM); Nghị định 13/2023/NĐ-CP, Điều 26 and 28 (protection measures).
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
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
    """Return a JSON value sealed with the current key: key id, nonce, ciphertext.

    Args:
        value: Any JSON value; null too.
        place: Table, column and row id, such as `dossiers.answers:0193…`.
    """
    current = _keys()[0]
    nonce = secrets.token_bytes(_NONCE)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return current.id + nonce + current.cipher.encrypt(nonce, text, place.encode())


def unseal(sealed: bytes, *, place: str) -> Any:
    """Return the value that `seal` was given, with whichever of our keys.

    Raises:
        NotSealedHereError: Another key, another place, or altered bytes.
    """
    sealed = bytes(sealed)
    key = next((one for one in _keys() if one.id == sealed[:_KEY_ID]), None)
    if key is None:
        message = "sealed with a key that this site does not have"
        raise NotSealedHereError(message)
    nonce, text = sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
    try:
        return json.loads(key.cipher.decrypt(nonce, text, place.encode()))
    except InvalidTag:
        message = f"not what was sealed at {place.partition(':')[0]}"
        raise NotSealedHereError(message) from None


def blind_index(value: str, *, column: str) -> bytes:
    """Return 32 bytes that are the same for the same value in the same column.

    Args:
        value: Already in its one spelling (digits without blanks, lower-case address).
        column: Table and column, so that two columns cannot be joined by it.
    """
    return blind_indexes(value, column=column)[0]


def blind_indexes(value: str, *, column: str) -> list[bytes]:
    """Return the index of a value under each of our keys, the current one first.

    Look up by all of them: rows that nobody wrote since the last key have the index of theirs.
    """
    spelt = f"{column}\0{value}".encode()
    return [hmac.new(key.index, spelt, hashlib.sha256).digest() for key in _keys()]


def key_of(sealed: bytes) -> str:
    """Return the name of the key that a value was sealed with."""
    return bytes(sealed[:_KEY_ID]).hex()


def is_current(sealed: bytes) -> bool:
    """Tell whether a value was sealed with the current key."""
    return bytes(sealed[:_KEY_ID]) == _keys()[0].id


def name_of(key: str) -> str:
    """Return by which name a key is known in what it sealed; of no key, nothing."""
    return _derived(key).id.hex() if key else ""


@dataclass(frozen=True, slots=True)
class _Key:
    """What is derived from one secret."""

    id: bytes
    index: bytes
    cipher: AESGCM


def _keys() -> list[_Key]:
    """Return our keys, the current one first."""
    return [_derived(key) for key in (settings.MOTCUA_DATA_KEY, *settings.MOTCUA_DATA_KEYS_BEFORE)]


@cache
def _derived(secret: str) -> _Key:
    if not secret:
        raise NoKeyError

    def derive(purpose: bytes) -> bytes:
        return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()

    return _Key(derive(b"id")[:_KEY_ID], derive(b"blind index"), AESGCM(derive(b"seal")))
