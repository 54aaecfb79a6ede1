"""The moves that an officer may make, as forms: which fields each has, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.dossiers import actions, errors, queries
from motcua.dossiers.types import Post
from motcua.identity.queries import Viewer
from motcua.kernel.messages import message

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

MOST_LETTERS: Final = 2000
MOST_DIGITS: Final = 13


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a move's form.

    Attributes:
        name: In the address of the form.
        label: Above it, to be translated.
        kind: How it is drawn: lines, text, number, date or reasons.
        hint: Below the label; may be empty.
    """

    name: str
    label: str
    kind: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A move as a form.

    Attributes:
        label: What the button says.
        does: What it brings, in one sentence.
        fields: To be filled in; none for a bare button.
        use: The use case, with what is read from the fields.
        is_grave: Whether it ends or stops something.
    """

    label: str
    does: str
    fields: tuple[Field, ...]
    use: Callable[..., object]
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A move that an officer may make now."""

    event: str
    form: Form


_WANTED = Field(
    "noi-dung",
    message("Cần bổ sung những gì"),
    "lines",
    message("Mỗi dòng một nội dung; in trên phiếu gửi người nộp."),
)
_REASON = Field("ly-do", message("Lý do"), "lines", message("In trên giấy gửi người nộp."))
_PUBLIC_REASON = Field(
    "ly-do",
    message("Lý do"),
    "lines",
    message("Hiện trên trang kiểm tra giấy tờ cho mọi người: không ghi thông tin cá nhân."),
)
_BASIS = Field("can-cu", message("Căn cứ pháp lý (điều, khoản, văn bản)"), "lines")
_EXPLAINED = Field(
    "ly-do", message("Giải thích cho người nộp"), "lines", message("In trên giấy gửi người nộp.")
)
_AGAIN = Field(
    "vi-sao-lan-nua",
    message("Vì sao phải yêu cầu thêm lần nữa"),
    "lines",
    message("Lần bổ sung thứ hai bị tính khi đánh giá cơ quan."),
)
_UNTIL = Field("den-ngay", message("Ngày hẹn mới"), "date")
_BROUGHT = Field("da-nhan", message("Đã nhận những gì"), "lines")

