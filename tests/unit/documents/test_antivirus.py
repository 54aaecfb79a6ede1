"""What the scanner of viruses says, and when it is not believed."""

import shutil
import subprocess
import time

import pytest

from motcua.documents.adapters import antivirus
from motcua.documents.adapters.antivirus import Finding, State, judge
from motcua.documents.adapters.examination import EICAR
from tests import clamd


@pytest.fixture
def daemon(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(antivirus, "_trusted", {})
    settings.MOTCUA_ANTIVIRUS = f"unix:{tmp_path / 'clamd'}"
    with clamd.running(tmp_path / "clamd") as running:
        yield running


def test_only_an_explicit_ok_is_clean(daemon):
    assert judge(b"a page") == Finding(State.CLEAN)
    for said in ("", "stream: ", "stream: OK ERROR", "UNKNOWN COMMAND", "stream: maybe"):
        daemon.says = said
        assert judge(b"a page").state is State.UNKNOWN, said


def test_a_virus_is_named(daemon):
    assert judge(b"before" + EICAR) == Finding(State.INFECTED, "Eicar-Test-Signature")


def test_what_may_not_be_unpacked_is_not_called_clean(daemon):
    assert judge(bytes(3_000_000)).state is State.TOO_LARGE
    daemon.says = "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND"
    assert judge(b"a bomb").state is State.TOO_LARGE


def test_a_list_of_last_week_judges_nothing(daemon):
    daemon.days = 8
    assert judge(b"a page") == Finding(State.UNKNOWN, "the list of viruses is 8 days old")


def test_a_daemon_that_does_not_know_the_test_virus_judges_nothing(daemon, monkeypatch):
    monkeypatch.setattr(antivirus, "EICAR", b"what it does not know")
    assert judge(b"a page").what == "the daemon does not know the test virus"


def test_an_answer_that_breaks_off_is_none(daemon):
    daemon.cuts = True
    assert judge(b"a page").state is State.UNKNOWN


def test_a_daemon_that_is_away_judges_nothing(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(antivirus, "_trusted", {})
    settings.MOTCUA_ANTIVIRUS = f"unix:{tmp_path / 'nobody'}"
    assert judge(b"a page").state is State.UNKNOWN
    settings.MOTCUA_ANTIVIRUS = "tcp://127.0.0.1:1"
    assert judge(b"a page").state is State.UNKNOWN


@pytest.mark.skipif(not shutil.which("clamd"), reason="ClamAV is not installed on this machine")
def test_the_real_daemon_is_understood(tmp_path, settings, monkeypatch):
    """Its list is ours and has no date, so that only the age is not asked for."""
    import hashlib
    from datetime import timedelta

    (tmp_path / "lists").mkdir()
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
    (tmp_path / "lists" / "own.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test\n")
    door = tmp_path / "clamd"
    (tmp_path / "conf").write_text(
        f"LocalSocket {door}\nDatabaseDirectory {tmp_path / 'lists'}\nForeground yes\n"
        "AlertExceedsMax yes\nStreamMaxLength 1M\n"
    )
    monkeypatch.setattr(antivirus, "_trusted", {})
    monkeypatch.setattr(antivirus, "age_of_list", timedelta)
    settings.MOTCUA_ANTIVIRUS = f"unix:{door}"
    daemon = subprocess.Popen(
        [shutil.which("clamd"), "-c", tmp_path / "conf"], stdout=subprocess.DEVNULL
    )
    try:
        while not door.exists() and daemon.poll() is None:
            time.sleep(0.05)
        assert judge(b"a page") == Finding(State.CLEAN)
        assert judge(EICAR).state is State.INFECTED
        assert judge(bytes(3_000_000)).state is State.TOO_LARGE
    finally:
        daemon.terminate()
        daemon.wait(20)
