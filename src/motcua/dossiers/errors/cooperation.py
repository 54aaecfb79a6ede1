"""Refusals between agencies."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class AnsweredElsewhere(Refusal):
    """A question to another agency is answered in words, on its own page."""

    code = "dossiers.answered_elsewhere"
    message = _("Đây là việc lấy ý kiến cơ quan khác nên cần ghi câu trả lời.")
    next_step = _("Mở yêu cầu phối hợp này trong hộp việc rồi ghi ý kiến.")


class StepWithoutAgency(Refusal):
    """A process names an agency that is not there on that day."""

    code = "dossiers.step_without_agency"
    message = _("Quy trình giao việc cho cơ quan “{agency}” nhưng không có cơ quan này.")
    next_step = _("Báo người quản lý quy trình sửa mã cơ quan rồi làm lại bước này.")


class LegWithoutAgency(Refusal):
    """No agency of this site carries out one of the procedures that a filing brings about."""

    code = "dossiers.leg_without_agency"
    message = _("Không có cơ quan nào trên hệ thống này thực hiện “{leg}” cho nơi đã khai.")
    next_step = _("Hướng dẫn người nộp làm riêng việc đó tại cơ quan có thẩm quyền của nơi ấy.")


class NotConsultable(Refusal):
    """Another agency is asked about a dossier that is being worked on, and never one's own."""

    code = "dossiers.not_consultable"
    message = _("Không gửi được yêu cầu phối hợp này.")
    next_step = _("Chọn một cơ quan khác, khi hồ sơ đang xử lý và đã có người nhận việc.")


class LegStands(Refusal):
    """The dossier waits for one of its legs; what is missing is given there."""

    code = "dossiers.leg_stands"
    message = _("Hồ sơ đang chờ phần việc {code} của cơ quan khác.")
    next_step = _("Thực hiện ở hồ sơ {code}; hồ sơ này tự tiếp tục ngay sau đó.")
