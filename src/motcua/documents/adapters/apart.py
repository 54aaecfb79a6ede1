"""Judges files of strangers in a process of its own, with bounds of time and memory.

A file of ten megabytes can be written so that reading it takes hours or all memory; then the
process ends, and nothing is confirmed.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from motcua.documents.adapters.validation import UNREADABLE, Judgement, Verdict, judge

SECONDS: Final = 20
_MEMORY: Final = 1 << 30
_MOST_SIGNATURES: Final = 50
"""As many as are told of; nobody reads more."""


def judged_apart(
    pdf: bytes, *, roots: list[bytes], revoked: list[bytes], seconds: int = SECONDS
) -> list[Judgement]:
    """Return what `validation.judge` says, within bounds; what goes beyond them is unreadable.

    Args:
        pdf: Any bytes.
        roots: Certificates that are trusted, in PEM form.
        revoked: Revocation lists of trusted issuers, DER.
        seconds: How long it may take.
    """
    if b"/ByteRange" not in pdf:
        return []
    trust = {"roots": [root.decode() for root in roots], "revoked": [one.hex() for one in revoked]}
    try:
        done = subprocess.run(  # noqa: S603 our own module; the file goes to its input
            [sys.executable, "-m", __name__],
            input=json.dumps(trust | {"seconds": seconds}).encode() + b"\n" + pdf,
            capture_output=True,
            timeout=seconds,
            check=True,
        )
        return [_read(one) for one in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError):
        return [UNREADABLE]


def _read(said: dict[str, Any]) -> Judgement:
    times = {name: _time(said[name]) for name in ("signed_at", "stamped_at")}
    return Judgement(**said | times | {"verdict": Verdict(said["verdict"])})


def _time(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _main() -> None:
    trust = json.loads(sys.stdin.buffer.readline())
    pdf = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CPU, (trust["seconds"], trust["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    found = judge(
        pdf,
        roots=[root.encode() for root in trust["roots"]],
        revoked=[bytes.fromhex(one) for one in trust["revoked"]],
    )
    written = [asdict(one) for one in found[:_MOST_SIGNATURES]]
    json.dump(written, sys.stdout, default=datetime.isoformat)


if __name__ == "__main__":
    _main()
