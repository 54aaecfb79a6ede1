"""What electronic forms refuse: an answer, in words the applicant understands; a definition.

Refusals of answers name the field by its label and never repeat what was answered.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import Message
from motcua.kernel.messages import message as _


class AnswerRefused(Refusal):
    """Group of the refusals of one answer; all carry `label`, the question."""


class AnswerMissing(AnswerRefused):
    """A required field is empty."""

    code = "eforms.answer_missing"
    message = _("Chưa điền “{label}”.")
    next_step = _("Thông tin này là bắt buộc.")


class ChoiceMissing(AnswerRefused):
    """Nothing was chosen where a choice is required."""

    code = "eforms.choice_missing"
    message = _("Chưa chọn “{label}”.")
    next_step = _("Chọn một trong các mục đã nêu.")


class FileMissing(AnswerRefused):
    """A required file was not handed in."""

    code = "eforms.file_missing"
    message = _("Chưa có tệp “{label}”.")
    next_step = _("Chọn tệp trên máy rồi gửi lại.")


class NotTicked(AnswerRefused):
    """A box that must be ticked is not."""

    code = "eforms.not_ticked"
    message = _("Chưa đánh dấu vào ô “{label}”.")
    next_step = _("Đọc nội dung rồi đánh dấu nếu đồng ý; không có dấu này thì hồ sơ chưa gửi được.")


class TextTooLong(AnswerRefused):
    """More characters than the field takes."""

    code = "eforms.text_too_long"
    message = _("“{label}” dài quá {most} ký tự.")
    next_step = _("Viết ngắn lại.")


class TextTooShort(AnswerRefused):
    """Fewer characters than the field needs."""

    code = "eforms.text_too_short"
    message = _("“{label}” ngắn hơn {least} ký tự.")
    next_step = _("Viết đầy đủ, không viết tắt.")


class ForeignLetters(AnswerRefused):
    """Letters that look like Vietnamese ones and are others: Cyrillic, Greek, full width."""

    code = "eforms.foreign_letters"
    message = _("“{label}” có chữ không thuộc bảng chữ cái tiếng Việt hoặc chữ Latinh.")
    next_step = _("Xóa và gõ lại bằng bàn phím tiếng Việt; không chép từ nơi khác.")


class TextDoesNotFit(AnswerRefused):
    """The text has another shape than the form asks for."""

    code = "eforms.text_does_not_fit"
    message = _("“{label}” chưa đúng định dạng.")
    next_step = _("Xem gợi ý bên dưới tên ô rồi sửa lại.")


class AnswerNotAccepted(AnswerRefused):
    """The answer breaks a rule that the author of the form explains in words of their own."""

    code = "eforms.answer_not_accepted"
    message = _("“{label}”: {explanation}")


class NotAnEmail(AnswerRefused):
    """What was typed is no e-mail address."""

    code = "eforms.not_an_email"
    message = _("“{label}” không phải là một địa chỉ thư điện tử.")
    next_step = _("Ghi một địa chỉ đầy đủ, ví dụ ten@vidu.vn.")


class NotAPhoneNumber(AnswerRefused):
    """What was typed is no telephone number."""

    code = "eforms.not_a_phone_number"
    message = _("“{label}” không phải là số điện thoại.")
    next_step = _(
        "Ghi 10 hoặc 11 chữ số bắt đầu bằng 0, ví dụ 0905 123 456; số nước ngoài bắt đầu bằng "
        "dấu +."
    )


class NotAPersonalId(AnswerRefused):
    """Not 12 digits of a personal id, nor 9 of an old identity card."""

    code = "eforms.not_a_personal_id"
    message = _("“{label}” phải có 12 chữ số (hoặc 9 chữ số nếu là chứng minh nhân dân cũ).")
    next_step = _("Ghi đúng như trên thẻ, không có chữ cái hay dấu.")


class PersonalIdImpossible(AnswerRefused):
    """12 digits, but no such id can have been given out."""

    code = "eforms.personal_id_impossible"
    message = _("“{label}” không thể là số định danh có thật: sai mã tỉnh hoặc năm sinh.")
    next_step = _("So lại từng chữ số với thẻ căn cước.")


class NotAWholeNumber(AnswerRefused):
    """What was typed is no whole number."""

    code = "eforms.not_a_whole_number"
    message = _("“{label}” phải là số nguyên.")
    next_step = _("Chỉ ghi chữ số, ví dụ 2 hoặc 8.000.")


class NumberOutOfRange(AnswerRefused):
    """A whole number, too small or too large."""

    code = "eforms.number_out_of_range"
    message = _("“{label}” phải từ {least} đến {most}.")
    next_step = _("Ghi lại một số trong khoảng này.")


class NotADecimal(AnswerRefused):
    """What was typed is no number, or has more decimals than the field takes."""

    code = "eforms.not_a_decimal"
    message = _("“{label}” phải là một số, tối đa {decimals} chữ số sau dấu phẩy.")
    next_step = _("Ghi bằng chữ số, dấu phẩy trước phần lẻ, ví dụ 1.250,5.")


class NotATime(AnswerRefused):
    """What was typed is no time of day."""

    code = "eforms.not_a_time"
    message = _("“{label}” không phải là giờ trong ngày.")
    next_step = _("Ghi giờ và phút theo 24 giờ, ví dụ 08:30 hoặc 14:00.")


class NotATaxCode(AnswerRefused):
    """Another shape than a tax code has on that day."""

    code = "eforms.not_a_tax_code"
    message = _("“{label}” phải có 10 chữ số, hoặc 10 và 3 chữ số của đơn vị phụ thuộc.")
    next_step = _(
        "Ghi như trên giấy chứng nhận, ví dụ 0123456789-001. Từ ngày 01/7/2025 cá nhân ghi số "
        "định danh 12 chữ số."
    )


class TaxCodeImpossible(AnswerRefused):
    """The shape is right, but no such code can have been given out."""

    code = "eforms.tax_code_impossible"
    message = _("“{label}” không thể là mã số thuế có thật: chữ số kiểm tra không khớp.")
    next_step = _("So lại từng chữ số với giấy chứng nhận đăng ký thuế.")


class AddressIncomplete(AnswerRefused):
    """A part of an address is missing."""

    code = "eforms.address_incomplete"
    message = _("“{label}” chưa có phần “{part}”.")
    next_step = _("Chọn lần lượt từng cấp; chọn xong một cấp thì bấm “Hiện danh sách tiếp theo”.")


class AddressOutdated(AnswerRefused):
    """An address of units that were reorganised since it was given."""

    code = "eforms.address_outdated"
    message = _("“{label}” ghi theo đơn vị hành chính đã được sắp xếp lại.")
    next_step = _("Chọn lại theo tên đơn vị hiện nay.")


class TooFewRows(AnswerRefused):
    """Fewer rows than needed."""

    code = "eforms.too_few_rows"
    message = _("“{label}” cần ít nhất {least} dòng.")
    next_step = _("Điền thêm cho đủ; bấm nút thêm dòng nếu thiếu chỗ.")


class TooManyRows(AnswerRefused):
    """More rows than taken."""

    code = "eforms.too_many_rows"
    message = _("“{label}” chỉ nhận tối đa {most} dòng.")
    next_step = _("Bỏ bớt dòng; phần còn lại kê khai trong tệp đính kèm.")


class DateIncomplete(AnswerRefused):
    """Day, month or year is missing."""

    code = "eforms.date_incomplete"
    message = _("“{label}” chưa đủ ngày, tháng và năm.")
    next_step = _("Điền cả ba ô, năm có bốn chữ số, ví dụ 18 10 1990.")


class NotADate(AnswerRefused):
    """No such day in the calendar."""

    code = "eforms.not_a_date"
    message = _("“{label}” không phải là một ngày có thật.")
    next_step = _("Ghi bằng chữ số, năm có bốn chữ số, ví dụ 18 10 1990.")


class DateTooEarly(AnswerRefused):
    """A day before the first that is allowed."""

    code = "eforms.date_too_early"
    message = _("“{label}” phải từ ngày {earliest} trở đi.")
    next_step = _("Kiểm tra lại năm đã ghi.")


class DateTooLate(AnswerRefused):
    """A day after the last that is allowed."""

    code = "eforms.date_too_late"
    message = _("“{label}” không được sau ngày {latest}.")
    next_step = _("Kiểm tra lại năm đã ghi.")


class NotAChoice(AnswerRefused):
    """A value that the form does not offer; people who use the page cannot send it."""

    code = "eforms.not_a_choice"
    message = _("Giá trị gửi cho “{label}” không có trong danh sách.")
    next_step = _("Chọn lại một trong các mục đã nêu.")


class TooFewChoices(AnswerRefused):
    """Fewer boxes ticked than needed."""

    code = "eforms.too_few_choices"
    message = _("“{label}” cần ít nhất {least} mục.")
    next_step = _("Chọn thêm cho đủ.")


class TooManyChoices(AnswerRefused):
    """More boxes ticked than allowed."""

    code = "eforms.too_many_choices"
    message = _("“{label}” chỉ được chọn tối đa {most} mục.")
    next_step = _("Bỏ bớt lựa chọn.")


class FileEmpty(AnswerRefused):
    """The file has no content."""

    code = "eforms.file_empty"
    message = _("Tệp cho “{label}” không có nội dung.")
    next_step = _("Mở tệp trên máy để kiểm tra rồi chọn lại.")


class FileTooLarge(AnswerRefused):
    """The file is larger than the field takes."""

    code = "eforms.file_too_large"
    message = _("Tệp cho “{label}” lớn hơn {most_mb} MB.")
    next_step = _("Chụp hoặc quét lại với độ phân giải thấp hơn rồi chọn lại.")


class FileTypeNotTaken(AnswerRefused):
    """The content of the file is of another type than the field takes."""

    code = "eforms.file_type_not_taken"
    message = _("Tệp cho “{label}” không thuộc loại được nhận ({types}).")
    next_step = _("Lưu lại đúng loại tệp rồi chọn lại; đổi tên tệp là chưa đủ.")


class AnswerNotAsked(AnswerRefused):
    """An answer to a question that the form does not ask, sent by a program."""

    code = "eforms.answer_not_asked"
    message = _("Biểu mẫu không hỏi “{label}”.")
    next_step = _("Bỏ giá trị này rồi gửi lại.")


class AnswerMalformed(AnswerRefused):
    """A value of another JSON type or spelling than the field keeps, sent by a program."""

    code = "eforms.answer_malformed"
    message = _("Giá trị của “{label}” không đúng kiểu dữ liệu.")
    next_step = _("Điền lại ô này rồi gửi lại.")


class UnknownForm(Refusal):
    """No version of a form is published under that key."""

    code = "eforms.unknown_form"
    message = _("Chưa có biểu mẫu “{key}”.")
    next_step = _("Công bố biểu mẫu trước, rồi mới gắn vào thủ tục.")


class Unsupported(NamedTuple):
    """One place of a definition that cannot be run.

    Attributes:
        path: JSON path, `$.components[0].components[2].validate.custom`.
        type: Type of the component there; empty for the form itself.
        reason: Vietnamese, for the author of the form.
        script: The program that stands there, where that is the reason.
        proposal: The same as a rule in JSON Logic, where it is mechanical; else None.
    """

    path: str
    type: str
    reason: Message
    script: str = ""
    proposal: Mapping[str, Any] | None = None


class FormNotSupported(Refusal):
    """A definition holds what we do not run; nothing of it is left out silently.

    Attributes:
        items: Every such place, in the order of the definition.
    """

    code = "eforms.form_not_supported"
    message = _("Biểu mẫu có {count} chỗ chưa dùng được; chỗ đầu tiên: {first}.")
    next_step = _("Sửa các chỗ được nêu trong danh sách rồi công bố lại.")

    def __init__(self, *, items: Sequence[Unsupported]) -> None:
        self.items = tuple(items)
        super().__init__(count=len(self.items), first=self.items[0].path)

    def __reduce__(self) -> tuple[object, ...]:
        return _not_supported, (self.items,)


def _not_supported(items: tuple[Unsupported, ...]) -> FormNotSupported:
    return FormNotSupported(items=items)
