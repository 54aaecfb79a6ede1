"""The one place where statuses of payments are written: each move looked up, audited, told.

Callers hold the row's lock, the charge's before that of its attempts and refunds.
"""

from datetime import datetime
from typing import Final

from motcua.agencies import queries as agencies
from motcua.audit import actions as audit
from motcua.audit import outbox
from motcua.kernel.actors import Actor
from motcua.payments import events, lifecycle, rules
from motcua.payments.models import Charge, PaymentAttempt, Receipt, ReceiptBook, Refund
from motcua.payments.types import BY_HAND, OPEN, AttemptStatus, ChargeStatus, RefundStatus

SYSTEM: Final = Actor.system("payments")

_CHARGE_KINDS: Final = {
    "pay": "payments.charge_paid.v1",
    "expire": "payments.charge_expired.v1",
    "cancel": "payments.charge_cancelled.v1",
    "request_refund": "payments.charge_refund_requested.v1",
    "refund": "payments.charge_refunded.v1",
    "keep": "payments.charge_kept.v1",
}
_ATTEMPT_KINDS: Final = {
    "wait": "payments.attempt_waits.v1",
    "doubt": "payments.attempt_doubted.v1",
    "fail": "payments.attempt_failed.v1",
    "pay": "payments.attempt_paid.v1",
}
_REFUND_KINDS: Final = {
    "ask": "payments.refund_asked.v1",
    "repeat": "payments.refund_not_arrived.v1",
    "accept": "payments.refund_accepted.v1",
    "complete": "payments.refund_completed.v1",
    "refuse": "payments.refund_refused.v1",
    "hand_back": "payments.refund_handed_back.v1",
}


def move_charge(charge: Charge, event: str, *, by: Actor, at: datetime) -> None:
    """Move a charge.

    Raises:
        MoveNotAllowed: The table has no such move; nothing changed.
    """
    charge.status = lifecycle.CHARGE.next(ChargeStatus(charge.status), event)
    charge.save(update_fields=["status"])
    record(charge, _CHARGE_KINDS[event], by=by, at=at, amount=charge.amount)


def move_attempt(attempt: PaymentAttempt, event: str, *, at: datetime) -> bool:
    """Move an attempt by what the platform said; return whether that was news.

    The platform may repeat itself or say less than before: then nothing happens.
    """
    before = AttemptStatus(attempt.status)
    is_move = event in lifecycle.ATTEMPT.events_from(before)
    if is_move:
        attempt.status = lifecycle.ATTEMPT.next(before, event)
    if attempt.status not in OPEN:
        attempt.ask_again_at, attempt.redirect_url = None, ""
    attempt.save()
    if not is_move or attempt.status == before:
        return False
    facts = {"attempt": str(attempt.pk), "code": attempt.outcome_code}
    record(attempt.charge, _ATTEMPT_KINDS[event], by=SYSTEM, at=at, **facts)
    return True


def move_refund(refund: Refund, event: str, *, at: datetime, by: Actor = SYSTEM) -> bool:
    """Move a refund by what we did or the platform said; return whether that was news."""
    before = RefundStatus(refund.status)
    is_move = event in lifecycle.REFUND.events_from(before)
    if is_move:
        refund.status = lifecycle.REFUND.next(before, event)
    if refund.status in lifecycle.REFUND.finals:
        refund.settled_at, refund.ask_again_at = refund.settled_at or at, None
    refund.save()
    if not is_move or refund.status == before:
        return False
    facts = {"refund": str(refund.pk), "code": refund.outcome_code}
    record(refund.charge, _REFUND_KINDS[event], by=by, at=at, **facts)
    return True


def take_money(charge: Charge, attempt: PaymentAttempt, *, at: datetime) -> None:
    """Let the money of an attempt pay its charge; if nothing is due, send it back."""
    surplus = rules.surplus_reason(ChargeStatus(charge.status))
    if surplus is not None:
        open_refund(attempt, reason_code=surplus, is_surplus=True, by=SYSTEM, at=at)
        return
    move_charge(charge, "pay", by=SYSTEM, at=at)
    issue_receipt(charge, attempt, at=at)
    outbox.publish(events.CHARGE_PAID, charge=str(charge.pk), subject=charge.subject)


def issue_receipt(charge: Charge, attempt: PaymentAttempt, *, at: datetime) -> Receipt:
    """Give the next number of the payee's legal year, in the transaction that paid the charge."""
    payee, year = charge.payee_agency_code, agencies.legal_shift().legal_moment(at).year
    ReceiptBook.objects.get_or_create(payee_agency_code=payee, year=year)
    book = ReceiptBook.objects.select_for_update().get(payee_agency_code=payee, year=year)
    book.last_number += 1
    book.save(update_fields=["last_number"])
    receipt = Receipt.objects.create(
        payee_agency_code=payee,
        year=year,
        number=book.last_number,
        charge=charge,
        attempt=attempt,
        amount=attempt.amount,
        issued_at=at,
    )
    kind = "payments.receipt_issued.v1"
    record(charge, kind, by=SYSTEM, at=at, year=year, number=receipt.number)
    return receipt


def open_refund(
    attempt: PaymentAttempt,
    *,
    reason_code: str,
    is_surplus: bool,
    by: Actor,
    at: datetime,
    explanation: str = "",
) -> Refund:
    """Decide that the money of a paid attempt goes back; a job sends it, or an officer does."""
    is_by_hand = attempt.provider in BY_HAND
    refund = Refund.objects.create(
        charge=attempt.charge,
        attempt=attempt,
        amount=attempt.amount,
        reason_code=reason_code,
        is_surplus=is_surplus,
        reference=rules.new_reference(at),
        requested_by=str(by),
        requested_at=at,
        explanation=explanation,
        ask_again_at=None if is_by_hand else rules.ask_again_at(since=at, at=at),
    )
    kind, refund_id = "payments.refund_requested.v1", str(refund.pk)
    record(attempt.charge, kind, by=by, at=at, refund=refund_id, reason=reason_code)
    if not is_by_hand:
        outbox.publish(events.REFUND_REQUESTED, refund=refund_id)
    return refund


def record(charge: Charge, kind: str, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """Append to the charge's stream."""
    audit.record(stream=f"charge:{charge.pk}", kind=kind, by=by, at=at, payload=facts)