FORMS: Final[Mapping[str, Form]] = {
    "ask_to_complete": Form(
        message("Yêu cầu hoàn thiện hồ sơ"),
        message("Hồ sơ chưa tiếp nhận chờ người nộp hoàn thiện (mẫu 02)."),
        (_WANTED, _REASON),
        actions.ask_to_complete,
    ),
    "ask_supplement": Form(
        message("Yêu cầu bổ sung hồ sơ"),
        message("Hồ sơ tạm dừng, thời hạn không tính cho đến khi được bổ sung (mẫu 02)."),
        (_WANTED, _REASON),
        actions.ask_supplement,
    ),
    "supplement": Form(
        message("Ghi nhận đã bổ sung tại quầy"),
        message("Thời hạn tính tiếp từ lúc này."),
        (_BROUGHT,),
        actions.note_supplement,
    ),
    "ask_payment": Form(
        message("Yêu cầu thực hiện nghĩa vụ tài chính"),
        message("Hồ sơ tạm dừng cho đến khi người nộp hoàn thành nghĩa vụ."),
        (
            Field("khoan-nop", message("Khoản phải nộp"), "text"),
            Field("so-tien", message("Số tiền (đồng)"), "number"),
            Field("so-thong-bao", message("Số thông báo của cơ quan thuế"), "text"),
        ),
        actions.ask_payment,
    ),
    "obligation_met": Form(
        message("Ghi nhận đã hoàn thành nghĩa vụ tài chính"),
        message("Thời hạn tính tiếp từ lúc này."),
        (),
        actions.obligation_met,
    ),
    "extend": Form(
        message("Gia hạn"),
        message("Một lần, trước khi hết hạn; phiếu gia hạn được ký số và gửi người nộp."),
        (_UNTIL, _REASON),
        actions.extend,
    ),
    "reappoint": Form(
        message("Xin lỗi và hẹn lại"),
        message("Một lần; phiếu xin lỗi (mẫu 04) được ký số và gửi người nộp."),
        (_UNTIL, _REASON),
        actions.reappoint,
    ),
    "withdraw": Form(
        message("Xác nhận rút hồ sơ"),
        message("Người nộp đã yêu cầu rút; hồ sơ kết thúc."),
        (),
        actions.confirm_withdrawal,
        is_grave=True,
    ),
    "stop": Form(
        message("Dừng giải quyết"),
        message("Thông báo dừng giải quyết được ký số và gửi người nộp; có thể giải quyết tiếp."),
        (_REASON,),
        actions.stop,
        is_grave=True,
    ),
    "resume": Form(
        message("Giải quyết tiếp"),
        message("Thời hạn tính tiếp với thời gian còn lại."),
        (),
        actions.resume,
    ),
    "decline": Form(
        message("Từ chối giải quyết"),
        message("Trả lời bằng văn bản có ký số; hồ sơ kết thúc, không giải quyết tiếp."),
        (Field("ma-ly-do", message("Lý do"), "reasons"), _EXPLAINED),
        actions.decline,
        is_grave=True,
    ),
    "correct": Form(
        message("Ký bản đính chính thay thế kết quả đã cấp"),
        message("Bản mới được ký số, vào sổ và gửi người nộp; bản cũ hết hiệu lực ngay."),
        (_PUBLIC_REASON, _BASIS),
        actions.correct,
    ),
    "revoke": Form(
        message("Thu hồi kết quả đã cấp"),
        message("Quyết định thu hồi được ký số và gửi người nộp; kết quả hết hiệu lực ngay."),
        (_PUBLIC_REASON, _BASIS),
        actions.revoke,
        is_grave=True,
    ),
}
"""The moves that have a form of their own; receipt and refusal have theirs on the page."""


def offered(viewer: Viewer, found: "Dossier") -> list[Offered]:
    """Return the moves that an officer may make now beside tasks, as forms."""
    moves = [one for one in queries.moves_for(viewer, found) if one.event in FORMS]
    return [Offered(one.event, _form(one.event, viewer, found)) for one in moves]


def make(
    event: str, *, found: "Dossier", viewer: Viewer, typed: Mapping[str, str], at: datetime
) -> None:
    """Make a move with what was typed into its form.

    Raises:
        Refusal: It cannot be made, or not so.
    """
    form = _form(event, viewer, found)
    said: dict[str, Any] = {}
    for field in form.fields:
        name, read = _READ[field.name]
        name = _RENAMED.get(event, {}).get(name, name)
        said[name] = read(typed.get(field.name, "")[:MOST_LETTERS].strip())
    form.use(dossier_id=found.id, viewer=viewer, at=at, **said)


def _form(event: str, viewer: Viewer, found: "Dossier") -> Form:
    """Return the form of a move; a second request asks a leader why."""
    form = FORMS[event]
    asks = event in {"ask_supplement", "ask_to_complete"}
    if asks and queries.holds(viewer, Post.LEADER, found.agency_id):
        return Form(form.label, form.does, (*form.fields, _AGAIN), form.use)
    return form


def _day(typed: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 a legal day has no zone
        except ValueError:
            continue
    raise errors.DayUnreadable


def _dong(typed: str) -> int:
    digits = typed.replace(".", "").replace(" ", "")
    is_amount = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if is_amount else 0


_READ: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "noi-dung": ("wanted", str.splitlines),
    "ly-do": ("reason", str),
    "vi-sao-lan-nua": ("why_again", str),
    "den-ngay": ("until", _day),
    "da-nhan": ("words", str),
    "khoan-nop": ("what_for", str),
    "so-tien": ("amount", _dong),
    "so-thong-bao": ("notice_number", str),
    "can-cu": ("legal_basis", str),
    "ma-ly-do": ("reason_code", str),
}
_RENAMED: Final = {"reappoint": {"reason": "cause"}, "decline": {"reason": "note"}}
