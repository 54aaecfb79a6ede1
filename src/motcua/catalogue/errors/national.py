"""Refusals of what the national catalogue sends."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class RecordNotUnderstood(Refusal):
    """A record of the national catalogue has another shape than its guide says."""

    code = "catalogue.record_not_understood"
    message = _("Bản ghi thủ tục quốc gia sai ở “{where}”: {why}.")
    next_step = _("Báo đơn vị quản lý Cơ sở dữ liệu quốc gia về thủ tục; chưa có gì được lưu.")


class UnknownProposal(Refusal):
    """There is no such proposal of the national catalogue."""

    code = "catalogue.unknown_proposal"
    message = _("Không có đề nghị cập nhật này.")
    next_step = _("Mở lại danh sách đề nghị từ danh mục quốc gia.")


class ProposalDecided(Refusal):
    """A proposal is decided once."""

    code = "catalogue.proposal_decided"
    message = _("Đề nghị này đã được quyết định: {status}.")
    next_step = _("Tải lại danh sách để xem các đề nghị còn chờ.")


class DeclineReasonMissing(Refusal):
    """Whoever declines says why."""

    code = "catalogue.decline_reason_missing"
    message = _("Chưa ghi lý do không nhận.")
    next_step = _("Ghi lý do rồi gửi lại.")
