"""Statuses and roles of a case file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.identity.types import Role
from motcua.kernel.messages import message


class Status(StrEnum):
    """Where a dossier stands, by the numbers of the national portal.

    Source: status list of the national portal as its connectors use it (DongBoHoSoMC).
    """

    REGISTERED = "1"
    """Mới đăng ký."""
    ACCEPTED = "2"
    """Được tiếp nhận."""
    REFUSED = "3"
    """Không được tiếp nhận."""
    PROCESSING = "4"
    """Đang xử lý."""
    SUPPLEMENT = "5"
    """Yêu cầu bổ sung giấy tờ: the clock stands."""
    OBLIGATION = "6"
    """Yêu cầu thực hiện nghĩa vụ tài chính: the clock stands."""
    WITHDRAWN = "7"
    """Công dân yêu cầu rút hồ sơ."""
    STOPPED = "8"
    """Dừng xử lý: for a time, or for good after a refusal."""
    FINISHED = "9"
    """Đã xử lý xong."""
    RETURNED = "10"
    """Đã trả kết quả."""

    @property
    def label(self) -> str:
        """Return the national name, to be translated on screens."""
        return _LABELS[self]

    @property
    def plain(self) -> str:
        """Return what it means for the applicant, in plain words, to be translated on screens."""
        return _PLAIN[self]


_LABELS = {
    Status.REGISTERED: message("Mới đăng ký"),
    Status.ACCEPTED: message("Được tiếp nhận"),
    Status.REFUSED: message("Không được tiếp nhận"),
    Status.PROCESSING: message("Đang xử lý"),
    Status.SUPPLEMENT: message("Yêu cầu bổ sung giấy tờ"),
    Status.OBLIGATION: message("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: message("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: message("Dừng xử lý"),
    Status.FINISHED: message("Đã xử lý xong"),
    Status.RETURNED: message("Đã trả kết quả"),
}
_PLAIN = {
    Status.REGISTERED: message("Hồ sơ đã nộp và đang chờ cơ quan kiểm tra để tiếp nhận."),
    Status.ACCEPTED: message("Cơ quan đã nhận hồ sơ và hẹn ngày trả kết quả."),
    Status.REFUSED: message("Cơ quan không nhận hồ sơ; lý do ghi ở bên dưới."),
    Status.PROCESSING: message("Cán bộ đang giải quyết hồ sơ."),
    Status.SUPPLEMENT: message(
        "Cơ quan đề nghị bạn bổ sung giấy tờ; thời gian chờ bạn không tính vào thời hạn."
    ),
    Status.OBLIGATION: message(
        "Cơ quan chờ bạn nộp thuế, phí theo thông báo; thời gian chờ không tính vào thời hạn."
    ),
    Status.WITHDRAWN: message("Hồ sơ đã được rút theo yêu cầu của bạn."),
    Status.STOPPED: message("Cơ quan đã dừng giải quyết; lý do ghi trong thông báo."),
    Status.FINISHED: message("Kết quả đã được ký, đang chờ trả cho bạn."),
    Status.RETURNED: message("Kết quả đã trả; bạn có thể tải về."),
}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What a draft holds.

    Attributes:
        answers: Those that were found right, by key.
        typed: What was typed where it was not, to be shown again.
        sources: Where an answer came from that nobody typed, by key: `identity`, `dossier:<code>`,
            `population:<real time, ISO 8601>`, `vault:<record>:<its name>`; gone when the
            answer is changed.
        told: What a register says otherwise than she, by key, `answer` and `source`, until she
            chooses or answers the same.
    """

    answers: Mapping[str, Any]
    typed: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def with_answers(self, answers: Mapping[str, Any], typed: Mapping[str, Any]) -> "Filled":
        """Return it after other answers came; what is no longer as it came has no source."""
        kept = {
            key: source
            for key, source in self.sources.items()
            if key not in typed and answers.get(key) == self.answers.get(key)
        }
        told = {
            key: said
            for key, said in self.told.items()
            if key in typed or answers.get(key) != said["answer"]
        }
        return Filled(answers=answers, typed=typed, sources=kept, told=told)


class Device(StrEnum):
    """What a form is filled in on, as far as a browser says."""

    PHONE = "phone"
    TABLET = "tablet"
    COMPUTER = "computer"


