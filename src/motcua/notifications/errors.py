"""What can go wrong with a carrier of messages, and what an administrator's text may not be.

The former are never shown to citizens; the latter are refusals.
"""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NotSentError(Exception):
    """The carrier did not take the message; `why` is a short code for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TryLaterError(NotSentError):
    """It may take the message later.

    Attributes:
        is_unclear: It may have taken the message already; only a question tells.
    """

    def __init__(self, why: str, *, is_unclear: bool = False) -> None:
        super().__init__(why)
        self.is_unclear = is_unclear


class NeverError(NotSentError):
    """It will never take this message: the address does not exist, or nothing is set up."""


class WordingEmpty(Refusal):
    """A text says nothing, or a mail has no subject."""

    code = "notifications.wording_empty"
    message = _("Lời tin báo còn trống.")
    next_step = _("Nhập nội dung (và tiêu đề, nếu là thư), hoặc dùng lại lời mặc định.")


class WordingFieldUnknown(Refusal):
    """A text has a field that this notice does not know, or braces that do not fit."""

    code = "notifications.wording_field_unknown"
    message = _("Lời tin báo có chỗ điền không dùng được: {fields}.")
    next_step = _("Chỉ dùng các chỗ điền có trong danh sách, viết đúng như {{code}}.")


class WordingFieldMissing(Refusal):
    """A text lacks what its reader needs."""

    code = "notifications.wording_field_missing"
    message = _("Lời tin báo thiếu: {fields}.")
    next_step = _("Người nhận cần những điều này; hãy thêm các chỗ điền còn thiếu.")


class WordingNotForSms(Refusal):
    """An SMS would carry a link, a long number, or letters that nobody sent."""

    code = "notifications.wording_not_for_sms"
    message = _("Tin nhắn SMS không được có đường dẫn hay dãy số dài.")
    next_step = _("Bỏ đường dẫn và dãy số; người nhận tự mở Cổng dịch vụ công.")


class WordingTooLong(Refusal):
    """An SMS does not fit into one message."""

    code = "notifications.wording_too_long"
    message = _("Tin nhắn dài {length} ký tự, quá {most} ký tự của một tin.")
    next_step = _("Rút ngắn lời tin; các chỗ điền được tính theo giá trị mẫu.")


class ProcedureCodeMalformed(Refusal):
    """What was typed is no code of a procedure."""

    code = "notifications.procedure_code_malformed"
    message = _("Mã thủ tục không đúng dạng: {code}.")
    next_step = _("Mã thủ tục có dạng 1.004884; để trống nếu dùng cho mọi thủ tục.")


class WebhookAddressRefused(Refusal):
    """An address is no HTTPS address of a machine in the public internet."""

    code = "notifications.webhook_address_refused"
    message = _("Không dùng được địa chỉ này để nhận webhook.")
    next_step = _("Nhập địa chỉ https:// của một máy chủ công khai, không kèm mật khẩu.")


class WebhookOccasionsMissing(Refusal):
    """An integrator would never be told anything."""

    code = "notifications.webhook_occasions_missing"
    message = _("Chưa chọn sự kiện nào để gửi.")
    next_step = _("Chọn ít nhất một sự kiện.")
