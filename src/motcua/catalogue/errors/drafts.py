"""Refusals of editing."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownDraft(Refusal):
    """Nobody is editing the procedure."""

    code = "catalogue.unknown_draft"
    message = _("Thủ tục mã “{code}” không có bản thảo nào đang mở.")
    next_step = _("Mở thủ tục trong danh mục và bắt đầu sửa.")


class DraftIsOpen(Refusal):
    """What somebody is editing is not overwritten."""

    code = "catalogue.draft_is_open"
    message = _("Thủ tục mã “{code}” đang có bản thảo mở.")
    next_step = _("Công bố hoặc bỏ bản thảo đó trước.")


class EditedMeanwhile(Refusal):
    """Another save came between; neither is overwritten unseen."""

    code = "catalogue.edited_meanwhile"
    message = _(
        "{who} đã lưu bản thảo này lúc {when}, sau khi bạn mở nó; nội dung của bạn chưa lưu."
    )
    next_step = _("Chép lại phần bạn vừa ghi, mở lại trang để xem bản mới, rồi sửa tiếp.")


class DraftNotComplete(Refusal):
    """A version says everything that the law asks; `problems` lists what is missing or wrong."""

    code = "catalogue.draft_not_complete"
    message = _("Bản thảo còn {count} chỗ thiếu hoặc sai nên chưa công bố được.")
    next_step = _("Mở từng phần được nêu, ghi đủ rồi công bố.")


class PublishedMeanwhile(Refusal):
    """A draft that was begun before the last version would undo it unseen."""

    code = "catalogue.published_meanwhile"
    message = _("Phiên bản {number} đã được công bố sau khi bản thảo này bắt đầu.")
    next_step = _("Bỏ bản thảo, bắt đầu lại từ phiên bản mới nhất.")
