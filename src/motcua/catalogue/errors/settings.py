"""Refusals of what an agency sets for itself."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NotYourAgency(Refusal):
    """A controller sets for her own agency and those below it."""

    code = "catalogue.not_your_agency"
    message = _("Cơ quan này không phải cơ quan của bạn, cũng không trực thuộc cơ quan của bạn.")
    next_step = _("Đề nghị cán bộ kiểm soát của cơ quan đó thực hiện.")


class LegalBasisMissing(Refusal):
    """What differs from the published procedure rests on a legal act."""

    code = "catalogue.legal_basis_missing"
    message = _("Chưa ghi văn bản làm căn cứ.")
    next_step = _("Ghi số, ký hiệu của quyết định hoặc nghị quyết cho phép quy định riêng.")


class SettingNeedsProcedure(Refusal):
    """Limits and fees differ from procedure to procedure."""

    code = "catalogue.setting_needs_procedure"
    message = _("“{field}” phải quy định cho từng thủ tục.")
    next_step = _("Mở thủ tục cần quy định rồi nhập lại.")


class SettingNotUnderstood(Refusal):
    """The value does not fit the field."""

    code = "catalogue.setting_not_understood"
    message = _("Giá trị không hợp với “{field}”.")
    next_step = _("Nhập lại theo mẫu ở trang; chưa có gì được lưu.")


class LimitTooLong(Refusal):
    """An agency may shorten the law's limit, never lengthen it."""

    code = "catalogue.limit_too_long"
    message = _("Thời hạn riêng không được dài hơn quy định: {limit}")
    next_step = _("Ghi thời hạn ngắn hơn hoặc bằng, theo cùng đơn vị với quy định.")


class UnknownSetting(Refusal):
    """There is no such setting."""

    code = "catalogue.unknown_setting"
    message = _("Không có quy định riêng này.")
    next_step = _("Tải lại trang để xem danh sách mới.")


class SettingEnded(Refusal):
    """A setting ends once."""

    code = "catalogue.setting_ended"
    message = _("Quy định riêng này đã được kết thúc từ ngày {day}.")
    next_step = _("Tải lại trang để xem danh sách mới.")
