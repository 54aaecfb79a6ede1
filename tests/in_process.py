"""One site of ours calls another inside one test process, without a port.

with remote.mounted("http://127.0.0.1:8002", in_process.site("sandbox")):
    ...
"""

from contextlib import contextmanager
from threading import RLock

import httpx
from django.test import override_settings
from django.test.client import ClientHandler
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf
from django.utils import translation

from motcua.conf.environment import Site
from motcua.conf.sites import SITES

_one_at_a_time = RLock()
"""Settings belong to the whole process: threads of a test are answered one after another."""


def site(name, *, remote_addr="127.0.0.1"):
    """Return a transport that lets a site answer, in the database of the test.

    Errors of views come back as status 500, as they do in life; their trace is in the log.
    """
    definition = SITES[Site(name)]
    handler = _Handler(definition.urls)
    identity = {
        "MOTCUA_SITE": name,
        "MOTCUA_NAVIGATION": definition.navigation,
        "MOTCUA_WORK": definition.work,
    }

    def answer(environ, start_response):
        with _one_at_a_time, override_settings(**identity), _set_aside():
            response = handler(environ)
            cookies = [
                ("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()
            ]
            start_response(
                f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies]
            )
            return [b"".join(response)]

    return httpx.WSGITransport(app=answer, remote_addr=remote_addr)


class _Handler(ClientHandler):
    """Django's own for tests, which leaves the connection of the test's transaction open."""

    def __init__(self, urlconf):
        super().__init__(enforce_csrf_checks=True)
        self._urlconf = urlconf
        self.load_middleware()

    def get_response(self, request):
        # Middleware and resolver prefer this to ROOT_URLCONF, which is the caller's.
        request.urlconf = self._urlconf
        return super().get_response(request)


@contextmanager
def _set_aside():
    """Keep the addresses and the language of the request that is being answered by the caller."""
    urlconf, prefix, language = get_urlconf(), get_script_prefix(), translation.get_language()
    try:
        yield
    finally:
        set_urlconf(urlconf)
        set_script_prefix(prefix)
        if language is None:
            translation.deactivate_all()
        else:
            translation.activate(language)
