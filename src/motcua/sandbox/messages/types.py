"""What the carriers know: kinds of messages, and the faults they can show."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message


class Kind(StrEnum):
    """A message's kind; the values are stored."""

    SMS = "sms"
    MAIL = "mail"


SWITCH: Final = "messages"
"""Of the first SMS gateway and the mail server."""
BACKUP_SWITCH: Final = "messages-backup"
"""Of the second SMS gateway."""
NORMAL: Final = "normal"
SLOW: Final = "slow"
DOWN: Final = "down"
BOUNCE: Final = "bounce"
SILENT: Final = "silent"
SLOW_SECONDS: Final = 4

POSITIONS: Final = {
    NORMAL: message("Hoạt động bình thường"),
    SLOW: message("Nhận chậm"),
    DOWN: message("Không hoạt động"),
    BOUNCE: message("Không chuyển được tới người nhận"),
    SILENT: message("Nhận tin nhắn nhưng không trả lời"),
}


@dataclass(frozen=True, kw_only=True)
class Operator:
    """One of the two SMS gateways.

    Attributes:
        connection: By whose secret its clients are known.
        switch: What it can be told to show.
        prefix: Before the keys of its messages: the operators know nothing of each other.
    """

    connection: str
    switch: str
    prefix: str = ""


FIRST: Final = Operator(connection="sms", switch=SWITCH)
SECOND: Final = Operator(connection="sms_backup", switch=BACKUP_SWITCH, prefix="second:")
