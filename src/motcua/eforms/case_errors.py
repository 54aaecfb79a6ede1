"""Refusals of recorded examples of forms."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownFormCase(Refusal):
    """No example has that id, or it was taken away."""

    code = "eforms.unknown_case"
    message = _("Không có ca thử này.")
    next_step = _("Mở lại danh sách ca thử của biểu mẫu.")


class CaseNameMissing(Refusal):
    """An example is known by what it tries."""

    code = "eforms.case_name_missing"
    message = _("Chưa đặt tên ca thử.")
    next_step = _("Ghi ngắn gọn thử điều gì, ví dụ “con ngoài giá thú”.")


class CaseNameTaken(Refusal):
    """Two examples of one name could not be told apart."""

    code = "eforms.case_name_taken"
    message = _("Biểu mẫu đã có ca thử tên “{name}”.")
    next_step = _("Đặt tên khác, hoặc bỏ ca thử cũ trước.")


class CasesTooMany(Refusal):
    """All examples are lived through at every save."""

    code = "eforms.cases_too_many"
    message = _("Biểu mẫu đã có {most} ca thử.")
    next_step = _("Bỏ ca thử không còn cần.")


class CaseReasonMissing(Refusal):
    """An example that goes takes a guarantee with it: somebody must say why."""

    code = "eforms.case_reason_missing"
    message = _("Chưa ghi lý do.")
    next_step = _("Ghi vì sao ca thử này đổi hoặc không còn đúng.")
