"""VNPAY 2.1.0: signed redirect, notice (IPN), `querydr`, `refund`.

Source: public client code of integrators (MIT); codes not seen there are treated as unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from motcua.kernel import ids
from motcua.net import errors, remote
from motcua.payments import rules
from motcua.payments.adapters import vnpay_codec as codec
from motcua.payments.types import (
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

VERSION: Final = "2.1.0"
SUCCESS: Final = "00"
NOT_FOUND: Final = "91"
REFUND_REFUSED: Final = "95"
PAYMENT: Final = "01"
REFUNDS: Final = frozenset({"02", "03"})
WHOLE_REFUND: Final = "02"
MOST_DESCRIPTION: Final = 255
OUR_OWN_ADDRESS: Final = "127.0.0.1"
"""Questions are asked by this server, not by a payer; the platform only logs the address."""

_QUESTION: Final = (
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
_REFUND: Final = (
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
_REFUND_REPLY: Final = (
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
_QUESTION_REPLY: Final = (*_REFUND_REPLY, "PromotionCode", "PromotionAmount")

_BY_STATUS: Final = {SUCCESS: Outcome.PAID, "01": Outcome.PENDING, "02": Outcome.FAILED}
"""04 (debited, then reversed), 05, 06, 07, 09 and any other: unknown."""

_REFUND_BY_STATUS: Final = {
    SUCCESS: RefundOutcome.DONE,
    "01": RefundOutcome.UNDER_WAY,
    "05": RefundOutcome.UNDER_WAY,
    "06": RefundOutcome.UNDER_WAY,
    "02": RefundOutcome.REFUSED,
    "09": RefundOutcome.REFUSED,
}

_REPLIES: Final = {
    Verdict.FORGED: ("97", "Invalid signature"),
    Verdict.NO_SUCH_ORDER: ("01", "Order not found"),
    Verdict.WRONG_AMOUNT: ("04", "Invalid amount"),
    Verdict.KNOWN: ("02", "Order already confirmed"),
    Verdict.TAKEN: (SUCCESS, "Confirm Success"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vnpay:
    """A merchant's connection; `merchant` is its TmnCode, `secret` its HashSecret."""

    name: ClassVar[str] = "vnpay"
    base_url: str
    merchant: str
    secret: str = field(repr=False)

    def begin(self, order: Order) -> str:
        """Return the signed address of the pay page; nothing is sent."""
        params = {
            "vnp_Version": VERSION,
            "vnp_Command": "pay",
            "vnp_TmnCode": self.merchant,
            "vnp_Amount": codec.amount(order.amount),
            "vnp_CurrCode": "VND",
            "vnp_TxnRef": order.reference,
            "vnp_OrderInfo": rules.plain(order.description, most=MOST_DESCRIPTION),
            "vnp_OrderType": "other",
            "vnp_Locale": "en" if order.language == "en" else "vn",
            "vnp_ReturnUrl": order.return_url,
            "vnp_IpAddr": order.client_ip,
            "vnp_CreateDate": codec.moment(order.created_at),
            "vnp_ExpireDate": codec.moment(order.expires_at),
        }
        text = codec.query_text(params)
        signature = codec.sign(text, self.secret)
        return f"{self.base_url}/paymentv2/vpcpay.html?{text}&{codec.HASH}={signature}"

    def read_notice(self, params: Pairs) -> NoticeRead:
        """Return what a notice says; both codes must be 00 to claim a payment."""
        # Our own return address may carry parameters beside theirs.
        fields = codec.once_each(tuple(pair for pair in params if pair[0].startswith("vnp_")))
        if fields is None or not codec.is_signed(
            codec.query_text(fields), fields.get(codec.HASH), self.secret
        ):
            return NoticeRead(genuine=False)
        claims_payment = fields.get("vnp_ResponseCode") == SUCCESS
        outcome = _BY_STATUS.get(fields.get("vnp_TransactionStatus", ""), Outcome.UNKNOWN)
        if outcome is Outcome.PAID and not claims_payment:
            outcome = Outcome.UNKNOWN
        return NoticeRead(
            genuine=True,
            ours=fields.get("vnp_TmnCode") == self.merchant,
            reference=fields.get("vnp_TxnRef", ""),
            amount=codec.read_amount(fields.get("vnp_Amount")),
            outcome=outcome,
        )

    def reply(self, verdict: Verdict) -> dict[str, str]:
        """Return `RspCode` and `Message`; the platform sends again until 00 or 02."""
        code, message = _REPLIES[verdict]
        return {"RspCode": code, "Message": message}

    def find_payment(self, placed: Placed, *, at: datetime) -> Finding:
        """Ask `querydr`: code 00 says that the question worked, the status alone what happened.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: Unsigned, wrongly signed, about another order, or the
                question did not work.
        """
        answer = self._ask(placed, at=at)
        if answer["vnp_ResponseCode"] == NOT_FOUND:
            return Finding(outcome=Outcome.NOT_FOUND, code=NOT_FOUND)
        is_payment = answer["vnp_TransactionType"] == PAYMENT
        status = answer["vnp_TransactionStatus"]
        return Finding(
            outcome=_BY_STATUS.get(status, Outcome.UNKNOWN) if is_payment else Outcome.UNKNOWN,
            code=_code(answer),
            amount=codec.read_amount(answer["vnp_Amount"]),
            transaction=answer["vnp_TransactionNo"],
            paid_at=codec.read_moment(answer["vnp_PayDate"]),
        )

    def refund(self, placed: Placed, *, key: str, reason: str, at: datetime) -> RefundFinding:
        """Ask for the whole amount to go back; `key` becomes the RequestId, taken once.

        Raises:
            RemoteUnavailable: `may_have_acted` tells whether a query must come first.
            RemoteAnswerNotUnderstood: It may have acted.
        """
        answer = self._send(
            _REFUND,
            _REFUND_REPLY,
            {
                "RequestId": key,
                "Command": "refund",
                "TransactionType": WHOLE_REFUND,
                "TxnRef": placed.reference,
                "Amount": codec.amount(placed.amount),
                "TransactionNo": placed.transaction,
                "TransactionDate": codec.moment(placed.created_at),
                "CreateBy": "motcua",
                "CreateDate": codec.moment(at),
                "OrderInfo": rules.plain(f"Hoan tien {reason}", most=MOST_DESCRIPTION),
            },
        )
        if answer["vnp_ResponseCode"] == REFUND_REFUSED:
            return RefundFinding(outcome=RefundOutcome.REFUSED, code=REFUND_REFUSED)
        return self._refund_finding(answer)

    def find_refund(self, placed: Placed, *, at: datetime) -> RefundFinding:
        """Ask `querydr` about the return of the money.

        Raises:
            RemoteUnavailable: No answer; ask again later.
            RemoteAnswerNotUnderstood: As for `find_payment`.
        """
        answer = self._ask(placed, at=at)
        still_paid = answer["vnp_TransactionStatus"] == SUCCESS
        if answer["vnp_TransactionType"] == PAYMENT and still_paid:
            return RefundFinding(outcome=RefundOutcome.ABSENT, code=_code(answer))
        return self._refund_finding(answer)

    def _refund_finding(self, answer: Mapping[str, str]) -> RefundFinding:
        outcome = RefundOutcome.UNKNOWN
        status = answer["vnp_TransactionStatus"]
        worked = answer["vnp_ResponseCode"] == SUCCESS
        of_refund = answer["vnp_TransactionType"] in REFUNDS
        # The status of a payment says 05, 06 or 09 too while its refund is looked into.
        if worked and (of_refund or status in {"05", "06", "09"}):
            outcome = _REFUND_BY_STATUS.get(status, RefundOutcome.UNKNOWN)
        return RefundFinding(outcome=outcome, code=_code(answer))

    def _ask(self, placed: Placed, *, at: datetime) -> dict[str, str]:
        answer = self._send(
            _QUESTION,
            _QUESTION_REPLY,
            {
                "RequestId": ids.new_id().hex,
                "Command": "querydr",
                "TxnRef": placed.reference,
                "TransactionDate": codec.moment(placed.created_at),
                "CreateDate": codec.moment(at),
                "OrderInfo": f"Truy van {placed.reference}",
            },
        )
        if answer["vnp_ResponseCode"] not in {SUCCESS, NOT_FOUND}:
            # It was the question that failed; nothing is known of the payment.
            raise self._not_understood(_code(answer))
        return answer

    def _send(
        self, order: tuple[str, ...], reply_order: tuple[str, ...], values: dict[str, str]
    ) -> dict[str, str]:
        """Send a message, return the verified answer; what it leaves out is empty."""
        values |= {"Version": VERSION, "TmnCode": self.merchant, "IpAddr": OUR_OWN_ADDRESS}
        message = {f"vnp_{name}": values[name] for name in order}
        text = codec.piped(message.values())
        answer = remote.Remote(name="payment", base_url=self.base_url).post(
            "/merchant_webapi/api/transaction",
            json={**message, codec.HASH: codec.sign(text, self.secret)},
            retry=True,
        )
        received = _texts(answer.json())
        verified = {f"vnp_{name}": received.get(f"vnp_{name}", "") for name in reply_order}
        signature = received.get(codec.HASH)
        if not codec.is_signed(codec.piped(verified.values()), signature, self.secret):
            raise self._not_understood("signature")
        for name in ("vnp_TmnCode", "vnp_Command", "vnp_TxnRef"):
            # A refused question may leave them out; an answered one may not.
            left_out = not verified[name] and verified["vnp_ResponseCode"] != SUCCESS
            if verified[name] != message[name] and not left_out:
                raise self._not_understood(f"another {name}")
        return verified

    def _not_understood(self, why: str) -> errors.RemoteAnswerNotUnderstood:
        return errors.RemoteAnswerNotUnderstood(remote="payment", why=why)


def _texts(answer: Mapping[str, Any]) -> dict[str, str]:
    """Return the values as they were signed: numbers as text, null as nothing."""
    return {name: "" if value is None else str(value) for name, value in answer.items()}


def _code(answer: Mapping[str, str]) -> str:
    names = ("vnp_ResponseCode", "vnp_TransactionType", "vnp_TransactionStatus")
    return "/".join(answer[name] for name in names)
