"""What agencies and the calendar refuse."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class CalendarDayNotUnderstood(Refusal):
    """A day entered into the calendar makes no sense."""

    code = "agencies.calendar_day_not_understood"
    message = _("Không ghi được ngày {day} vào lịch: {reason}.")
    next_step = _("Sửa lại ngày, loại ngày và tên rồi lưu lần nữa.")
