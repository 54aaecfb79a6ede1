"""Codes that people type from a paper or a screen, and nobody can guess."""

import hashlib
import re
import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without letters and digits that are mistaken for one another."""

_NOT_OF_A_CODE: Final = re.compile(rf"[^{ALPHABET}]")
_LONGEST: Final = 64


def new(length: int) -> str:
    """Return a fresh code; each letter is worth just under five bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def spaced(code: str) -> str:
    """Return a code as people read it: groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed(words: str) -> str:
    """Return the code that was meant: blanks, dashes and case do not matter."""
    return _NOT_OF_A_CODE.sub("", words[:_LONGEST].upper())


def digest(code: str) -> bytes:
    """Return what is kept of a code, however it was typed: 32 bytes, from which nobody reads it."""
    return hashlib.sha256(typed(code).encode()).digest()
