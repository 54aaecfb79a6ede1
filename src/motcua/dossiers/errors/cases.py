"""Refusals of work on a dossier."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownDossier(Refusal):
    """There is none, or none that the asker may see: the answer is the same."""

    code = "dossiers.unknown_dossier"
    message = _("Không tìm thấy hồ sơ này trong các hồ sơ mà bạn được xem.")
    next_step = _("Kiểm tra lại mã hồ sơ, hoặc đăng nhập bằng tài khoản đã nộp hồ sơ.")


class FeeNotPaid(Refusal):
    """The fee is due; nobody receives the dossier before it is paid."""

    code = "dossiers.fee_not_paid"
    message = _("Hồ sơ chưa nộp đủ lệ phí nên chưa tiếp nhận được.")
    next_step = _("Đợi người nộp thanh toán; hồ sơ tự hết hạn khi quá giờ ghi trên hồ sơ.")


class NoFeeDue(Refusal):
    """Nothing is to be taken or handed back at the counter."""

    code = "dossiers.no_fee_due"
    message = _("Hồ sơ không có khoản phí, lệ phí nào chờ thu hoặc hoàn tại quầy.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất của lệ phí.")


class SomebodyWasFaster(Refusal):
    """Another officer did it a moment ago."""

    code = "dossiers.somebody_was_faster"
    message = _("{who} vừa xử lý hồ sơ này lúc {when}; hồ sơ nay ở trạng thái “{status}”.")
    next_step = _("Tải lại trang để xem trạng thái mới; việc của bạn chưa ghi gì.")


class NotYourPost(Refusal):
    """The step belongs to another post, or another agency."""

    code = "dossiers.not_your_post"
    message = _("Bước này không thuộc vị trí của bạn tại cơ quan giải quyết.")
    next_step = _("Đề nghị người giữ vị trí đó thực hiện, hoặc hỏi quản trị viên.")


class OwnWorkNotApproved(Refusal):
    """Whoever appraised a dossier may not approve it."""

    code = "dossiers.own_work_not_approved"
    message = _("Người đã thẩm định hồ sơ không được tự phê duyệt hồ sơ đó.")
    next_step = _("Đề nghị một lãnh đạo khác phê duyệt.")


class ResultIncomplete(Refusal):
    """The result cannot be written: its form is not filled in, or not right."""

    code = "dossiers.result_incomplete"
    message = _("Nội dung kết quả chưa nhập đủ nên chưa trình, chưa ký được.")
    next_step = _("Chuyên viên nhập và lưu nội dung kết quả rồi trình; lãnh đạo trả lại nếu thiếu.")


class UnknownReason(Refusal):
    """A refusal needs one of the coded reasons of the procedure."""

    code = "dossiers.unknown_reason"
    message = _("Chưa chọn lý do từ chối.")
    next_step = _("Chọn một lý do trong danh sách và ghi rõ hướng dẫn cho người nộp.")


class NotRateable(Refusal):
    """Only a finished dossier is rated, and once."""

    code = "dossiers.not_rateable"
    message = _("Chỉ đánh giá được hồ sơ đã kết thúc, mỗi hồ sơ một lần.")
    next_step = _("Xem lại đánh giá đã gửi ở trang hồ sơ.")
