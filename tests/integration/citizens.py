"""Citizens who sign in as people do, at the simulator of the national identity; fixtures."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.core.cache import cache
from django.test import Client
from pydantic import SecretStr

from motcua.conf.environment import Connection
from motcua.identity.adapters import openid
from motcua.kernel.actors import Actor
from motcua.net import remote
from motcua.sandbox.identity import seeding
from tests import in_process

AGENCY = "http://127.0.0.1:8000/"
PROVIDER = "http://127.0.0.1:8002"
CALLBACK = f"{AGENCY}cong-dan/ve/"
CLIENT = "motcua-identity"
SECRET = "known-to-both-sides"  # noqa: S105 opens nothing outside the tests
NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def provider(db, settings, as_site):
    """Be the agency site, its citizens' provider beside it in the same process."""
    settings.MOTCUA_SITE_URLS = settings.MOTCUA_SITE_URLS | {
        "agency": AGENCY,
        "sandbox": f"{PROVIDER}/",
    }
    settings.MOTCUA_CONNECTIONS = settings.MOTCUA_CONNECTIONS | {
        "identity": Connection(url=PROVIDER, client=CLIENT, secret=SecretStr(SECRET))
    }
    cache.clear()
    openid.forget()
    as_site("agency")
    seeding.register(
        client=CLIENT, secret=SECRET, callback=CALLBACK, by=Actor.system("test"), at=NOW
    )
    with remote.mounted(PROVIDER, in_process.site("sandbox")):
        yield
    openid.forget()


class ProviderBrowser:
    """The part of a browser that visits the provider's pages."""

    def __init__(self):
        self._http = httpx.Client(transport=in_process.site("sandbox"), base_url=PROVIDER)

    def get(self, address):
        return self._http.get(address)

    def follow(self, answer):
        """Follow redirects for as long as they stay at the provider."""
        while answer.is_redirect and not answer.headers["Location"].startswith(AGENCY):
            answer = self._http.get(answer.headers["Location"])
        return answer

    def submit(self, page, **values):
        """Send the one form of a page, hidden fields as they are; follow."""
        fields = {
            unescape(name): unescape(value)
            for name, value in re.findall(
                r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.text
            )
        }
        action = unescape(re.search(r'<form[^>]*action="([^"]*)"', page.text)[1])
        method = re.search(r'<form[^>]*method="(\w+)"', page.text)[1]
        scopes = re.findall(r'name="scopes" value="([^"]*)"', page.text)
        data = fields | {"scopes": scopes} | values
        if method == "get":
            return self.follow(self._http.get(action, params=data))
        return self.follow(self._http.post(action, data=data))

    def sign_in(self, address, person, answer="grant"):
        """Walk through the provider's pages; return where it sends the browser back to."""
        choose = self.follow(self.get(address))
        confirm = self.submit(choose, nguoi=person)
        consent = self.submit(confirm)
        back = self.submit(consent, action=answer)
        return back.headers["Location"]


def path_of(address):
    """Return the part of an address that Django's test client takes."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def query_of(address):
    """Return the parameters of an address, each of which came once."""
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}


@pytest.fixture
def away(provider):
    """Leave for the provider in a browser and come back: return the browser and the last address.

    The last step, opening that address, is left to the test.
    """

    def go(person="an", *, tiep="/", answer="grant", browser=None):
        browser = browser or Client()
        start = browser.get("/cong-dan/dang-nhap/", {"tiep": tiep, "cach": ""})
        back = ProviderBrowser().sign_in(start.headers["Location"], person, answer)
        return browser, path_of(back)

    return go


@pytest.fixture
def citizen_browser(away):
    """Return a browser in which a citizen is signed in."""

    def sign_in(person="an", **more):
        browser, back = away(person, **more)
        answer = browser.get(back)
        assert answer.status_code == 302, answer.content.decode()
        return browser

    return sign_in
