"""What reporting refuses, in words an official understands: the field, the cause, the next step.

Numbers that cannot be read are refused by `motcua.kernel.numerals`.
"""

from collections.abc import Iterable

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _
from motcua.sheets.errors import Names


class TextGarbled(Refusal):
    """The text has a letter that Vietnamese has not: it went through a wrong code page."""

    code = "reporting.text_garbled"
    message = _("“{text}” có ký tự lạ “{character}”; chữ có thể bị lỗi bảng mã.")
    next_step = _("Gõ lại tên bằng Unicode, hoặc chuyển mã TCVN3 (ABC), VNI sang Unicode.")


class AgencyNameMissing(Refusal):
    """The line does not say whose figures it carries."""

    code = "reporting.agency_name_missing"
    message = _("Chưa ghi tên cơ quan.")
    next_step = _("Ghi tên cơ quan như trong danh sách, hoặc xóa dòng này.")


class AgencyTwice(Refusal):
    """The same agency stands on an earlier line."""

    code = "reporting.agency_twice"
    message = _("Cơ quan “{name}” đã có ở dòng {first_line}.")
    next_step = _("Chỉ giữ lại một dòng cho mỗi cơ quan.")


class SectionUnknown(Refusal):
    """The line says neither ministry nor province."""

    code = "reporting.section_unknown"
    message = _("“{text}” không phải là một mục của phụ lục.")
    next_step = _("Ghi “Bộ, ngành” (ministry) hoặc “Tỉnh, thành phố” (province).")


class TotalIsZero(Refusal):
    """No procedures at all: there is nothing to take a share of."""

    code = "reporting.total_is_zero"
    message = _("Tổng số thủ tục hành chính bằng 0 nên không tính được tỷ lệ.")
    next_step = _("Ghi tổng số thủ tục hành chính, từ 1 trở lên.")


class Level4ExceedsTotal(Refusal):
    """More level-4 services than procedures."""

    code = "reporting.level4_exceeds_total"
    message = _("Số dịch vụ mức độ 4 ({level4}) lớn hơn tổng số thủ tục hành chính ({total}).")
    next_step = _("Kiểm tra lại hai số; có thể hai cột bị đổi chỗ.")


class UnknownAgency(Refusal):
    """No agency of that name existed in the period."""

    code = "reporting.unknown_agency"
    message = _("Không có cơ quan nào tên “{name}” trong kỳ {period}.")
    next_step = _("Kiểm tra lại chính tả và kỳ báo cáo. Tên gần giống: {near}.")

    def __init__(self, *, name: str, period: str, near: Iterable[str] = ()) -> None:
        """Refuse the name.

        Args:
            name: As the file spells it.
            period: Label of the period, "2019".
            near: Official names that are spelled alike, nearest first; may be empty.
        """
        super().__init__(name=name, period=period, near=Names(near))


class DeclarationRefused(Refusal):
    """Nothing of the file was stored; `problems` says why, place by place."""

    code = "reporting.declaration_refused"
    message = _("Không nhận tệp “{file_name}”: có {count} lỗi. Không số liệu nào được lưu.")
    next_step = _("Sửa các lỗi được liệt kê rồi gửi lại cả tệp.")


class NotYourAgency(Refusal):
    """A reporter sent figures of an agency she does not report for."""

    code = "reporting.not_your_agency"
    message = _("Bạn không được giao báo cáo cho “{name}”.")
    next_step = _("Chỉ gửi số liệu của cơ quan mình, hoặc nhờ cán bộ tổng hợp gửi giúp.")


class FiguresChangedMeanwhile(Refusal):
    """Somebody else confirmed figures of the same agencies after this file was compared."""

    code = "reporting.figures_changed_meanwhile"
    message = _("Trong lúc bạn xem, người khác đã xác nhận số liệu mới của: {names}.")
    next_step = _("Xem lại phần so sánh mới bên dưới rồi xác nhận lần nữa nếu vẫn đúng.")


class PeriodIsARange(Refusal):
    """A range is a question about several periods, never a period to report for."""

    code = "reporting.period_is_a_range"
    message = _(
        "Kỳ {period} là một khoảng; số liệu khai báo chỉ nhận theo năm, nửa năm, quý, tháng."
    )
    next_step = _("Chọn một kỳ đơn, ví dụ 2019 hoặc 2020-Q1.")


class NothingReported(Refusal):
    """The period has no declared figures."""

    code = "reporting.nothing_reported"
    message = _("Kỳ {period} chưa có số liệu khai báo.")
    next_step = _("Chọn kỳ khác, hoặc nạp số liệu của kỳ này trước.")
