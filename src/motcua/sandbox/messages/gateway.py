"""The SMS gateway's endpoints: what they check is what an operator's gateway would refuse."""

import hmac
import json
import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel import access
from motcua.sandbox.messages import actions, queries
from motcua.sandbox.messages.types import DOWN, SILENT, SLOW, SLOW_SECONDS, Kind, Operator
from motcua.sandbox.switches import queries as switches

SENDER: Final = "MOTCUA"
"""The brand name that operators show instead of a number."""
LONGEST: Final = 160
LONGEST_KEY: Final = 64
_NUMBER: Final = re.compile(r"(?:\+84|0)(?P<number>[35789][0-9]{8})")
_GSM7: Final = re.compile(
    r"[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]+"
)
"""One message in the alphabet of GSM (3GPP TS 23.038 §6.2.1)."""


class RefusedError(Exception):
    """The gateway does not do what it was asked."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def _telling_why(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """Answer only to who knows the key, as the switch says; turn refusals into JSON."""

    @wraps(view)
    def endpoint(request: HttpRequest, *, operator: Operator, **path: Any) -> JsonResponse:
        try:
            _refuse_caller(request, operator)
            return view(request, operator=operator, **path)
        except RefusedError as refused:
            return JsonResponse({"error": refused.why}, status=refused.status)

    return endpoint


@csrf_exempt
@access.signed
@require_http_methods(["GET", "POST"])
@_telling_why
def messages(request: HttpRequest, operator: Operator) -> JsonResponse:
    """Take an SMS, or tell by its key which one was taken."""
    if request.method == "POST":
        return _take(request, operator)
    message = queries.sms_by_key(request.GET.get("key", ""), operator)
    if message is None:
        raise RefusedError(404, "no such message")
    return JsonResponse({"id": str(message.id), "status": "accepted"})


def _take(request: HttpRequest, operator: Operator) -> JsonResponse:
    """Take an SMS: 201 the first time, 200 for the same again, 409 for another under its key."""
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise RefusedError(400, "Idempotency-Key missing or too long")
    address, text = _asked(request.body)
    message, is_new = actions.take(
        kind=Kind.SMS,
        key=f"{operator.prefix}{key}",
        sender=SENDER,
        address=address,
        subject="",
        text=text,
        at=timezone.now(),
        switch=operator.switch,
    )
    if switches.position(operator.switch) == SILENT:
        raise RefusedError(504, "taken, but the answer is lost")
    if (message.address, message.text) != (address, text):
        raise RefusedError(409, "another message was sent under this key")
    return JsonResponse(
        {"id": str(message.id), "status": "accepted"}, status=201 if is_new else 200
    )


@access.signed
@require_safe
@_telling_why
def receipt(_request: HttpRequest, operator: Operator, message_id: UUID) -> JsonResponse:
    """Tell what became of an SMS."""
    message = queries.sms(message_id, operator)
    if message is None:
        raise RefusedError(404, "no such message")
    status = "delivered" if message.reached else "undelivered"
    return JsonResponse({"id": str(message.id), "status": status})


def _asked(body: bytes) -> tuple[str, str]:
    """Return number and text of an SMS that can be sent."""
    try:
        asked: Any = json.loads(body)
        to, text = asked["to"], asked["text"]
    except (ValueError, KeyError, TypeError):
        raise RefusedError(400, "body must be a JSON object with to and text") from None
    number = _NUMBER.fullmatch(str(to))
    if number is None:
        raise RefusedError(422, "to is no Vietnamese mobile number")
    if not isinstance(text, str) or len(text) > LONGEST or not _GSM7.fullmatch(text):
        raise RefusedError(422, "text is empty, longer than 160, or not in the GSM alphabet")
    return f"0{number['number']}", text


def _refuse_caller(request: HttpRequest, operator: Operator) -> None:
    position = switches.position(operator.switch)
    if position == DOWN:
        raise RefusedError(503, "down")
    if position == SLOW:
        time.sleep(SLOW_SECONDS)
    key = settings.MOTCUA_CONNECTIONS[operator.connection].secret.get_secret_value()
    given = request.headers.get("Authorization", "")
    if not key or not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
        raise RefusedError(401, "wrong key")
