"""Refusals of changes of many services."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NothingToDo(Refusal):
    """A change of many services has no line."""

    code = "catalogue.nothing_to_do"
    message = _("Chưa chọn dịch vụ nào.")
    next_step = _("Đánh dấu ít nhất một dịch vụ, hoặc chọn áp dụng cho cả danh sách đang lọc.")


class BulkHasProblems(Refusal):
    """Lines of a change of many services cannot be applied, so none is."""

    code = "catalogue.bulk_has_problems"
    message = _("Còn {number} dòng chưa thực hiện được; chưa có gì thay đổi.")
    next_step = _("Xem lý do ở từng dòng, sửa rồi chuẩn bị lại.")


class UnknownBulkChange(Refusal):
    """There is no such change of many services, or it is another agency's."""

    code = "catalogue.unknown_bulk_change"
    message = _("Không có đợt thay đổi này.")
    next_step = _("Chọn lại trong danh sách các đợt thay đổi.")


class SheetHasProblems(Refusal):
    """Cells of a sheet cannot be taken, so none is; `problems` names each by line and column."""

    code = "catalogue.sheet_has_problems"
    message = _("Bảng có {number} chỗ chưa đúng; chưa có gì được lưu.")
    next_step = _("Sửa từng chỗ theo danh sách rồi gửi lại cả bảng.")
