"""Refusals of what a record of a procedure says."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class ContentNotUnderstood(Refusal):
    """The record of a procedure has not the shape it must have."""

    code = "catalogue.content_not_understood"
    message = _("Nội dung thủ tục sai ở “{where}”: {why}.")
    next_step = _("Sửa trường này rồi công bố lại; chưa có gì được lưu.")


class ValueMissing(Refusal):
    """A box that must not be empty is."""

    code = "catalogue.value_missing"
    message = _("Chưa ghi “{label}”.")
    next_step = _("Ghi nội dung vào ô này rồi lưu lại.")


class NotANumber(Refusal):
    """A number is asked for."""

    code = "catalogue.not_a_number"
    message = _("“{label}” phải là số nguyên.")
    next_step = _("Chỉ ghi chữ số, ví dụ 8000.")


class NumberTooSmall(Refusal):
    """The number is smaller than makes sense."""

    code = "catalogue.number_too_small"
    message = _("“{label}” phải từ {least} trở lên.")
    next_step = _("Sửa lại con số rồi lưu.")


class NotAChoice(Refusal):
    """The value is none of those there are."""

    code = "catalogue.not_a_choice"
    message = _("“{label}” không có giá trị này; các giá trị được dùng: {choices}.")
    next_step = _("Chọn một giá trị trong danh sách.")


class NotATime(Refusal):
    """A time of day is asked for."""

    code = "catalogue.not_a_time"
    message = _("“{label}” phải là giờ trong ngày.")
    next_step = _("Ghi như 15:00, hoặc để trống.")


class RowTwice(Refusal):
    """Two rows have the key that tells them apart."""

    code = "catalogue.row_twice"
    message = _("Dòng này trùng mã với một dòng ở trên.")
    next_step = _("Đặt mã khác, hoặc xóa một trong hai dòng.")


class UnknownCase(Refusal):
    """A case is named that the procedure does not have."""

    code = "catalogue.unknown_case"
    message = _("Thủ tục không có trường hợp mã “{case}”.")
    next_step = _("Ghi mã của một trường hợp ở phần “Trình tự, trường hợp”, hoặc để trống.")


class FeeWithoutTerms(Refusal):
    """A fee is for a channel or case of which nothing is said."""

    code = "catalogue.fee_without_terms"
    message = _("Khoản phí này dành cho một kênh hoặc trường hợp chưa đánh dấu “có phí riêng”.")
    next_step = _(
        "Ở phần “Cách thức, thời hạn” thêm dòng của kênh và trường hợp đó và chọn có phí riêng, "
        "hoặc để trống hai ô này."
    )
