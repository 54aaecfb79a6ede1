"""The content-addressed store: files named by their SHA-256, written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

_DIGITS: Final = 64
"""Of a SHA-256 in hexadecimal."""


class BytesAreDamagedError(ValueError):
    """The bytes found are not those that were stored."""


def folder() -> Path:
    """Return where this site keeps its files."""
    return Path(settings.MOTCUA_DATA) / "files" / str(settings.MOTCUA_SITE)


def put(content: bytes) -> str:
    """Store bytes durably and return their SHA-256 in hexadecimal; the same bytes are kept once."""
    digest = hashlib.sha256(content).hexdigest()
    target = _path(digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step is a rename: nobody ever sees half a file.
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False, suffix=".partial") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(target)
    _sync_folder(target.parent)
    return digest


def get(digest: str) -> bytes:
    """Return stored bytes.

    Raises:
        BytesAreDamagedError: They are gone, or changed since.
    """
    try:
        content = _path(digest).read_bytes()
    except FileNotFoundError:
        raise BytesAreDamagedError(digest) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise BytesAreDamagedError(digest)
    return content


def drop(digest: str) -> None:
    """Remove stored bytes; without them nothing changes."""
    _path(digest).unlink(missing_ok=True)


def written_before(moment: datetime) -> Iterator[str]:
    """Yield the SHA-256 of what was written before a real moment, in no order."""
    for path in folder().glob("??/*"):
        if len(path.name) == _DIGITS and path.stat().st_mtime < moment.timestamp():
            yield path.name


def _path(digest: str) -> Path:
    return folder() / digest[:2] / digest


def _sync_folder(path: Path) -> None:
    """Make the new name itself durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
