"""What agencies and the calendar refuse."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class CalendarDayNotUnderstood(Refusal):
    """A day entered into the calendar makes no sense."""

    code = "agencies.calendar_day_not_understood"
    message = _("Không ghi được ngày {day} vào lịch: {reason}.")
    next_step = _("Sửa lại ngày, loại ngày và tên rồi lưu lần nữa.")


class CalendarYearMissing(Refusal):
    """The holidays of a year were not entered, so no working time is reckoned in it."""

    code = "agencies.calendar_year_missing"
    message = _("Chưa tính được thời hạn: chưa nhập lịch nghỉ của năm {year}.")
    next_step = _("Quản trị viên nhập lịch của năm đó ở trang Lịch làm việc.")
