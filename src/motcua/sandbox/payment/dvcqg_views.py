"""The address of the national portal's platform for programs, and its pay page."""

import json
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from motcua.kernel import access
from motcua.sandbox import pages
from motcua.sandbox.payment import actions, dvcqg, merchants, switch, views


@csrf_exempt
@access.signed
@require_POST
@switch.obeying
def api(request: HttpRequest) -> HttpResponse:
    """Answer a partner's program; every message is signed."""
    try:
        message = json.loads(request.body)
    except (ValueError, RecursionError):
        message = None
    answered = dvcqg.answer(message, at=timezone.now())
    if switch.position() == switch.ANSWER_LOST:
        return HttpResponse(status=HTTPStatus.BAD_GATEWAY)
    return JsonResponse(answered)


@access.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@switch.obeying
def pay(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Show an order that a partner sent, and let the payer decide."""
    payment = dvcqg.find(payment_id)
    partner = merchants.of(payment) if payment else None
    if payment is None or partner is None:
        raise Http404
    is_late = payment.status == dvcqg.Status.OPEN and timezone.now() >= payment.expires_at
    if request.method == "POST" and not is_late:
        payment = views.decided(request, payment)
        return redirect(actions.way_back(payment, partner))
    context = {
        "order": {
            "merchant": partner,
            "info": payment.order_info,
            "reference": payment.reference,
            "expires_at": payment.expires_at,
        },
        "dong": payment.amount // 100,
        "payment": payment,
        "banks": actions.BANKS,
        "way_back": actions.way_back(payment, partner),
    }
    response = render(request, "sandbox/payment/pay.html", context)
    pages.let_forms_lead_to(response, partner.return_url)
    return response
