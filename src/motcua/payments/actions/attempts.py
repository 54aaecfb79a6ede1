"""A payer is sent to the platform; later the platform is asked what became of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.kernel.actors import Actor
from motcua.payments import errors, rules
from motcua.payments.actions import moves
from motcua.payments.adapters import registry
from motcua.payments.adapters.base import Platform
from motcua.payments.models import Charge, PaymentAttempt
from motcua.payments.types import (
    OPEN,
    TRANSFER,
    AttemptStatus,
    ChargeStatus,
    Finding,
    Order,
    Outcome,
)


def start_attempt(
    *,
    charge_id: UUID,
    return_url: str,
    client_ip: str,
    by: Actor,
    at: datetime,
    language: str = "vi",
    provider: str = "",
) -> str:
    """Return the platform's address to send the payer to; twice clicked, twice the same.

    Nothing is locked while a platform thinks; one that gave no pay page is told the same order
    again at the next click.

    Args:
        charge_id: What is to be paid.
        return_url: Where the browser comes back; a page of ours.
        client_ip: The payer's network address.
        by: The payer, or who helps her.
        at: Aware, real time.
        language: Of the platform's page: vi or en.
        provider: Name of the platform; empty for the one that this site prefers.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        ChargeExpired: Its time is over.
        ChargeNotDue: It was paid or cancelled.
        PaymentUnderWay: An earlier attempt may have taken money.
        PaymentNotConnected: This site has no such platform.
        RemoteFailed: The platform gave no pay page.
    """
    platform = registry.platform(provider)
    attempt = _order_at(platform, charge_id=charge_id, by=by, at=at)
    if attempt.redirect_url:
        return attempt.redirect_url
    charge = attempt.charge
    address = platform.begin(
        Order(
            reference=attempt.reference,
            amount=attempt.amount,
            description=f"Phi le phi ho so {charge.reference}",
            created_at=attempt.started_at,
            expires_at=attempt.expires_at,
            return_url=return_url,
            client_ip=client_ip,
            language=language,
            payee=charge.payee_agency_code,
            bill=charge.reference,
            lines=charge.charge_lines,
        )
    )
    going_on = PaymentAttempt.objects.filter(pk=attempt.pk, status__in=list(OPEN))
    going_on.update(redirect_url=address)
    return address


@transaction.atomic
def _order_at(platform: Platform, *, charge_id: UUID, by: Actor, at: datetime) -> PaymentAttempt:
    """Return the attempt that the payer goes on with, or a new one."""
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    refuse_unpayable(charge, at=at)
    ordered = charge.attempts.filter(status__in=list(OPEN)).exclude(provider=TRANSFER)
    for attempt in ordered.order_by("-id"):
        if attempt.status != AttemptStatus.STARTED or attempt.told(Outcome.PAID):
            raise errors.PaymentUnderWay
        heard_failure = attempt.told(Outcome.FAILED)
        goes_on = rules.can_go_on(expires_at=attempt.expires_at, heard_failure=heard_failure, at=at)
        if goes_on and attempt.provider == platform.name:
            return attempt
    attempt = PaymentAttempt.objects.create(
        charge=charge,
        provider=platform.name,
        account=platform.merchant,
        reference=rules.new_reference(at),
        amount=charge.amount,
        started_by=str(by),
        started_at=at,
        expires_at=min(at + rules.ATTEMPT_LASTS, charge.expires_at),
        ask_again_at=at + rules.FIRST_QUESTION_AFTER,
    )
    moves.record(charge, "payments.attempt_started.v1", by=by, at=at, attempt=str(attempt.pk))
    return attempt


def refuse_unpayable(charge: Charge, *, at: datetime) -> None:
    """Refuse money for a locked charge that is not due.

    Raises:
        ChargeExpired: Its time is over.
        ChargeNotDue: It was paid or cancelled.
    """
    is_due = charge.status == ChargeStatus.DUE
    if charge.status == ChargeStatus.EXPIRED or (is_due and at >= charge.expires_at):
        raise errors.ChargeExpired
    if not is_due:
        raise errors.ChargeNotDue


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
    finding = registry.platform(attempt.provider).find_payment(attempt.placed(), at=at)
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
