"""What publishing does, and what becomes of proposals to publish."""

from enum import StrEnum

from motcua.kernel.messages import message


class Running(StrEnum):
    """What a new version of a procedure does to dossiers that are on their way; stored."""

    STAY = "stay"
    """They keep the version they were filed under."""
    UPGRADE = "upgrade"
    """They go over to the new one where form and process allow."""
    CLOSE = "close"
    """From a date no more are taken; those on their way go on as they were filed."""

    @property
    def label(self) -> str:
        """Return the choice as it is offered, to be translated on screens."""
        return _RUNNING[self]


_RUNNING = {
    Running.STAY: message("Giữ phiên bản đã nộp"),
    Running.UPGRADE: message("Chuyển sang phiên bản mới nếu biểu mẫu và quy trình cho phép"),
    Running.CLOSE: message("Ngừng nhận hồ sơ mới từ một ngày; hồ sơ đang giải quyết vẫn tiếp tục"),
}


class FileStatus(StrEnum):
    """Where a file of procedures stands; stored."""

    KEPT = "kept"
    """It waits for a second look."""
    PUBLISHING = "publishing"
    """Its procedures are being published, one after the other."""
    PUBLISHED = "published"
    """All of them are, or were left with a reason."""


class ProposalStatus(StrEnum):
    """What became of a proposal of the national catalogue; stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"
    """A later one came before anybody decided."""

    @property
    def label(self) -> str:
        """Return the name on screens, to be translated there."""
        return _PROPOSALS[self]


_PROPOSALS = {
    ProposalStatus.OPEN: message("Chờ quyết định"),
    ProposalStatus.ACCEPTED: message("Đã nhận"),
    ProposalStatus.DECLINED: message("Không nhận"),
    ProposalStatus.REPLACED: message("Đã có bản mới hơn"),
}
