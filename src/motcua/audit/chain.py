"""How events and checkpoints are hashed: pure functions, used by writer and verifier alike."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

GENESIS = bytes(32)
"""What the first link of every chain follows."""

Payload = Mapping[str, Any]
Head = tuple[str, int, str]


def canonical(value: object) -> bytes:
    """Write a JSON value in the one form that is hashed: sorted keys, no spaces, UTF-8.

    Raises:
        TypeError: A value is a float (its text is not unique) or no JSON value at all.
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def content_sha256(*, stream: str, kind: str, at: datetime, actor: str, payload: Payload) -> bytes:
    """Hash what an event says, wherever in its stream it stands."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([stream, kind, moment, actor, dict(payload)])).digest()


def link_sha256(*, previous: bytes, seq: int, content: bytes) -> bytes:
    """Hash a link: the one before it, its position, its content. Same as SQL `audit_append`."""
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + content).digest()


def checkpoint_sha256(*, number: int, previous: bytes, heads: Sequence[Head]) -> bytes:
    """Hash a checkpoint: its number, the one before it, and the heads it anchors."""
    return hashlib.sha256(canonical([number, previous.hex(), [list(head) for head in heads]])).digest()


def _refuse_floats(value: object) -> None:
    match value:
        case float():
            message = f"{value!r}: a float has no canonical text; store integers or strings"
            raise TypeError(message)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    message = f"{key!r}: keys of a payload are strings"
                    raise TypeError(message)
                _refuse_floats(item)
        case list() | tuple():
            for item in value:
                _refuse_floats(item)
        case _:
            pass
