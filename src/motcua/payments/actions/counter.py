"""Money over the counter: taken by one officer, reversed or handed back only by another."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.payments import errors, queries, rules
from motcua.payments.actions import attempts, moves, refunds
from motcua.payments.models import Charge, PaymentAttempt, Receipt, Refund
from motcua.payments.types import BY_HAND, COUNTER, ChargeStatus, CounterMethod, RefundStatus

REVERSED = "taking_reversed"
"""Reason code of a refund: the money was taken wrongly, or never."""


@transaction.atomic
def take_at_counter(
    *, charge_id: UUID, method: CounterMethod, slip: str, key: UUID, by: Actor, at: datetime
) -> PaymentAttempt:
    """Take the whole fee in cash or by card; the same page sent twice takes it once.

    Whoever comes back from a platform afterwards has paid twice: that money goes back by itself.

    Args:
        charge_id: What is due; its amount is what is taken.
        method: How.
        slip: Number that the terminal printed; only of a card.
        key: Of the page that was sent.
        by: The officer who has the money.
        at: Aware, real time.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        ChargeExpired, ChargeNotDue: Nothing is to be paid.
        PaymentUnderWay: A platform may have the payer's money already.
        SlipMissing, SlipUsed: The card's slip has no number, or that of another taking.
    """
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    reference = rules.counter_reference(key)
    taken = PaymentAttempt.objects.filter(reference=reference, charge=charge).first()
    if taken is not None:
        return taken
    attempts.refuse_unpayable(charge, at=at)
    if queries.is_being_confirmed(charge):
        raise errors.PaymentUnderWay
    taking = PaymentAttempt.objects.create(
        charge=charge,
        provider=COUNTER,
        reference=reference,
        amount=charge.amount,
        started_by=str(by),
        started_at=at,
        expires_at=charge.expires_at,
        outcome_code=method,
        provider_transaction=_slip(charge, slip) if method is CounterMethod.CARD else reference,
        paid_at=at,
    )
    facts = {"attempt": str(taking.pk), "method": method.value}
    moves.record(charge, "payments.taken_at_counter.v1", by=by, at=at, **facts)
    moves.move_attempt(taking, "pay", at=at)
    moves.take_money(charge, taking, at=at)
    return taking


def _slip(charge: Charge, typed: str) -> str:
    slip = rules.read_slip(typed)
    if slip is None:
        raise errors.SlipMissing
    same = PaymentAttempt.objects.filter(
        provider=COUNTER,
        provider_transaction=slip,
        charge__payee_agency_code=charge.payee_agency_code,
    )
    # A taking that was reversed leaves its slip to the one that puts it right.
    if same.exclude(refunds__status=RefundStatus.DONE).exists():
        raise errors.SlipUsed
    return slip


@transaction.atomic
def reverse_taking(*, charge_id: UUID, explanation: str, by: Actor, at: datetime) -> Refund:
    """Reverse what was taken wrongly at the counter; receipt and taking stay in the books.

    Args:
        charge_id: The charge that was paid so.
        explanation: Why, in words.
        by: Another than who took it.
        at: Aware, real time.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        NothingToRefund: It was not paid, or the money is back.
        NotTakenHere: It was paid online.
        OwnTaking: She took it herself.
        ExplanationMissing: It is not said why.
    """
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if charge.status != ChargeStatus.PAID:
        raise errors.NothingToRefund
    taking = Receipt.objects.select_related("attempt").get(charge=charge).attempt
    if taking.provider != COUNTER:
        raise errors.NotTakenHere
    _refuse_own(taking, by)
    if not explanation.strip():
        raise errors.ExplanationMissing
    moves.move_charge(charge, "request_refund", by=by, at=at)
    taking.charge = charge
    refund = moves.open_refund(
        taking,
        reason_code=REVERSED,
        is_surplus=False,
        by=by,
        at=at,
        explanation=explanation.strip(),
    )
    _hand_back(refund, charge, by=by, at=at)
    return refund


@transaction.atomic
def hand_back(*, refund_id: UUID, by: Actor, at: datetime) -> Refund:
    """Give money that came by hand back by hand; twice pressed, once given.

    Raises:
        Refund.DoesNotExist: There is none of this id.
        NotTakenHere: A platform has the money, so a platform gives it back.
        OwnTaking: She took it herself.
    """
    charge_id = Refund.objects.values_list("charge", flat=True).get(pk=refund_id)
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    _refuse_own(refund.attempt, by)
    if refund.status == RefundStatus.REQUESTED:
        refund.charge = charge
        _hand_back(refund, charge, by=by, at=at)
    return refund


def _refuse_own(taking: PaymentAttempt, by: Actor) -> None:
    if taking.provider not in BY_HAND:
        raise errors.NotTakenHere
    if taking.started_by == str(by):
        raise errors.OwnTaking


def _hand_back(refund: Refund, charge: Charge, *, by: Actor, at: datetime) -> None:
    refund.settled_by = str(by)
    moves.move_refund(refund, "hand_back", by=by, at=at)
    refunds.tell_of(refund, charge, at=at)
