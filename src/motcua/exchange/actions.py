"""Writes of exchange: calls to partners, each on record."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from motcua.exchange.adapters.client_credentials import PartnerApi
from motcua.exchange.models import ExchangeMessage
from motcua.kernel.canonical import canonical
from motcua.net.errors import RemoteFailed
from motcua.net.remote import Remote

SCOPES = {"national": "dossiers.sync"}
API = "/api/v1/"


def is_connected(partner: str) -> bool:
    """Tell whether this site knows where a partner is."""
    return bool(settings.MOTCUA_CONNECTIONS[partner].url)


def call(
    *, partner: str, service: str, body: Mapping[str, Any], rows: int, at: datetime
) -> dict[str, Any]:
    """Call a service of a partner and return its answer; called from jobs, never under a lock.

    Args:
        partner: A connection of the settings.
        service: Path below the partner's API, such as `sync/dossiers`.
        body: JSON object; its rows carry their own keys, so that repeating does no harm.
        rows: How many there are in it.
        at: Real time.

    Raises:
        RemoteUnavailable, RemoteRefused, RemoteAnswerNotUnderstood: As `net` says; on record.
    """
    connection = settings.MOTCUA_CONNECTIONS[partner]
    message = ExchangeMessage.objects.create(
        partner=partner, service=service, rows=rows, request_sha256=_digest(body), sent_at=at
    )
    api = PartnerApi(
        Remote(name=partner, base_url=connection.url),
        client=connection.client,
        secret=connection.secret.get_secret_value(),
        scope=SCOPES[partner],
    )
    try:
        answer = api.post(API + service, body)
    except RemoteFailed as refusal:
        message.failure = refusal.code
        raise
    else:
        message.answer_sha256 = _digest(answer)
        return answer
    finally:
        message.answered_at = None if message.failure else timezone.now()
        message.save(update_fields=["failure", "answer_sha256", "answered_at"])


def fetch(*, partner: str, service: str, params: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """Ask a partner's public API, without a token, and return its answer; called from jobs.

    Args:
        partner: A connection of the settings.
        service: Path below the partner's API, such as `procedures/changes`.
        params: Of the query.
        at: Real time.

    Raises:
        RemoteUnavailable, RemoteRefused, RemoteAnswerNotUnderstood: As `net` says; on record.
    """
    message = ExchangeMessage.objects.create(
        partner=partner, service=service, rows=0, request_sha256=_digest(params), sent_at=at
    )
    remote = Remote(name=partner, base_url=settings.MOTCUA_CONNECTIONS[partner].url)
    try:
        answer = remote.get(API + service, params=params).json()
    except RemoteFailed as refusal:
        message.failure = refusal.code
        raise
    else:
        message.answer_sha256 = _digest(answer)
        return answer
    finally:
        message.answered_at = None if message.failure else timezone.now()
        message.save(update_fields=["failure", "answer_sha256", "answered_at"])


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
