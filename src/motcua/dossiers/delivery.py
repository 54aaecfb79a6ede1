"""Words of how a result reaches whom it is for, and what becomes of it; pure."""

import re
from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message

_PARCEL: Final = re.compile(r"[A-Z0-9]{8,20}")


class Taker(StrEnum):
    """To whom a result was given; the values are stored."""

    ACCOUNT = "account"
    """Nobody stood there: she finds it in her account."""
    SELF = "self"
    """The applicant, at the counter."""
    AUTHORISED = "authorised"
    """Somebody with her authority in writing, at the counter."""
    POST = "post"
    """The post brought it."""

    @property
    def label(self) -> str:
        """Return the words of the record, to be translated on screens."""
        return _TAKERS[self]


_TAKERS = {
    Taker.ACCOUNT: message("Trả trực tuyến, người nộp tải về"),
    Taker.SELF: message("Người nộp nhận tại quầy"),
    Taker.AUTHORISED: message("Người được ủy quyền nhận tại quầy"),
    Taker.POST: message("Bưu chính đã phát"),
}


class ParcelState(StrEnum):
    """Where a parcel with a result is; the values are stored."""

    SENT = "sent"
    DELIVERED = "delivered"
    RETURNED = "returned"
    """It came back; the result waits at the counter."""

    @property
    def label(self) -> str:
        """Return the words of screens, to be translated there."""
        return _PARCELS[self]


_PARCELS = {
    ParcelState.SENT: message("Bưu chính đang chuyển"),
    ParcelState.DELIVERED: message("Đã phát"),
    ParcelState.RETURNED: message("Không phát được, đã chuyển hoàn"),
}


class ResultState(StrEnum):
    """What became of a result after it was issued; the values are stored."""

    STANDS = ""
    """Nothing; before there is one too."""
    CORRECTED = "corrected"
    """Another took its place, which stands."""
    REVOKED = "revoked"


def parcel_number(typed: str) -> str | None:
    """Return the number of a parcel in its one spelling; None: it is none.

    Source: UPU S10 (13 letters and digits); numbers of other carriers are 8 to 20.
    """
    number = re.sub(r"[\s.-]", "", typed).upper()
    return number if _PARCEL.fullmatch(number) else None
