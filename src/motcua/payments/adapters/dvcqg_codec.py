"""How the national portal's payment platform writes and signs its messages; pure functions."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any, Final

from motcua.payments.adapters.vnpay_codec import moment, once_each, read_moment
from motcua.payments.types import MOST_DONG

__all__ = ["is_signed", "moment", "once_each", "read_amount", "read_moment", "sign", "texts"]

HASH: Final = "MaXacThuc"
CURRENCY: Final = "VND"

ORDER: Final = (
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
)
QUESTION: Final = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
ANSWER: Final = (
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaGiaoDich",
    "ThoiGianGD",
    "TrangThaiGD",
)
_RESULT: Final = (
    "LoaiBanTin",
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaTienTe",
    "MaGiaoDich",
    "MaNganHang",
)
RESULT_ORDERS: Final = (
    (*_RESULT, "ThoiGianGD", "ThongTinGiaoDich"),
    (*_RESULT, "ThongTinGiaoDich", "ThoiGianGD"),
)


def sign(values: Iterable[str], secret: str) -> str:
    """Return SHA-256 over the values and the secret, joined by `|`: 64 lower-case digits."""
    return hashlib.sha256("|".join([*values, secret]).encode("utf-8", "surrogatepass")).hexdigest()


def is_signed(values: Iterable[str], signature: object, secret: str) -> bool:
    """Tell whether the signature is that of the values.

    A value with the separator in it could be read as two: it is never taken as signed.
    """
    kept = list(values)
    if not (isinstance(signature, str) and signature) or any("|" in value for value in kept):
        return False
    expected = sign(kept, secret).encode()
    return hmac.compare_digest(expected, signature.lower().encode("utf-8", "surrogatepass"))


def read_amount(text: object) -> int | None:
    """Return whole đồng; None when the text is no number of them."""
    if not (isinstance(text, str) and text.isascii() and text.isdecimal()):
        return None
    return int(text) if len(text) <= len(str(MOST_DONG)) else None


def texts(answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the values as they were signed: numbers as text, null as nothing."""
    return {name: "" if value is None else str(value) for name, value in answer.items()}
