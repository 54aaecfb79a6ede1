"""Refusals of processes."""

from typing import TYPE_CHECKING

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.processes.types import Obstacle, Unsupported


class FileNotRun(Refusal):
    """Group: a file holds what is not run; `items` lists everything at once."""

    def __init__(self, *, items: "Sequence[Unsupported]") -> None:
        first = items[0]
        super().__init__(count=len(items), element=first.element, why=first.why, items=tuple(items))


class ProcessNotSupported(FileNotRun):
    """A BPMN file holds what is not run."""

    code = "processes.not_supported"
    message = _("Tệp quy trình có {count} chỗ không chạy được; chỗ đầu tiên: {element}, {why}.")
    next_step = _("Sửa những chỗ đã nêu rồi nạp lại; chưa có gì được lưu.")


class DecisionNotSupported(FileNotRun):
    """A DMN file holds what is not evaluated."""

    code = "processes.decision_not_supported"
    message = _("Bảng quyết định có {count} chỗ không chạy được; chỗ đầu tiên: {element}, {why}.")
    next_step = _("Sửa những chỗ đã nêu rồi nạp lại; chưa có gì được lưu.")


class UnknownProcess(Refusal):
    """No process is published under the key."""

    code = "processes.unknown_process"
    message = _("Không có quy trình “{key}”.")
    next_step = _("Công bố quy trình trước khi gắn vào thủ tục.")


class UnknownDecision(Refusal):
    """No decision table is published under the key."""

    code = "processes.unknown_decision"
    message = _("Không có bảng quyết định “{key}”.")
    next_step = _("Công bố bảng quyết định trước khi dùng.")


class WrongKey(Refusal):
    """A key is no key: it stands in addresses and files for good."""

    code = "processes.wrong_key"
    message = _("Mã “{key}” không hợp lệ.")
    next_step = _("Dùng chữ thường không dấu, chữ số và gạch ngang, nhiều nhất 80 ký tự.")


class KeyTaken(Refusal):
    """A process begins under a key that another one has."""

    code = "processes.key_taken"
    message = _("Mã “{key}” đã có quy trình dùng.")
    next_step = _("Chọn mã khác, hoặc mở quy trình đó để soạn phiên bản mới.")


class TaskIsGone(Refusal):
    """The task was done by somebody else, or never was."""

    code = "processes.task_is_gone"
    message = _("Việc này đã được người khác xử lý hoặc không còn nữa.")
    next_step = _("Tải lại trang để xem việc đang chờ.")


class TimerIsGone(Refusal):
    """The timer went off, or what it stood on was done."""

    code = "processes.timer_is_gone"
    message = _("Hẹn giờ này không còn nữa.")


class TimerNotDue(Refusal):
    """The timer is not due yet."""

    code = "processes.timer_not_due"
    message = _("Hẹn giờ này chưa đến lúc.")


class UnknownOutcome(Refusal):
    """The step has no such outcome."""

    code = "processes.unknown_outcome"
    message = _("Bước “{step}” không có kết quả “{outcome}”.")
    next_step = _("Chọn một trong các kết quả hiện trên trang.")


class FactOfAnotherKind(Refusal):
    """A fact was given that is not of the kind that was declared; its value is not told."""

    code = "processes.fact_of_another_kind"
    message = _("Dữ kiện “{name}” phải là {kind}.")
    next_step = _("Sửa loại dữ kiện trong quy trình, hoặc câu hỏi tương ứng của biểu mẫu.")


class CannotMove(Refusal):
    """An instance cannot go over to another version; `obstacles` says why, step by step."""

    code = "processes.cannot_move"
    message = _("Hồ sơ chưa chuyển được sang phiên bản quy trình này: {why}.")
    next_step = _("Xử lý xong bước đang chờ theo phiên bản cũ, hoặc sửa phiên bản mới.")

    def __init__(self, *, why: str, obstacles: "Sequence[Obstacle]" = ()) -> None:
        super().__init__(why=why, obstacles=tuple(obstacles))


class DecisionAmbiguous(Refusal):
    """More than one rule answers where one may."""

    code = "processes.decision_ambiguous"
    message = _("Bảng quyết định “{name}” có nhiều dòng cùng đúng: {rules}.")
    next_step = _("Sửa bảng để mỗi trường hợp chỉ có một dòng, hoặc đổi cách chọn dòng.")


class NotATable(FileNotRun):
    """A process is not one step after the other; it is edited as a drawing."""

    code = "processes.not_a_table"
    message = _("Quy trình này không ghi được thành bảng vì {why} ({element}).")
    next_step = _("Sửa bằng trình vẽ, hoặc nạp tệp BPMN.")


class TableNotAProcess(Refusal):
    """Cells of a table cannot be taken. `problems` are lines, columns and reasons."""

    code = "processes.table_not_a_process"
    message = _("Bảng có {count} chỗ chưa đúng, chưa có gì được lưu.")
    next_step = _("Sửa các ô nêu dưới đây rồi gửi lại.")
