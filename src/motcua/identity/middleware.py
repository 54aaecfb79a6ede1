"""The one place that lets a request through the door its address declares."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.identity import queries, sessions
from motcua.kernel import access
from motcua.kernel.access import Access, Door


class DeclaredAccess:
    """Refuse every request that the view's declaration does not allow.

    Staff pages need both factors. `request.viewer` is set for signed-in staff, None else.
    `request.citizen` is the signed-in citizen, None else. The two know nothing of each other: one
    browser may hold both.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the check needs the view and stands in `process_view`."""
        request.citizen = sessions.citizen(request.session)  # type: ignore[attr-defined]  # as below
        response = self._get_response(request)
        found = request.resolver_match
        asked = access.declared(found.func) if found else None
        if asked and asked.door in {Door.CITIZEN, Door.FILLER}:
            # Phones are shared: the next person must not find the page by going back.
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],  # noqa: ARG002 signature of Django
        kwargs: dict[str, Any],  # noqa: ARG002 signature of Django
    ) -> HttpResponseBase | None:
        """Return nothing when the visitor may pass, else the way to what is missing.

        Raises:
            ImproperlyConfigured: The view declares nothing; closed to everybody.
            PermissionDenied: Signed in, but without the role.
        """
        asked = access.declared(view)
        if asked is None:
            message = f"{view!r} does not declare who may open it"
            raise ImproperlyConfigured(message)
        account = request.user
        request.viewer = (  # type: ignore[attr-defined]  # read by pages and templates
            queries.viewer_of(account, on=agencies.legal_today())
            if account.is_authenticated
            else None
        )
        if asked.door in {Door.PUBLIC, Door.MACHINE, Door.SIGNED}:
            return None
        if asked.door is Door.CITIZEN:
            return None if request.citizen else _to_sign_in(request)  # type: ignore[attr-defined]  # set above
        if asked.door is Door.FILLER:
            is_filler = queries.has_drafts(request.session) or queries.sitting_of(request.session)
            may_pass = request.citizen or is_filler  # type: ignore[attr-defined]  # set above
            return None if may_pass else _to_sign_in(request)
        if not account.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if asked.door is Door.STAFF:
            return self._second_step(request, asked)
        return None

    def _second_step(self, request: HttpRequest, asked: Access) -> HttpResponseBase | None:
        if not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        if not _showed_second_factor(request):
            return redirect_to_login(request.get_full_path(), reverse("mfa_reauthenticate"))
        if not asked.lets_in(request.viewer):  # type: ignore[attr-defined]  # set above
            raise PermissionDenied
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    way_back = urlencode({sessions.RETURN_TO: _way_back(request)})
    return redirect(f"{reverse('citizens:sign-in')}?{way_back}")


def _showed_second_factor(request: HttpRequest) -> bool:
    """Tell whether this very session showed it, not only whether the account has one."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def _way_back(request: HttpRequest) -> str:
    """Return the page to come back to; what was to be written is asked for again on its form."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else "/"
