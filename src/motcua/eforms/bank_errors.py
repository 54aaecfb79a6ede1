"""Refusals of the questions that forms share."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class NothingChosen(Refusal):
    """No question was chosen to be put into the form."""

    code = "eforms.nothing_chosen"
    message = _("Chưa chọn câu hỏi nào.")
    next_step = _("Đánh dấu câu hỏi cần thêm.")


class UnknownQuestion(Refusal):
    """Neither the bank nor the form has a question of that key."""

    code = "eforms.unknown_question"
    message = _("Không có câu hỏi mang khóa “{key}”.")
    next_step = _("Tìm lại trong danh sách.")


class UnknownPage(Refusal):
    """The form has no such page."""

    code = "eforms.unknown_page"
    message = _("Biểu mẫu không có trang này.")
    next_step = _("Chọn một trang trong danh sách.")


class QuestionAsked(Refusal):
    """The form has that key already."""

    code = "eforms.question_asked"
    message = _("Biểu mẫu đã hỏi “{label}” (khóa {key}).")
    next_step = _("Bỏ câu này khỏi lựa chọn.")


class QuestionShared(Refusal):
    """A key of the bank means one question."""

    code = "eforms.question_shared"
    message = _("Kho đã có câu hỏi mang khóa “{key}”.")
    next_step = _("Dùng câu hỏi trong kho, hoặc đổi khóa của câu hỏi mới.")


class QuestionHangs(Refusal):
    """A question that looks at other answers cannot stand in every form."""

    code = "eforms.question_hangs"
    message = _("“{label}” dựa vào các câu hỏi khác hoặc là cả một nhóm nên chưa dùng chung được.")
    next_step = _("Chọn câu hỏi đứng riêng, không có quy tắc tính hay quy tắc kiểm tra chéo.")


class UnknownTopic(Refusal):
    """The topic is none of those that the bank has."""

    code = "eforms.unknown_topic"
    message = _("Chưa chọn chủ đề.")
    next_step = _("Chọn một chủ đề trong danh sách.")
