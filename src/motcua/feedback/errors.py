"""What petitions are refused for."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownPetition(Refusal):
    """There is none, or it is somebody else's: the answer is the same."""

    code = "feedback.unknown_petition"
    message = _("Không có phản ánh, kiến nghị này, hoặc bạn không được xem.")
    next_step = _("Mở lại từ danh sách.")


class ComplaintGoesElsewhere(Refusal):
    """Complaints and denunciations have laws, forms and time limits of their own."""

    code = "feedback.complaint_goes_elsewhere"
    message = _("Khiếu nại, tố cáo không gửi ở đây: việc đó có trình tự riêng do luật định.")
    next_step = _(
        "Gửi đơn khiếu nại theo Luật Khiếu nại, đơn tố cáo theo Luật Tố cáo, đến Ban Tiếp công dân "
        "hoặc người đứng đầu cơ quan có quyết định, hành vi đó."
    )


class KindMissing(Refusal):
    """It is not said what is sent in."""

    code = "feedback.kind_missing"
    message = _("Chưa chọn gửi phản ánh hay kiến nghị.")
    next_step = _("Chọn một loại rồi gửi lại.")


class NothingWritten(Refusal):
    """Words are missing, or too few to be understood."""

    code = "feedback.nothing_written"
    message = _("Nội dung còn trống hoặc quá ngắn.")
    next_step = _("Ghi ít nhất {least} chữ cái rồi gửi lại.")


class TooLong(Refusal):
    """More letters than are taken."""

    code = "feedback.too_long"
    message = _("Nội dung dài quá {most} chữ cái.")
    next_step = _("Rút ngắn, phần chi tiết gửi thành tệp kèm theo.")


class TooManyOpen(Refusal):
    """One author has as many unanswered ones as are taken at a time."""

    code = "feedback.too_many_open"
    message = _("Bạn đang có {most} phản ánh, kiến nghị chờ trả lời.")
    next_step = _("Chờ cơ quan trả lời một trong số đó rồi gửi tiếp.")


class NotThere(Refusal):
    """That agency takes no petitions on this system."""

    code = "feedback.not_there"
    message = _("Cơ quan được chọn không nhận phản ánh, kiến nghị trên hệ thống này.")
    next_step = _("Chọn một cơ quan trong danh sách.")


class NotYours(Refusal):
    """The officer holds another post, or none at that agency."""

    code = "feedback.not_yours"
    message = _("Bước này không thuộc vị trí của bạn tại cơ quan đang giữ phản ánh, kiến nghị.")
    next_step = _("Chuyển cho người giữ vị trí đó tại cơ quan.")


class AskedBefore(Refusal):
    """The author is asked once."""

    code = "feedback.asked_before"
    message = _("Người gửi đã được đề nghị nói rõ thêm một lần.")
    next_step = _("Trả lời theo những gì đã có, hoặc ghi lý do không tiếp nhận.")


class TooLateToAsk(Refusal):
    """The days in which the author may be asked are over."""

    code = "feedback.too_late_to_ask"
    message = _("Đã quá 5 ngày làm việc kể từ khi nhận, không đề nghị người gửi bổ sung được nữa.")
    next_step = _("Trả lời theo những gì đã có, hoặc ghi lý do không tiếp nhận.")
