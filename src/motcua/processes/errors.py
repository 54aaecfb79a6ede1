"""Refusals of processes."""

from typing import TYPE_CHECKING

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.processes.types import Unsupported


class ProcessNotSupported(Refusal):
    """A file holds what is not run; `items` lists everything at once."""

    code = "processes.not_supported"
    message = _("Tệp quy trình có {count} chỗ không chạy được; chỗ đầu tiên: {element}, {why}.")
    next_step = _("Sửa những chỗ đã nêu rồi nạp lại; chưa có gì được lưu.")

    def __init__(self, *, items: "Sequence[Unsupported]") -> None:
        first = items[0]
        super().__init__(count=len(items), element=first.element, why=first.why, items=tuple(items))


class UnknownProcess(Refusal):
    """No process is published under the key."""

    code = "processes.unknown_process"
    message = _("Không có quy trình “{key}”.")
    next_step = _("Công bố quy trình trước khi gắn vào thủ tục.")


class TaskIsGone(Refusal):
    """The task was done by somebody else, or never was."""

    code = "processes.task_is_gone"
    message = _("Việc này đã được người khác xử lý hoặc không còn nữa.")
    next_step = _("Tải lại trang để xem việc đang chờ.")


class UnknownOutcome(Refusal):
    """The step has no such outcome."""

    code = "processes.unknown_outcome"
    message = _("Bước “{step}” không có kết quả “{outcome}”.")
    next_step = _("Chọn một trong các kết quả hiện trên trang.")
