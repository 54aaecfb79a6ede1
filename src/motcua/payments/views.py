"""Addresses that payment platforms call."""

import json
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from motcua.kernel import access
from motcua.payments import actions, errors
from motcua.payments.types import PORTAL, Pairs

LONGEST_QUERY = 4096
MOST_PARAMETERS = 50


@access.signed
@require_GET
def vnpay_notice(request: HttpRequest) -> JsonResponse:
    """Take VNPAY's notice (IPN); what it claims is confirmed by a question later."""
    return _told("vnpay", _pairs(request))


@csrf_exempt
@access.signed
@require_POST
def portal_notice(request: HttpRequest) -> JsonResponse:
    """Take the notice of the national portal's platform, a JSON object of texts, as above."""
    return _told(PORTAL, _members(request))


def _told(provider: str, params: Pairs) -> JsonResponse:
    try:
        reply = actions.receive_notice(provider=provider, params=params, at=timezone.now())
    except errors.PaymentNotConnected as refusal:
        raise Http404 from refusal
    return JsonResponse(reply)


def _pairs(request: HttpRequest) -> Pairs:
    """Return the parameters in the order they came; nothing of a query that no platform sends."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY:
        return ()
    try:
        return tuple(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return ()


def _members(request: HttpRequest) -> Pairs:
    """Return the members of a JSON object in their order; nothing of what no platform sends."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_QUERY:
        return ()
    try:
        # A name that came twice stays twice: which one was signed is not for us to guess.
        members = json.loads(request.body, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(members, tuple) or len(members) > MOST_PARAMETERS:
        return ()
    if not all(_is_told(name) and _is_told(value) for name, value in members):
        return ()
    return tuple((name, "" if value is None else str(value)) for name, value in members)


def _is_told(value: object) -> bool:
    """Tell whether a value is a text that can be kept, a whole number, or nothing."""
    if isinstance(value, str):
        return "\x00" not in value and value.isprintable()
    return value is None or type(value) is int
