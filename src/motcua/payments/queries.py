"""Reads of payments. Who may see a charge is decided by the module that owns its subject."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import segno
from django.conf import settings
from django.db.models import (
    Case,
    Count,
    F,
    Max,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from markupsafe import Markup

from motcua.kernel import clock
from motcua.payments import rules, types, vietqr
from motcua.payments.adapters import registry
from motcua.payments.models import Charge, PaymentAttempt, Refund, StatementLine
from motcua.payments.types import (
    BY_HAND,
    COUNTER,
    ONLINE,
    OPEN,
    TRANSFER,
    AttemptStatus,
    LineState,
    RefundStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTransfer:
    """A transfer as a payer is shown it.

    Attributes:
        transfer: What the code says.
        svg: The code, drawn.
        came: What came in parts so far, in đồng.
    """

    transfer: vietqr.Transfer
    svg: Markup
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotal:
    """What one account of a payee got on a day, by one method; in đồng.

    Attributes:
        day: In Hanoi, by the real clock.
        payee: Code of the agency.
        method: cash, card, transfer, or the name of a platform.
        account: Merchant code or bank account; empty for the till.
        count: Payments that came.
        received: Their sum.
        returned: What went back that day.
    """

    day: date
    payee: str
    method: str
    account: str
    count: int
    received: int
    returned: int


_COUNTER_METHOD = Case(
    When(provider=COUNTER, then=F("outcome_code")), default=Value(""), output_field=TextField()
)


def is_connected() -> bool:
    """Tell whether fees can be paid online at this site."""
    return bool(platforms())


def platforms() -> tuple[str, ...]:
    """Return the names of the platforms that fees can be paid over, the preferred first."""
    return registry.connected()


def charge(charge_id: UUID) -> Charge:
    """Return a charge.

    Raises:
        Charge.DoesNotExist: There is none of this id.
    """
    return Charge.objects.get(pk=charge_id)


def charge_of(subject: str) -> Charge | None:
    """Return the latest charge of a subject."""
    return Charge.objects.filter(subject=subject).order_by("-id").first()


def charges_of(subjects: Iterable[str]) -> dict[str, Charge]:
    """Return the latest charge of each subject that has one, in one query."""
    found = Charge.objects.filter(subject__in=list(subjects)).order_by("id")
    return {charge.subject: charge for charge in found}


def charge_with_receipt(subject: str) -> tuple[Charge | None, types.Receipt | None]:
    """Return the latest charge of a subject and its receipt, as `receipt_of`, in one query."""
    found = Charge.objects.filter(subject=subject).select_related("receipt__attempt")
    charge = found.order_by("-id").first()
    is_paid = charge is not None and hasattr(charge, "receipt")
    return charge, _receipt(charge, charge.receipt.attempt) if charge and is_paid else None


def receipt_of(charge: Charge) -> types.Receipt | None:
    """Return number and data of a charge's receipt; None while it is not paid."""
    paid = PaymentAttempt.objects.select_related("receipt").filter(receipt__charge=charge).first()
    return _receipt(charge, paid) if paid else None


def _receipt(charge: Charge, paid: PaymentAttempt) -> types.Receipt | None:
    if paid.paid_at is None:
        return None
    return types.Receipt(
        number=paid.receipt.number,
        year=paid.receipt.year,
        payee_agency_code=paid.receipt.payee_agency_code,
        amount=paid.receipt.amount,
        lines=charge.charge_lines,
        method=_method(paid),
        transaction=paid.provider_transaction,
        paid_at=paid.paid_at,
        issued_at=paid.receipt.issued_at,
    )


def _method(paid: PaymentAttempt) -> str:
    if paid.provider == COUNTER:
        return paid.outcome_code
    return "transfer" if paid.provider == TRANSFER else ONLINE


def attempts_of(charge: Charge) -> QuerySet[PaymentAttempt]:
    """Return the tries to pay a charge, the latest first."""
    return charge.attempts.order_by("-id")


def attempt_by_reference(*, provider: str, reference: str) -> PaymentAttempt | None:
    """Return the attempt that a platform knows by a reference."""
    return (
        PaymentAttempt.objects.select_related("charge")
        .filter(provider=provider, reference=reference)
        .first()
    )


def is_paid_online(charge_id: UUID) -> bool:
    """Tell whether a charge was paid without coming to the counter."""
    paid = PaymentAttempt.objects.filter(receipt__charge=charge_id)
    return not paid.filter(provider=COUNTER).exists()


def was_taken(charge: Charge, *, key: UUID) -> bool:
    """Tell whether a page of the counter, known by its key, has taken this charge."""
    return charge.attempts.filter(reference=rules.counter_reference(key)).exists()


def to_hand_back(charge: Charge) -> Refund | None:
    """Return the money of a charge that waits for an officer to hand it back; None: none does."""
    waiting = charge.refunds.filter(
        status=RefundStatus.REQUESTED, attempt__provider__in=BY_HAND
    ).select_related("attempt")
    return waiting.first()


def is_being_confirmed(charge: Charge) -> bool:
    """Tell whether money may have been taken already: the payer should wait, not pay again."""
    waiting = [AttemptStatus.PENDING, AttemptStatus.UNKNOWN]
    told_paid = Q(
        status__in=list(OPEN), notices__outcome=types.Outcome.PAID, notices__verdict="taken"
    )
    return charge.attempts.filter(Q(status__in=waiting) | told_paid).exists()


def is_under_way(charge: Charge) -> bool:
    """Tell whether the payer was sent to the platform and nobody knows yet what came of it."""
    return charge.attempts.filter(status__in=list(OPEN)).exclude(provider=TRANSFER).exists()


