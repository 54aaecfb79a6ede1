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
    Status.FINISHED: message("Đã xử lý xong"),
    Status.RETURNED: message("Đã trả kết quả"),
}
_PLAIN = {
    Status.REGISTERED: message("Hồ sơ đã nộp và đang chờ cơ quan kiểm tra để tiếp nhận."),
    Status.ACCEPTED: message("Cơ quan đã nhận hồ sơ và hẹn ngày trả kết quả."),
    Status.REFUSED: message("Cơ quan không nhận hồ sơ; lý do ghi ở bên dưới."),
    Status.PROCESSING: message("Cán bộ đang giải quyết hồ sơ."),
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
            `population:<real time, ISO 8601>`; gone when the answer is changed.
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
