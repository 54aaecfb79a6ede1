"""The platform's address for merchants' programs: `querydr` and `refund`."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from motcua.kernel import ids
from motcua.sandbox.payment import merchants, signing, switch
from motcua.sandbox.payment.models import PlatformPayment, PlatformRefund, PlatformRequest
from motcua.sandbox.payment.vnpay_notices import status_code

PAID_OUT_AFTER = timedelta(seconds=5)

_ASKED = (
    "RequestId",
    "Version",
    "Command",
    "TmnCode",
    "TxnRef",
    "TransactionDate",
    "CreateDate",
    "IpAddr",
    "OrderInfo",
)
_REFUND = (
    "RequestId",
    "Version",
    "Command",
    "TmnCode",
    "TransactionType",
    "TxnRef",
    "Amount",
    "TransactionNo",
    "TransactionDate",
    "CreateBy",
    "CreateDate",
    "IpAddr",
    "OrderInfo",
)
_SIGNED = {"querydr": _ASKED, "refund": _REFUND}
_REPLY = (
    "ResponseId",
    "Command",
    "ResponseCode",
    "Message",
    "TmnCode",
    "TxnRef",
    "Amount",
    "BankCode",
    "PayDate",
    "TransactionNo",
    "TransactionType",
    "TransactionStatus",
    "OrderInfo",
)
_REPLIES = {"querydr": (*_REPLY, "PromotionCode", "PromotionAmount"), "refund": _REPLY}
_MESSAGES = {
    "00": "Request success",
    "02": "Invalid TmnCode",
    "03": "Invalid data format",
    "91": "Transaction not found",
    "94": "Duplicate request",
    "95": "Refund rejected",
    "97": "Invalid checksum",
}

Fields = dict[str, str]


@transaction.atomic
def answer(message: Any, *, at: datetime) -> Fields:
    """Return the signed answer to a message of a merchant, doing what it asks."""
    fields = _read(message)
    merchant = merchants.find(fields.get("TmnCode", ""))
    if merchant is None:
        return {"vnp_ResponseCode": "02", "vnp_Message": _MESSAGES["02"]}
    told = _refusal(fields, merchant, at=at) or _done(fields, merchant, at=at)
    command = fields.get("Command", "")
    return _reply(command if command in _SIGNED else "querydr", fields, told, merchant)


def _refusal(fields: Fields, merchant: merchants.Merchant, *, at: datetime) -> Fields | None:
    """Return the code of what is wrong with a message; None: it is right, its id now taken."""
    names = _SIGNED.get(fields.get("Command", ""))
    if names is None or fields.get("Version") != "2.1.0":
        return {"ResponseCode": "03"}
    values = [fields.get(name, "") for name in names]
    if not signing.same(signing.of_values(values, merchant.key), fields.get("SecureHash")):
        return {"ResponseCode": "97"}
    if not all(values):
        return {"ResponseCode": "03"}
    return None if _is_new(fields["RequestId"], at=at) else {"ResponseCode": "94"}


def _done(fields: Fields, merchant: merchants.Merchant, *, at: datetime) -> Fields:
    payment = (
        PlatformPayment.objects.select_for_update()
        .filter(
            merchant=merchant.code, reference=fields["TxnRef"], created=fields["TransactionDate"]
        )
        .first()
    )
    if payment is None:
        return {"ResponseCode": "91"}
    act = _query if fields["Command"] == "querydr" else _refund
    return act(payment, fields, at)


def _read(message: Any) -> Fields:
    """Return the fields without their prefix; what is no text is as good as absent."""
    if not isinstance(message, dict):
        return {}
    return {
        name.removeprefix("vnp_"): value
        for name, value in message.items()
        if isinstance(value, str) and name.startswith("vnp_")
    }


def _is_new(request_id: str, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            PlatformRequest.objects.create(request_id=request_id, received_at=at)
    except IntegrityError:
        return False
    return True


def _query(payment: PlatformPayment, _fields: Fields, at: datetime) -> Fields:
    refund = PlatformRefund.objects.filter(payment=payment).first()
    if refund is not None:
        return _of_refund(payment, refund, at)
    answered = _of_payment(payment)
    match switch.position():
        case switch.ANSWER_PENDING:
            return answered | {"TransactionStatus": "01"}
        case switch.ANSWER_WRONG_AMOUNT:
            return answered | {"Amount": str(payment.amount * 100)}
        case _:
            return answered


def _refund(payment: PlatformPayment, fields: Fields, at: datetime) -> Fields:
    is_whole = fields["TransactionType"] == "02" and fields["Amount"] == str(payment.amount)
    is_paid = payment.status == PlatformPayment.Status.PAID
    is_first = not PlatformRefund.objects.filter(payment=payment).exists()
    right_number = fields["TransactionNo"] == payment.number
    refused = switch.position() == switch.REFUND_REFUSED
    if refused or not (is_whole and is_paid and is_first and right_number):
        return {"ResponseCode": "95"}
    refund = PlatformRefund.objects.create(
        payment=payment,
        amount=payment.amount,
        number=str(secrets.randbelow(90_000_000) + 10_000_000),
        accepted_at=at,
    )
    return _of_refund(payment, refund, at)


def _of_payment(payment: PlatformPayment) -> Fields:
    return {
        "ResponseCode": "00",
        "Amount": str(payment.amount),
        "BankCode": payment.bank,
        "PayDate": signing.stamp(payment.decided_at) if payment.decided_at else "",
        "TransactionNo": payment.number or "0",
        "TransactionType": "01",
        "TransactionStatus": status_code(payment),
    }


def _of_refund(payment: PlatformPayment, refund: PlatformRefund, at: datetime) -> Fields:
    is_paid_out = at - refund.accepted_at >= PAID_OUT_AFTER
    return _of_payment(payment) | {
        "TransactionNo": refund.number,
        "TransactionType": "02",
        "TransactionStatus": "00" if is_paid_out else "05",
    }


def _reply(command: str, asked: Fields, told: Fields, merchant: merchants.Merchant) -> Fields:
    fields = {
        "ResponseId": ids.new_id().hex,
        "Command": command,
        "Message": _MESSAGES[told["ResponseCode"]],
        "TmnCode": merchant.code,
        "TxnRef": asked.get("TxnRef", ""),
        "OrderInfo": asked.get("OrderInfo", ""),
        **told,
    }
    signed = [fields.get(name, "") for name in _REPLIES[command]]
    fields["SecureHash"] = signing.of_values(signed, merchant.key)
    if switch.position() == switch.ANSWER_UNSIGNED:
        del fields["SecureHash"]
    if switch.position() == switch.ANSWER_FORGED:
        fields["SecureHash"] = signing.of_values(signed, "a stranger's key")
    return {f"vnp_{name}": value for name, value in fields.items()}