def refunds_of(charge: Charge) -> QuerySet[Refund]:
    """Return the money of a charge that went back or is on its way, surplus included."""
    return charge.refunds.order_by("-id")


def refunds_to_hand_back(payees: Collection[str]) -> QuerySet[Refund]:
    """Return money of payees that waits for an officer to hand it back, oldest first."""
    waiting = Refund.objects.filter(
        status=RefundStatus.REQUESTED,
        attempt__provider__in=BY_HAND,
        charge__payee_agency_code__in=payees,
    )
    return waiting.select_related("charge").order_by("id")


def attempts_to_ask(*, at: datetime, most: int) -> list[UUID]:
    """Return open attempts whose platform is to be asked now, those waiting longest first."""
    due = PaymentAttempt.objects.filter(ask_again_at__lte=at)
    return list(due.order_by("ask_again_at").values_list("pk", flat=True)[:most])


def refunds_to_follow(*, at: datetime, most: int) -> list[UUID]:
    """Return refunds that are to be sent or asked about now, those waiting longest first."""
    due = Refund.objects.filter(ask_again_at__lte=at)
    return list(due.order_by("ask_again_at").values_list("pk", flat=True)[:most])


def attempts_for_officers() -> QuerySet[PaymentAttempt]:
    """Return attempts that the platform never settled: somebody must look, oldest first."""
    unasked = PaymentAttempt.objects.filter(status__in=list(OPEN), ask_again_at=None)
    return unasked.exclude(provider=TRANSFER).order_by("id")


def refunds_for_officers() -> QuerySet[Refund]:
    """Return refunds that were refused, or never settled: somebody must look, oldest first."""
    unsettled = Q(ask_again_at=None) & ~Q(status=RefundStatus.DONE)
    return Refund.objects.filter(unsettled).order_by("id")


def takes_transfers() -> bool:
    """Tell whether fees can be paid by a transfer to this site's bank account."""
    connection = settings.MOTCUA_CONNECTIONS.get("bank")
    return connection is not None and bool(connection.url)


def open_transfer(charge: Charge) -> PaymentAttempt | None:
    """Return the bill by which a charge can be paid by transfer; None: none was asked for."""
    bills = charge.attempts.filter(provider=TRANSFER, status=AttemptStatus.STARTED)
    return bills.order_by("-id").first()


def transfer_of(bill: PaymentAttempt) -> vietqr.Transfer:
    """Return what the code of a bill says, and what a payer may type instead."""
    return vietqr.Transfer(
        bank=settings.MOTCUA_CONNECTIONS["bank"].member,
        account=bill.account,
        amount=bill.amount,
        bill=bill.reference,
        purpose=f"{bill.reference} le phi",
    )


def shown_transfer(charge: Charge) -> ShownTransfer | None:
    """Return the code by which a due charge can be paid; None: none was asked for."""
    is_due = charge.status == types.ChargeStatus.DUE and takes_transfers()
    bill = open_transfer(charge) if is_due else None
    if bill is None:
        return None
    transfer = transfer_of(bill)
    # The margin of four modules is part of the code: without it cameras miss it.
    drawn = segno.make(vietqr.encode(transfer), error="m", micro=False).svg_inline(
        scale=4, border=4
    )
    came = bill.lines.filter(state=LineState.OPEN, reason=types.LineReason.TOO_LITTLE)
    parts = came.aggregate(sum=Sum("amount"))["sum"] or 0
    return ShownTransfer(transfer=transfer, svg=Markup(drawn), came=parts)  # noqa: S704 drawn by us


def last_sequence(account: str) -> int:
    """Return up to where the statement of an account was read; 0: not yet."""
    last = StatementLine.objects.filter(account=account).aggregate(last=Max("sequence"))["last"]
    return last or 0


def daily_totals(payees: Collection[str], *, since: datetime) -> list[DayTotal]:
    """Return what came and went back, by day in Hanoi, payee, account and method; latest first.

    Args:
        payees: Codes of agencies.
        since: Aware, real time.
    """
    by = ("day", "payee", "provider", "account", "method")
    named = {"payee": F("charge__payee_agency_code"), "method": _COUNTER_METHOD}
    came = (
        PaymentAttempt.objects.filter(paid_at__gte=since, charge__payee_agency_code__in=payees)
        .annotate(day=TruncDate("paid_at", tzinfo=clock.HANOI), **named)
        .values(*by)
        .annotate(count=Count("id"), sum=Sum("amount"))
    )
    back = (
        PaymentAttempt.objects.filter(
            refunds__status=RefundStatus.DONE,
            refunds__settled_at__gte=since,
            charge__payee_agency_code__in=payees,
        )
        .annotate(day=TruncDate("refunds__settled_at", tzinfo=clock.HANOI), **named)
        .values(*by)
        .annotate(sum=Sum("refunds__amount"))
    )
    totals = {tuple(row[name] for name in by): (row["count"], row["sum"], 0) for row in came}
    for row in back:
        key = tuple(row[name] for name in by)
        count, received, _ = totals.get(key, (0, 0, 0))
        totals[key] = (count, received, row["sum"])
    return [
        DayTotal(
            day=day,
            payee=payee,
            method=method or ("transfer" if provider == TRANSFER else provider),
            account=account,
            count=count,
            received=received,
            returned=returned,
        )
        for (day, payee, provider, account, method), (count, received, returned) in sorted(
            totals.items(), reverse=True
        )
    ]


def open_lines() -> QuerySet[StatementLine]:
    """Return what came on the account and pays nothing, the oldest first."""
    rows = StatementLine.objects.filter(state=LineState.OPEN).select_related("attempt__charge")
    return rows.order_by("booked_at", "id")
