"""Refusals of payments."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class PaymentNotConnected(Refusal):
    """This site has no payment platform."""

    code = "payments.not_connected"
    message = _("Cơ quan chưa kết nối cổng thanh toán trực tuyến.")
    next_step = _("Bạn có thể nộp phí, lệ phí tại bộ phận một cửa.")


class ChargeExpired(Refusal):
    """The time for paying is over."""

    code = "payments.charge_expired"
    message = _("Đã hết thời hạn nộp phí, lệ phí.")
    next_step = _("Hãy nộp lại hồ sơ; số tiền đã bị trừ sau hạn, nếu có, được hoàn tự động.")


class ChargeNotDue(Refusal):
    """The charge was paid, cancelled or refunded: nothing is to be paid."""

    code = "payments.charge_not_due"
    message = _("Hồ sơ không còn khoản phí, lệ phí nào phải nộp.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất.")


class PaymentUnderWay(Refusal):
    """An earlier attempt may have taken money: paying again now might pay twice."""

    code = "payments.under_way"
    message = _("Lần thanh toán trước đang chờ ngân hàng xác nhận.")
    next_step = _("Đừng thanh toán lại; trang này tự cập nhật khi có kết quả.")


class AnotherChargeDue(Refusal):
    """The same subject already has another unpaid charge."""

    code = "payments.another_charge_due"
    message = _("Hồ sơ đang có một khoản phí, lệ phí khác chưa nộp.")
    next_step = _("Hủy khoản đó trước khi lập khoản mới.")


class NothingToRefund(Refusal):
    """The charge was not paid by the platform, so the platform cannot give it back."""

    code = "payments.nothing_to_refund"
    message = _("Khoản phí, lệ phí này chưa được thanh toán trực tuyến nên không hoàn được.")
    next_step = _("Nếu đã nộp tại bộ phận một cửa, hãy đề nghị hoàn tại đó.")


class ForgedReturn(Refusal):
    """The address the browser came back to was not signed by the platform."""

    code = "payments.forged_return"
    message = _("Địa chỉ quay về không đúng là của cổng thanh toán.")
    next_step = _("Trạng thái thanh toán được lấy trực tiếp từ cổng, không lấy từ địa chỉ này.")
