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


def begin():
    """Start the demo of this test run, if nobody did, and do not wait for it."""
    with _alone("start"):
        note = FOLDER / "demo.json"
        if note.exists():
            return
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
        # It is stopped by its number, from another process; Python need not wait for it here.
        process.returncode = 0
        note.write_text(json.dumps({"pid": process.pid, "port": port}))


def running():
    """Return the demo of this test run once all of it is there."""
    begin()
    demo = Spine(**json.loads((FOLDER / "demo.json").read_text()))
    log = FOLDER / "demo.log"
    _wait_for(lambda: "READY" in log.read_text() or not demo.is_alive())
    assert demo.is_alive(), log.read_text()
    return demo


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


def _wait_for(holds):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.3)
    raise AssertionError((FOLDER / "demo.log").read_text())


class Spine:
    """The running sites."""

    def __init__(self, *, pid, port):
        self.pid, self.port = pid, port

    def is_alive(self):
        return (
            psutil.pid_exists(self.pid)
            and psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        )

    def address(self, site="agency"):
        return f"http://127.0.0.1:{self.port + SITES[site]}"

    def code_of(self, email):
        """Return what `motcua code` would print, without a process of some seconds for each."""
        from allauth.mfa.totp.internal import auth as totp

        note = FOLDER / "second-factors.json"
        with _alone("second-factors"):
            if not note.exists():
                said = self.runs("agency", _SECOND_FACTORS)
                note.write_text(json.dumps(dict(_fields(said))))
        secret = json.loads(note.read_text())[email]
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))

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
        return _fields(self.runs(site, _ASK.format(query=query)))

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
_SECOND_FACTORS = """
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
for one in Authenticator.objects.filter(type="totp").select_related("user"):
    print("", one.user.email, get_adapter().decrypt(one.data["secret"]), sep="\\t")
"""


def _fields(said):
    """Return the lines that begin with a tab, by what the tabs part."""
    return [line.split("\t")[1:] for line in said.splitlines() if line.startswith("\t")]
