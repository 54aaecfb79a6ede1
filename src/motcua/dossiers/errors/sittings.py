"""Refusals where a member of staff serves a citizen."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class SittingOpen(Refusal):
    """She is serving another citizen; `sitting` is its id."""

    code = "dossiers.sitting_open"
    message = _("Bạn đang có một phiên với người dân khác chưa kết thúc.")
    next_step = _("Nộp hoặc kết thúc phiên đó trước, rồi mới bắt đầu với người tiếp theo.")


class UnknownSitting(Refusal):
    """There is none, it is another's, or it ended: by itself after half an hour without a word."""

    code = "dossiers.unknown_sitting"
    message = _("Phiên này đã kết thúc: đã nộp, đã đóng, hoặc để yên quá 30 phút.")
    next_step = _("Mở lại từ đầu với người dân; những gì khai dở đã được xóa.")


class WrongCode(Refusal):
    """The code is not the one that was sent, ran out, or was guessed at too often."""

    code = "dossiers.wrong_code"
    message = _("Mã không đúng hoặc đã hết hạn.")
    next_step = _("Hỏi lại người dân từng ký tự; sai 5 lần hoặc quá 10 phút thì gửi mã mới.")


class NoPhone(Refusal):
    """A code cannot be sent: no mobile number was given."""

    code = "dossiers.no_phone"
    message = _("Chưa có số điện thoại di động để gửi mã.")
    next_step = _("Ghi số điện thoại của người dân, hoặc chọn ký trên giấy.")


class NotYetAgreed(Refusal):
    """The citizen has not agreed that anybody types for her."""

    code = "dossiers.not_yet_agreed"
    message = _("Người dân chưa đồng ý để bạn khai giúp.")
    next_step = _("Nhập mã đã gửi tới điện thoại của người dân, hoặc để người dân ký giấy đồng ý.")


class NotByThisWay(Refusal):
    """The agency takes nothing of the procedure so: at its counter, or by post."""

    code = "dossiers.not_by_this_way"
    message = _("Cơ quan không nhận “{name}” theo cách nộp này.")
    next_step = _("Chọn cách nộp khác, hoặc hướng dẫn người dân đến cơ quan có nhận.")


class TooManyCodes(Refusal):
    """Enough codes were sent to the citizen's phone for a day."""

    code = "dossiers.too_many_codes"
    message = _("Hôm nay đã gửi quá nhiều mã tới điện thoại của người dân này.")
    next_step = _("Để người dân ký trên giấy, hoặc gửi mã vào ngày mai.")
