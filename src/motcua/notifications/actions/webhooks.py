"""Telling integrators what happens."""

import base64
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.identity import queries as identity
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.net import addresses
from motcua.notifications import events, rules
from motcua.notifications.actions.asking import notify
from motcua.notifications.actions.recording import WORKER
from motcua.notifications.adapters import webhook as adapter
from motcua.notifications.errors import (
    TryLaterError,
    WebhookAddressRefused,
    WebhookOccasionsMissing,
)
from motcua.notifications.models import Webhook, WebhookDelivery
from motcua.notifications.types import DeliveryStatus, Occasion
from motcua.privacy import sealing
from motcua.ui import formats

_SECRET_BYTES: Final = 32
_LONGEST: Final = 500
_TURN: Final = """
    UPDATE notifications_webhookdelivery SET tries = tries + 1, tried_at = %(at)s,
        due_at = %(at)s + (%(waits)s::interval[])[least(tries + 1, %(most)s)]
    WHERE id = (
        SELECT id FROM notifications_webhookdelivery WHERE id = %(id)s AND due_at <= %(at)s
        FOR UPDATE SKIP LOCKED
    )
    RETURNING *
"""


@transaction.atomic
def add_webhook(
    *, agency_id: int, url: str, occasions: Collection[str], by: Actor, at: datetime
) -> tuple[UUID, str]:
    """Register where an integrator is told; return its id, and its secret, which is shown once.

    Raises:
        WebhookAddressRefused: Not HTTPS, or not in the public internet.
        WebhookOccasionsMissing: Nothing was chosen.
    """
    _refuse_address(url)
    chosen = [one.value for one in Occasion if one.value in occasions]
    if not chosen:
        raise WebhookOccasionsMissing
    secret = adapter.PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    made = Webhook(agency_id=agency_id, url=url, occasions=chosen, made_by=str(by), made_at=at)
    made.secret = sealing.seal(secret, place=f"notifications_webhook.secret:{made.id}")
    made.save(force_insert=True)
    _record(made, "notifications.webhook_added.v1", by=by, at=at)
    return made.id, secret


@transaction.atomic
def switch_webhook(*, webhook_id: UUID, on: bool, by: Actor, at: datetime) -> None:
    """Stop telling an integrator, or begin again."""
    found = Webhook.objects.select_for_update().get(pk=webhook_id)
    if on == (found.disabled_at is None):
        return
    found.disabled_at, found.why, found.failing_since = (None if on else at), "", None
    found.save()
    kind = "notifications.webhook_enabled.v1" if on else "notifications.webhook_disabled.v1"
    _record(found, kind, by=by, at=at)


def announce(
    *,
    agency_ids: Collection[int],
    occasion: Occasion,
    key: str,
    payload: Mapping[str, Any],
    at: datetime,
) -> None:
    """Tell the integrators of some agencies what happened, once each, after this transaction.

    Args:
        agency_ids: Of the agency where it happened, and those above it.
        occasion: What.
        key: The caller's: the same key is the same fact.
        payload: Ids and codes, never what a citizen wrote.
        at: Real time.
    """
    told = Webhook.objects.filter(
        agency_id__in=agency_ids, occasions__contains=[occasion.value], disabled_at=None
    )
    body = {"type": occasion.value, "timestamp": at.isoformat(), "data": dict(payload)}
    asked = [
        WebhookDelivery(
            webhook=one, key=key, occasion=occasion, payload=body, made_at=at, due_at=at
        )
        for one in told
    ]
    if not asked:
        return
    with transaction.atomic():
        WebhookDelivery.objects.bulk_create(asked, ignore_conflicts=True)
        new = WebhookDelivery.objects.filter(pk__in=[one.pk for one in asked])
        for delivery_id in new.values_list("pk", flat=True):
            outbox.publish(events.WEBHOOK_DUE, delivery=str(delivery_id))


