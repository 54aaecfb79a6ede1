"""A demo of its own to measure on: data in a scratch folder, ports of its own, gone afterwards.

A running demo is neither asked nor touched. The database is the embedded one, durable as ever.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from motcua.conf import process
from motcua.conf.embedded import EmbeddedServer
from motcua.conf.environment import Site

Say = Callable[[str], None]

FIRST_PORT = 18400
PORTS = 4
"""Three sites, and the mail server of the sandbox."""
STOP_WITHIN_SECONDS = 60


@dataclass(kw_only=True)
class Stage:
    """A demo that runs for measurements; this process belongs to its agency site."""

    port: int
    folder: Path
    supervisor: psutil.Process
    server: EmbeddedServer

    @property
    def home(self) -> str:
        """Return the address of the agency site."""
        return f"http://127.0.0.1:{self.port}"

    def processor_seconds(self) -> dict[str, float]:
        """Return the processor time that each part has taken so far: `serve agency`, …, `database`.

        This process, which is the clients, is among them.
        """
        taken: dict[str, float] = defaultdict(float)
        for one in self.supervisor.children(recursive=True):
            taken[" ".join(one.cmdline()[-2:])] += _seconds(one)
        postmaster = psutil.Process(
            int((self.folder / "postgres/postmaster.pid").open().readline())
        )
        for one in (postmaster, *postmaster.children()):
            taken["database"] += _seconds(one)
        taken["clients"] = _seconds(psutil.Process())
        return taken


@contextmanager
def running(say: Say) -> Iterator[Stage]:
    """Start a demo in a scratch folder, be a process of its agency site, and take it away again.

    Raises:
        SystemExit: It did not start; what it said stands above.
    """
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    # The database server may run as a user of its own, who must be able to enter.
    folder.chmod(0o755)
    port = _free_ports()
    os.environ |= {"MOTCUA_DATA": str(folder), "MOTCUA_PORT": str(port)}
    os.environ.pop("DATABASE_URL", None)
    demo = subprocess.Popen(
        [sys.executable, "-m", "motcua.conf.cli", "demo"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    server = None
    try:
        _wait_until_ready(demo, say)
        process.become_demo()
        server = process.hold_embedded(Site.AGENCY)
        process.become(Site.AGENCY)
        yield Stage(port=port, folder=folder, supervisor=psutil.Process(demo.pid), server=server)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.communicate(timeout=STOP_WITHIN_SECONDS)
        if server is not None:
            server.release()
        shutil.rmtree(folder, ignore_errors=True)


def _seconds(one: psutil.Process) -> float:
    times = one.cpu_times()
    return float(times.user + times.system)


def _wait_until_ready(demo: "subprocess.Popen[str]", say: Say) -> None:
    said = []
    for line in demo.stdout or ():
        said.append(line)
        if line.startswith("READY"):
            return
    say("".join(said))
    message = "The demo to measure on did not start."
    raise SystemExit(message)


def _free_ports() -> int:
    """Return the first of so many ports in a row that nobody listens on."""
    for first in range(FIRST_PORT, FIRST_PORT + 1000, PORTS):
        if not any(_is_taken(first + offset) for offset in range(PORTS)):
            return first
    message = "No free ports to measure on."
    raise SystemExit(message)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
