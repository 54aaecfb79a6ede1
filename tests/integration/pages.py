"""Citizens and officers before the pages of the agency site, without a browser; fixtures."""

from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.test import Client


def citizens_browser(person_id):
    """A browser in which a citizen is signed in."""
    from motcua.identity import sessions

    browser = Client()
    session = import_module(django_settings.SESSION_ENGINE).SessionStore()
    sessions.enter(session, person_id)
    session.save()
    browser.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    return browser


@pytest.fixture
def officers_browser(monkeypatch):
    """Make a browser in which an officer, made by `officer(...)`, is signed in with both factors.

    What the second factor is worth is tested where staff sign in.
    """
    from motcua.identity import middleware
    from motcua.identity.models import StaffAccount

    monkeypatch.setattr(middleware, "is_mfa_enabled", lambda _user: True)
    monkeypatch.setattr(middleware, "_showed_second_factor", lambda _request: True)

    def make(viewer):
        browser = Client()
        browser.force_login(StaffAccount.objects.get(actor_id=viewer.actor.id))
        return browser

    return make
