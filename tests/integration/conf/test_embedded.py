"""The embedded PostgreSQL survives its users and stops with the last."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psycopg
import pytest

from motcua.conf.embedded import EmbeddedServer

HOLD = """
import sys, time
from pathlib import Path
from motcua.conf.embedded import EmbeddedServer
server = EmbeddedServer(Path(sys.argv[1])).hold()
server.ensure_database("kept")
print(server.url("kept"), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def hold(tmp_path):
    """Start processes that hold the server of one folder; each prints its address first."""
    started = []

    def start():
        holder = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(HOLD), str(tmp_path / "pg")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(holder)
        return holder, holder.stdout.readline().strip()

    yield start
    for holder in started:
        holder.stdin.close()
        holder.wait(20)
        holder.stdout.close()


def is_up(url):
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def leave(holder):
    holder.stdin.write("\n")
    holder.stdin.flush()
    holder.wait(20)


def test_the_last_user_stops_the_server_and_only_the_last(hold):
    first, url = hold()
    second, same = hold()
    assert same == url

    leave(first)
    assert is_up(url)
    leave(second)
    assert not is_up(url)


def test_a_killed_user_does_not_keep_the_server_up(hold):
    killed, url = hold()
    other, _ = hold()
    killed.send_signal(signal.SIGKILL)
    killed.wait(5)
    assert is_up(url)
    leave(other)
    assert not is_up(url)


def test_what_was_committed_is_there_after_the_server_was_killed(hold, tmp_path):
    holder, url = hold()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE said (word text)")
        connection.execute("INSERT INTO said VALUES ('ghi nhận')")
    postmaster = int((tmp_path / "pg" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_up(url) and time.monotonic() < deadline:
        time.sleep(0.05)

    survivor = EmbeddedServer(tmp_path / "pg").hold()
    with psycopg.connect(survivor.url("kept")) as connection:
        assert connection.execute("SELECT word FROM said").fetchall() == [("ghi nhận",)]
    survivor.release()
    leave(holder)
