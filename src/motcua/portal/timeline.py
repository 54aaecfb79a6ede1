"""What happened to a dossier, said to its applicant in plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from motcua.dossiers.types import Status
from motcua.kernel.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from motcua.audit.models import Event
    from motcua.dossiers.models import Dossier

_SAID: Final = {
    "dossiers.submitted.v1": message("Bạn đã nộp hồ sơ"),
    "dossiers.fee_paid.v1": message("Lệ phí đã được xác nhận"),
    "dossiers.fee_reversed.v1": message("Khoản lệ phí thu tại quầy đã được hủy"),
    "dossiers.accept.v1": message("Cơ quan đã tiếp nhận hồ sơ và hẹn ngày trả kết quả"),
    "dossiers.refuse.v1": message("Cơ quan không tiếp nhận hồ sơ"),
    "dossiers.expire.v1": message("Hồ sơ tự đóng vì quá hạn nộp lệ phí"),
    "dossiers.ask_to_complete.v1": message("Cơ quan đề nghị bạn hoàn thiện hồ sơ"),
    "dossiers.complete.v1": message("Hồ sơ đã được hoàn thiện"),
    "dossiers.ask_supplement.v1": message("Cơ quan đề nghị bổ sung; thời hạn tạm dừng"),
    "dossiers.supplement.v1": message("Hồ sơ đã được bổ sung; thời hạn tính tiếp"),
    "dossiers.ask_payment.v1": message("Chờ bạn nộp thuế, phí theo thông báo; thời hạn tạm dừng"),
    "dossiers.obligation_met.v1": message("Nghĩa vụ tài chính đã hoàn thành; thời hạn tính tiếp"),
    "dossiers.extend.v1": message("Thời gian giải quyết được gia hạn"),
    "dossiers.reappoint.v1": message("Cơ quan xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.ask_withdrawal.v1": message("Bạn yêu cầu rút hồ sơ; chờ cơ quan xác nhận"),
    "dossiers.withdraw.v1": message("Hồ sơ đã được rút"),
    "dossiers.stop.v1": message("Cơ quan dừng giải quyết hồ sơ"),
    "dossiers.resume.v1": message("Cơ quan giải quyết tiếp hồ sơ"),
    "dossiers.decline.v1": message("Cơ quan từ chối giải quyết hồ sơ"),
    "dossiers.asked.v1": message("Cán bộ hỏi bạn một câu"),
    "dossiers.answered.v1": message("Bạn đã trả lời câu hỏi của cán bộ"),
    "dossiers.take_up.v1": message("Cán bộ bắt đầu giải quyết"),
    "dossiers.approve.v1": message("Lãnh đạo đã phê duyệt"),
    "dossiers.upgraded.v1": message(
        "Hồ sơ chuyển sang phiên bản mới của thủ tục; hạn trả không đổi"
    ),
    "dossiers.procedure_closes.v1": message(
        "Thủ tục sắp ngừng nhận hồ sơ mới; hồ sơ của bạn vẫn được giải quyết"
    ),
    "dossiers.finish.v1": message("Kết quả đã được ký số"),
    "dossiers.send.v1": message("Kết quả đã gửi qua bưu chính"),
    "dossiers.come_back.v1": message("Bưu chính không phát được; kết quả chờ bạn tại quầy"),
    "dossiers.return.v1": message("Kết quả đã trả cho bạn"),
    "dossiers.correct.v1": message("Kết quả được thay thế bằng bản đính chính"),
    "dossiers.revoke.v1": message("Kết quả bị thu hồi"),
    "dossiers.rated.v1": message("Bạn đã đánh giá"),
}
"""Events that concern the applicant; steps inside the office are not told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened; `at` is real time."""

    at: datetime
    said: str


def lines(events: "Sequence[Event]") -> list[Line]:
    """Return what the applicant is told of, the latest first."""
    told = [Line(event.at, _SAID[event.kind]) for event in events if event.kind in _SAID]
    return told[::-1]


def is_on_its_way(found: "Dossier", events: "Sequence[Event]") -> bool:
    """Tell whether something is being done this very moment, so that looking again is worth it."""
    approved = any(event.kind == "dossiers.approve.v1" for event in events)
    return approved and found.status == Status.PROCESSING
