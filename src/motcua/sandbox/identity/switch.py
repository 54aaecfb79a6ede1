"""The faults that the national e-identity can show."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase

from motcua.kernel.messages import message
from motcua.sandbox.switches import queries as switches

SWITCH: Final = "identity"
SLOW: Final = "slow"
DOWN: Final = "down"
FORGED: Final = "forged"
SLOW_SECONDS: Final = 4

POSITIONS: Final = {
    switches.NORMAL: message("Hoạt động bình thường"),
    SLOW: message("Trả lời chậm"),
    DOWN: message("Không hoạt động"),
    FORGED: message("Ký bằng khóa lạ, như kẻ giả mạo"),
}

View = Callable[..., HttpResponseBase]


def obeying(view: View) -> View:
    """Let an endpoint of the protocol be slow or down when told so."""

    @wraps(view)
    def endpoint(*args: Any, **kwargs: Any) -> HttpResponseBase:
        position = switches.position(SWITCH)
        if position == DOWN:
            return HttpResponse(status=503)
        if position == SLOW:
            time.sleep(SLOW_SECONDS)
        return view(*args, **kwargs)

    return endpoint