class By(StrEnum):
    """Who fills a form in."""

    SELF = "self"
    """Its owner, signed in."""
    CODE = "code"
    """Whoever was given the code of the draft."""
    STAFF = "staff"
    """A member of staff who serves its owner."""


class Filing(StrEnum):
    """Who filed, and through what (DESIGN §6)."""

    SELF_ONLINE = "self-online"
    HELPED_ONLINE = "helped-online"
    OFFICER_TYPED = "officer-typed"
    COUNTER = "counter"
    POST = "post"

    @property
    def is_online(self) -> bool:
        """Return whether it came in over the network, typed by the applicant or for her."""
        return self in {Filing.SELF_ONLINE, Filing.HELPED_ONLINE}

    @property
    def label(self) -> str:
        """Return the words of screens, to be translated there."""
        return _FILINGS[self]


_FILINGS = {
    Filing.SELF_ONLINE: message("Tự nộp trực tuyến"),
    Filing.HELPED_ONLINE: message("Được giúp nộp trực tuyến"),
    Filing.OFFICER_TYPED: message("Tại quầy, cán bộ khai hộ, không có giấy tờ bản giấy"),
    Filing.COUNTER: message("Tại quầy, nộp giấy tờ bản giấy"),
    Filing.POST: message("Gửi qua bưu chính"),
}

AT_DESK = (Filing.COUNTER, Filing.POST, Filing.OFFICER_TYPED)
"""How a dossier comes that an officer keys and receives at once."""


class Consent(StrEnum):
    """How a citizen said that another may type for her, or that it may be filed; stored."""

    PRESENT = "present"
    """She stands at the counter, or sent her papers: she asks for it herself."""
    CODE = "code"
    """By a code that came to her phone."""
    SIGNATURE = "signature"
    """By her hand, on paper."""


class Post(StrEnum):
    """A post of the one-stop; lanes of processes name them."""

    CLERK = "clerk"
    """Cán bộ một cửa: receives, hands over."""
    SPECIALIST = "specialist"
    """Chuyên viên thụ lý."""
    LEADER = "leader"
    """Lãnh đạo ký."""
    SYSTEM = "system"
    """Steps that a job of ours does."""

    @property
    def role(self) -> Role | None:
        """Return the role of staff that holds the post; None for the system's: nobody's."""
        return _ROLES.get(self)


_ROLES = {Post.CLERK: Role.CLERK, Post.SPECIALIST: Role.SPECIALIST, Post.LEADER: Role.LEADER}


class Doer(StrEnum):
    """Who may make a move: the applicant, or one who holds a post."""

    APPLICANT = "applicant"
    CLERK = "clerk"
    SPECIALIST = "specialist"
    LEADER = "leader"
    SYSTEM = "system"

    @property
    def post(self) -> Post | None:
        """Return the post that makes the move; None: the applicant does."""
        return None if self is Doer.APPLICANT else Post(self.value)

    @property
    def label(self) -> str:
        """Return the name on screens, to be translated there."""
        return _DOERS[self]


_DOERS = {
    Doer.APPLICANT: message("Người nộp hồ sơ"),
    Doer.CLERK: message("Cán bộ một cửa"),
    Doer.SPECIALIST: message("Chuyên viên thụ lý"),
    Doer.LEADER: message("Lãnh đạo"),
    Doer.SYSTEM: message("Hệ thống"),
}


class Clock(StrEnum):
    """What the working time of a dossier does after a move."""

    NOT_BEGUN = "not begun"
    RUNS = "runs"
    STANDS = "stands"
    ENDED = "ended"


class PausedFor(StrEnum):
    """Why the clock of a dossier stands; the values are stored."""

    SUPPLEMENT = "supplement"
    """The applicant is to complete it (mẫu 02)."""
    OBLIGATION = "obligation"
    """She is to pay a tax or another due to the State."""
    STOP = "stop"
    """A leader stopped it (mẫu 05 of Thông tư 03/2025/TT-VPCP)."""

    @property
    def label(self) -> str:
        """Return the words of the account, to be translated on screens."""
        return _PAUSES[self]


_PAUSES = {
    PausedFor.SUPPLEMENT: message("Chờ người nộp bổ sung hồ sơ"),
    PausedFor.OBLIGATION: message("Chờ thực hiện nghĩa vụ tài chính"),
    PausedFor.STOP: message("Dừng giải quyết"),
}


