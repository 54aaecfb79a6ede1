"""How the stand-in for the national portal's platform signs, and tells what became of a payment."""

import hashlib
from typing import Final

from motcua.net import remote
from motcua.sandbox.payment import signing
from motcua.sandbox.payment.models import PlatformPayment

SIGNATURE: Final = "MaXacThuc"
AMOUNT: Final[str] = "SoTien"
FAILED: Final[dict[str, str]] = {"MaLoi": "24", "MaGiaoDich": ""}
ENOUGH: Final[frozenset[str]] = frozenset({"00"})
_SIGNED: Final = (
    "LoaiBanTin",
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "MaNganHang",
    "ThoiGianGD",
    "ThongTinGiaoDich",
)


def of_values(values: list[str], key: str) -> str:
    """Return SHA-256 over values and key, joined by a bar."""
    text = "".join(f"{value}|" for value in values) + key
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def result(payment: PlatformPayment, merchant: str) -> dict[str, str]:
    """Return what became of a payment, not yet signed."""
    is_paid = payment.status == PlatformPayment.Status.PAID
    return {
        "LoaiBanTin": "RESULT",
        "MaLoi": "00" if is_paid else payment.response_code or "99",
        "MaDoiTac": merchant,
        "MaThamChieu": payment.reference,
        "SoTien": str(payment.amount // 100),
        "MaTienTe": "VND",
        "MaGiaoDich": payment.number,
        "MaNganHang": payment.bank,
        "ThoiGianGD": signing.stamp(payment.decided_at or payment.expires_at),
        "ThongTinGiaoDich": payment.order_info,
    }


def signed(fields: dict[str, str], key: str) -> dict[str, str]:
    """Return the fields, signed."""
    return fields | {SIGNATURE: of_values([fields[name] for name in _SIGNED], key)}


def tell(address: str, params: dict[str, str]) -> str:
    """Send a notice, return the code of the merchant's reply."""
    receiver = remote.Remote(name="merchant", base_url=address)
    return str(receiver.post("", json=params, retry=False).json().get("MaLoi"))
