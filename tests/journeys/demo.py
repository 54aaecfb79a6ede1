"""People before the running demo; fixtures for the files whose journeys need all three sites."""

import json

import pytest

from tests.journeys import spine as running_sites
from tests.journeys.conftest import Visitor


@pytest.fixture(autouse=True)
def totp_time():
    """Leave the second factor's clock alone: the demo has its own, and no database is ours here."""


@pytest.fixture(scope="session")
def spine(begun_demo):
    return running_sites.running()


@pytest.fixture
def person(browser, spine, axe):
    """Make someone at a screen of the agency site."""
    made = []

    def make(size="desk", *, script=True, site="agency"):
        made.append(Visitor(browser, spine.address(site), axe, size=size, script=script))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


@pytest.fixture
def officer(person, spine):
    """Make an officer who is signed in; she shows both factors once per run."""

    def make(email, size="desk"):
        visitor = person(size)
        kept = spine.session_of(email)
        with spine.alone(email):
            if not kept.exists():
                _signs_in(visitor, spine, email)
                visitor.context.storage_state(path=kept)
        visitor.context.add_cookies(json.loads(kept.read_text())["cookies"])
        return visitor

    return make


def _signs_in(visitor, spine, email):
    visitor.opens("/mot-cua/")
    visitor.page.fill("[name=login]", email)
    visitor.page.fill("[name=password]", spine.password_of(email))
    visitor.presses("Tiếp tục")
    for _ in range(3):
        # It may run out on its way.
        visitor.page.fill("[name=code]", spine.code_of(email))
        visitor.presses("Đăng nhập")
        if visitor.page.locator("[name=code]").count() == 0:
            return
