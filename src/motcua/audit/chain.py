"""How events and checkpoints are hashed: pure functions, used by writer and verifier alike."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from motcua.kernel.canonical import canonical

GENESIS = bytes(32)
"""What the first link of every chain follows."""

Payload = Mapping[str, Any]
Head = tuple[str, int, str]


def content_sha256(*, stream: str, kind: str, at: datetime, actor: str, payload: Payload) -> bytes:
    """Hash what an event says, wherever in its stream it stands."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([stream, kind, moment, actor, dict(payload)])).digest()


def link_sha256(*, previous: bytes, seq: int, content: bytes) -> bytes:
    """Hash a link: the one before it, its position, its content. Same as SQL `audit_append`."""
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + content).digest()


def checkpoint_sha256(*, number: int, previous: bytes, heads: Sequence[Head]) -> bytes:
    """Hash a checkpoint: its number, the one before it, and the heads it anchors."""
    return hashlib.sha256(
        canonical([number, previous.hex(), [list(head) for head in heads]])
    ).digest()
