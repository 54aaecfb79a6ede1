"""A fee is due, is called off, or its time runs out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.payments import errors, events, rules
from motcua.payments.actions import moves
from motcua.payments.models import Charge
from motcua.payments.types import MOST_DONG, OPEN, TRANSFER, ChargeLine, ChargeStatus


@transaction.atomic(savepoint=False)
def open_charge(
    *,
    subject: str,
    reference: str,
    payee: str,
    lines: Sequence[ChargeLine],
    expires_at: datetime,
    by: Actor,
    at: datetime,
) -> Charge:
    """Record that a fee is due; asking again for the same fee gives the same charge.

    Args:
        subject: What it is for, opaque: `dossier:0193…`.
        reference: What people call it by, such as a dossier code.
        payee: Code of the agency that gets the money.
        lines: At least one; their sum is what is due.
        expires_at: Aware, real time: until then it can be paid.
        by: Who decided it.
        at: Aware, real time.

    Raises:
        ValueError: The sum is not between 1 đ and twelve digits.
        AnotherChargeDue: The subject has an unpaid charge with other lines.
    """
    amount = sum(line.amount for line in lines)
    if not 0 < amount <= MOST_DONG:
        message = f"{amount} VND cannot be charged"
        raise ValueError(message)
    written = [line.as_json() for line in lines]
    opened = Charge(
        subject=subject,
        reference=reference,
        payee_agency_code=payee,
        lines=written,
        amount=amount,
        expires_at=expires_at,
        created_by=str(by),
        created_at=at,
    )
    # The database decides who was first: one statement, and no savepoint to fall back to.
    Charge.objects.bulk_create([opened], ignore_conflicts=True)
    charge = Charge.objects.get(subject=subject, status=ChargeStatus.DUE)
    if charge.pk == opened.pk:
        moves.record(charge, "payments.charge_opened.v1", by=by, at=at, amount=amount)
    elif charge.lines != written:
        raise errors.AnotherChargeDue
    return charge


@transaction.atomic
def cancel_charge(*, charge_id: UUID, by: Actor, at: datetime) -> Charge:
    """Let a fee be no longer due; money that comes nevertheless goes back by itself.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        MoveNotAllowed: It was paid, or is over.
    """
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    moves.move_charge(charge, "cancel", by=by, at=at)
    return charge


def expire_due(*, at: datetime) -> int:
    """Let unpaid charges expire whose time is over; return how many.

    One with an attempt whose money may still come waits for the platform's word, at most a day.
    """
    late = Charge.objects.filter(status=ChargeStatus.DUE, expires_at__lte=at)
    expired = 0
    for charge_id in late.values_list("pk", flat=True):
        expired += _expire(charge_id, at=at)
    return expired


@transaction.atomic
def _expire(charge_id: UUID, *, at: datetime) -> bool:
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if charge.status != ChargeStatus.DUE:
        return False
    # A code that was shown holds nothing: a transfer is on the statement at once, or goes back.
    held = charge.attempts.filter(status__in=list(OPEN)).exclude(provider=TRANSFER).exists()
    if held and at < charge.expires_at + rules.HELD_AT_MOST:
        return False
    moves.move_charge(charge, "expire", by=moves.SYSTEM, at=at)
    outbox.publish(events.CHARGE_EXPIRED, charge=str(charge.pk), subject=charge.subject)
    return True
