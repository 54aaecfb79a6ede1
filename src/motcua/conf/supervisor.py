"""`motcua demo`: everything in one command, and everything down again on Ctrl-C or SIGTERM.

Order of start: database; tables and seeds, beside the front end; sites and workers. Order of stop:
sites and workers, then the database. The children have sessions of their own, so that Ctrl-C
reaches the supervisor alone and it stops them in order.
"""

import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
import psutil

from motcua.conf import environment, translations
from motcua.conf import process as setup
from motcua.conf.environment import Site
from motcua.ui import assets

READY_WITHIN_SECONDS = 60.0
STOP_WITHIN_SECONDS = 25.0
MOST_RESTARTS = 20
"""So often, in all, a process that ended by itself is started again; then the demo gives up."""

Say = Callable[[str], None]
Running = dict[str, "subprocess.Popen[bytes]"]


class NotStarted(SystemExit):
    """The demo could not start; the message says why and what to do."""


@dataclass
class Child:
    """One process of the demo: what it does for which site, and the process while it runs."""

    role: str
    site: Site
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def name(self) -> str:
        """Return what its log file is called."""
        return f"{self.role}-{self.site}"

    @property
    def has_ended(self) -> bool:
        """Return whether it was started and runs no more."""
        return self.process is not None and self.process.poll() is not None


