"""Pages of staff accounts beyond those of allauth, and the sign-in of citizens."""

import logging
import time
from http import HTTPStatus

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.identity import actions, sessions
from motcua.identity.adapters import openid
from motcua.identity.adapters.openid import Attempt
from motcua.identity.errors import (
    AssuranceTooLow,
    CodeRefused,
    NotSetUp,
    PersonSuspended,
    ProviderUnavailable,
    SignInCancelled,
    SignInNotBegunHere,
    SignInRefused,
)
from motcua.kernel import access
from motcua.ui import context

log = logging.getLogger(__name__)

STATUSES: dict[type[SignInRefused], HTTPStatus] = {
    ProviderUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    NotSetUp: HTTPStatus.SERVICE_UNAVAILABLE,
    AssuranceTooLow: HTTPStatus.FORBIDDEN,
    PersonSuspended: HTTPStatus.FORBIDDEN,
}
HOME = "/"
CHOICE = "cach"
"""Query parameter that says by which provider to sign in."""


@access.staff()
def desk(request: HttpRequest) -> HttpResponse:
    """Show where a member of staff can go from here."""
    return render(request, "identity/desk.html", {"work": context.work_of(request)})


class Enrol(ActivateTOTPView):
    """Set the second factor up; the code shown on the way counts for this session."""

    def form_valid(self, form: ActivateTOTPForm) -> HttpResponseBase:
        """Enrol, and remember that this very session showed the factor."""
        answer: HttpResponseBase = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return answer


@access.public
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send a citizen to a provider of identities; who is signed in goes on at once.

    Where there are several she chooses first; `cach` is the key of the one she chose.
    """
    return_to = _own_path(request, request.GET.get(sessions.RETURN_TO, HOME))
    if request.citizen:  # type: ignore[attr-defined]  # set by the access middleware
        return redirect(return_to)
    offered, key = openid.offered(), request.GET.get(CHOICE)
    if len(offered) > 1 and key is None:
        choice = {"providers": offered, "return_to": return_to}
        return render(request, "identity/choose_provider.html", choice)
    if key is None:
        key = offered[0].key if offered else openid.FIRST
    try:
        provider = openid.provider(key)
        attempt = Attempt.new(_come_back_address(key), key)
        address = provider.address_to_sign_in(attempt)
    except SignInRefused as refusal:
        return _refused(request, refusal, return_to)
    sessions.begin(request.session, attempt, return_to=return_to, now=time.time())
    return redirect(address)


@access.public
@never_cache
@require_safe
def come_back(request: HttpRequest, provider_key: str = openid.FIRST) -> HttpResponse:
    """Take a citizen back from a provider, signed in or told why not.

    Each provider has an address of its own to send browsers to: a code that came by another's would
    be carried to the wrong one (RFC 9700 §4.4.2).
    """
    return_to = HOME
    try:
        taken = sessions.take(request.session, _only(request, "state"), now=time.time())
        if taken is None:
            raise SignInNotBegunHere
        attempt, return_to = taken
        # The provider knows one address to come back to; the reader's language is that of her page.
        translation.activate(get_language_from_path(return_to) or settings.LANGUAGE_CODE)
        if attempt.provider != provider_key:
            raise SignInNotBegunHere
        provider = openid.provider(provider_key)
        provider.refuse_answer_of_another(request.GET.get("iss", ""))
        _refuse_what_the_provider_refused(request)
        claims = provider.redeem(_only(request, "code"), attempt)
        person = actions.sign_in_person(
            claims=claims, issuer=provider.issuer, reading=provider.reading, at=timezone.now()
        )
    except SignInRefused as refusal:
        return _refused(request, refusal, return_to)
    sessions.enter(request.session, person.id)
    rotate_token(request)
    return redirect(return_to)


@access.public
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign the citizen out here, and say so: the next person at this screen may be another."""
    sessions.leave(request.session)
    request.citizen = None  # type: ignore[attr-defined]  # as above
    return render(request, "identity/signed_out.html")


def _refuse_what_the_provider_refused(request: HttpRequest) -> None:
    """Turn the provider's error answers into ours.

    Source: RFC 6749 §4.1.2.1.
    """
    error = request.GET.get("error")
    if error == "access_denied":
        raise SignInCancelled
    if error:
        log.warning("the identity provider answered %.40r", error)
        raise ProviderUnavailable
    if not _only(request, "code"):
        raise CodeRefused


def _refused(request: HttpRequest, refusal: SignInRefused, return_to: str) -> HttpResponse:
    log.warning("sign-in refused: %s %s", refusal.code, refusal.params)
    context = {
        "message": gettext(refusal.message).format_map(refusal.params),
        "next_step": gettext(refusal.next_step).format_map(refusal.params),
        "return_to": return_to,
    }
    status = STATUSES.get(type(refusal), HTTPStatus.BAD_REQUEST)
    return render(request, "identity/not_signed_in.html", context, status=status)


def _own_path(request: HttpRequest, path: str) -> str:
    """Return a path on this site; anything else becomes the home page."""
    is_own = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts=None, require_https=request.is_secure()
    )
    return path if is_own else HOME


def _only(request: HttpRequest, name: str) -> str:
    """Return a parameter that came exactly once, else nothing: two readers could read it apart."""
    values = request.GET.getlist(name)
    return values[0] if len(values) == 1 else ""


def _come_back_address(key: str) -> str:
    """Return the address registered with a provider; never made from the request's host."""
    site = settings.MOTCUA_SITE_URLS[settings.MOTCUA_SITE].rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        if key == openid.FIRST:
            return f"{site}{reverse('citizens:come-back')}"
        return f"{site}{reverse('citizens:come-back-from', args=[key])}"
