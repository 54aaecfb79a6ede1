"""How the stand-in for VNPAY tells its merchants what became of a payment."""

from typing import Final

from motcua.net import remote
from motcua.sandbox.payment import signing
from motcua.sandbox.payment.models import PlatformPayment

Status = PlatformPayment.Status

CANCELLED, OTHER = "24", "99"
AMOUNT: Final[str] = "vnp_Amount"
FAILED: Final[dict[str, str]] = {
    "vnp_ResponseCode": CANCELLED,
    "vnp_TransactionStatus": "02",
    "vnp_TransactionNo": "0",
}
ENOUGH: Final[frozenset[str]] = frozenset({"00", "02"})
_STATUS_CODES: Final = {
    Status.PAID: "00",
    Status.PENDING: "01",
    Status.OPEN: "01",
    Status.FAILED: "02",
}


def result(payment: PlatformPayment, merchant: str) -> dict[str, str]:
    """Return what became of a payment, not yet signed."""
    moment = payment.decided_at or payment.expires_at
    return {
        "vnp_Amount": str(payment.amount),
        "vnp_BankCode": payment.bank,
        "vnp_BankTranNo": f"VNP{payment.number}" if payment.status == Status.PAID else "",
        "vnp_CardType": "ATM" if payment.bank else "",
        "vnp_OrderInfo": payment.order_info,
        "vnp_PayDate": signing.stamp(moment),
        "vnp_ResponseCode": payment.response_code or OTHER,
        "vnp_TmnCode": merchant,
        "vnp_TransactionNo": payment.number or "0",
        "vnp_TransactionStatus": status_code(payment),
        "vnp_TxnRef": payment.reference,
    }


def signed(fields: dict[str, str], key: str) -> dict[str, str]:
    """Return the fields that say something, signed."""
    kept = {name: value for name, value in fields.items() if value}
    return kept | {signing.SIGNATURE: signing.of_query(kept, key)}


def tell(address: str, params: dict[str, str]) -> str:
    """Send a notice, return the code of the merchant's reply."""
    receiver = remote.Remote(name="merchant", base_url=address)
    return str(receiver.get("", params=params, retry=False).json().get("RspCode"))


def status_code(payment: PlatformPayment) -> str:
    """Return the vnp_TransactionStatus of a payment."""
    return _STATUS_CODES[Status(payment.status)]
