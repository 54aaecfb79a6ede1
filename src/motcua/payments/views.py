"""Addresses that payment platforms call."""

from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from motcua.kernel import access
from motcua.payments import actions, errors
from motcua.payments.types import Pairs

LONGEST_QUERY = 4096
MOST_PARAMETERS = 50


@access.signed
@require_GET
def vnpay_notice(request: HttpRequest) -> JsonResponse:
    """Take VNPAY's notice (IPN); what it claims is confirmed by a question later."""
    try:
        reply = actions.receive_notice(provider="vnpay", params=_pairs(request), at=timezone.now())
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
