"""A stand-in for the payment platform of the national portal: takes orders, answers questions.

Source: public client code of two integrated systems. Codes other than 00, and what is signed of an
answer, are not shown there: they are ours.
"""

import hashlib
import json
import re
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from motcua.sandbox.payment import dvcqg_notices as notices
from motcua.sandbox.payment import merchants, signing, switch
from motcua.sandbox.payment.models import PlatformPayment

Fields = dict[str, str]
Status = PlatformPayment.Status

PAGE_LASTS: Final = timedelta(minutes=15)
CLOCKS_DIFFER: Final = timedelta(minutes=5)
OK, NOT_FOUND, NO_PARTNER, BAD_FORMAT = "00", "01", "02", "03"
TAKEN, BAD_SIGNATURE = "94", "97"
_ORDER: Final = (
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
_QUESTION: Final = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
_SIGNED: Final = {"INIT": _ORDER, "QUERY": _QUESTION}
_ANSWER: Final = (
    "MaLoi",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "MaGiaoDich",
    "ThoiGianGD",
    "TrangThaiGD",
)
_MAY_BE_EMPTY: Final = {"MaThietBi", "MaNganHang"}
_AMOUNT: Final = re.compile(r"[1-9][0-9]{0,11}")
_REFERENCE: Final = re.compile(r"[A-Za-z0-9]{1,20}")
_WORDS: Final = re.compile(r"[A-Za-z0-9 .:-]{1,255}")
_STATES: Final = {Status.PAID: "1", Status.PENDING: "3", Status.FAILED: "4", Status.OPEN: "3"}


@transaction.atomic
def answer(message: Any, *, at: datetime) -> Fields:
    """Return the answer to a message of a partner, doing what it asks."""
    fields = _texts(message)
    partner = merchants.find(fields.get("MaDoiTac", ""), platform=merchants.PORTAL)
    if partner is None:
        return {"MaLoi": NO_PARTNER}
    kind = fields.get("LoaiBanTin", "")
    refused = _refusal(fields, partner, at=at)
    if kind == "INIT":
        return {"MaLoi": refused} if refused else _begin(fields, partner)
    return _answer({"MaLoi": refused} if refused else _query(fields, partner), fields, partner)


def find(payment_id: Any) -> PlatformPayment | None:
    """Return a payment of this platform."""
    partner = settings.MOTCUA_CONNECTIONS[merchants.PORTAL].client
    return PlatformPayment.objects.filter(pk=payment_id, merchant=partner).first()


def _refusal(fields: Fields, partner: merchants.Merchant, *, at: datetime) -> str:
    names = _SIGNED.get(fields.get("LoaiBanTin", ""))
    if names is None or fields.get("PhienBan") != "1.0":
        return BAD_FORMAT
    values = [fields.get(name, "") for name in names]
    if not signing.same(notices.of_values(values, partner.key), fields.get(notices.SIGNATURE)):
        return BAD_SIGNATURE
    is_whole = all(fields.get(name) or name in _MAY_BE_EMPTY for name in names)
    moment = signing.read_stamp(fields.get("ThoiGianGD", ""))
    if not is_whole or any("|" in value for value in values) or moment is None:
        return BAD_FORMAT
    if names is _QUESTION:
        return "" if abs(at - moment) <= CLOCKS_DIFFER else BAD_FORMAT
    return "" if _is_order(fields) and at < moment + PAGE_LASTS else BAD_FORMAT


def _is_order(fields: Fields) -> bool:
    return (
        bool(_AMOUNT.fullmatch(fields["SoTien"]))
        and bool(_REFERENCE.fullmatch(fields["MaThamChieu"]))
        and bool(_WORDS.fullmatch(fields["ThongTinGiaoDich"]))
        and fields["MaTienTe"] == "VND"
        and _is_address(fields["Ip"])
        and _billed(fields.get("ThongTinBienLai", "")) == int(fields["SoTien"])
    )


def _billed(text: str) -> int | None:
    """Return the sum of a bill's lines; None: it is no bill."""
    try:
        bill = json.loads(text)
        return sum(int(line["SoTien"]) for line in bill["PhiLePhi"])
    except (ValueError, TypeError, KeyError):
        return None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _begin(fields: Fields, partner: merchants.Merchant) -> Fields:
    created = signing.read_stamp(fields["ThoiGianGD"])
    if created is None:
        return {"MaLoi": BAD_FORMAT}
    same = [fields[name] for name in ("MaThamChieu", "SoTien", "ThoiGianGD", "ThongTinGiaoDich")]
    digest = hashlib.sha256("|".join(same).encode()).digest()
    payment, _ = PlatformPayment.objects.get_or_create(
        merchant=partner.code,
        reference=fields["MaThamChieu"],
        defaults={
            "amount": int(fields["SoTien"]) * 100,
            "order_info": fields["ThongTinGiaoDich"],
            "created": fields["ThoiGianGD"],
            "expires_at": created + PAGE_LASTS,
            "return_url": partner.return_url,
            "order_sha256": digest,
        },
    )
    if bytes(payment.order_sha256) != digest:
        return {"MaLoi": TAKEN}
    home = settings.MOTCUA_SITE_URLS["sandbox"]
    return {"MaLoi": OK, "UrlThanhToan": f"{home}thanh-toan-quoc-gia/nop/{payment.pk}/"}


def _query(fields: Fields, partner: merchants.Merchant) -> Fields:
    payment = PlatformPayment.objects.filter(
        merchant=partner.code, reference=fields["MaThamChieu"]
    ).first()
    # A page that nobody decided on is no transaction yet.
    if payment is None or payment.status == Status.OPEN:
        return {"MaLoi": NOT_FOUND}
    told = {
        "MaLoi": OK,
        "SoTien": str(payment.amount // 100),
        "MaGiaoDich": payment.number,
        "ThoiGianGD": signing.stamp(payment.decided_at) if payment.decided_at else "",
        "TrangThaiGD": _STATES[Status(payment.status)],
    }
    match switch.position():
        case switch.ANSWER_PENDING:
            return told | {"TrangThaiGD": "3"}
        case switch.ANSWER_WRONG_AMOUNT:
            return told | {"SoTien": str(payment.amount)}
        case _:
            return told


def _answer(told: Fields, asked: Fields, partner: merchants.Merchant) -> Fields:
    fields = {"MaDoiTac": partner.code, "MaThamChieu": asked.get("MaThamChieu", ""), **told}
    values = [fields.get(name, "") for name in _ANSWER]
    fields[notices.SIGNATURE] = notices.of_values(values, partner.key)
    if switch.position() == switch.ANSWER_UNSIGNED:
        del fields[notices.SIGNATURE]
    if switch.position() == switch.ANSWER_FORGED:
        fields[notices.SIGNATURE] = notices.of_values(values, "a stranger's key")
    return fields


def _texts(message: Any) -> Fields:
    if not isinstance(message, dict):
        return {}
    return {name: value for name, value in message.items() if isinstance(value, str)}
