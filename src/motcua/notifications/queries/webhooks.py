"""Integrators, and what they were told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.notifications.models import Webhook, WebhookDelivery
from motcua.notifications.types import DeliveryStatus

DELIVERIES = 50
"""Messages on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrator:
    """Where an agency's integrator is told; its secret is never shown again.

    Attributes:
        failing_since, disabled_at: Real time, or None.
    """

    id: UUID
    agency_id: int
    agency: str
    url: str
    occasions: tuple[str, ...]
    made_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to an integrator.

    Attributes:
        answer: Of the last try; empty: it was taken, or there was none yet.
    """

    id: UUID
    occasion: str
    code: str
    status: DeliveryStatus
    tries: int
    made_at: datetime
    tried_at: datetime | None
    answer: str


def integrators(agency_ids: Collection[int]) -> list[Integrator]:
    """Return the integrators of some agencies, the newest first."""
    found = Webhook.objects.filter(agency_id__in=agency_ids).select_related("agency")
    return [_integrator(one) for one in found.order_by("-id")]


def integrator(webhook_id: UUID, agency_ids: Collection[int]) -> Integrator | None:
    """Return one of them; None: there is none such at these agencies."""
    found = Webhook.objects.filter(pk=webhook_id, agency_id__in=agency_ids)
    return next((_integrator(one) for one in found.select_related("agency")), None)


def messages_to(webhook_id: UUID, *, before: UUID | None = None) -> list[Message]:
    """Return what an integrator was told, the newest first; at most one page."""
    found = WebhookDelivery.objects.filter(webhook=webhook_id)
    if before:
        found = found.filter(id__lt=before)
    return [
        Message(
            id=one.id,
            occasion=one.occasion,
            code=str(one.payload["data"].get("code", "")),
            status=DeliveryStatus(one.status),
            tries=one.tries,
            made_at=one.made_at,
            tried_at=one.tried_at,
            answer=one.answer,
        )
        for one in found.order_by("-id")[:DELIVERIES]
    ]


def is_message_of(delivery_id: UUID, webhook_id: UUID) -> bool:
    """Tell whether a message went to an integrator."""
    return WebhookDelivery.objects.filter(pk=delivery_id, webhook=webhook_id).exists()


def due_messages(*, at: datetime, most: int) -> list[UUID]:
    """Return the messages to send now, those that wait longest first."""
    waiting = WebhookDelivery.objects.filter(due_at__lte=at).order_by("due_at")
    return list(waiting.values_list("pk", flat=True)[:most])


def _integrator(one: Webhook) -> Integrator:
    return Integrator(
        id=one.id,
        agency_id=one.agency_id,
        agency=one.agency.full_name,
        url=one.url,
        occasions=tuple(one.occasions),
        made_at=one.made_at,
        failing_since=one.failing_since,
        disabled_at=one.disabled_at,
        why=one.why,
    )
