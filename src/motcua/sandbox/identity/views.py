"""Pages and endpoints of the national e-identity."""

import re
from typing import Any, Final

from allauth.core.internal.httpkit import del_query_params
from allauth.idp.oidc import views as idp
from allauth.idp.oidc.models import Client
from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox import pages
from motcua.sandbox.identity import keys
from motcua.sandbox.identity.adapter import issuer
from motcua.sandbox.identity.people import PEOPLE, DemoPerson
from motcua.sandbox.identity.switch import POSITIONS, SWITCH, obeying
from motcua.sandbox.switches import actions as switching
from motcua.sandbox.switches import queries as switches

CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
"""A SHA-256 in base64url: what an S256 challenge is (RFC 7636 §4.2)."""


@access.public
@require_safe
@obeying
def configuration(_request: HttpRequest) -> JsonResponse:
    """Publish what this provider can do, no more.

    Source: OpenID Connect Discovery 1.0 §3.
    """

    def address(name: str) -> str:
        return f"{issuer()}{reverse(f'idp:oidc:{name}')}"

    return JsonResponse(
        {
            "issuer": issuer(),
            "authorization_endpoint": address("authorization"),
            "token_endpoint": address("token"),
            "userinfo_endpoint": address("userinfo"),
            "jwks_uri": address("jwks"),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "profile"],
            "acr_values_supported": sorted({person.acr for person in PEOPLE.values()}),
        }
    )


@method_decorator([never_cache, obeying], name="dispatch")
class Authorize(idp.AuthorizationView):
    """Ask who it is and whether the site may know; forget who it was once that is answered."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what the site asks for, after the person has shown who she is."""
        why = _laxity(request)
        if why:
            return render(request, "idp/oidc/error.html", {"why": why}, status=400)
        if "login" in request.GET.get("prompt", "").split() or _person(request) is None:
            way_on = urlencode({"tiep": del_query_params(request.get_full_path(), "prompt")})
            return redirect(f"{reverse('sandbox-identity:choose')}?{way_on}")
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        pages.let_forms_lead_to(response, request.GET.get("redirect_uri", ""))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who is asked."""
        return {**super().get_context_data(**kwargs), "person": _person(self.request)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the browser back with a code, or with the refusal."""
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        logout(request)
        return response


def _laxity(request: HttpRequest) -> str:
    """Return what the library would let pass in a request to authorize, and we do not; or nothing.

    It asks public clients alone for PKCE and takes the plain method; and it compares the address to
    come back to without its query.
    """
    challenge = request.GET.get("code_challenge", "")
    method = request.GET.get("code_challenge_method")
    if method != "S256" or not CHALLENGE.fullmatch(challenge):
        return "PKCE S256"
    client = Client.objects.filter(pk=request.GET.get("client_id", "")).first()
    if client and request.GET.get("redirect_uri") not in client.get_redirect_uris():
        return "redirect_uri"
    return ""


@csrf_exempt
@transaction.atomic
def token(request: HttpRequest) -> HttpResponseBase:
    """Redeem a code, one request after the other: the library alone would let two win at once."""
    with connection.cursor() as cursor:
        code = request.POST.get("code", "")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"code:{code}"])
    response: HttpResponseBase = idp.token(request)
    return response


@access.public
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Let anybody be one of the invented people: this stand-in asks for no password."""
    context = {"people": PEOPLE.values(), "way_on": _way_on(request)}
    return render(request, "sandbox/identity/choose.html", context)


@access.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Stand where the real system asks for the password, then sign the person in."""
    asked = request.POST if request.method == "POST" else request.GET
    person, way_on = PEOPLE.get(asked.get("nguoi", "")), _way_on(request)
    if person is None:
        return redirect(f"{reverse('sandbox-identity:choose')}?{urlencode({'tiep': way_on})}")
    if request.method != "POST":
        context = {"person": person, "way_on": way_on}
        return render(request, "sandbox/identity/confirm.html", context)
    login(request, _account(person), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(way_on)


@access.public
@never_cache
@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """Show how the provider behaves, and let it be changed."""
    context = {
        "position": switches.position(SWITCH),
        "positions": POSITIONS,
        "keys": [key for key, _pem in keys.published(at=timezone.now())],
    }
    return render(request, "sandbox/identity/control.html", context)


@access.public
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the switch."""
    position = request.POST.get("position", "")
    if position not in POSITIONS:
        raise Http404
    switching.turn(SWITCH, position)
    return redirect("sandbox-identity:control")


@access.public
@require_POST
def rotate(_request: HttpRequest) -> HttpResponse:
    """Exchange the signing key."""
    keys.rotate(at=timezone.now())
    return redirect("sandbox-identity:control")


def _account(person: DemoPerson) -> Any:
    return get_user_model().objects.get(provideraccount__person=person.key)


def _person(request: HttpRequest) -> DemoPerson | None:
    """Return who is signed in; None: nobody, or somebody who is no invented person."""
    account = getattr(request.user, "provideraccount", None)
    return PEOPLE[account.person] if account else None


def _way_on(request: HttpRequest) -> str:
    """Return where the sign-in came from, on this site; without one, the front page."""
    path = request.POST.get("tiep") or request.GET.get("tiep", "/")
    is_own = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_own else "/"
