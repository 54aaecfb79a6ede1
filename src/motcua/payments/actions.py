"""Writes of payments: charges, attempts to pay them, notices, refunds.

Only what the platform answers to our own question moves money here; notices and returning
browsers are hints that make us ask.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from motcua.audit import outbox
from motcua.kernel import canonical
from motcua.kernel.actors import Actor
from motcua.net.errors import RemoteUnavailable
from motcua.payments import errors, events, moves, rules
from motcua.payments.adapters import registry
from motcua.payments.models import Charge, Notice, PaymentAttempt, Receipt, Refund
from motcua.payments.types import (
    MOST_DONG,
    OPEN,
    AttemptStatus,
    ChargeLine,
    ChargeStatus,
    Finding,
    Order,
    Outcome,
    Pairs,
    Placed,
    RefundFinding,
    RefundStatus,
    Verdict,
)


@transaction.atomic
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
        message = f"{amount} đ cannot be charged"
        raise ValueError(message)
    written = [line.as_json() for line in lines]
    charge, is_new = Charge.objects.get_or_create(
        subject=subject,
        status=ChargeStatus.DUE,
        defaults={
            "reference": reference,
            "payee_agency_code": payee,
            "lines": written,
            "amount": amount,
            "expires_at": expires_at,
            "created_by": str(by),
            "created_at": at,
        },
    )
    if is_new:
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
    held = charge.attempts.filter(status__in=list(OPEN)).exists()
    if held and at < charge.expires_at + rules.HELD_AT_MOST:
        return False
    moves.move_charge(charge, "expire", by=moves.SYSTEM, at=at)
    outbox.publish(events.CHARGE_EXPIRED, charge=str(charge.pk), subject=charge.subject)
    return True


@transaction.atomic
def start_attempt(
    *,
    charge_id: UUID,
    return_url: str,
    client_ip: str,
    by: Actor,
    at: datetime,
    language: str = "vi",
) -> str:
    """Return the platform's address to send the payer to; twice clicked, twice the same.

    Args:
        charge_id: What is to be paid.
        return_url: Where the browser comes back; a page of ours.
        client_ip: The payer's network address.
        by: The payer, or who helps her.
        at: Aware, real time.
        language: Of the platform's page: vi or en.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        ChargeExpired: Its time is over.
        ChargeNotDue: It was paid or cancelled.
        PaymentUnderWay: An earlier attempt may have taken money.
        PaymentNotConnected: This site has no platform.
    """
    platform = registry.platform(registry.PREFERRED)
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    _refuse_unpayable(charge, at=at)
    for attempt in charge.attempts.filter(status__in=list(OPEN)).order_by("-id"):
        if attempt.status != AttemptStatus.STARTED or attempt.told(Outcome.PAID):
            raise errors.PaymentUnderWay
        heard_failure = attempt.told(Outcome.FAILED)
        if rules.can_go_on(expires_at=attempt.expires_at, heard_failure=heard_failure, at=at):
            return attempt.redirect_url
    order = Order(
        reference=rules.new_reference(at),
        amount=charge.amount,
        description=f"Phi le phi ho so {charge.reference}",
        created_at=at,
        expires_at=min(at + rules.ATTEMPT_LASTS, charge.expires_at),
        return_url=return_url,
        client_ip=client_ip,
        language=language,
    )
    attempt = PaymentAttempt.objects.create(
        charge=charge,
        provider=platform.name,
        reference=order.reference,
        amount=order.amount,
        redirect_url=platform.begin(order),
        started_by=str(by),
        started_at=at,
        expires_at=order.expires_at,
        ask_again_at=at + rules.FIRST_QUESTION_AFTER,
    )
    moves.record(charge, "payments.attempt_started.v1", by=by, at=at, attempt=str(attempt.pk))
    return attempt.redirect_url


def _refuse_unpayable(charge: Charge, *, at: datetime) -> None:
    is_due = charge.status == ChargeStatus.DUE
    if charge.status == ChargeStatus.EXPIRED or (is_due and at >= charge.expires_at):
        raise errors.ChargeExpired
    if not is_due:
        raise errors.ChargeNotDue


@transaction.atomic
def receive_notice(*, provider: str, params: Pairs, at: datetime) -> dict[str, str]:
    """Keep a notice, let the platform be asked when it told something, return the reply to it.

    Args:
        provider: Name of the platform.
        params: Decoded, in the order received.
        at: Aware, real time.

    Raises:
        PaymentNotConnected: This site has no such platform.
    """
    platform = registry.platform(provider)
    read = platform.read_notice(params)
    attempt = (
        PaymentAttempt.objects.select_for_update()
        .filter(provider=provider, reference=read.reference)
        .first()
        if read.genuine and read.ours
        else None
    )
    verdict = rules.verdict(
        read,
        due=attempt.amount if attempt else None,
        is_settled=attempt is not None and attempt.status == AttemptStatus.PAID,
    )
    digest = hashlib.sha256(canonical.canonical(sorted(params))).digest()
    notice, is_new = Notice.objects.get_or_create(
        provider=provider,
        digest=digest,
        defaults={
            "reference": read.reference,
            "attempt": attempt,
            "params": params,
            "genuine": read.genuine,
            "verdict": verdict,
            "outcome": read.outcome,
            "received_at": at,
            "last_received_at": at,
        },
    )
    if not is_new:
        Notice.objects.filter(pk=notice.pk).update(times=F("times") + 1, last_received_at=at)
        return platform.reply(Verdict.KNOWN if verdict is Verdict.TAKEN else verdict)
    if attempt is not None:
        facts = {"attempt": str(attempt.pk), "verdict": verdict.value, "digest": digest.hex()}
        moves.record(attempt.charge, "payments.notice_received.v1", by=moves.SYSTEM, at=at, **facts)
    if attempt is not None and verdict is Verdict.TAKEN:
        outbox.publish(events.ATTEMPT_HEARD_OF, attempt=str(attempt.pk))
    return platform.reply(verdict)


def receive_return(*, provider: str, params: Pairs, at: datetime) -> Charge:
    """Return the charge that a browser comes back from paying; its state is not changed by it.

    Args:
        provider: Name of the platform.
        params: Of the address, decoded, in the order received.
        at: Aware, real time.

    Raises:
        ForgedReturn: The platform did not sign this address.
        PaymentNotConnected: This site has no such platform.
    """
    read = registry.platform(provider).read_notice(params)
    attempt = (
        PaymentAttempt.objects.select_related("charge")
        .filter(provider=provider, reference=read.reference)
        .first()
    )
    if not (read.genuine and read.ours) or attempt is None:
        raise errors.ForgedReturn
    lately = attempt.asked_at is not None and at - attempt.asked_at < rules.PATIENCE_WITH_RETURNS
    if attempt.status in OPEN and not lately:
        outbox.publish(events.ATTEMPT_HEARD_OF, attempt=str(attempt.pk))
    return attempt.charge


def confirm(*, attempt_id: UUID, at: datetime) -> AttemptStatus:
    """Ask the platform what became of an attempt, and believe it: the only way a fee gets paid.

    Called from jobs; nothing is locked while the platform thinks.

    Raises:
        PaymentAttempt.DoesNotExist: There is none of this id.
        RemoteFailed: The platform gave no answer that can be believed; asked again later.
        PaymentNotConnected: This site has no such platform any more.
    """
    attempt = _about_to_ask(attempt_id, at=at)
    if attempt.status == AttemptStatus.PAID:
        return AttemptStatus.PAID
    finding = registry.platform(attempt.provider).find_payment(_placed(attempt), at=at)
    return _settle(attempt, finding, at=at)


@transaction.atomic
def _about_to_ask(attempt_id: UUID, *, at: datetime) -> PaymentAttempt:
    """Plan the next question before this one: a platform that kills its asker is not besieged."""
    attempt = PaymentAttempt.objects.select_for_update().get(pk=attempt_id)
    if attempt.status in OPEN:
        attempt.ask_again_at = rules.next_question(
            started_at=attempt.started_at, expires_at=attempt.expires_at, at=at
        )
    attempt.asked_at = at
    attempt.save(update_fields=["ask_again_at", "asked_at"])
    return attempt


@transaction.atomic
def _settle(asked: PaymentAttempt, finding: Finding, *, at: datetime) -> AttemptStatus:
    charge = Charge.objects.select_for_update().get(pk=asked.charge_id)
    attempt = PaymentAttempt.objects.select_for_update().get(pk=asked.pk)
    event = rules.move(finding, due=attempt.amount, expires_at=attempt.expires_at, at=at)
    if event is None or attempt.status == AttemptStatus.PAID:
        return AttemptStatus(attempt.status)
    attempt.charge, attempt.outcome_code = charge, finding.code
    if event == "pay":
        attempt.provider_transaction, attempt.paid_at = finding.transaction, finding.paid_at
    if moves.move_attempt(attempt, event, at=at) and event == "pay":
        moves.take_money(charge, attempt, at=at)
    return AttemptStatus(attempt.status)


@transaction.atomic
def request_refund(*, charge_id: UUID, reason_code: str, by: Actor, at: datetime) -> Refund:
    """Decide that a paid fee goes back to its payer, whole; asking again gives the same refund.

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
    placed = _placed(refund.attempt)
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
        _tell_of(refund, charge, at=at)
    return RefundStatus(refund.status)


def _tell_of(refund: Refund, charge: Charge, *, at: datetime) -> None:
    """Let the charge follow its settled refund, and tell those who wait for it."""
    ids = {"charge": str(charge.pk), "subject": charge.subject}
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


def _placed(attempt: PaymentAttempt) -> Placed:
    return Placed(
        reference=attempt.reference,
        amount=attempt.amount,
        created_at=attempt.started_at,
        transaction=attempt.provider_transaction,
    )
