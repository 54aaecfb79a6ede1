"""The faults that the register can show."""

from typing import Final

from motcua.kernel.messages import message
from motcua.sandbox.switches import queries as switches

SWITCH: Final = "population"
SLOW: Final = "slow"
DOWN: Final = "down"
OTHER_PERSON: Final = "other_person"
TWO_PERSONS: Final = "two_persons"
MINOR: Final = "minor"
DECEASED: Final = "deceased"
NOBODY: Final = "nobody"
ERROR_PAGE: Final = "error_page"
ENTITIES: Final = "entities"
QUOTA: Final = "quota"

SLOW_SECONDS: Final = 4

POSITIONS: Final = {
    switches.NORMAL: message("Hoạt động bình thường"),
    SLOW: message("Trả lời chậm"),
    DOWN: message("Không hoạt động"),
    NOBODY: message("Không tìm thấy ai"),
    OTHER_PERSON: message("Trả lời về người khác"),
    TWO_PERSONS: message("Trả lời hai người"),
    MINOR: message("Trả lời về một trẻ em trùng họ tên"),
    DECEASED: message("Trả lời rằng người đó đã mất"),
    ERROR_PAGE: message("Trả lời bằng một trang báo lỗi HTML"),
    ENTITIES: message("Trả lời bằng XML có thực thể ngoài"),
    QUOTA: message("Báo hết hạn mức tra cứu"),
}


def position() -> str:
    """Return how the register shall behave now."""
    return switches.position(SWITCH)
