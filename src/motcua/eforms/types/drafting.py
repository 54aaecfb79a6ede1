"""Forms being written, before they are published."""

from enum import StrEnum
from typing import Final, NamedTuple

from motcua.kernel.messages import message as _


class DraftStatus(StrEnum):
    """How far the next version of a form has come; the values are stored."""

    DRAFTING = "drafting"
    """Its author writes."""
    IN_REVIEW = "in_review"
    """The specialised department reads."""
    RETURNED = "returned"
    """The department asks for changes."""
    APPROVED = "approved"
    """Signed off; what is published is what was signed off."""
    PUBLISHED = "published"
    """A version by now."""
    WITHDRAWN = "withdrawn"
    """Given up."""

    @property
    def label(self) -> str:
        """Return the status as screens name it, to be translated there."""
        return _LABELS[self]


class DraftMove(StrEnum):
    """What happens to a draft, beyond its being saved; the values are stored."""

    BEGIN = "begin"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    SIGN_OFF = "sign_off"
    RETURN = "return"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        """Return the move as screens tell it, to be translated there."""
        return _MOVES[self]


_LABELS: Final = {
    DraftStatus.DRAFTING: _("Đang soạn"),
    DraftStatus.IN_REVIEW: _("Chờ duyệt"),
    DraftStatus.RETURNED: _("Trả lại để sửa"),
    DraftStatus.APPROVED: _("Đã duyệt"),
    DraftStatus.PUBLISHED: _("Đã công bố"),
    DraftStatus.WITHDRAWN: _("Đã thu hồi"),
}
_MOVES: Final = {
    DraftMove.BEGIN: _("Bắt đầu soạn"),
    DraftMove.SUBMIT: _("Gửi duyệt"),
    DraftMove.TAKE_BACK: _("Lấy lại để sửa"),
    DraftMove.SIGN_OFF: _("Duyệt"),
    DraftMove.RETURN: _("Trả lại"),
    DraftMove.PUBLISH: _("Công bố"),
    DraftMove.WITHDRAW: _("Thu hồi"),
}


class Use(NamedTuple):
    """One thing that asks people to fill in a form.

    Attributes:
        code: Of a procedure.
        name: As people know it.
        version: Number of the form's version that it uses now.
    """

    code: str
    name: str
    version: int