class Supervisor:
    """The parent of the demo's processes."""

    def __init__(self, *, port: int, say: Say = print) -> None:
        """Prepare; nothing starts before `run`.

        Args:
            port: Of the agency site; the others follow (DESIGN §2).
            say: Where progress goes.
        """
        self._port = port
        self._say = say
        self._data = environment.data_folder()
        self._children: dict[str, Child] = {}
        self._restarts = 0
        self._only_one: IO[str] | None = None
        self._stopping = False

    def run(self) -> int:
        """Start, report READY, stay until told to stop; return the exit status."""
        signal.signal(signal.SIGTERM, self._stop_soon)
        signal.signal(signal.SIGINT, self._stop_soon)
        began = time.monotonic()
        self._data.mkdir(parents=True, exist_ok=True)
        self._be_the_only_one()
        self._refuse_busy_ports()
        setup.become_demo()
        self._say("Starting the database …")
        server = setup.hold_embedded(*Site) if "DATABASE_URL" not in os.environ else None
        preparing: Running = {}
        try:
            if not (server and self._is_prepared()):
                preparing = self._begin_preparing()
            # Fetching packages waits for the disk mostly: tables and seeds get on meanwhile.
            self._build()
            if preparing:
                self._end(preparing)
                self._note_prepared()
            self._start_all()
            self._wait_until_ready()
            self._say(self._announcement(time.monotonic() - began))
            return self._watch()
        finally:
            for child in preparing.values():
                child.kill()
            self._stop_all()
            if server:
                server.release()

    def _be_the_only_one(self) -> None:
        """Refuse a second demo on the same data; end what a killed one left behind.

        Raises:
            NotStarted: Another demo runs here.
        """
        self._only_one = (self._data / "demo.lock").open("w")
        try:
            fcntl.flock(self._only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"A demo already runs on {self._data}. Stop it, or set MOTCUA_DATA."
            raise NotStarted(message) from None
        for pid in _recorded(self._children_file):
            _end_leftover(pid)

    def _refuse_busy_ports(self) -> None:
        """Refuse ports in use: the web server would share them, and answer every second request.

        Raises:
            NotStarted: A port is taken.
        """
        for site in Site:
            port = self._port + site.port_offset
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    message = f"Port {port} is in use. Stop what uses it, or set MOTCUA_PORT."
                    raise NotStarted(message)

    @property
    def _children_file(self) -> Path:
        return self._data / "demo.pids"

    def _build(self) -> None:
        """Build what browsers load, and lay it out."""
        self._say("Building pages …")
        build = _build_folder()
        assets.build(target=build, root=environment.PROJECT, say=self._say)
        translations.compile_catalogue()
        if not _is_collected(build):
            self._end(self._begin({"static files": (_motcua("build"), Site.AGENCY)}))

    def _begin_preparing(self) -> Running:
        """Begin to migrate and seed the three sites side by side."""
        self._say("Preparing tables and reference data …")
        return self._begin({site.value: (_motcua("prepare", site), site) for site in Site})

    def _note_prepared(self) -> None:
        if self._prepared_file.parent.exists():
            self._prepared_file.write_text(self._fingerprint())

    @property
    def _prepared_file(self) -> Path:
        """Lies with the embedded database, so that it is gone when the database is."""
        return self._data / "postgres" / "motcua-prepared"

    def _is_prepared(self) -> bool:
        """Tell whether this very code has prepared this database before."""
        file = self._prepared_file
        return file.exists() and file.read_text() == self._fingerprint()

    def _fingerprint(self) -> str:
        """Hash what decides what a prepared database holds: our code and data, and the port.

        The port stands in the addresses that the sites know of each other.
        """
        source = Path(__file__).resolve().parents[1]
        digest = hashlib.sha256(str(self._port).encode())
        for file in sorted(source.rglob("*")):
            if file.suffix in {".py", ".csv", ".json", ".bpmn"}:
                digest.update(str(file.relative_to(source)).encode() + file.read_bytes())
        return digest.hexdigest()

    def _begin(self, jobs: dict[str, tuple[list[str], Site]]) -> Running:
        """Start commands side by side, each with a site's environment."""
        return {
            name: subprocess.Popen(command, env=self._environment(site))
            for name, (command, site) in jobs.items()
        }

    def _end(self, running: Running) -> None:
        """Wait for commands.

        Raises:
            NotStarted: One of them failed.
        """
        failed = [name for name, child in running.items() if child.wait() != 0]
        if failed:
            message = f"Could not prepare: {', '.join(failed)}. The reason stands above."
            raise NotStarted(message)

    def _start_all(self) -> None:
        for site in Site:
            for role in ("serve", "worker"):
                self._start(Child(role=role, site=site))
        self._record_children()

    def _start(self, child: "Child") -> None:
        with self._log_of(child).open("ab") as log:
            child.process = subprocess.Popen(
                _motcua(child.role, child.site),
                env=self._environment(child.site),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._children[child.name] = child

    def _record_children(self) -> None:
        pids = (str(child.process.pid) for child in self._children.values() if child.process)
        self._children_file.write_text("\n".join(pids))

    def _log_of(self, child: "Child") -> Path:
        return self._data / f"{child.name}.log"

    def _environment(self, site: Site) -> dict[str, str]:
        return {**os.environ, "MOTCUA_SITE": site, "MOTCUA_PORT": str(self._port)}

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        waiting = set(Site)
        with httpx.Client(timeout=2.0, trust_env=False) as client:
            while waiting and not self._stopping:
                waiting = {site for site in waiting if not _is_healthy(client, self._url(site))}
                self._refuse_dead_children()
                if time.monotonic() > deadline:
                    message = f"Not ready after {READY_WITHIN_SECONDS:.0f} s; logs: {self._data}"
                    raise NotStarted(message)
                time.sleep(0.1)

    def _dead_children(self) -> list["Child"]:
        return [child for child in self._children.values() if child.has_ended]

    def _refuse_dead_children(self) -> None:
        dead = self._dead_children()
        if dead and not self._stopping:
            logs = ", ".join(str(self._log_of(child)) for child in dead)
            message = f"Ended by itself: {', '.join(c.name for c in dead)}. Last words in {logs}"
            raise NotStarted(message)

    def _watch(self) -> int:
        while not self._stopping:
            for child in self._dead_children():
                self._restart(child)
            time.sleep(0.5)
        self._say("Stopping …")
        return 0

    def _restart(self, child: "Child") -> None:
        self._restarts += 1
        if self._restarts > MOST_RESTARTS:
            self._refuse_dead_children()
        self._say(f"{child.name} ended by itself; starting it again")
        self._start(child)
        self._record_children()

    def _stop_soon(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _stop_all(self) -> None:
        running = [child.process for child in self._children.values() if child.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        self._children_file.unlink(missing_ok=True)

    def _accounts_file(self, site: Site) -> Path:
        return self._data / f"demo-accounts-{site}.txt"

    def _url(self, site: Site) -> str:
        return f"http://127.0.0.1:{self._port + site.port_offset}/"

    def _announcement(self, seconds: float) -> str:
        accounts = {site: _read(self._accounts_file(site)) for site in Site}
        listed = [f"  {site}\n{people}" for site, people in accounts.items() if people]
        lines = [
            "",
            f"READY in {seconds:.1f} s",
            f"  agency    {self._url(Site.AGENCY)}",
            f"  national  {self._url(Site.NATIONAL)}",
            f"  sandbox   {self._url(Site.SANDBOX)}",
            "",
            "Staff accounts, made on this machine (one-time code: motcua code E-MAIL SITE):",
            *listed,
            "Stop with Ctrl-C.",
        ]
        return "\n".join(lines)


def _build_folder() -> Path:
    return Path(os.environ.get("MOTCUA_BUILD") or environment.PROJECT / "build")


def _is_collected(build: Path) -> bool:
    """Tell whether the served copies were made after the last build, whoever built it."""
    manifest, built = build / "collected" / "staticfiles.json", build / assets.STAMP
    return manifest.exists() and manifest.stat().st_mtime >= built.stat().st_mtime


def _motcua(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "motcua.conf.cli", *arguments]


def _read(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _is_healthy(client: httpx.Client, url: str) -> bool:
    try:
        answer = client.get(f"{url}health")
    except httpx.TransportError:
        return False
    return answer.is_success and answer.json()["status"] == "ok"


def _recorded(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def _end_leftover(pid: int) -> None:
    """End a process that a killed supervisor left, if the number still means one of ours."""
    try:
        leftover = psutil.Process(pid)
        if "motcua.conf.cli" in leftover.cmdline() or "granian" in leftover.name():
            leftover.terminate()
            leftover.wait(STOP_WITHIN_SECONDS)
    except psutil.NoSuchProcess:
        return
