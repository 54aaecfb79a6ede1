"""Refusals of what is filled in before it is a dossier."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownDraft(Refusal):
    """There is none, or it belongs to somebody else."""

    code = "dossiers.unknown_draft"
    message = _("Không tìm thấy bản nháp này trong các bản nháp của bạn.")
    next_step = _("Mở danh sách hồ sơ của bạn, hoặc bắt đầu một hồ sơ mới.")


class DraftIncomplete(Refusal):
    """Answers are missing or wrong; `problems` lists all of them."""

    code = "dossiers.draft_incomplete"
    message = _("Hồ sơ còn {count} chỗ thiếu hoặc sai nên chưa nộp được.")
    next_step = _("Mở lại từng phần được nêu, sửa rồi nộp; những gì đã điền vẫn còn.")


class DraftOpen(Refusal):
    """There is a draft of this procedure already; `draft` is its id."""

    code = "dossiers.draft_open"
    message = _("Bạn đang có một bản nháp của thủ tục này.")
    next_step = _("Làm tiếp bản nháp đó, hoặc bỏ nó rồi bắt đầu lại.")


class DraftMoved(Refusal):
    """Somebody else, or another tab, saved the draft since it was read."""

    code = "dossiers.draft_moved"
    message = _("Bản nháp vừa được sửa ở nơi khác.")
    next_step = _("Đọc lại những gì đã khai, rồi nộp.")


class UnknownUpload(Refusal):
    """Nothing is arriving under this id: it has arrived, was given up, or lay too long."""

    code = "dossiers.unknown_upload"
    message = _("Lượt gửi tệp này không còn.")
    next_step = _("Chọn lại tệp để gửi từ đầu.")


class UnknownCode(Refusal):
    """No draft is opened by this code, or no more."""

    code = "dossiers.unknown_code"
    message = _("Mã này không mở bản nháp nào, hoặc đã hết hạn.")
    next_step = _("Kiểm tra lại từng ký tự, hoặc xin mã mới từ người đứng tên hồ sơ.")


class AnswerLeftOpen(Refusal):
    """Something was typed into a field and left as it was, though it is not right."""

    code = "dossiers.answer_left_open"
    message = _("“{label}” còn sai.")
    next_step = _("Mở lại phần này để xem cần sửa gì.")


class AlreadySubmitted(Refusal):
    """The draft became a dossier and is closed."""

    code = "dossiers.already_submitted"
    message = _("Bản nháp này đã được nộp thành hồ sơ {dossier}.")
    next_step = _("Mở hồ sơ để theo dõi.")


class NotOnline(Refusal):
    """The procedure has no form online."""

    code = "dossiers.not_online"
    message = _("Thủ tục “{name}” chưa nộp trực tuyến được.")
    next_step = _("Nộp trực tiếp tại bộ phận một cửa, hoặc qua bưu chính.")


class NothingToAsk(Refusal):
    """Nothing of the form is to be had from the population database, or not for this person."""

    code = "dossiers.nothing_to_ask"
    message = _("Biểu mẫu này không còn gì lấy được cho bạn từ CSDL quốc gia về dân cư.")
    next_step = _("Bạn điền tiếp như thường.")


class AskedTooOften(Refusal):
    """The population database was asked about her often within an hour; its quota is shared."""

    code = "dossiers.asked_too_often"
    message = _("Bạn đã hỏi CSDL quốc gia về dân cư nhiều lần trong một giờ qua.")
    next_step = _("Bạn tự điền tiếp, hoặc hỏi lại sau một giờ; không có gì đã điền bị mất.")
