"""Refusals of services, their levels and lists."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownService(Refusal):
    """The agency does not offer the procedure on the date asked for."""

    code = "catalogue.unknown_service"
    message = _("Cơ quan “{agency}” không cung cấp thủ tục “{procedure}”.")
    next_step = _("Chọn một cơ quan trong danh sách ở trang thủ tục.")


class EndsBeforeItBegins(Refusal):
    """An agency cannot end to provide what it has not begun to."""

    code = "catalogue.ends_before_it_begins"
    message = _("Ngày thôi cung cấp không được trước ngày bắt đầu cung cấp, {day}.")
    next_step = _("Chọn ngày bắt đầu hoặc một ngày sau đó.")


class ServiceEnded(Refusal):
    """The agency provides the procedure no longer, or not yet."""

    code = "catalogue.service_ended"
    message = _("{agency} không tiếp nhận thủ tục này vào hôm nay.")
    next_step = _(
        "Những gì bạn đã điền vẫn còn trong bản nháp. Xem cơ quan đang tiếp nhận ở trang thủ tục, "
        "hoặc hỏi bộ phận một cửa."
    )


class UnknownAgency(Refusal):
    """No agency has the code on the date asked for."""

    code = "catalogue.unknown_agency"
    message = _("Không có cơ quan mã “{code}” vào ngày này.")
    next_step = _("Kiểm tra lại mã, hoặc tìm ở trang Cơ quan.")


class LegalActMissing(Refusal):
    """A level is declared by a decision; without its number nobody can look it up."""

    code = "catalogue.legal_act_missing"
    message = _("Chưa ghi văn bản khai báo mức độ.")
    next_step = _("Ghi số, ngày của quyết định hoặc công văn, ví dụ 123/QĐ-UBND ngày 01/10/2021.")


class ReasonMissing(Refusal):
    """A decision on eligibility gives its reason."""

    code = "catalogue.reason_missing"
    message = _("Chưa ghi lý do đủ hoặc không đủ điều kiện.")
    next_step = _("Ghi ngắn gọn lý do để người khác hiểu được quyết định.")


class UnknownList(Refusal):
    """There is no such list of services."""

    code = "catalogue.unknown_list"
    message = _("Không có danh mục này.")
    next_step = _("Chọn lại trong trang các danh mục dịch vụ công.")