@transaction.atomic
def replay(*, delivery_id: UUID, by: Actor, at: datetime) -> None:
    """Send a message again, under the id it had; its receiver knows a repeat by it."""
    found = WebhookDelivery.objects.select_for_update().get(pk=delivery_id)
    found.status, found.tries, found.due_at = DeliveryStatus.WAITING, 0, at
    found.save()
    _record(
        found.webhook, "notifications.webhook_replayed.v1", by=by, at=at, delivery=str(found.pk)
    )
    outbox.publish(events.WEBHOOK_DUE, delivery=str(found.pk))


def deliver(*, delivery_id: UUID, at: datetime) -> None:
    """Send a message that is due; in vain, it is tried again for about a day.

    However often and from however many workers it is called: who takes the turn first, has it.
    """
    waits = {"id": delivery_id, "at": at, "waits": list(rules.WAITS), "most": len(rules.WAITS)}
    turn = next(iter(WebhookDelivery.objects.raw(_TURN, waits)), None)
    if turn is None:
        return
    to = turn.webhook
    answer = "disabled"
    if to.disabled_at is None:
        secret = sealing.unseal(bytes(to.secret), place=f"notifications_webhook.secret:{to.id}")
        try:
            adapter.post(
                to.url,
                secret,
                message_id=turn.pk,
                payload=turn.payload,
                is_public=not _is_demo(),
                at=at,
            )
            answer = ""
        except TryLaterError as failure:
            answer = failure.why
    _answered(turn, answer, at=at)


@transaction.atomic
def _answered(turn: WebhookDelivery, answer: str, *, at: datetime) -> None:
    """Take note of an answer; empty: it was taken."""
    to = Webhook.objects.select_for_update().get(pk=turn.webhook_id)
    turn.answer, since = answer, to.failing_since or at
    if not answer:
        turn.status, turn.due_at, to.failing_since = DeliveryStatus.DELIVERED, None, None
    else:
        to.failing_since = since
        if to.disabled_at or rules.wait_after(turn.tries) is None:
            turn.status, turn.due_at = DeliveryStatus.FAILED, None
    turn.save()
    if answer and to.disabled_at is None and at - since >= rules.GIVES_UP_AFTER:
        to.disabled_at, to.why = at, "failing"
        _record(to, "notifications.webhook_disabled.v1", by=WORKER, at=at)
        _tell_administrators(to, at=at)
    to.save()


def _tell_administrators(to: Webhook, *, at: datetime) -> None:
    """Write to those who administer the agency that its integrator is not told any more."""
    administrators = identity.emails_of(
        Role.ADMINISTRATOR, agency_ids=[to.agency_id], on=agencies.legal_shift().legal_date(at)
    )
    path = reverse("notices:webhook", args=[to.id])
    for email in administrators:
        notify(
            key=f"webhook:{to.id}:{at.isoformat()}:{email}",
            channel="email",
            to=email,
            template="webhook_disabled",
            values={
                "name": identity.name_of(email),
                "agency": to.agency.full_name,
                "code": urlsplit(to.url).hostname or "",
                "until": formats.moment(at),
                "link": settings.MOTCUA_SITE_URLS["agency"].rstrip("/") + path,
            },
            language="vi",
            by=WORKER,
            at=at,
            about=f"webhook:{to.id}",
        )


def _refuse_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise WebhookAddressRefused from None
    allowed = {"https", "http"} if _is_demo() else {"https"}
    if parts.scheme not in allowed or not parts.hostname or parts.username or len(url) > _LONGEST:
        raise WebhookAddressRefused
    if _is_demo():
        return
    try:
        addresses.public(parts.hostname, port)
    except OSError:
        raise WebhookAddressRefused from None


def _is_demo() -> bool:
    """Tell whether integrators may be programs of this machine."""
    return bool(settings.MOTCUA_MODE == "demo")


def _record(found: Webhook, kind: str, *, by: Actor, at: datetime, **more: str) -> None:
    payload = {"agency": found.agency_id, **more}
    audit.record(stream=f"webhook:{found.id}", kind=kind, by=by, at=at, payload=payload)
