"""The three sites, their workers and their database, running as a demo; and people who use them.

One demo serves all test processes: the first that needs it starts it, the last thing that the run
does is to stop it. Officers sign in once; their sessions are kept beside the demo.
"""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from motcua.conf.environment import PROJECT

MOTCUA = [sys.executable, "-m", "motcua.conf.cli"]
PATIENCE = 150
SITES = {"agency": 0, "national": 1, "sandbox": 2}
FOLDER = Path(os.environ.get("MOTCUA_TEST_DATA") or PROJECT / ".motcua" / "test") / "spine"


def _environment():
    outside = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MOTCUA_", "DATABASE_URL", "DJANGO_"))
    }
    return outside | {"MOTCUA_DATA": str(FOLDER / "data"), "PYTHONDONTWRITEBYTECODE": ""}


@contextmanager
def _alone(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def running():
    """Return the demo of this test run, started if nobody did."""
    with _alone("start"):
        note = FOLDER / "demo.json"
        if note.exists():
            return Spine(**json.loads(note.read_text()))
        port = _free_port()
        with (FOLDER / "demo.log").open("wb") as log:
            process = subprocess.Popen(
                [*MOTCUA, "demo", "--port", str(port)],
                env=_environment(),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        _wait_for(lambda: "READY" in (FOLDER / "demo.log").read_text(), process)
        # It is stopped by its number, from another process; Python need not wait for it here.
        process.returncode = 0
        note.write_text(json.dumps({"pid": process.pid, "port": port}))
        return Spine(pid=process.pid, port=port)


def stop():
    """End the demo of this test run, if it was started; called once, by the controller."""
    note = FOLDER / "demo.json"
    if not note.exists():
        return
    try:
        demo = psutil.Process(json.loads(note.read_text())["pid"])
        demo.send_signal(signal.SIGTERM)
        demo.wait(60)
    except psutil.NoSuchProcess:
        pass
    note.unlink()


def forget():
    """Clear what an earlier run left behind, so that this run begins with an empty house."""
    import shutil

    stop()
    shutil.rmtree(FOLDER, ignore_errors=True)


def _free_port():
    for base in range(21000 + os.getpid() % 500 * 8, 32000, 8):
        try:
            for offset in range(4):
                socket.create_server(("127.0.0.1", base + offset)).close()
        except OSError:
            continue
        return base
    raise AssertionError


def _wait_for(holds, process=None):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return
        if process is not None and process.poll() is not None:
            raise AssertionError((FOLDER / "demo.log").read_text())
        time.sleep(0.3)
    raise AssertionError((FOLDER / "demo.log").read_text())


class Spine:
    """The running sites."""

    def __init__(self, *, pid, port):
        self.pid, self.port = pid, port

    def address(self, site="agency"):
        return f"http://127.0.0.1:{self.port + SITES[site]}"

    def code_of(self, email):
        done = subprocess.run(
            [*MOTCUA, "code", email, "agency"],
            env=_environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def password_of(self, email):
        lines = (FOLDER / "data" / "demo-accounts-agency.txt").read_text().splitlines()
        (line,) = [line for line in lines if email in line.split()]
        return line.split()[1]

    def runs(self, site, code):
        """Run Python on a site, beside its servers; return what it prints."""
        done = subprocess.run(
            [*MOTCUA, "manage", site, "shell", "-c", code],
            env=_environment(),
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def sql(self, site, query):
        """Ask a site's database; one row a line, fields by tabs."""
        said = self.runs(site, _ASK.format(query=query))
        return [line.split("\t") for line in said.splitlines() if "\t" in line]

    def worker_of(self, site):
        """Return the process that runs a site's jobs."""
        for child in psutil.Process(self.pid).children(recursive=True):
            if child.cmdline()[-2:] == ["worker", site]:
                return child
        raise AssertionError

    def until(self, holds):
        _wait_for(holds)

    def session_of(self, email):
        return FOLDER / f"{email}.json"

    def alone(self, name):
        return _alone(name)


_ASK = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(\"\"\"{query}\"\"\")
    for row in cursor.fetchall():
        print("", *row, sep="\\t")
"""
