"""What no page can be asked."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NulInRequest(Refusal):
    """PostgreSQL keeps no such text, and no keyboard writes it."""

    code = "ui.nul_in_request"
    message = _("Nội dung gửi lên có ký tự rỗng (NUL), không đọc và không lưu được.")
    next_step = _("Hãy gõ lại thay vì dán, rồi gửi lại.")
