"""What agencies and the calendar refuse."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class CalendarDayNotUnderstood(Refusal):
    """A day entered into the calendar makes no sense."""

    code = "agencies.calendar_day_not_understood"
    message = _("Không ghi được ngày {day} vào lịch: {reason}.")
    next_step = _("Sửa lại ngày, loại ngày và tên rồi lưu lần nữa.")


class HoursNotUnderstood(Refusal):
    """Office hours make no sense, or would change what was promised on days that are past."""

    code = "agencies.hours_not_understood"
    message = _("Không ghi được giờ làm việc từ ngày {day}: {reason}.")
    next_step = _("Sửa lại ngày và giờ rồi lưu lần nữa.")


class CalendarYearMissing(Refusal):
    """The holidays of a year were not entered, so no working time is reckoned in it."""

    code = "agencies.calendar_year_missing"
    message = _("Chưa tính được thời hạn: chưa nhập lịch nghỉ của năm {year}.")
    next_step = _("Quản trị viên nhập lịch của năm đó ở trang Lịch làm việc.")


class ReorganisationNotUnderstood(Refusal):
    """A reorganisation would leave a gap, an overlap or a unit without a place."""

    code = "agencies.reorganisation_not_understood"
    message = _("Không ghi được việc sắp xếp ngày {day}: {reason}.")
    next_step = _("Sửa lại ngày, đơn vị trước và sau sắp xếp rồi ghi lần nữa.")


class UnitOutOfReach(Refusal):
    """Somebody would reorganise a unit that is not below the agency she administers."""

    code = "agencies.unit_out_of_reach"
    message = _("{name} không nằm dưới cơ quan mà bạn quản trị.")
    next_step = _("Chọn đơn vị bên dưới cơ quan của bạn, hoặc đề nghị quản trị viên cấp bộ ghi.")


class CodeTaken(Refusal):
    """Another organisation holds the code on or after the day from which it is asked for."""

    code = "agencies.code_taken"
    message = _("Mã {code} từ ngày {day} đã là của {name}.")
    next_step = _("Chọn mã khác, hoặc kết thúc đơn vị đang giữ mã này trước.")


class UnknownUnit(Refusal):
    """A code means no unit on the day that was asked for."""

    code = "agencies.unknown_unit"
    message = _("Ngày {day} không có đơn vị nào mang mã {code}.")
    next_step = _("Kiểm tra lại mã và ngày: cùng một mã có thể là hai đơn vị ở hai thời điểm.")
