"""Refusals of what is published, and of publishing it."""

from datetime import date
from typing import Self

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownProcedure(Refusal):
    """No procedure has the code."""

    code = "catalogue.unknown_procedure"
    message = _("Không có thủ tục mã “{code}”.")
    next_step = _("Kiểm tra lại mã, hoặc tìm theo tên thủ tục.")


class ProcedureExists(Refusal):
    """A new procedure needs a code of its own."""

    code = "catalogue.procedure_exists"
    message = _("Thủ tục mã “{code}” đã có trong danh mục.")
    next_step = _("Mở thủ tục đó và sửa, hoặc ghi mã khác.")


class LaterVersionPublished(Refusal):
    """Versions come into force in the order of their numbers."""

    code = "catalogue.later_version_published"
    message = _(
        "Đã công bố phiên bản {number} áp dụng từ {day}; không chen phiên bản vào trước đó."
    )
    next_step = _("Chọn ngày áp dụng từ {day} trở đi.")


class BeginsInThePast(Refusal):
    """A version holds from today on at the earliest."""

    code = "catalogue.begins_in_the_past"
    message = _("Ngày áp dụng không được trước hôm nay, {day}.")
    next_step = _("Chọn hôm nay hoặc một ngày sau đó.")


class ClosingDayMissing(Refusal):
    """A procedure closes on a day."""

    code = "catalogue.closing_day_missing"
    message = _("Chưa ghi ngày ngừng nhận hồ sơ.")
    next_step = _("Ghi ngày từ đó không nhận hồ sơ mới nữa.")


class ClosesBeforeItBegins(Refusal):
    """The version that closes a procedure must be in force by then."""

    code = "catalogue.closes_before_it_begins"
    message = _("Ngày ngừng nhận hồ sơ không được trước ngày áp dụng, {day}.")
    next_step = _("Chọn ngày áp dụng hoặc một ngày sau đó.")


class ProcedureClosed(Refusal):
    """The procedure takes no dossiers any more."""

    code = "catalogue.procedure_closed"
    message = _("Thủ tục “{name}” ngừng nhận hồ sơ từ ngày {day}.")
    next_step = _("Xem thủ tục thay thế ở trang thủ tục, hoặc hỏi bộ phận một cửa.")

    @classmethod
    def of(cls, name: str, closes_on: date | None) -> Self:
        """Return the refusal of a procedure that closed on a legal date."""
        return cls(name=name, day=f"{closes_on:%d/%m/%Y}" if closes_on else "–")
