"""Money goes back: decided here, sent once, followed until it is settled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.net.errors import RemoteUnavailable
from motcua.payments import errors, events, rules
from motcua.payments.actions import moves
from motcua.payments.adapters import registry
from motcua.payments.models import Charge, Receipt, Refund
from motcua.payments.types import BY_HAND, ChargeStatus, RefundFinding, RefundStatus


@transaction.atomic
def request_refund(*, charge_id: UUID, reason_code: str, by: Actor, at: datetime) -> Refund:
    """Decide that a paid fee goes back to its payer, whole; asking again gives the same refund.

    What was taken by hand waits until an officer hands it back.

    Args:
        charge_id: The paid charge.
        reason_code: Why, a code of the caller's; it is audited and told to the platform.
        by: Who decided it.
        at: Aware, real time.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        NothingToRefund: It was not paid.
    """
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if charge.status in {ChargeStatus.REFUNDING, ChargeStatus.REFUNDED}:
        return charge.refunds.filter(is_surplus=False).latest("id")
    if charge.status != ChargeStatus.PAID:
        raise errors.NothingToRefund
    moves.move_charge(charge, "request_refund", by=by, at=at)
    paid = Receipt.objects.select_related("attempt").get(charge=charge).attempt
    return moves.open_refund(paid, reason_code=reason_code, is_surplus=False, by=by, at=at)


def follow_refund(*, refund_id: UUID, at: datetime) -> RefundStatus:
    """Send a refund to the platform, or ask what became of it; never is it sent blindly twice.

    Called from jobs; that it is sent is written down before, so that a killed job is followed by a
    question.

    Raises:
        Refund.DoesNotExist: There is none of this id.
        RemoteFailed: The platform gave no answer that can be believed; followed again later.
        PaymentNotConnected: This site has no such platform any more.
    """
    refund, step = _next_step(refund_id, at=at)
    if step is None:
        return RefundStatus(refund.status)
    platform = registry.platform(refund.attempt.provider)
    placed = refund.attempt.placed()
    if step == "query":
        return _settle_refund(refund, platform.find_refund(placed, at=at), at=at)
    try:
        finding = platform.refund(placed, key=refund.reference, reason=refund.reason_code, at=at)
    except RemoteUnavailable as failure:
        if not failure.may_have_acted:
            _not_sent(refund, at=at)
        raise
    return _settle_refund(refund, finding, at=at)


@transaction.atomic
def _next_step(refund_id: UUID, *, at: datetime) -> tuple[Refund, str | None]:
    Refund.objects.select_for_update().get(pk=refund_id)
    refund = Refund.objects.select_related("charge", "attempt").get(pk=refund_id)
    if refund.attempt.provider in BY_HAND:
        return refund, None
    step = rules.refund_step(RefundStatus(refund.status), asked_at=refund.asked_at, at=at)
    if step is None:
        return refund, None
    refund.ask_again_at = rules.ask_again_at(since=refund.requested_at, at=at)
    refund.asked_at = at
    if step == "send":
        moves.move_refund(refund, "ask", at=at)
    else:
        refund.save(update_fields=["ask_again_at", "asked_at"])
    return refund, step


@transaction.atomic
def _not_sent(asked: Refund, *, at: datetime) -> None:
    refund = Refund.objects.select_for_update().get(pk=asked.pk)
    moves.move_refund(refund, "repeat", at=at)


@transaction.atomic
def _settle_refund(asked: Refund, finding: RefundFinding, *, at: datetime) -> RefundStatus:
    charge = Charge.objects.select_for_update().get(pk=asked.charge_id)
    refund = Refund.objects.select_for_update().get(pk=asked.pk)
    event = rules.refund_move(finding.outcome)
    if event is None:
        return RefundStatus(refund.status)
    refund.charge, refund.outcome_code = charge, finding.code
    if moves.move_refund(refund, event, at=at):
        tell_of(refund, charge, at=at)
    return RefundStatus(refund.status)


def tell_of(refund: Refund, charge: Charge, *, at: datetime) -> None:
    """Let the charge follow its settled refund, and tell those who wait for it."""
    ids: dict[str, Any] = {"charge": str(charge.pk), "subject": charge.subject}
    match refund.status, refund.is_surplus:
        case RefundStatus.DONE, False:
            moves.move_charge(charge, "refund", by=moves.SYSTEM, at=at)
            outbox.publish(events.REFUNDED, **ids)
        case RefundStatus.DONE, True:
            outbox.publish(events.SURPLUS_REFUNDED, **ids)
        case RefundStatus.REFUSED, is_surplus:
            if not is_surplus:
                moves.move_charge(charge, "keep", by=moves.SYSTEM, at=at)
            outbox.publish(events.REFUND_REFUSED, **ids)
        case _:
            pass
