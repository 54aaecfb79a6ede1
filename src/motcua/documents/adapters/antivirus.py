"""What a ClamAV daemon finds in a file, asked over its socket.

Only an explicit `OK` is clean. A daemon that is away, slow or cut off, that does not know the test
virus or whose list is old, has judged nothing.

Source: clamd(8), command INSTREAM; EICAR test file.
"""

import socket
import struct
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from motcua.documents.adapters.examination import EICAR

SECONDS: Final = 10.0
"""For a whole answer; who uploads waits for it."""
OLDEST_LIST: Final = timedelta(days=7)
_PIECE: Final = 64 * 1024
_TRUSTED_FOR: Final = 600.0
_trusted: dict[str, float] = {}
"""Until when, by the clock of the process, a daemon is believed that knew the test virus."""


class State(Enum):
    """What is known of a file."""

    CLEAN = auto()
    INFECTED = auto()
    TOO_LARGE = auto()
    """It holds more than the daemon may unpack, so that nobody knows what is in it."""
    UNKNOWN = auto()


@dataclass(frozen=True)
class Finding:
    """What the daemon says; `what` is the name of the virus, or what went wrong."""

    state: State
    what: str = ""


class UnansweredError(Exception):
    """The daemon gave no answer that means anything."""


def is_configured() -> bool:
    """Tell whether files are to be scanned on this site."""
    return bool(settings.MOTCUA_ANTIVIRUS)


def judge(content: bytes) -> Finding:
    """Ask the daemon about a file; it is called without a row locked.

    Returns:
        `UNKNOWN` wherever the answer is not worth its name: the file is asked about again later.
    """
    try:
        _trust()
        return _understood(_ask(b"INSTREAM", content))
    except UnansweredError as problem:
        return Finding(State.UNKNOWN, str(problem))


def age_of_list() -> timedelta:
    """Return how old the daemon's list of viruses is.

    Raises:
        UnansweredError: It does not answer, or has no list.
    """
    said = _ask(b"VERSION")
    day = said.split("/")[-1]
    try:
        made = datetime.strptime(day, "%a %b %d %H:%M:%S %Y")  # noqa: DTZ007 hours do not matter
    except ValueError:
        message = f"no list of viruses: {said[:80]}"
        raise UnansweredError(message) from None
    return timezone.now() - timezone.make_aware(made)


def _trust() -> None:
    """Believe a daemon that finds what everyone must find, with a list of this week."""
    address = settings.MOTCUA_ANTIVIRUS
    if _trusted.get(address, 0.0) > monotonic():
        return
    age = age_of_list()
    if age > OLDEST_LIST:
        message = f"the list of viruses is {age.days} days old"
        raise UnansweredError(message)
    if _understood(_ask(b"INSTREAM", EICAR)).state is not State.INFECTED:
        message = "the daemon does not know the test virus"
        raise UnansweredError(message)
    _trusted[address] = monotonic() + _TRUSTED_FOR


def _understood(said: str) -> Finding:
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return Finding(State.CLEAN)
    if "size limit exceeded" in verdict or verdict.startswith("Heuristics.Limits.Exceeded"):
        return Finding(State.TOO_LARGE, verdict)
    if verdict.endswith(" FOUND"):
        return Finding(State.INFECTED, verdict.removesuffix(" FOUND"))
    raise UnansweredError(verdict[:80] or "no answer")


def _ask(command: bytes, content: bytes | None = None) -> str:
    ends = monotonic() + SECONDS
    try:
        with closing(_connected()) as line:
            line.sendall(b"z" + command + b"\0")
            if content is not None:
                _send(line, content, ends)
            return _answer(line, ends)
    except OSError as problem:
        message = f"{type(problem).__name__}: {problem}"
        raise UnansweredError(message) from None


def _connected() -> socket.socket:
    address = urlsplit(settings.MOTCUA_ANTIVIRUS)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        try:
            line.connect(address.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((address.hostname or "", address.port or 3310), SECONDS)


def _send(line: socket.socket, content: bytes, ends: float) -> None:
    view = memoryview(content)
    try:
        for start in range(0, len(view), _PIECE):
            piece = view[start : start + _PIECE]
            line.settimeout(max(ends - monotonic(), 0.001))
            line.sendall(struct.pack("!L", len(piece)))
            line.sendall(piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It stops reading where the file is too large, and says so: the answer is there already.
        return


def _answer(line: socket.socket, ends: float) -> str:
    said = b""
    while not said.endswith(b"\0"):
        line.settimeout(max(ends - monotonic(), 0.001))
        some = line.recv(4096)
        if not some:
            break
        said += some
    # Cut off in the middle it is no answer.
    return said[:-1].decode("utf-8", "replace").strip() if said.endswith(b"\0") else ""
