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
    """The charge was not paid, or its money is back already."""

    code = "payments.nothing_to_refund"
    message = _("Khoản phí, lệ phí này chưa nộp hoặc đã được hoàn.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất.")


class NotTakenHere(Refusal):
    """The money did not come over the counter, so no officer can take that back by hand."""

    code = "payments.not_taken_here"
    message = _("Khoản này không thu tại quầy nên không hủy hoặc hoàn tại quầy được.")
    next_step = _("Khoản thanh toán trực tuyến được hoàn qua cổng thanh toán.")


class SlipMissing(Refusal):
    """A card was taken without the number that the terminal printed."""

    code = "payments.slip_missing"
    message = _("Chưa ghi đúng số tham chiếu trên hóa đơn của máy POS.")
    next_step = _("Ghi số tham chiếu in trên hóa đơn thẻ: từ 4 đến 20 chữ cái hoặc chữ số.")


class SlipUsed(Refusal):
    """The terminal's number stands behind another taking."""

    code = "payments.slip_used"
    message = _("Số tham chiếu này của máy POS đã dùng cho một khoản thu khác.")
    next_step = _("Xem lại hóa đơn thẻ; mỗi lần quẹt thẻ có một số riêng.")


class OwnTaking(Refusal):
    """Whoever took money does not decide alone that it goes back."""

    code = "payments.own_taking"
    message = _("Người thu tiền không tự hủy hoặc hoàn khoản mình đã thu.")
    next_step = _("Đề nghị một người khác có thẩm quyền thực hiện.")


class ExplanationMissing(Refusal):
    """A taking is reversed only with a reason that can be read later."""

    code = "payments.explanation_missing"
    message = _("Chưa ghi lý do.")
    next_step = _("Ghi vì sao khoản thu này bị hủy; lý do được lưu cùng biên lai.")


class ForgedReturn(Refusal):
    """The address the browser came back to was not signed by the platform."""

    code = "payments.forged_return"
    message = _("Địa chỉ quay về không đúng là của cổng thanh toán.")
    next_step = _("Trạng thái thanh toán được lấy trực tiếp từ cổng, không lấy từ địa chỉ này.")


class LineSettled(Refusal):
    """The line of the statement pays a charge, or its money went back before."""

    code = "payments.line_settled"
    message = _("Khoản tiền này đã được đối chiếu hoặc đã chuyển trả.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất.")
