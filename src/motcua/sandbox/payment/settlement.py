"""What the stand-ins did for a merchant on a day, as a signed file.

No public document was found of either platform's; this one is ours, and says so.
"""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.crypto import constant_time_compare

from motcua.sandbox.payment import bank, merchants, questions, signing
from motcua.sandbox.payment.models import PlatformPayment, PlatformRefund

CLOCKS_DIFFER: Final = timedelta(minutes=5)


def file_of(asked: dict[str, str], *, platform: str, at: datetime) -> dict[str, Any] | None:
    """Return the signed file; None: the question is not signed, old, or of nobody."""
    fields = {name: asked.get(name, "") for name in ("account", "day", "time")}
    merchant = merchants.find(fields["account"], platform=platform)
    if merchant is None or not constant_time_compare(
        bank.signature(fields, merchant.key), asked.get("signature", "")
    ):
        return None
    try:
        day, moment = date.fromisoformat(fields["day"]), datetime.fromisoformat(fields["time"])
        is_now = abs(at - moment) <= CLOCKS_DIFFER
    except (ValueError, TypeError):
        return None
    if not is_now:
        return None
    lines = _lines(merchant.code, day, at=at)
    said: dict[str, Any] = {"account": merchant.code, "day": day.isoformat(), "lines": lines}
    return said | {"signature": bank.signature(said, merchant.key)}


def _lines(merchant: str, day: date, *, at: datetime) -> list[dict[str, Any]]:
    begin = datetime.combine(day, time(), tzinfo=signing.GMT7)
    span = (begin, begin + timedelta(days=1) - timedelta(microseconds=1))
    paid = PlatformPayment.objects.filter(
        merchant=merchant, status=PlatformPayment.Status.PAID, decided_at__range=span
    )
    back = PlatformRefund.objects.filter(payment__merchant=merchant, accepted_at__range=span)
    return [_line(one.reference, one.amount, "payment", "done") for one in paid.order_by("id")] + [
        _line(one.payment.reference, one.amount, "refund", _state(one, at))
        for one in back.select_related("payment").order_by("id")
    ]


def _state(refund: PlatformRefund, at: datetime) -> str:
    is_paid_out = at - refund.accepted_at >= questions.PAID_OUT_AFTER
    return "done" if is_paid_out else "under_way"


def _line(reference: str, hundredths: int, movement: str, state: str) -> dict[str, Any]:
    return {
        "reference": reference,
        "amount": hundredths // 100,
        "movement": movement,
        "state": state,
    }
