"""Refusals of requests, pauses and promises."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class ClockStands(Refusal):
    """Nothing is worked on while the clock of a dossier stands."""

    code = "dossiers.clock_stands"
    message = _("Hồ sơ đang tạm dừng (“{status}”) nên chưa làm bước này được.")
    next_step = _("Đợi hồ sơ được bổ sung, hoàn thành nghĩa vụ hoặc được giải quyết tiếp.")


class ReasonMissing(Refusal):
    """What a paper says to the applicant needs a reason."""

    code = "dossiers.reason_missing"
    message = _("Chưa ghi lý do hoặc nội dung yêu cầu.")
    next_step = _("Ghi rõ bằng lời người nộp hiểu được; nội dung này in trên giấy gửi người nộp.")


class RequestOpen(Refusal):
    """The applicant has a request already that she has not answered."""

    code = "dossiers.request_open"
    message = _("Người nộp đang có một yêu cầu bổ sung chưa trả lời.")
    next_step = _("Đợi người nộp trả lời, hoặc quyết định trên hồ sơ như hiện có.")


class AskedBefore(Refusal):
    """A dossier is to be completed once in a stage; a leader may ask once more, with a reason."""

    code = "dossiers.asked_before"
    message = _("Hồ sơ đã được yêu cầu bổ sung một lần ở giai đoạn này.")
    next_step = _(
        "Yêu cầu thêm lần nữa do lãnh đạo quyết định, ghi rõ lý do và bị tính khi đánh giá."
    )


class NothingAsked(Refusal):
    """There is no request that could be answered."""

    code = "dossiers.nothing_asked"
    message = _("Hồ sơ không có yêu cầu bổ sung nào đang chờ trả lời.")
    next_step = _("Mở lại trang hồ sơ để xem trạng thái mới nhất.")


class NothingAnswered(Refusal):
    """An answer to a request has words or files."""

    code = "dossiers.nothing_answered"
    message = _("Chưa có tệp hay lời giải trình nào cho yêu cầu bổ sung.")
    next_step = _("Gửi ít nhất một tệp, hoặc ghi lời giải trình.")


class AmountMissing(Refusal):
    """An obligation has an amount and the number of the notice that says so."""

    code = "dossiers.amount_missing"
    message = _("Chưa ghi số tiền và số thông báo nghĩa vụ tài chính.")
    next_step = _("Ghi đúng theo thông báo của cơ quan thuế.")


class DateNotLater(Refusal):
    """A new date lies after the one promised, and is not past."""

    code = "dossiers.date_not_later"
    message = _("Ngày hẹn mới phải sau ngày đã hẹn {promised} và chưa qua.")
    next_step = _("Chọn một ngày làm việc muộn hơn.")


class ExtendedBefore(Refusal):
    """The time of a dossier is extended once."""

    code = "dossiers.extended_before"
    message = _("Hồ sơ đã được gia hạn một lần.")
    next_step = _("Trả kết quả đúng hẹn, hoặc xin lỗi và hẹn lại nếu quá hạn.")


class TooLateToExtend(Refusal):
    """What is late is not extended any more."""

    code = "dossiers.too_late_to_extend"
    message = _("Hồ sơ đã quá hạn từ {promised} nên không gia hạn được.")
    next_step = _("Gửi phiếu xin lỗi và hẹn lại ngày trả kết quả.")


class ReappointedBefore(Refusal):
    """A dossier is re-appointed once.

    Source: Nghị định 61/2018/NĐ-CP, Điều 19.
    """

    code = "dossiers.reappointed_before"
    message = _("Hồ sơ đã được xin lỗi và hẹn lại một lần; không hẹn lại lần nữa.")
    next_step = _("Trả kết quả ngay khi có; việc trễ hẹn lần hai được báo lên cơ quan cấp trên.")


class WithdrawalNotAsked(Refusal):
    """An officer withdraws what the applicant asked to withdraw."""

    code = "dossiers.withdrawal_not_asked"
    message = _("Người nộp chưa yêu cầu rút hồ sơ này.")
    next_step = _("Chỉ xác nhận rút khi người nộp đã yêu cầu trên Cổng hoặc bằng văn bản.")


class NotResumable(Refusal):
    """A dossier that was refused after receipt has ended."""

    code = "dossiers.not_resumable"
    message = _("Hồ sơ đã bị từ chối giải quyết nên không tiếp tục được.")
    next_step = _("Người nộp có thể nộp hồ sơ mới.")


class DayUnreadable(Refusal):
    """What was typed is no day."""

    code = "dossiers.day_unreadable"
    message = _("Chưa đọc được ngày hẹn mới.")
    next_step = _("Ghi ngày/tháng/năm, ví dụ 27/10/2021.")
