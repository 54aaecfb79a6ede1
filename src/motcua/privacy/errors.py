"""What is asked for too often."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class TooOften(Refusal):
    """Somebody does within ten minutes what nobody does so often by hand."""

    code = "privacy.too_often"
    message = _("Bạn đã thực hiện việc này quá nhiều lần.")
    next_step = _("Thử lại sau {minutes} phút; những gì đã gửi vẫn được giữ.")
