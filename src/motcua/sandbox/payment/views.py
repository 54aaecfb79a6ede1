"""Pages and endpoints of the payment platform, and the page that controls it."""

import json
from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox import pages
from motcua.sandbox.payment import actions, jobs, orders, questions, switch
from motcua.sandbox.payment.actions import Status
from motcua.sandbox.payment.models import PlatformPayment
from motcua.sandbox.switches import actions as switching

SHOWN = 30
CHOICES = {
    "pay": (Status.PAID, actions.SUCCESS),
    "cancel": (Status.FAILED, actions.CANCELLED),
    "hang": (Status.PENDING, actions.OTHER),
}
_ENDINGS = {"paid": (Status.PAID, actions.SUCCESS), "failed": (Status.FAILED, "08")}


@access.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@switch.obeying
def pay(request: HttpRequest) -> HttpResponse:
    """Take an order that a merchant signed, show it, and let the payer decide."""
    try:
        order = orders.read(request.META.get("QUERY_STRING", ""))
        payment = actions.accept(order, at=timezone.now())
    except orders.OrderRefusedError as refused:
        told = {"code": refused.code, "why": refused.why}
        return render(request, "sandbox/payment/refused.html", told, status=400)
    if request.method == "POST":
        payment = decided(request, payment)
        return redirect(actions.way_back(payment, order.merchant))
    context = {
        "order": order,
        "dong": order.amount // 100,
        "payment": payment,
        "banks": actions.BANKS,
        "way_back": actions.way_back(payment, order.merchant),
    }
    response = render(request, "sandbox/payment/pay.html", context)
    pages.let_forms_lead_to(response, payment.return_url)
    return response


@csrf_exempt
@access.signed
@require_POST
@switch.obeying
def api(request: HttpRequest) -> HttpResponse:
    """Answer a merchant's program; every message and every answer is signed."""
    try:
        message = json.loads(request.body)
    except ValueError:
        message = None
    answered = questions.answer(message, at=timezone.now())
    if switch.position() == switch.ANSWER_LOST:
        return HttpResponse(status=HTTPStatus.BAD_GATEWAY)
    return JsonResponse(answered)


@access.public
@never_cache
@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """Show how the platform behaves and what is in its books, and let it be changed."""
    payments = PlatformPayment.objects.select_related("refund").prefetch_related("notices")
    context = {
        "position": switch.position(),
        "positions": switch.POSITIONS,
        "payments": payments.order_by("-id")[:SHOWN],
    }
    return render(request, "sandbox/payment/control.html", context)


@access.public
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the switch."""
    position = request.POST.get("position", "")
    if position not in switch.POSITIONS:
        raise Http404
    switching.turn(switch.SWITCH, position)
    return redirect("sandbox-payment:control")


@access.public
@require_POST
@transaction.atomic
def end(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Let a payment that hangs end, as its bank would."""
    if request.POST.get("ending") not in _ENDINGS:
        raise Http404
    status, code = _ENDINGS[request.POST["ending"]]
    if not PlatformPayment.objects.filter(pk=payment_id, status=Status.PENDING).exists():
        raise Http404
    _, notices = actions.decide(payment_id, status=status, code=code, bank="", at=timezone.now())
    jobs.send(notices)
    return redirect("sandbox-payment:control")


@transaction.atomic
def decided(request: HttpRequest, payment: PlatformPayment) -> PlatformPayment:
    """Return the payment as the payer decided; pressed twice, the first one counts.

    Raises:
        Http404: She chose what the page does not offer.
    """
    choice, bank = request.POST.get("choice", ""), request.POST.get("bank", "")
    if choice not in CHOICES or bank not in actions.BANKS:
        raise Http404
    if payment.status != Status.OPEN:
        return payment
    status, code = CHOICES[choice]
    payment, notices = actions.decide(
        payment.pk, status=status, code=code, bank=bank, at=timezone.now()
    )
    jobs.send(notices)
    return payment
