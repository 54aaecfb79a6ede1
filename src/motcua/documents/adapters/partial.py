"""Files that are still arriving: what has come lies in one file, and its size says how much."""

import os
from pathlib import Path
from uuid import UUID

from motcua.documents.adapters import store


def size(upload_id: UUID) -> int:
    """Return how many bytes have arrived; 0 before the first."""
    try:
        return _path(upload_id).stat().st_size
    except FileNotFoundError:
        return 0


def append(upload_id: UUID, chunk: bytes, *, at: int) -> int:
    """Write bytes behind those that have arrived, durably; return how many there are now.

    Nothing is written where `at` is not the present end: the sender asks and goes on from there.
    """
    path = _path(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if file.tell() == at:
            file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        return file.tell()


def content(upload_id: UUID) -> bytes:
    """Return what has arrived."""
    return _path(upload_id).read_bytes() if size(upload_id) else b""


def drop(upload_id: UUID) -> None:
    """Forget what has arrived; without any nothing changes."""
    _path(upload_id).unlink(missing_ok=True)


def _path(upload_id: UUID) -> Path:
    return store.folder() / "arriving" / upload_id.hex
