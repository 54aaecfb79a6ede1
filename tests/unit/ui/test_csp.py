import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from motcua.ui import csp


class Inline(HTMLParser):
    """Collects what a strict policy looks at: inline scripts, styles and handlers."""

    def __init__(self):
        super().__init__()
        self.scripts, self.forbidden, self._inside = [], [], False

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self._inside = tag == "script" and "src" not in names
        if tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.forbidden.append((tag, attrs))

    def handle_data(self, data):
        if self._inside:
            self.scripts.append(data)
            self._inside = False


@pytest.fixture
def page(site):
    return Client().get("/thanh-phan/")


def test_the_hash_in_the_policy_is_that_of_the_line_on_the_page(page):
    parser = Inline()
    parser.feed(page.content.decode())

    (script,) = parser.scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"'sha256-{digest}'" == csp.SCRIPT_HASH
    assert csp.SCRIPT_HASH in page.headers["Content-Security-Policy"]


def test_no_component_has_inline_style_or_handlers(page):
    parser = Inline()
    parser.feed(page.content.decode())

    assert parser.forbidden == []


def test_nothing_is_allowed_that_is_not_named():
    directives = dict(part.split(" ", 1) for part in csp.POLICY.split("; "))

    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert not re.search(r"unsafe|\*|https?:", csp.POLICY)


@pytest.mark.parametrize("address", ["/thanh-phan/", "/khong-co/"])
def test_every_answer_carries_the_headers_refusals_too(site, address):
    headers = Client().get(address).headers

    assert headers["Content-Security-Policy"] == csp.POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_view_with_a_policy_of_its_own_keeps_it(site):
    assert Client().get("/soan/").headers["Content-Security-Policy"] == "default-src 'self'"


def test_forms_lead_to_the_named_systems_and_nothing_else_changes():
    opened = csp.policy(["https://dang-nhap.example"])

    assert "form-action 'self' https://dang-nhap.example;" in opened
    assert opened.replace(" https://dang-nhap.example", "") == csp.POLICY
    assert csp.policy([]) == csp.POLICY
