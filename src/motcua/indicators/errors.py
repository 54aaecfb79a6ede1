"""What indicators refuse."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownIndicator(Refusal):
    """No indicator has this code."""

    code = "indicators.unknown_indicator"
    message = _("Không có chỉ số nào mang mã “{indicator}”.")
    next_step = _("Xem danh mục chỉ số tại /api/v1/indicators.")


class UnknownSnapshot(Refusal):
    """The period has no snapshot of this number."""

    code = "indicators.unknown_snapshot"
    message = _("Kỳ {period} không có bản công bố số {number}.")
    next_step = _("Mở trang xếp hạng của kỳ để xem các bản đã công bố.")
