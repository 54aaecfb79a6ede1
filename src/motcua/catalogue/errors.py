"""Refusals of the catalogue."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownProcedure(Refusal):
    """No procedure has the code."""

    code = "catalogue.unknown_procedure"
    message = _("Không có thủ tục mã “{code}”.")
    next_step = _("Kiểm tra lại mã, hoặc tìm theo tên thủ tục.")


class UnknownService(Refusal):
    """The agency does not offer the procedure on the date asked for."""

    code = "catalogue.unknown_service"
    message = _("Cơ quan “{agency}” không cung cấp thủ tục “{procedure}”.")
    next_step = _("Chọn một cơ quan trong danh sách ở trang thủ tục.")


class ContentNotUnderstood(Refusal):
    """The record of a procedure has not the shape it must have."""

    code = "catalogue.content_not_understood"
    message = _("Nội dung thủ tục sai ở “{where}”: {why}.")
    next_step = _("Sửa trường này rồi công bố lại; chưa có gì được lưu.")
