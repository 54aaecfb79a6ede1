"""Security headers of every response, and a page for every refusal."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from motcua.kernel.errors import Refusal
from motcua.ui import csp
from motcua.ui.errors import NulInRequest

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def refuse_nul(request: HttpRequest, *, with_form: bool) -> None:
    """Refuse a request whose path, query or form fields hold the character NUL.

    Raises:
        NulInRequest: One does.
    """
    sent = [request.path, *_texts(request.GET)]
    if with_form:
        sent += _texts(request.POST)
    if any("\0" in text for text in sent):
        raise NulInRequest


def _texts(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield name
        yield from values


class SecurityHeaders:
    """Add the headers that a view has not set itself.

    A view with a policy of its own (an authoring tool on its own path) sets the header itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response with the headers added."""
        response = self.get_response(request)
        policy = csp.policy(settings.MOTCUA_FORM_TARGETS)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class RefusalPages:
    """Answer a refusal that a view let pass with a page: 404 for what is unknown, else 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; refusals come by `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal; any other exception is a fault and goes its way."""
        if isinstance(exception, DataError):
            try:
                refuse_nul(request, with_form=True)
            except NulInRequest as refusal:
                exception = refusal
        if not isinstance(exception, Refusal):
            return None
        is_unknown = ".unknown_" in exception.code
        context = {
            "heading": gettext("Không tìm thấy") if is_unknown else gettext("Chưa làm được"),
            "sentence": exception.text(gettext),
        }
        return render(request, "ui/refused.html", context, status=404 if is_unknown else 422)
