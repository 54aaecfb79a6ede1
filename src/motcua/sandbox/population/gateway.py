"""What stands before the register: which account calls, when, and how often."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from django.conf import settings

from motcua.sandbox.population import switch
from motcua.sandbox.population.models import RegisterQuestion

WINDOW: Final = timedelta(minutes=5)
"""So far a caller's clock may be from ours."""

MOST_PER_MINUTE: Final = 60


class TurnedAwayError(Exception):
    """A call that does not reach the register, with the HTTP status that says why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def admit(headers: Mapping[str, str], *, url: str, at: datetime) -> str:
    """Return the account that calls.

    Args:
        headers: Of the request, in any case.
        url: The address that was called, as the caller must have signed it.
        at: Aware, real time.

    Raises:
        TurnedAwayError: The caller is unknown or too early, too late, too frequent.
    """
    known = settings.MOTCUA_CONNECTIONS["population"]
    stamp = _stamp(headers.get("Timestamp", ""), at=at)
    account, digest = _credentials(headers.get("Authorization", ""))
    secret = known.secret.get_secret_value()
    expected = hashlib.sha256(f"{url}{known.client}{stamp}{secret}".encode()).hexdigest()
    if not (secret and account == known.client and _same(digest, expected)):
        raise TurnedAwayError(HTTPStatus.UNAUTHORIZED, "account or its signature is wrong")
    if not _same(headers.get("ApiKey", ""), known.key.get_secret_value()):
        raise TurnedAwayError(HTTPStatus.FORBIDDEN, "ApiKey is wrong")
    if headers.get("X-Road-Client", "") != known.member:
        raise TurnedAwayError(HTTPStatus.FORBIDDEN, "X-Road-Client has no right to this service")
    _refuse_too_many(account, at=at)
    return account


def _stamp(written: str, *, at: datetime) -> str:
    fits = written.isdecimal() and written.isascii() and len(written) == len("1600000000000")
    moment = datetime.fromtimestamp(int(written) / 1000, UTC) if fits else None
    if moment is None or abs(moment - at) > WINDOW:
        raise TurnedAwayError(HTTPStatus.UNAUTHORIZED, "Timestamp is missing or out of its window")
    return written


def _credentials(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        text = ""
    account, _, digest = text.partition(":")
    return (account, digest) if scheme == "Basic" else ("", "")


def _refuse_too_many(account: str, *, at: datetime) -> None:
    lately = RegisterQuestion.objects.filter(
        account=account, asked_at__gt=at - timedelta(minutes=1)
    )
    if switch.position() == switch.QUOTA or lately.count() >= MOST_PER_MINUTE:
        raise TurnedAwayError(HTTPStatus.TOO_MANY_REQUESTS, "quota is used up")


def _same(given: str, expected: str) -> bool:
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
