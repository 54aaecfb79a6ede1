"""The faults that the payment platform can show."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase

from motcua.kernel.messages import message
from motcua.sandbox.switches import queries as switches

SWITCH: Final = "payment"
SLOW: Final = "slow"
DOWN: Final = "down"
NOTICE_LOST: Final = "notice_lost"
NOTICE_LATE: Final = "notice_late"
NOTICE_TWICE: Final = "notice_twice"
NOTICE_OUT_OF_ORDER: Final = "notice_out_of_order"
NOTICE_WRONG_AMOUNT: Final = "notice_wrong_amount"
NOTICE_FORGED: Final = "notice_forged"
ANSWER_PENDING: Final = "answer_pending"
ANSWER_WRONG_AMOUNT: Final = "answer_wrong_amount"
ANSWER_UNSIGNED: Final = "answer_unsigned"
ANSWER_FORGED: Final = "answer_forged"
ANSWER_LOST: Final = "answer_lost"
REFUND_REFUSED: Final = "refund_refused"

SLOW_SECONDS: Final = 4
LATE_SECONDS: Final = 60

POSITIONS: Final = {
    switches.NORMAL: message("Hoạt động bình thường"),
    SLOW: message("Trả lời chậm"),
    DOWN: message("Không hoạt động"),
    NOTICE_LOST: message("Không gửi thông báo kết quả"),
    NOTICE_LATE: message("Gửi thông báo kết quả chậm một phút"),
    NOTICE_TWICE: message("Gửi thông báo kết quả hai lần"),
    NOTICE_OUT_OF_ORDER: message("Báo thất bại trước, báo thành công sau"),
    NOTICE_WRONG_AMOUNT: message("Báo sai số tiền"),
    NOTICE_FORGED: message("Ký thông báo bằng khóa lạ, như kẻ giả mạo"),
    ANSWER_PENDING: message("Khi được hỏi, luôn trả lời “đang xử lý”"),
    ANSWER_WRONG_AMOUNT: message("Khi được hỏi, trả lời sai số tiền"),
    ANSWER_UNSIGNED: message("Khi được hỏi, trả lời không có chữ ký"),
    ANSWER_FORGED: message("Khi được hỏi, trả lời với chữ ký sai"),
    ANSWER_LOST: message("Làm theo yêu cầu nhưng đứt kết nối trước khi trả lời"),
    REFUND_REFUSED: message("Từ chối hoàn tiền"),
}

View = Callable[..., HttpResponseBase]


def position() -> str:
    """Return how the platform shall behave now."""
    return switches.position(SWITCH)


def obeying(view: View) -> View:
    """Let an address of the platform be slow or down when told so."""

    @wraps(view)
    def endpoint(*args: Any, **kwargs: Any) -> HttpResponseBase:
        now = position()
        if now == DOWN:
            return HttpResponse(status=503)
        if now == SLOW:
            time.sleep(SLOW_SECONDS)
        return view(*args, **kwargs)

    return endpoint
