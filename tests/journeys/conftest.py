"""A real Chromium before the national site, seeded as at its first start.

Every page visited is examined: no violation by axe-core, no script error, nothing that the content
policy had to block, no sideways scrolling of the whole page.
"""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Error, sync_playwright

from motcua.conf.environment import PROJECT
from motcua.kernel.actors import Actor
from motcua.kernel.periods import Period
from tests import databases
from tests.integration.staff import PASSWORD, SECRET, code, totp_time
from tests.journeys import examining, spine

__all__ = ["code", "totp_time"]

# Playwright's synchronous interface keeps an event loop in this thread; Django must not mind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SEED = Actor.system("test")
NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
QUIET = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The headless build first: the windowed one spends most of its time on pages of its own."""
DRAWN = {}
"""Charts drawn in this process, by specification."""
PATIENCE = 60
"""Seconds within which a job is done, on a machine that runs other journeys beside."""
SIZES = {"phone": (360, 740), "desk": (1280, 900)}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session", autouse=True)
def begun_demo(request):
    """Start the demo beside the journeys that do without it, which come first."""
    if any("spine" in item.fixturenames for item in request.session.items):
        spine.begin()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        chromium = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe(front_end):
    return (PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def front_end():
    from django.conf import settings

    from motcua.ui import assets

    assets.build(target=Path(settings.MOTCUA_BUILD), root=PROJECT, say=lambda _: None)


@pytest.fixture
def quick_drawing(monkeypatch):
    """Draw a chart once for all tests: the same specification gives the same picture."""
    from motcua.ui import charts

    draw = charts.svg

    def once(spec):
        key = json.dumps(spec, sort_keys=True)
        if key not in DRAWN:
            DRAWN[key] = draw(spec)
        return DRAWN[key]

    monkeypatch.setattr(charts, "svg", once)


@databases.seed()
def published_rows():
    """Publish the appendix of 2019."""
    from motcua.agencies import actions as agencies
    from motcua.indicators import actions as indicators
    from motcua.reporting import actions as reporting

    agencies.load_reference(by=SEED, at=NOW)
    agencies.enter_year(year=2026, by=SEED, at=NOW)
    indicators.load_definitions(by=SEED, at=NOW)
    file = resources.files("motcua.reporting").joinpath("data", "level4_2019_cv929.csv")
    reporting.import_file(
        content=file.read_bytes(),
        file_name="cv929.csv",
        period=Period.parse("2019"),
        by=SEED,
        at=NOW,
    )


@pytest.fixture
@databases.begins_with(published_rows)
def site(live_server, front_end, quick_drawing, has_rows):
    """The address of the national site with the appendix of 2019 published."""
    has_rows(published_rows)
    return live_server.url


class Visitor:
    """Someone at a screen, and what her browser complained of."""

    def __init__(self, browser, site, axe, *, size, script):
        width, height = SIZES[size]
        self.context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._axe = axe
        self.script = script
        self._size = size

    def _console(self, message):
        expected = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(message.text)

    def opens(self, path):
        answer = self.page.goto(path)
        self.looks()
        return answer

    def looks(self):
        """Examine the page as it stands, once it is there."""
        self.page.wait_for_load_state()
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not self.page.evaluate(wider), f"{self.page.url} scrolls sideways"
        if self.script and examining.is_new(self.page, self._size):
            self.page.evaluate(self._axe)
            found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
            assert not found, [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found]
        assert self.complaints == []

    def follows(self, name, **options):
        self.page.get_by_role("link", name=name, **options).first.click()
        self.looks()

    def presses(self, name):
        self.page.get_by_role("button", name=name).first.click()
        self.looks()

    def reads(self):
        self.page.wait_for_load_state()
        return self.page.inner_text("main")

    def waits_for(self, is_there):
        """Look again until the page says something, or has it: jobs are done beside the requests.

        Args:
            is_there: Words of the page, or what a look at it must find true.
        """
        if isinstance(is_there, str):
            words, is_there = is_there, lambda: words in self.reads()
        until = monotonic() + PATIENCE
        while not is_there():
            assert monotonic() < until, self.reads()
            self.page.wait_for_timeout(250)
            # A page that looks again by itself may be at it, which breaks off one of the two.
            with suppress(Error):
                self.page.goto(self.page.url)
        return self

    def downloads(self, name, within="main"):
        with self.page.expect_download() as coming:
            self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()
        return Path(coming.value.path()).read_bytes()


@pytest.fixture
def visitor(browser, site, axe, request):
    """Make visitors; each has a browser of her own."""
    made = []

    def make(size="desk", *, script=True):
        made.append(Visitor(browser, site, axe, size=size, script=script))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


@pytest.fixture
def staff(site):
    """Open accounts with a role at an agency and the second factor set up."""
    from allauth.mfa.totp.internal.auth import TOTP

    from motcua.agencies.models import Agency
    from motcua.identity import actions as identity

    def make(email, role, agency="G14"):
        account = identity.open_account(
            email=email, full_name=f"Cán bộ {email[0].upper()}", password=PASSWORD, by=SEED, at=NOW
        )
        identity.assign_role(
            account=account,
            role=role,
            agency=Agency.objects.valid_on(date(2018, 1, 1)).get(code=agency),
            valid_from=date(2018, 1, 1),
            by=SEED,
            at=NOW,
        )
        TOTP.activate(account, SECRET)
        return account

    return make


@pytest.fixture
def signs_in(code):
    def sign_in(visitor, account):
        visitor.opens("/bao-cao/tep/")
        visitor.page.fill("[name=login]", account.email)
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.presses("Tiếp tục")
        visitor.page.fill("[name=code]", code())
        visitor.presses("Đăng nhập")

    return sign_in
