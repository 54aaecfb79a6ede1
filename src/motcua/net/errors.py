"""Refusals of calls to other systems."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class RemoteFailed(Refusal):
    """A call to another system did not succeed; callers may catch all kinds together."""


class RemoteUnavailable(RemoteFailed):
    """The system gave no answer in time, or said that it cannot answer now.

    Attributes:
        may_have_acted: The request may have arrived, so that only a query tells what became of it.
    """

    code = "net.remote_unavailable"
    message = _("Hệ thống bên ngoài ({remote}) hiện không trả lời.")
    next_step = _("Hãy thử lại sau ít phút.")

    @property
    def may_have_acted(self) -> bool:
        """Tell whether the request may have arrived."""
        return bool(self.params.get("arrived", True))


class RemoteAnswerNotUnderstood(RemoteFailed):
    """The system answered something that its protocol does not know; it may have acted."""

    code = "net.remote_answer_not_understood"
    message = _("Hệ thống bên ngoài ({remote}) trả lời không đúng giao thức.")
    next_step = _("Hãy thử lại sau ít phút; nếu vẫn vậy, xin báo cho bộ phận hỗ trợ.")


class RemoteRefused(RemoteFailed):
    """The system understood the request and refused it; asking the same again will not help.

    Attributes:
        content: The body of the answer, at most as long as an answer may be; never logged.
    """

    code = "net.remote_refused"
    message = _("Hệ thống bên ngoài ({remote}) từ chối yêu cầu (mã {status}).")
    next_step = _("Xin báo cho bộ phận hỗ trợ.")
    content: bytes = b""

    @property
    def status(self) -> int:
        """Return the HTTP status, 300 to 499."""
        return int(self.params["status"])
