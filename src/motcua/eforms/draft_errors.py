"""Refusals of writing forms."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownFormDraft(Refusal):
    """No draft has that id."""

    code = "eforms.unknown_draft"
    message = _("Không có bản thảo biểu mẫu này.")
    next_step = _("Mở lại danh sách biểu mẫu.")


class UnknownFormVersion(Refusal):
    """The form has no version of that number."""

    code = "eforms.unknown_version"
    message = _("Biểu mẫu “{key}” không có phiên bản {number}.")
    next_step = _("Chọn một phiên bản trong danh sách của biểu mẫu.")


class FormKeyNotUsable(Refusal):
    """The key of a form is part of addresses and stays for good."""

    code = "eforms.key_not_usable"
    message = _("Mã biểu mẫu “{key}” không dùng được.")
    next_step = _("Ghi bằng chữ không dấu, chữ số và gạch ngang, ví dụ to-khai-khai-sinh.")


class FormKeyTaken(Refusal):
    """A form is published under the key; a new one needs another."""

    code = "eforms.key_taken"
    message = _("Đã có biểu mẫu mang mã “{key}”.")
    next_step = _("Mở biểu mẫu đó để soạn phiên bản mới, hoặc chọn mã khác.")


class FormTitleMissing(Refusal):
    """People know a form by its title."""

    code = "eforms.title_missing"
    message = _("Chưa ghi tên biểu mẫu.")
    next_step = _("Ghi tên như in trên tờ khai.")


class FormDraftOpen(Refusal):
    """One draft at a time: two would undo each other. `draft` is its id."""

    code = "eforms.draft_open"
    message = _("Biểu mẫu “{key}” đang có bản thảo mở.")
    next_step = _("Soạn tiếp bản thảo đó, hoặc thu hồi nó trước.")


class NotADefinition(Refusal):
    """What was sent is no form definition in JSON."""

    code = "eforms.not_a_definition"
    message = _("Nội dung gửi lên không phải là một biểu mẫu dạng JSON.")
    next_step = _("Gửi tệp .json xuất từ trình soạn biểu mẫu, tối đa {most_mb} MB.")


class FormKeyChanged(Refusal):
    """A draft stays of the form that it was begun for."""

    code = "eforms.key_changed"
    message = _("Bản thảo này của biểu mẫu “{key}”, nội dung gửi lên lại ghi mã “{other}”.")
    next_step = _("Giữ nguyên mã (name); muốn có biểu mẫu khác thì bắt đầu bản thảo khác.")


class FormEditedMeanwhile(Refusal):
    """Another save came between; neither is overwritten unseen. `revision` is the last one."""

    code = "eforms.edited_meanwhile"
    message = _("Bản thảo đã được người khác lưu (lần lưu {revision}) sau khi bạn mở nó.")
    next_step = _("Xem hai bản khác nhau ở đâu, rồi chọn giữ bản nào.")


class OwnWorkReviewed(Refusal):
    """Who wrote some of it cannot sign it off."""

    code = "eforms.own_work_reviewed"
    message = _("Bạn đã soạn bản thảo này nên không duyệt được.")
    next_step = _("Nhờ một cán bộ chuyên môn khác duyệt.")


class CommentMissing(Refusal):
    """An author must know what to change."""

    code = "eforms.comment_missing"
    message = _("Chưa ghi lý do trả lại.")
    next_step = _("Ghi chỗ cần sửa để người soạn biết.")


class FindingsRemain(Refusal):
    """Something was found that must be put right before the form goes on."""

    code = "eforms.findings_remain"
    message = _("Bản thảo còn {count} chỗ phải sửa.")
    next_step = _("Mở phần Kiểm tra của bản thảo, sửa từng chỗ rồi làm lại.")


class NothingChanged(Refusal):
    """A version that is as the last would be none."""

    code = "eforms.nothing_changed"
    message = _("Bản thảo giống hệt phiên bản {number} đang có.")
    next_step = _("Sửa rồi công bố, hoặc thu hồi bản thảo.")


class VersionPublishedMeanwhile(Refusal):
    """A draft that was begun before the last version would undo it unseen."""

    code = "eforms.published_meanwhile"
    message = _("Phiên bản {number} đã được công bố sau khi bản thảo này bắt đầu.")
    next_step = _("Thu hồi bản thảo, bắt đầu lại từ phiên bản mới nhất.")


class FormNotInSheet(Refusal):
    """The form says more than rows of a sheet can."""

    code = "eforms.not_in_sheet"
    message = _("Bảng tính không ghi hết được chỗ “{question}” của biểu mẫu.")
    next_step = _("Tải tệp JSON, hoặc sửa trong trình soạn.")


class SheetNotAForm(Refusal):
    """Cells of a sheet cannot be taken. `problems` are lines, columns and reasons."""

    code = "eforms.sheet_not_a_form"
    message = _("Bảng tính có {count} chỗ chưa đúng, chưa có gì được lưu.")
    next_step = _("Sửa các ô nêu dưới đây rồi gửi lại.")
