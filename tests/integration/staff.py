"""Staff who sign in as people do, through the pages; fixtures for the folders that need them."""

from datetime import UTC, date, datetime
from itertools import count
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from motcua.agencies.models import Agency
from motcua.agencies.types import Tier
from motcua.identity import actions as identity
from motcua.kernel.actors import Actor

SEED = Actor.system("test")
NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
PASSWORD = "mot-cua-lien-thong"  # noqa: S105 opens nothing outside the tests
SECRET = totp.generate_totp_secret()


class SteadyTime(SimpleNamespace):
    """The second factor's clock: stands still until told to move, so that no code runs out."""

    now = 1_770_000_000.0

    def time(self):
        return self.now


@pytest.fixture(autouse=True)
def totp_time(monkeypatch):
    steady = SteadyTime()
    monkeypatch.setattr(totp, "time", steady)
    # Used codes and failed attempts are remembered here, by account numbers that tests repeat.
    cache.clear()
    return steady


@pytest.fixture
def agency(db):
    return Agency.objects.create(
        code="H47",
        name="Quảng Nam",
        full_name="Ủy ban nhân dân tỉnh Quảng Nam",
        sort_key="quang nam",
        tier=Tier.PROVINCE,
        valid_from=date(2010, 1, 1),
    )


@pytest.fixture
def new_account(agency):
    """Open an account with roles; with the second factor unless told otherwise."""
    numbers = count(1)

    def make(*roles, second_factor=True):
        account = identity.open_account(
            email=f"canbo{next(numbers)}@vidu.example",
            full_name="Trần Thị Bé",
            password=PASSWORD,
            by=SEED,
            at=NOW,
        )
        for role in roles:
            identity.assign_role(
                account=account,
                role=role,
                agency=agency,
                valid_from=date(2018, 1, 1),
                by=SEED,
                at=NOW,
            )
        if second_factor:
            totp.TOTP.activate(account, SECRET)
        return account

    return make


@pytest.fixture
def code():
    """Tell what the second factor shows now, of the usual secret or of another."""

    def show(secret=SECRET):
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        return totp.format_hotp_value(totp.hotp_value(secret, counter))

    return show


@pytest.fixture
def sign_in(code):
    """Sign an account in through both pages; return the browser."""

    def through_the_pages(account):
        browser = Client()
        browser.post("/dang-nhap/", {"login": account.email, "password": PASSWORD})
        answer = browser.post("/xac-thuc/", {"code": code()})
        assert answer.headers["Location"] == "/ban-lam-viec/"
        return browser

    return through_the_pages
