"""A daemon that speaks as clamd does, and can be told to misbehave as one does."""

import socket
import struct
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

from motcua.documents.adapters.examination import EICAR


class Daemon:
    """Answers `VERSION` and `INSTREAM`; `says` replaces what it would say of a file."""

    def __init__(self):
        self.days = 0
        self.says = None
        self.cuts = False
        self.most = 100_000
        self.asked = []

    def answer(self, line):
        command = _until_nul(line)
        if command == b"zVERSION":
            made = datetime.now(UTC) - timedelta(days=self.days)
            return f"ClamAV 1.4.6/27500/{made:%a %b %e %H:%M:%S %Y}"
        assert command == b"zINSTREAM"
        content = b""
        while size := struct.unpack("!L", _exactly(line, 4))[0]:
            content += _exactly(line, size)
            if len(content) > self.most:
                return "INSTREAM size limit exceeded. ERROR"
        self.asked.append(content)
        if self.says is not None and content != EICAR:
            return self.says
        return "stream: Eicar-Test-Signature FOUND" if EICAR in content else "stream: OK"


@contextmanager
def running(address):
    """Serve at a socket's path while the block runs; gives the daemon."""
    daemon, door = Daemon(), socket.socket(socket.AF_UNIX)
    door.bind(str(address))
    door.listen()

    def serve():
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with closing(line):
                said = daemon.answer(line).encode()
                line.sendall(said[: len(said) // 2] if daemon.cuts else said + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield daemon
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(5)


def _exactly(line, size):
    got = b""
    while len(got) < size:
        got += line.recv(size - len(got))
    return got


def _until_nul(line):
    got = b""
    while not got.endswith(b"\0"):
        got += line.recv(1)
    return got[:-1]
