"""The faults, each a function that does its harm to a running demo and makes it good again.

The numbers are those of the project's table of faults; what is not here is shown by a test.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from motcua.conf.bench.stage import Stage

_BETWEEN = 3.0


@dataclass(frozen=True)
class Fault:
    """A fault: its number, what it is, and what does it."""

    number: str
    name: str
    do: Callable[[Stage], None]


def _ours(stage: Stage, role: str, site: str) -> list[psutil.Process]:
    """Return the process of a role, and those it has started."""
    found = [one for one in stage.supervisor.children() if one.cmdline()[-2:] == [role, site]]
    return [*found, *(below for one in found for below in one.children(recursive=True))]


def _send(stage: Stage, role: str, site: str, what: signal.Signals) -> None:
    for one in _ours(stage, role, site):
        try:
            one.send_signal(what)
        except psutil.NoSuchProcess:  # it ended with the one that had started it
            continue


def _kill_web(stage: Stage) -> None:
    for _ in range(3):
        _send(stage, "serve", "agency", signal.SIGKILL)
        time.sleep(2 * _BETWEEN)


def _kill_worker(stage: Stage) -> None:
    for _ in range(3):
        _send(stage, "worker", "agency", signal.SIGKILL)
        time.sleep(2 * _BETWEEN)


def _end_web_politely(stage: Stage) -> None:
    for _ in range(2):
        _send(stage, "serve", "agency", signal.SIGTERM)
        time.sleep(2 * _BETWEEN)


def _kill_database(stage: Stage) -> None:
    time.sleep(_BETWEEN)
    pid = int((stage.folder / "postgres/postmaster.pid").read_text().splitlines()[0])
    children = psutil.Process(pid).children()
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs(children, timeout=30)
    time.sleep(_BETWEEN)
    # In life the system starts it again; here whoever holds it does.
    stage.server.start_again()
    time.sleep(2 * _BETWEEN)


def _stop_worker_for_a_minute(stage: Stage) -> None:
    _send(stage, "worker", "agency", signal.SIGSTOP)
    time.sleep(60)
    _send(stage, "worker", "agency", signal.SIGCONT)
    time.sleep(_BETWEEN)


def _others_never_answer(stage: Stage) -> None:
    _send(stage, "serve", "sandbox", signal.SIGSTOP)
    time.sleep(60)
    _send(stage, "serve", "sandbox", signal.SIGCONT)


def _national_site_is_away(stage: Stage) -> None:
    for _ in range(10):
        _send(stage, "serve", "national", signal.SIGKILL)
        time.sleep(_BETWEEN)


FAULTS = (
    Fault("F01 F02", "kill -9 the web server, three times", _kill_web),
    Fault("F03 F04", "kill -9 the worker, three times", _kill_worker),
    Fault("F05", "kill -9 PostgreSQL", _kill_database),
    Fault("F06", "SIGTERM the web server, twice", _end_web_politely),
    Fault("F10", "the worker sleeps for a minute, then goes on", _stop_worker_for_a_minute),
    Fault("F12 F15", "other systems accept and never answer, 1 min", _others_never_answer),
    Fault("F11 F26", "the national site dies again and again, 30 s", _national_site_is_away),
)
