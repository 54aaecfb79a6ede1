"""Settings are read once, typed, and what is missing is said all at once."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

from motcua.conf import environment
from motcua.conf.environment import EX_CONFIG, NotConfigured, Site

COMPLETE = {
    "MOTCUA_SITE": "national",
    "DATABASE_URL": "postgresql:///motcua_{site}",
    "MOTCUA_SECRET_KEY": "s" * 50,
}
VARIABLES = {
    *COMPLETE,
    "MOTCUA_MODE",
    "MOTCUA_PUBLIC_SCHEME",
    "MOTCUA_LEGAL_SHIFT_DAYS",
    "MOTCUA_PORT",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    def read_with(**variables):
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        environment.load.cache_clear()
        return environment.load()

    yield read_with
    environment.load.cache_clear()


def test_a_complete_environment_is_typed(read):
    found = read(**COMPLETE)
    assert found.site is Site.NATIONAL
    assert found.site_database_url == "postgresql:///motcua_national"
    assert found.port == 8000


def test_everything_that_is_missing_is_listed(read, capsys):
    with pytest.raises(NotConfigured) as refused:
        read()
    assert refused.value.code == EX_CONFIG
    said = capsys.readouterr().err
    assert all(name in said for name in COMPLETE)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("MOTCUA_SITE", "province", "agency"),
        ("MOTCUA_SECRET_KEY", "short", "50 characters"),
        ("MOTCUA_LEGAL_SHIFT_DAYS", "-3", "multiple of 7"),
        ("MOTCUA_PORT", "70000", "65532"),
    ],
)
def test_a_wrong_value_is_named_with_its_reason(read, capsys, name, value, reason):
    with pytest.raises(NotConfigured):
        read(**{**COMPLETE, name: value})
    said = capsys.readouterr().err
    assert name in said
    assert reason in said


def test_a_secret_is_never_said(read, capsys):
    with pytest.raises(NotConfigured):
        read(**{**COMPLETE, "MOTCUA_SECRET_KEY": "hunter2"})
    assert "hunter2" not in capsys.readouterr().err


def test_what_the_demo_wrote_is_read_and_the_environment_overrides_it(read, tmp_path):
    (tmp_path / "demo.env").write_text("MOTCUA_LEGAL_SHIFT_DAYS=-7\n")
    demo = {**COMPLETE, "MOTCUA_MODE": "demo"}
    assert read(**demo).legal_shift_days == -7
    assert read(**demo, MOTCUA_LEGAL_SHIFT_DAYS="0").legal_shift_days == 0


def test_a_server_never_reads_what_a_demo_wrote(read, tmp_path):
    (tmp_path / "demo.env").write_text("MOTCUA_MODE=demo\nMOTCUA_LEGAL_SHIFT_DAYS=-7\n")
    found = read(**COMPLETE)
    assert (found.mode, found.legal_shift_days) == ("production", 0)


def test_cookies_of_the_sites_have_names_of_their_own():
    assert "national" in django_settings.SESSION_COOKIE_NAME
    assert "national" in django_settings.CSRF_COOKIE_NAME


@pytest.mark.django_db
def test_health_says_what_the_contract_asks(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "site": "national",
        "status": "degraded",
        "database": "ok",
        "worker": "absent",
    }


def test_secrets_come_from_files_that_not_everybody_reads(read, monkeypatch, tmp_path, capsys):
    folder = tmp_path / "secrets"
    folder.mkdir()
    written = {"motcua_secret_key": "f" * 60, "motcua_payment__secret": "known-to-both"}
    for name, value in written.items():
        (folder / name).write_text(value)
        (folder / name).chmod(0o600)
    monkeypatch.setenv("MOTCUA_SECRETS", str(folder))
    given = {name: COMPLETE[name] for name in ("MOTCUA_SITE", "DATABASE_URL")}
    found = read(**given, MOTCUA_PAYMENT__URL="https://pay.vidu.example")

    assert found.secret_key.get_secret_value() == "f" * 60
    payment = found.payment
    assert (payment.url, payment.secret.get_secret_value()) == (
        "https://pay.vidu.example",
        "known-to-both",
    )
    (folder / "motcua_secret_key").chmod(0o644)
    with pytest.raises(NotConfigured):
        read(**given)
    assert "everybody on this machine can read motcua_secret_key" in capsys.readouterr().err


def test_a_folder_of_secrets_that_is_not_there_is_said(read, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("MOTCUA_SECRETS", str(tmp_path / "nowhere"))
    with pytest.raises(NotConfigured):
        read(**COMPLETE)
    assert "nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(("scheme", "prefix"), [("https", "__Host-"), ("http", "")])
def test_over_tls_cookies_are_of_this_host_alone(scheme, prefix):
    code = "from motcua.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
    variables = {**os.environ, **COMPLETE, "MOTCUA_PUBLIC_SCHEME": scheme}
    said = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    session, csrf = said.stdout.split()
    assert (session, csrf) == (f"{prefix}motcua_national_session", f"{prefix}motcua_national_csrf")