class PromisedBy(StrEnum):
    """Why a date was promised; the values are stored."""

    ACCEPT = "accept"
    """At receipt (mẫu 01)."""
    PAUSE = "pause"
    """The clock stood for a while; the promise moved by as much."""
    EXTENSION = "extension"
    """The one extension that the law allows."""
    REAPPOINTMENT = "reappointment"
    """With an apology (mẫu 04); what was promised before is broken by it."""

    @property
    def label(self) -> str:
        """Return the words of the account, to be translated on screens."""
        return _PROMISES[self]


_PROMISES = {
    PromisedBy.ACCEPT: message("Hẹn khi tiếp nhận"),
    PromisedBy.PAUSE: message("Dời theo thời gian tạm dừng"),
    PromisedBy.EXTENSION: message("Gia hạn"),
    PromisedBy.REAPPOINTMENT: message("Xin lỗi và hẹn lại"),
}


class Lateness(StrEnum):
    """How a running dossier or step stands to its time."""

    ON_TIME = ""
    DUE_SOON = "due_soon"
    """Less than a fifth of its time is left, or less than four working hours."""
    LATE = "late"
    LATE_AGAIN = "late_again"
    """Past the date that it was re-appointed to."""
    PAUSED = "paused"
    """Its clock stands."""

    @property
    def label(self) -> str:
        """Return the word of lists, to be translated on screens."""
        return _LATENESS[self]


_LATENESS = {
    Lateness.ON_TIME: message("Trong hạn"),
    Lateness.DUE_SOON: message("Sắp đến hạn"),
    Lateness.LATE: message("Quá hạn"),
    Lateness.LATE_AGAIN: message("Quá hạn lần hai"),
    Lateness.PAUSED: message("Tạm dừng tính thời hạn"),
}

STORED = (Lateness.ON_TIME, Lateness.DUE_SOON, Lateness.LATE, Lateness.LATE_AGAIN)
"""What a row says; that its clock stands, its status says."""


class Step(StrEnum):
    """Tasks of our own, beside those of a process; the values are stored."""

    APOLOGISE = "apologise"
    """To excuse lateness and appoint a new date."""
    CONSULT = "consult"
    """To answer what another agency asks about its dossier."""

    @property
    def label(self) -> str:
        """Return the name of the task, to be translated on screens."""
        return _STEPS[self]


_STEPS = {
    Step.APOLOGISE: message("Xin lỗi và hẹn lại ngày trả kết quả"),
    Step.CONSULT: message("Trả lời ý kiến phối hợp"),
}


class RemarkKind(StrEnum):
    """What somebody wrote beside a dossier; the values are stored."""

    NOTE = "note"
    """Among officers; the applicant never sees it."""
    QUESTION = "question"
    """To the applicant; no clock stands for it."""
    ANSWER = "answer"
    """Hers to a question."""
    SENT_BACK = "sent_back"
    """Of a leader to the specialist: why what the result was to say was not approved."""


class Held(StrEnum):
    """Who has a task; the values stand in addresses of lists."""

    MINE_OR_FREE = ""
    MINE = "toi"
    FREE = "chua-ai"
    ANYBODY = "tat-ca"

    @property
    def label(self) -> str:
        """Return the words of the choice, to be translated on screens."""
        return _HELD[self]


_HELD = {
    Held.MINE_OR_FREE: message("Của tôi hoặc chưa ai nhận"),
    Held.MINE: message("Của tôi"),
    Held.FREE: message("Chưa ai nhận"),
    Held.ANYBODY: message("Của mọi người"),
}


class Together(StrEnum):
    """What an officer does to many dossiers at once; the values are stored."""

    ACCEPT = "accept"
    """Receive them."""
    ASSIGN = "assign"
    """Give their tasks to one officer."""
    DO = "do"
    """Do their tasks with the first outcome of each step."""

    @property
    def label(self) -> str:
        """Return what the button says, to be translated on screens."""
        return _TOGETHER[self]


_TOGETHER = {
    Together.ACCEPT: message("Tiếp nhận và hẹn trả"),
    Together.ASSIGN: message("Giao việc"),
    Together.DO: message("Hoàn thành bước"),
}
