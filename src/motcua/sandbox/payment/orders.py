"""Reading the address that a merchant sends a payer with; everything in it is checked."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from motcua.kernel.messages import message
from motcua.sandbox.payment import merchants, signing

_NAMES = (
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_Amount",
    "vnp_CurrCode",
    "vnp_TxnRef",
    "vnp_OrderInfo",
    "vnp_OrderType",
    "vnp_Locale",
    "vnp_ReturnUrl",
    "vnp_IpAddr",
    "vnp_CreateDate",
    "vnp_ExpireDate",
)
_FIXED = {"vnp_Version": "2.1.0", "vnp_Command": "pay", "vnp_CurrCode": "VND"}
_AMOUNT = re.compile(r"[1-9][0-9]{2,14}")
_REFERENCE = re.compile(r"[A-Za-z0-9]{1,100}")
_INFO = re.compile(r"[A-Za-z0-9 .:-]{1,255}")


class OrderRefusedError(Exception):
    """The platform does not take the order; `code` as it shows it, `why` for people."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(code)
        self.code = code
        self.why = why


@dataclass(frozen=True, kw_only=True)
class PayOrder:
    """An order whose signature and fields are right. `amount` is in hundredths of a đồng."""

    merchant: merchants.Merchant
    reference: str
    amount: int
    info: str
    created: str
    expires_at: datetime
    return_url: str
    sha256: bytes


def read(query: str) -> PayOrder:
    """Return the order of a query.

    Raises:
        OrderRefusedError: Something in it is wrong.
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    fields = dict(pairs)
    merchant = merchants.find(fields.get("vnp_TmnCode", ""))
    if merchant is None:
        raise OrderRefusedError("72", message("Không tìm thấy website bán hàng."))
    expected = signing.of_query(fields, merchant.key)
    if len(fields) != len(pairs) or not signing.same(expected, fields.get(signing.SIGNATURE)):
        raise OrderRefusedError("70", message("Sai chữ ký."))
    expires_at = signing.read_stamp(fields.get("vnp_ExpireDate", ""))
    if expires_at is None or not _is_complete(fields):
        raise OrderRefusedError("03", message("Dữ liệu gửi sang không đúng định dạng."))
    return PayOrder(
        merchant=merchant,
        reference=fields["vnp_TxnRef"],
        amount=int(fields["vnp_Amount"]),
        info=fields["vnp_OrderInfo"],
        created=fields["vnp_CreateDate"],
        expires_at=expires_at,
        return_url=fields["vnp_ReturnUrl"],
        sha256=hashlib.sha256(expected.encode()).digest(),
    )


def _is_complete(fields: dict[str, str]) -> bool:
    return (
        all(fields.get(name) for name in _NAMES)
        and all(fields[name] == value for name, value in _FIXED.items())
        and bool(_AMOUNT.fullmatch(fields["vnp_Amount"]))
        and bool(_REFERENCE.fullmatch(fields["vnp_TxnRef"]))
        and bool(_INFO.fullmatch(fields["vnp_OrderInfo"]))
        and signing.read_stamp(fields["vnp_CreateDate"]) is not None
        and urlsplit(fields["vnp_ReturnUrl"]).scheme in {"http", "https"}
        and _is_address(fields["vnp_IpAddr"])
    )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
