"""The payment platform of the national public service portal: order, question, told result.

Source: public client code of two integrated systems; no official specification was at hand. What
the platform signs in its answer to a question is not shown there: the stand-in's way is taken.
Nor is a way to send money back: that is done by hand.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from motcua.net import errors, remote
from motcua.payments import rules
from motcua.payments.adapters import dvcqg_codec as codec
from motcua.payments.types import (
    PORTAL,
    Finding,
    NoticeRead,
    Order,
    Outcome,
    Pairs,
    Placed,
    RefundFinding,
    RefundOutcome,
    Verdict,
)

VERSION: Final = "1.0"
SUCCESS: Final = "00"
NOT_FOUND: Final = "01"
NOT_TAKEN: Final = "99"
MOST_DESCRIPTION: Final = 255
NO_WAY_BACK: Final = "no_refund_in_protocol"

_BY_STATE: Final = {"1": Outcome.PAID, "3": Outcome.PENDING, "4": Outcome.FAILED}
_CONTENT: Final = frozenset({Verdict.TAKEN, Verdict.KNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dvcqg:
    """A partner's connection; `merchant` is its MaDoiTac. Browsers come back where it registered.

    The platform's pay page is taken only from the origin of `base_url`: the address is not signed.
    """

    name: ClassVar[str] = PORTAL
    base_url: str
    merchant: str
    secret: str = field(repr=False)

    def begin(self, order: Order) -> str:
        """Send the order, return the address of the pay page; sent again, the same.

        Raises:
            RemoteFailed: No pay page; the payer presses again.
        """
        message = {
            "LoaiBanTin": "INIT",
            "PhienBan": VERSION,
            "MaDoiTac": self.merchant,
            "MaThamChieu": order.reference,
            "SoTien": str(order.amount),
            "LoaiHinhThanhToan": "PAYMENT",
            "MaKenhThanhToan": "WEB",
            "MaThietBi": "",
            "NgonNgu": "en" if order.language == "en" else "vi",
            "MaTienTe": codec.CURRENCY,
            "MaNganHang": "",
            "ThongTinGiaoDich": rules.plain(order.description, most=MOST_DESCRIPTION),
            "ThoiGianGD": codec.moment(order.created_at),
            "Ip": order.client_ip,
        }
        signature = codec.sign([message[name] for name in codec.ORDER], self.secret)
        answer = self._post({**message, codec.HASH: signature, "ThongTinBienLai": _bill(order)})
        address = answer.get("UrlThanhToan", "")
        if answer.get("MaLoi") != SUCCESS or _origin(address) != _origin(self.base_url):
            raise self._not_understood(f"{answer.get('MaLoi', '')} no pay page of its own")
        return address

    def read_notice(self, params: Pairs) -> NoticeRead:
        """Return what a notice says; two systems know two orders of what is signed, both do."""
        fields = codec.once_each(params)
        signature = fields.get(codec.HASH) if fields else None
        if fields is None or not any(
            codec.is_signed([fields.get(name, "") for name in names], signature, self.secret)
            for names in codec.RESULT_ORDERS
        ):
            return NoticeRead(genuine=False)
        is_in_dong = fields.get("MaTienTe") == codec.CURRENCY
        return NoticeRead(
            genuine=True,
            ours=fields.get("MaDoiTac") == self.merchant,
            reference=fields.get("MaThamChieu", ""),
            amount=codec.read_amount(fields.get("SoTien")) if is_in_dong else None,
            outcome=Outcome.PAID if fields.get("MaLoi") == SUCCESS else Outcome.FAILED,
        )

    def reply(self, verdict: Verdict) -> dict[str, str]:
        """Return `MaLoi`: 00 when the notice is taken or known, 99 for the rest."""
        return {"MaLoi": SUCCESS if verdict in _CONTENT else NOT_TAKEN, "MoTa": verdict.value}

    def find_payment(self, placed: Placed, *, at: datetime) -> Finding:
        """Ask: MaLoi 00 says that the question worked, TrangThaiGD alone what happened.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, about another order, or the
                question did not work.
        """
        message = {
            "LoaiBanTin": "QUERY",
            "PhienBan": VERSION,
            "MaDoiTac": self.merchant,
            "MaThamChieu": placed.reference,
            "ThoiGianGD": codec.moment(at),
        }
        signature = codec.sign([message[name] for name in codec.QUESTION], self.secret)
        answer = self._post({**message, codec.HASH: signature})
        values = [answer.get(name, "") for name in codec.ANSWER]
        if not codec.is_signed(values, answer.get(codec.HASH), self.secret):
            raise self._not_understood("signature")
        for name in ("MaDoiTac", "MaThamChieu"):
            if answer.get(name) != message[name]:
                raise self._not_understood(f"another {name}")
        if answer["MaLoi"] == NOT_FOUND:
            return Finding(outcome=Outcome.NOT_FOUND, code=NOT_FOUND)
        if answer["MaLoi"] != SUCCESS:
            # It was the question that failed; nothing is known of the payment.
            raise self._not_understood(answer["MaLoi"])
        state = answer.get("TrangThaiGD", "")
        return Finding(
            outcome=_BY_STATE.get(state, Outcome.UNKNOWN),
            code=f"{SUCCESS}/{state}",
            amount=codec.read_amount(answer.get("SoTien")),
            transaction=answer.get("MaGiaoDich", ""),
            paid_at=codec.read_moment(answer.get("ThoiGianGD")),
        )

    def refund(
        self,
        placed: Placed,  # noqa: ARG002 as every platform is asked
        *,
        key: str,  # noqa: ARG002
        reason: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
    ) -> RefundFinding:
        """Refuse: an officer hands the money back (`BY_HAND`), so nobody asks."""
        return RefundFinding(outcome=RefundOutcome.REFUSED, code=NO_WAY_BACK)

    def find_refund(self, placed: Placed, *, at: datetime) -> RefundFinding:  # noqa: ARG002 as above
        """Tell that there is none, as above."""
        return RefundFinding(outcome=RefundOutcome.REFUSED, code=NO_WAY_BACK)

    def _post(self, message: dict[str, str]) -> dict[str, str]:
        platform = remote.Remote(name="payment_portal", base_url=self.base_url)
        answer = platform.post("", json=message, retry=True).json()
        return codec.texts(answer)

    def _not_understood(self, why: str) -> errors.RemoteAnswerNotUnderstood:
        return errors.RemoteAnswerNotUnderstood(remote="payment_portal", why=why)


def _bill(order: Order) -> str:
    """Return what the receipt is made from: no signature covers it, so no person stands in it."""
    bill: dict[str, Any] = {
        "MaDonVi": order.payee,
        "MaHoSo": order.bill,
        "NoiDungThanhToan": order.description,
        "PhiLePhi": [
            {"MaPhiLePhi": line.code, "TenPhiLePhi": line.name, "SoTien": str(line.amount)}
            for line in order.lines
        ],
    }
    return json.dumps(bill, ensure_ascii=False)


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc
