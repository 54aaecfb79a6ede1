"""What the carriers know: kinds of messages, and the faults they can show."""

from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message


class Kind(StrEnum):
    """A message's kind; the values are stored."""

    SMS = "sms"
    MAIL = "mail"


SWITCH: Final = "messages"
NORMAL: Final = "normal"
SLOW: Final = "slow"
DOWN: Final = "down"
BOUNCE: Final = "bounce"
SLOW_SECONDS: Final = 4

POSITIONS: Final = {
    NORMAL: message("Hoạt động bình thường"),
    SLOW: message("Nhận chậm"),
    DOWN: message("Không hoạt động"),
    BOUNCE: message("Không chuyển được tới người nhận"),
}
