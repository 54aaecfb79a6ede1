"""Reads of payments. Who may see a charge is decided by the module that owns its subject."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.payments import rules, types
from motcua.payments.models import Charge, PaymentAttempt, Refund
from motcua.payments.types import COUNTER, ONLINE, OPEN, AttemptStatus, RefundStatus


def is_connected() -> bool:
    """Tell whether fees can be paid online at this site."""
    return bool(settings.MOTCUA_CONNECTIONS["payment"].url)


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
        method=paid.outcome_code if paid.provider == COUNTER else ONLINE,
        transaction=paid.provider_transaction,
        paid_at=paid.paid_at,
        issued_at=paid.receipt.issued_at,
    )


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
        status=RefundStatus.REQUESTED, attempt__provider=COUNTER
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
    return charge.attempts.filter(status__in=list(OPEN)).exists()


def refunds_of(charge: Charge) -> QuerySet[Refund]:
    """Return the money of a charge that went back or is on its way, surplus included."""
    return charge.refunds.order_by("-id")


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
    return PaymentAttempt.objects.filter(status__in=list(OPEN), ask_again_at=None).order_by("id")


def refunds_for_officers() -> QuerySet[Refund]:
    """Return refunds that were refused, or never settled: somebody must look, oldest first."""
    unsettled = Q(ask_again_at=None) & ~Q(status=RefundStatus.DONE)
    return Refund.objects.filter(unsettled).order_by("id")
