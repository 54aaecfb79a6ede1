"""The register's one address, and the page that controls it."""

import time
from datetime import datetime
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import access
from motcua.sandbox.population import answers, gateway, questions, switch
from motcua.sandbox.population.models import RegisterQuestion
from motcua.sandbox.population.questions import FaultError, Question
from motcua.sandbox.switches import actions as switching

SHOWN: Final = 30
_XML: Final = "text/xml; charset=utf-8"


@csrf_exempt
@access.signed
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Answer a question that a known account asks; anything else is told why it is not answered."""
    now = timezone.now()
    position = switch.position()
    if position == switch.DOWN:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    if position == switch.SLOW:
        time.sleep(switch.SLOW_SECONDS)
    try:
        url = settings.MOTCUA_CONNECTIONS["population"].url
        account = gateway.admit(request.headers, url=url, at=now)
        content = _answered(request.body, account=account, at=now)
    except gateway.TurnedAwayError as turned_away:
        return HttpResponse(turned_away.why, status=turned_away.status, content_type="text/plain")
    except FaultError as fault:
        content = answers.fault(fault.code, fault.why)
        # SOAP 1.1 §6.2: a fault comes with 500, whoever is to blame.
        return HttpResponse(content, status=500, content_type=_XML)
    match position:
        case switch.ERROR_PAGE:
            return HttpResponse(answers.ERROR_PAGE)
        case switch.ENTITIES:
            return HttpResponse(answers.WITH_ENTITIES, content_type=_XML)
        case _:
            return HttpResponse(content, content_type=_XML)


@access.public
@never_cache
@require_safe
def control(request: HttpRequest) -> HttpResponse:
    """Show how the register behaves and what it was asked, and let it be changed."""
    context = {
        "position": switch.position(),
        "positions": switch.POSITIONS,
        "questions": RegisterQuestion.objects.order_by("-id")[:SHOWN],
    }
    return render(request, "sandbox/population/control.html", context)


@access.public
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """Turn the switch."""
    position = request.POST.get("position", "")
    if position not in switch.POSITIONS:
        raise Http404
    switching.turn(switch.SWITCH, position)
    return redirect("sandbox-population:control")


def _answered(body: bytes, *, account: str, at: datetime) -> bytes:
    question = questions.read(body)
    if question.account not in {"", account}:
        raise FaultError("account", "TaiKhoan is not the account that calls")
    content, outcome = answers.answer(question)
    _keep(question, account, outcome, at=at)
    return content


def _keep(question: Question, account: str, outcome: str, *, at: datetime) -> None:
    """Keep a question under its number, which is taken once.

    Raises:
        FaultError: It was asked before.
    """
    try:
        with transaction.atomic():
            RegisterQuestion.objects.create(
                account=account,
                number=question.number,
                operation=question.operation,
                service=question.service,
                officer=question.officer,
                outcome=outcome,
                asked_at=at,
            )
    except IntegrityError:
        raise FaultError("replay", "MaYeuCau was used before") from None
