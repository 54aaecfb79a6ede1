"""Refusals of lists, tasks given out, and words between officers and applicants."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NotToBeGiven(Refusal):
    """Only a leader there, or the one who has a task, gives it to somebody."""

    code = "dossiers.not_to_be_given"
    message = _("Việc này không do bạn giao: bạn không phụ trách và không phải lãnh đạo cơ quan.")
    next_step = _("Đề nghị người đang phụ trách bàn giao, hoặc lãnh đạo giao lại.")


class TakerHoldsNoPost(Refusal):
    """A task is given to one who holds its post, that day, at that agency."""

    code = "dossiers.taker_holds_no_post"
    message = _("Người được chọn không giữ vị trí của bước này tại cơ quan.")
    next_step = _("Chọn người khác, hoặc nhờ quản trị viên phân công vị trí có thời hạn.")


class NothingWritten(Refusal):
    """A note, a question or an answer has words."""

    code = "dossiers.nothing_written"
    message = _("Chưa ghi nội dung.")
    next_step = _("Ghi nội dung rồi gửi lại.")


class UnknownQuestion(Refusal):
    """There is none, or she answered it."""

    code = "dossiers.unknown_question"
    message = _("Không còn câu hỏi nào chờ bạn trả lời ở đây.")
    next_step = _("Tải lại trang hồ sơ để xem câu trả lời đã gửi.")


class NothingChosen(Refusal):
    """Work on many at once needs some."""

    code = "dossiers.nothing_chosen"
    message = _("Chưa chọn hồ sơ nào.")
    next_step = _("Đánh dấu các hồ sơ trong danh sách rồi bấm lại.")


class SeveralAgencies(Refusal):
    """A slip of handing over is one agency's."""

    code = "dossiers.several_agencies"
    message = _("Các hồ sơ đã chọn thuộc nhiều cơ quan.")
    next_step = _("Lập một phiếu bàn giao cho mỗi cơ quan.")


class UnknownBatch(Refusal):
    """There is none of hers."""

    code = "dossiers.unknown_batch"
    message = _("Không tìm thấy lượt xử lý này trong các lượt của bạn.")
    next_step = _("Mở lại danh sách việc.")


class TooManyLists(Refusal):
    """An officer keeps so many lists at most."""

    code = "dossiers.too_many_lists"
    message = _("Bạn đã lưu {most} danh sách.")
    next_step = _("Xóa một danh sách không dùng nữa, rồi lưu lại.")
