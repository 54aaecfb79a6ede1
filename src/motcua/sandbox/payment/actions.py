"""What the platform does with orders: takes them, decides them, tells the merchant."""

import secrets
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction

from motcua.kernel.messages import message
from motcua.net import remote
from motcua.net.errors import RemoteFailed
from motcua.sandbox.payment import merchants, signing, switch
from motcua.sandbox.payment.models import PlatformNotice, PlatformPayment
from motcua.sandbox.payment.orders import OrderRefusedError, PayOrder

Status = PlatformPayment.Status

BANKS = ("NCB", "VIETCOMBANK", "BIDV", "AGRIBANK", "VIETINBANK")
SUCCESS, CANCELLED, OTHER = "00", "24", "99"
_STATUS_CODES = {Status.PAID: "00", Status.PENDING: "01", Status.OPEN: "01", Status.FAILED: "02"}
_ENOUGH = {"00", "02"}


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
    moment = payment.decided_at or payment.expires_at
    fields = {
        "vnp_Amount": str(payment.amount),
        "vnp_BankCode": payment.bank,
        "vnp_BankTranNo": f"VNP{payment.number}" if payment.status == Status.PAID else "",
        "vnp_CardType": "ATM" if payment.bank else "",
        "vnp_OrderInfo": payment.order_info,
        "vnp_PayDate": signing.stamp(moment),
        "vnp_ResponseCode": payment.response_code or OTHER,
        "vnp_TmnCode": merchant.code,
        "vnp_TransactionNo": payment.number or "0",
        "vnp_TransactionStatus": status_code(payment),
        "vnp_TxnRef": payment.reference,
    }
    return _signed(fields, merchant)


def way_back(payment: PlatformPayment, merchant: merchants.Merchant) -> str:
    """Return the address that the browser is sent back to."""
    joint = "&" if "?" in payment.return_url else "?"
    return f"{payment.return_url}{joint}{urlencode(result(payment, merchant))}"


def status_code(payment: PlatformPayment) -> str:
    """Return the vnp_TransactionStatus of a payment."""
    return _STATUS_CODES[Status(payment.status)]


def deliver(notice_id: UUID, *, at: datetime) -> bool:
    """Send a notice to its merchant once; return whether the merchant is content."""
    notice = PlatformNotice.objects.select_related("payment").get(pk=notice_id)
    merchant = merchants.find(notice.payment.merchant)
    if merchant is None or notice.accepted_at is not None:
        return True
    receiver = remote.Remote(name="merchant", base_url=merchant.notice_url)
    try:
        reply = str(receiver.get("", params=notice.params, retry=False).json().get("RspCode"))
    except RemoteFailed as failure:
        reply = failure.code
    notice.tries += 1
    notice.reply = reply
    notice.accepted_at = at if reply in _ENOUGH else None
    notice.save()
    return notice.accepted_at is not None


def _notices(payment: PlatformPayment) -> list[PlatformNotice]:
    merchant = merchants.find(payment.merchant)
    if merchant is None:
        return []
    true = result(payment, merchant)
    failed = {
        "vnp_ResponseCode": CANCELLED,
        "vnp_TransactionStatus": "02",
        "vnp_TransactionNo": "0",
    }
    dearer = {"vnp_Amount": str(payment.amount * 100)}
    match switch.position():
        case switch.NOTICE_LOST:
            planned = []
        case switch.NOTICE_TWICE:
            planned = [true, true]
        case switch.NOTICE_OUT_OF_ORDER:
            planned = [_signed(true | failed, merchant), true]
        case switch.NOTICE_WRONG_AMOUNT:
            planned = [_signed(true | dearer, merchant)]
        case switch.NOTICE_FORGED:
            planned = [true | {signing.SIGNATURE: signing.of_query(true, "a stranger's key")}]
        case _:
            planned = [true]
    return PlatformNotice.objects.bulk_create(
        PlatformNotice(payment=payment, params=params) for params in planned
    )


def _signed(fields: dict[str, str], merchant: merchants.Merchant) -> dict[str, str]:
    kept = {name: value for name, value in fields.items() if value}
    kept.pop(signing.SIGNATURE, None)
    return kept | {signing.SIGNATURE: signing.of_query(kept, merchant.key)}
