"""Writes of exchange: calls to partners and questions to registers, each on record."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.audit import actions as audit
from motcua.exchange import queries
from motcua.exchange.adapters import clients, population
from motcua.exchange.adapters.client_credentials import PartnerApi
from motcua.exchange.models import ExchangeMessage, Inquiry, InquiryAnswer
from motcua.exchange.types import Asked, Fact, Outcome, Purpose, Told
from motcua.kernel.actors import Actor
from motcua.kernel.canonical import canonical
from motcua.net.errors import RemoteAnswerNotUnderstood, RemoteFailed, RemoteRefused
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


def ask_population(
    *, asked: Asked, wanted: Collection[Fact], purpose: Purpose, by: Actor, at: datetime
) -> Told:
    """Ask the population database about a person; called with no row locked and no transaction.

    That it is asked, by whom and what for is on record before the question leaves. However it goes,
    the outcome is returned: nobody's form waits for a register that fails.

    Args:
        asked: Who.
        wanted: What is needed; whatever else comes back is dropped.
        purpose: What it is needed for.
        by: Who wants to know.
        at: Aware, real time.
    """
    if not is_connected("population"):
        return Told(outcome=Outcome.UNAVAILABLE)
    inquiry = _begin(asked, purpose, by=by, at=at)
    try:
        told = population.register().look_up(
            asked, number=inquiry.id, service=purpose.code, by=by, at=at
        )
    except RemoteFailed as failure:
        told = Told(outcome=_FAILURES.get(type(failure), Outcome.UNAVAILABLE))
    told = Told(
        outcome=told.outcome,
        facts={fact: value for fact, value in told.facts.items() if fact in wanted},
    )
    _end(inquiry, told, by=by, at=timezone.now())
    return told


_FAILURES = {
    RemoteAnswerNotUnderstood: Outcome.NOT_UNDERSTOOD,
    RemoteRefused: Outcome.REFUSED,
}


@transaction.atomic
def _begin(asked: Asked, purpose: Purpose, *, by: Actor, at: datetime) -> Inquiry:
    inquiry = Inquiry.objects.create(
        register="population",
        about_index=queries.index_of(asked.personal_id),
        asked_by=str(by),
        procedure=purpose.code,
        purpose=purpose.text,
        subject=purpose.subject,
        asked_at=at,
    )
    audit.record(
        stream=f"inquiry:{inquiry.id}",
        kind="exchange.register_asked.v1",
        by=by,
        at=at,
        payload={"register": "population", "procedure": purpose.code, "subject": purpose.subject},
    )
    return inquiry


@transaction.atomic
def _end(inquiry: Inquiry, told: Told, *, by: Actor, at: datetime) -> None:
    facts = sorted(told.facts)
    InquiryAnswer.objects.create(inquiry=inquiry, outcome=told.outcome, facts=facts, answered_at=at)
    audit.record(
        stream=f"inquiry:{inquiry.id}",
        kind="exchange.register_answered.v1",
        by=by,
        at=at,
        payload={"outcome": told.outcome.value, "facts": len(facts)},
    )


def _digest(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def ensure_client(*, client: str, secret: str, name: str) -> None:
    """Let a program get tokens for its secret; repeating it changes nothing.

    Args:
        client: Its id: lower-case letters, digits, dots and dashes.
        secret: Shared with it, kept as a hash.
        name: Of the system, as operators call it.
    """
    clients.ensure(client=client, secret=secret, name=name)
