"""Papers are signed at the level that is wanted, or not at all."""

import shutil
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.test import override_settings

from motcua.conf.environment import Connection, Environment
from motcua.documents.adapters import authority, signing
from motcua.documents.adapters.validation import Verdict, judge
from motcua.net import remote
from motcua.net.errors import RemoteFailed
from motcua.sandbox.timestamps import authority as timestamps
from tests import signers

TSA = "http://127.0.0.1:8002"
SEAL = {"agency_code": "H47.40.2", "agency_name": "Ủy ban nhân dân phường An Mỹ"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    with override_settings(MOTCUA_DATA=folder):
        authority.credential(**SEAL)
        trusted = authority.trusted_folder()
        trusted.mkdir()
        shutil.copy(timestamps.root(), trusted / "stamps.crt")
        shutil.copy(timestamps.revocation_list(), trusted / "stamps.crl")
    return folder


@pytest.fixture
def data_folder(settings, tmp_path, keys):
    settings.MOTCUA_DATA = tmp_path / "data"
    shutil.copytree(keys, settings.MOTCUA_DATA)
    settings.MOTCUA_CONNECTIONS = {
        **settings.MOTCUA_CONNECTIONS,
        "timestamp": Connection(url=f"{TSA}/dau-thoi-gian/"),
    }


@pytest.fixture
def clock(data_folder):
    """The time-stamping authority; return what switches it off."""
    down = []

    def answer(request):
        if down:
            return httpx.Response(503)
        return httpx.Response(200, content=timestamps.stamp(request.content))

    with remote.mounted(TSA, httpx.MockTransport(answer)):
        yield down


def sign(pdf=None, field=signing.SEAL):
    own = authority.credential(**SEAL)
    return signing.sign(
        pdf or signers.plain(), credential=own, field=field, reason="Kết quả", place="Tam Kỳ"
    )


def judged(pdf, **how):
    revoked = how.get("revoked", authority.revocation_lists())
    return judge(pdf, roots=authority.trusted_roots(), revoked=revoked)


@pytest.mark.parametrize(
    ("level", "is_stamped", "is_lasting"),
    [("B-B", False, False), ("B-T", True, False), ("B-LT", True, True)],
)
def test_a_level_has_what_it_promises(settings, clock, level, is_stamped, is_lasting):
    settings.MOTCUA_SIGNATURE_LEVEL = level

    pdf = sign()

    (found,) = judged(pdf)
    assert found.holds
    assert (found.stamped_at is not None, b"/DSS" in pdf) == (is_stamped, is_lasting)


def test_two_signatures_that_last_hold_both(settings, clock):
    settings.MOTCUA_SIGNATURE_LEVEL = "B-LT"

    pdf = sign(sign(field=signing.PERSON))

    assert [one.verdict for one in judged(pdf)] == [Verdict.HOLDS] * 2


@pytest.mark.parametrize("level", ["B-T", "B-LT"])
def test_without_the_clock_nothing_is_signed_at_a_lower_level(settings, clock, level):
    settings.MOTCUA_SIGNATURE_LEVEL = level
    clock.append("down")

    with pytest.raises(RemoteFailed):
        sign()

    settings.MOTCUA_CONNECTIONS = {**settings.MOTCUA_CONNECTIONS, "timestamp": Connection()}
    with pytest.raises(RemoteFailed):
        sign()


def test_without_a_revocation_list_nothing_is_signed_that_should_last(settings, clock):
    settings.MOTCUA_SIGNATURE_LEVEL = "B-LT"
    (authority.trusted_folder() / "stamps.crl").unlink()

    with pytest.raises(RemoteFailed):
        sign()


def test_what_is_signed_by_a_revoked_key_is_called_so(settings, clock):
    settings.MOTCUA_SIGNATURE_LEVEL = "B-T"
    now = datetime.now(UTC)
    pdf = sign()

    authority.revoke(SEAL["agency_code"], at=now - timedelta(hours=1))

    (found,) = judged(pdf)
    assert (found.is_intact, found.verdict) == (True, Verdict.REVOKED)


def test_what_was_stamped_before_the_key_was_revoked_holds(settings, clock):
    settings.MOTCUA_SIGNATURE_LEVEL = "B-LT"
    pdf = sign()

    authority.revoke(SEAL["agency_code"], at=datetime.now(UTC) + timedelta(minutes=1))

    assert [one.verdict for one in judged(pdf)] == [Verdict.HOLDS]


@pytest.mark.parametrize(
    ("mode", "url", "wanted", "level"),
    [
        ("production", "", "", "B-B"),
        ("production", TSA, "", "B-T"),
        ("production", "", "B-T", "B-T"),
        ("demo", TSA, "", "B-LT"),
        ("demo", TSA, "B-B", "B-B"),
    ],
)
def test_the_level_is_the_one_set_or_the_best_there_is(mode, url, wanted, level):
    known = Environment(
        site="agency",
        DATABASE_URL="postgresql:///x",
        secret_key="x" * 50,
        mode=mode,
        signature_level=wanted,
        timestamp=Connection(url=url),
    )

    assert known.pades_level == level
