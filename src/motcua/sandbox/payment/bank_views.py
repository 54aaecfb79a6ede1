"""The bank's statement for programs, and the page to transfer money by hand."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox.payment import bank, switch
from motcua.sandbox.payment.models import BankEntry

SHOWN = 30
MOST_DIGITS = 12
MOST_LETTERS = 210


@access.signed
@require_GET
@switch.obeying
def statement(request: HttpRequest) -> HttpResponse:
    """Tell an account's program what came on it."""
    asked = {name: str(value) for name, value in request.GET.items()}
    said = bank.statement(asked, at=timezone.now())
    return HttpResponse(status=HTTPStatus.FORBIDDEN) if said is None else JsonResponse(said)


@access.public
@never_cache
@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """Show the account, and let anything be transferred to it."""
    account = settings.MOTCUA_CONNECTIONS["bank"]
    context = {"account": account, "entries": BankEntry.objects.order_by("-pk")[:SHOWN]}
    return render(request, "sandbox/payment/bank.html", context)


@access.public
@require_POST
def transfer(request: HttpRequest) -> HttpResponse:
    """Transfer an amount with any words to the account."""
    digits = request.POST.get("so-tien", "").replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS and int(digits)):
        raise Http404
    words = request.POST.get("noi-dung", "")[:MOST_LETTERS].replace("\x00", "")
    bank.transfer(amount=int(digits), words=words, at=timezone.now())
    return redirect("sandbox-payment:bank")
