"""Values that cross the border of the registry."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message

SYNC_SCOPE: Final = "dossiers.sync"
"""What a client's token must allow before it may send dossiers and services (DESIGN §7)."""


class NationalStatus(StrEnum):
    """Where a dossier stands, by the numbers of the national portal; agencies use some of them.

    Source: status list of the national portal as its connectors use it (DongBoHoSoMC).
    """

    REGISTERED = "1"
    ACCEPTED = "2"
    NOT_ACCEPTED = "3"
    PROCESSING = "4"
    SUPPLEMENT_ASKED = "5"
    DUTY_ASKED = "6"
    WITHDRAWN = "7"
    STOPPED = "8"
    FINISHED = "9"
    RETURNED = "10"

    @property
    def label(self) -> str:
        """Return the national name, to be translated on screens."""
        return _LABELS[self]

    @property
    def plain(self) -> str:
        """Return what it means for the applicant, in plain words, to be translated on screens."""
        return _PLAIN[self]

    @property
    def is_open(self) -> bool:
        """Return whether the applicant still waits for the agency or the agency for her."""
        return self not in _OVER


_OVER = frozenset(
    {
        NationalStatus.NOT_ACCEPTED,
        NationalStatus.WITHDRAWN,
        NationalStatus.STOPPED,
        NationalStatus.RETURNED,
    }
)
_LABELS = {
    NationalStatus.REGISTERED: message("Mới đăng ký"),
    NationalStatus.ACCEPTED: message("Được tiếp nhận"),
    NationalStatus.NOT_ACCEPTED: message("Không được tiếp nhận"),
    NationalStatus.PROCESSING: message("Đang xử lý"),
    NationalStatus.SUPPLEMENT_ASKED: message("Yêu cầu bổ sung giấy tờ"),
    NationalStatus.DUTY_ASKED: message("Yêu cầu thực hiện nghĩa vụ tài chính"),
    NationalStatus.WITHDRAWN: message("Công dân yêu cầu rút hồ sơ"),
    NationalStatus.STOPPED: message("Dừng xử lý"),
    NationalStatus.FINISHED: message("Đã xử lý xong"),
    NationalStatus.RETURNED: message("Đã trả kết quả"),
}
_PLAIN = {
    NationalStatus.REGISTERED: message("Hồ sơ đã nộp và đang chờ cơ quan kiểm tra để tiếp nhận."),
    NationalStatus.ACCEPTED: message("Cơ quan đã nhận hồ sơ và hẹn ngày trả kết quả."),
    NationalStatus.NOT_ACCEPTED: message(
        "Cơ quan không nhận hồ sơ; lý do ghi trong thông báo mà cơ quan đã gửi cho người nộp."
    ),
    NationalStatus.PROCESSING: message("Cán bộ đang giải quyết hồ sơ."),
    NationalStatus.SUPPLEMENT_ASKED: message(
        "Cơ quan đề nghị bổ sung giấy tờ và chờ người nộp; xem yêu cầu trong thông báo đã gửi."
    ),
    NationalStatus.DUTY_ASKED: message(
        "Cơ quan đề nghị nộp thuế, phí hoặc lệ phí rồi mới giải quyết tiếp."
    ),
    NationalStatus.WITHDRAWN: message("Hồ sơ đã được rút theo yêu cầu của người nộp."),
    NationalStatus.STOPPED: message(
        "Cơ quan đã dừng giải quyết; lý do ghi trong thông báo đã gửi."
    ),
    NationalStatus.FINISHED: message("Đã có kết quả, đang chờ trả cho người nộp."),
    NationalStatus.RETURNED: message("Kết quả đã được trả cho người nộp."),
}


class Outcome(StrEnum):
    """What became of a row that was sent; the values stand in answers."""

    TAKEN = "taken"
    """It is now what we know."""
    KNOWN = "known"
    """It had been taken before; nothing changed."""
    STALE = "stale"
    """A later version is here already; nothing changed, and nothing is missing."""
    REFUSED = "refused"
    """It is wrong, or not the sender's to say; nothing changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to one row.

    Attributes:
        code: As the row says it, cut to what a code may be; empty: it says none.
        version: As the row says it; None: it says none.
        reason: Why it was refused, Vietnamese, naming the field; empty otherwise.
    """

    code: str
    version: int | None
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A partner's program that may send, and for whom.

    Attributes:
        client: Its client id.
        agency_code: It may send what this agency and those below it do.
    """

    client: str
    agency_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The legal days whose dossiers prove something, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Level4Count:
    """How many services of one ministry or province prove level 4, of how many it sent.

    Attributes:
        top_code: Code of the ministry or province.
        proven: Services proven at level 4.
        unproven: Services without a dossier in the window: neither good nor bad.
        services: All that were sent.
        dossiers: Dossiers of these services that were returned in the window.
    """

    top_code: str
    proven: int
    unproven: int
    services: int
    dossiers: int
