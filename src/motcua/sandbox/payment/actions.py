"""What the platform does with orders: takes them, decides them, tells the merchant."""

import secrets
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction

from motcua.kernel.messages import message
from motcua.net.errors import RemoteFailed
from motcua.sandbox.payment import dvcqg_notices, merchants, switch, vnpay_notices
from motcua.sandbox.payment.models import PlatformNotice, PlatformPayment
from motcua.sandbox.payment.orders import OrderRefusedError, PayOrder

Status = PlatformPayment.Status

BANKS = ("NCB", "VIETCOMBANK", "BIDV", "AGRIBANK", "VIETINBANK")
SUCCESS, CANCELLED, OTHER = "00", vnpay_notices.CANCELLED, vnpay_notices.OTHER


class Tongue(Protocol):
    """How a platform tells its merchants of a payment: what, signed how, and sent how."""

    AMOUNT: str
    FAILED: dict[str, str]
    ENOUGH: frozenset[str]

    def result(self, payment: PlatformPayment, merchant: str) -> dict[str, str]:
        """Return what became of a payment, not yet signed."""
        ...

    def signed(self, fields: dict[str, str], key: str) -> dict[str, str]:
        """Return the fields as they are sent, signed."""
        ...

    def tell(self, address: str, params: dict[str, str]) -> str:
        """Send a notice, return the code of the merchant's reply.

        Raises:
            RemoteFailed: It gave none.
        """
        ...


def accept(order: PayOrder, *, at: datetime) -> PlatformPayment:
    """Return the payment of an order, new or opened before by the very same address.

    Raises:
        OrderRefusedError: Its time is over, or another order has the reference.
    """
    known = PlatformPayment.objects.filter(merchant=order.merchant.code, reference=order.reference)
    is_undecided = not known.exclude(status=Status.OPEN).exists()
    if is_undecided and at >= order.expires_at:
        raise OrderRefusedError("15", message("Giao dịch đã quá thời gian chờ thanh toán."))
    payment, _ = PlatformPayment.objects.get_or_create(
        merchant=order.merchant.code,
        reference=order.reference,
        defaults={
            "amount": order.amount,
            "order_info": order.info,
            "created": order.created,
            "expires_at": order.expires_at,
            "return_url": order.return_url,
            "order_sha256": order.sha256,
        },
    )
    if bytes(payment.order_sha256) != order.sha256:
        raise OrderRefusedError("02", message("Mã giao dịch đã được dùng cho một đơn hàng khác."))
    return payment


@transaction.atomic
def decide(
    payment_id: UUID, *, status: Status, code: str, bank: str, at: datetime
) -> tuple[PlatformPayment, list[PlatformNotice]]:
    """Let an open or pending payment end, or hang; return it with the notices to be sent.

    One that has ended stays as it is, and nobody is told again.
    """
    payment = PlatformPayment.objects.select_for_update().get(pk=payment_id)
    if payment.status not in {Status.OPEN, Status.PENDING}:
        return payment, []
    payment.status, payment.response_code = status, code
    payment.bank = bank or payment.bank
    if status in {Status.PAID, Status.PENDING}:
        payment.number = payment.number or str(secrets.randbelow(90_000_000) + 10_000_000)
    payment.decided_at = at
    payment.save()
    return payment, [] if status == Status.PENDING else _notices(payment)


def result(payment: PlatformPayment, merchant: merchants.Merchant) -> dict[str, str]:
    """Return the signed result, as notice and browser carry it."""
    tongue = _tongue(merchant)
    return tongue.signed(tongue.result(payment, merchant.code), merchant.key)


def way_back(payment: PlatformPayment, merchant: merchants.Merchant) -> str:
    """Return the address that the browser is sent back to."""
    address = merchant.return_url or payment.return_url
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(result(payment, merchant))}"


def deliver(notice_id: UUID, *, at: datetime) -> bool:
    """Send a notice to its merchant once; return whether the merchant is content."""
    notice = PlatformNotice.objects.select_related("payment").get(pk=notice_id)
    merchant = merchants.of(notice.payment)
    if merchant is None or notice.accepted_at is not None:
        return True
    tongue = _tongue(merchant)
    try:
        reply = tongue.tell(merchant.notice_url, notice.params)
    except RemoteFailed as failure:
        reply = failure.code
    notice.tries += 1
    notice.reply = reply
    notice.accepted_at = at if reply in tongue.ENOUGH else None
    notice.save()
    return notice.accepted_at is not None


def _tongue(merchant: merchants.Merchant) -> Tongue:
    return dvcqg_notices if merchant.platform == merchants.PORTAL else vnpay_notices


def _notices(payment: PlatformPayment) -> list[PlatformNotice]:
    merchant = merchants.of(payment)
    if merchant is None:
        return []
    tongue, key = _tongue(merchant), merchant.key
    fields = tongue.result(payment, merchant.code)
    true = tongue.signed(fields, key)
    match switch.position():
        case switch.NOTICE_LOST:
            planned = []
        case switch.NOTICE_TWICE:
            planned = [true, true]
        case switch.NOTICE_OUT_OF_ORDER:
            planned = [tongue.signed(fields | tongue.FAILED, key), true]
        case switch.NOTICE_WRONG_AMOUNT:
            dearer = {tongue.AMOUNT: str(int(fields[tongue.AMOUNT]) * 100)}
            planned = [tongue.signed(fields | dearer, key)]
        case switch.NOTICE_FORGED:
            planned = [tongue.signed(fields, "a stranger's key")]
        case _:
            planned = [true]
    return PlatformNotice.objects.bulk_create(
        PlatformNotice(payment=payment, params=params) for params in planned
    )
