"""Transfers by code: the payer is shown one, and the bank's statement tells what came."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from motcua.audit import actions as audit
from motcua.kernel.actors import Actor
from motcua.payments import errors, queries, rules
from motcua.payments.actions import attempts, moves
from motcua.payments.adapters import registry
from motcua.payments.models import Charge, PaymentAttempt, StatementLine
from motcua.payments.types import (
    OPEN,
    TRANSFER,
    AttemptStatus,
    ChargeStatus,
    Entry,
    LineReason,
    LineState,
)

MOST_PAGES: Final = 20
"""Of the statement in one go; the rest comes a minute later."""


@transaction.atomic
def start_transfer(*, charge_id: UUID, by: Actor, at: datetime) -> PaymentAttempt:
    """Give a charge a bill code to transfer by; asked again, the same.

    Raises:
        Charge.DoesNotExist: There is none of this id.
        ChargeExpired, ChargeNotDue: Nothing is to be paid.
        PaymentUnderWay: A platform may have the payer's money already.
        PaymentNotConnected: This site has no bank account.
    """
    bank = registry.bank()
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    attempts.refuse_unpayable(charge, at=at)
    if queries.is_being_confirmed(charge):
        raise errors.PaymentUnderWay
    known = queries.open_transfer(charge)
    if known is not None and known.account == bank.account:
        return known
    attempt = PaymentAttempt.objects.create(
        charge=charge,
        provider=TRANSFER,
        account=bank.account,
        reference=rules.new_reference(at),
        amount=charge.amount,
        started_by=str(by),
        started_at=at,
        expires_at=charge.expires_at,
    )
    moves.record(charge, "payments.attempt_started.v1", by=by, at=at, attempt=str(attempt.pk))
    return attempt


def read_statement(*, at: datetime) -> int:
    """Read what came on our bank account since the last time; return how many lines are new.

    Called from a job; nothing is locked while the bank thinks.

    Raises:
        RemoteFailed: The bank gave no answer that can be believed; asked again later.
        PaymentNotConnected: This site has no bank account.
    """
    bank, taken = registry.bank(), 0
    for _page in range(MOST_PAGES):
        entries = bank.entries_after(queries.last_sequence(bank.account), at=at)
        if not entries:
            break
        taken += sum(take_entry(entry, account=bank.account, at=at) for entry in entries)
    return taken


@transaction.atomic
def take_entry(entry: Entry, *, account: str, at: datetime) -> bool:
    """Keep a line of the statement and let it pay what it names; return whether it was new.

    It pays only with the exact amount, alone or with parts that came before under the same bill.
    """
    named = PaymentAttempt.objects.filter(
        provider=TRANSFER, account=account, reference__in=rules.bills_in(entry.words)
    ).first()
    # The charge is locked first, as everywhere; then nobody else decides about its parts.
    charge = Charge.objects.select_for_update().get(pk=named.charge_id) if named else None
    line, is_new = StatementLine.objects.get_or_create(
        account=account,
        number=entry.number,
        defaults={
            "sequence": entry.sequence,
            "amount": entry.amount,
            "words": entry.words,
            "booked_at": entry.booked_at,
            "read_at": at,
            "attempt": named,
            "reason": LineReason.UNKNOWN_BILL,
        },
    )
    if is_new:
        if named is not None and charge is not None:
            _match(line, named, charge, at=at)
        facts: dict[str, str | int] = {
            "amount": line.amount,
            "state": line.state,
            "reason": line.reason,
        }
        _record(line, "payments.statement_line_read.v1", by=moves.SYSTEM, at=at, **facts)
    return is_new


def _match(line: StatementLine, attempt: PaymentAttempt, charge: Charge, *, at: datetime) -> None:
    parts = attempt.lines.filter(state=LineState.OPEN, reason=LineReason.TOO_LITTLE)
    is_due = charge.status == ChargeStatus.DUE and AttemptStatus(attempt.status) in OPEN
    line.reason = rules.line_reason(
        line.amount,
        before=parts.aggregate(sum=Sum("amount"))["sum"] or 0,
        due=attempt.amount,
        is_due=is_due,
    )
    if line.reason != LineReason.NONE:
        line.save(update_fields=["reason"])
        return
    parts.update(state=LineState.MATCHED, reason=LineReason.NONE)
    line.state = LineState.MATCHED
    line.save(update_fields=["state", "reason"])
    attempt.charge = charge
    attempt.provider_transaction, attempt.paid_at = line.number, line.booked_at
    moves.move_attempt(attempt, "pay", at=at)
    moves.take_money(charge, attempt, at=at)


@transaction.atomic
def return_line(*, line_id: UUID, explanation: str, by: Actor, at: datetime) -> StatementLine:
    """Take note that money that paid nothing was sent back; done once.

    Args:
        line_id: Which.
        explanation: How: the number of the transfer back, say.
        by: Who did it.
        at: Aware, real time.

    Raises:
        StatementLine.DoesNotExist: There is none of this id.
        ExplanationMissing: It is not said how.
        LineSettled: It pays a charge, or went back before.
    """
    line = StatementLine.objects.select_for_update().get(pk=line_id)
    if line.state != LineState.OPEN:
        raise errors.LineSettled
    if not explanation.strip():
        raise errors.ExplanationMissing
    line.state, line.explanation = LineState.RETURNED, explanation.strip()
    line.settled_by, line.settled_at = str(by), at
    line.save(update_fields=["state", "explanation", "settled_by", "settled_at"])
    _record(line, "payments.statement_line_returned.v1", by=by, at=at, amount=line.amount)
    return line


def _record(line: StatementLine, kind: str, *, by: Actor, at: datetime, **facts: str | int) -> None:
    audit.record(stream=f"statement:{line.pk}", kind=kind, by=by, at=at, payload=facts)
