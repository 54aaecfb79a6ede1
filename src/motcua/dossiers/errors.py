"""Refusals of the case file."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownDossier(Refusal):
    """There is none, or none that the asker may see: the answer is the same."""

    code = "dossiers.unknown_dossier"
    message = _("Không tìm thấy hồ sơ này trong các hồ sơ mà bạn được xem.")
    next_step = _("Kiểm tra lại mã hồ sơ, hoặc đăng nhập bằng tài khoản đã nộp hồ sơ.")


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


class SittingOpen(Refusal):
    """She is serving another citizen; `sitting` is its id."""

    code = "dossiers.sitting_open"
    message = _("Bạn đang có một phiên với người dân khác chưa kết thúc.")
    next_step = _("Nộp hoặc kết thúc phiên đó trước, rồi mới bắt đầu với người tiếp theo.")


class UnknownSitting(Refusal):
    """There is none, it is another's, or it ended: by itself after half an hour without a word."""

    code = "dossiers.unknown_sitting"
    message = _("Phiên này đã kết thúc: đã nộp, đã đóng, hoặc để yên quá 30 phút.")
    next_step = _("Mở lại từ đầu với người dân; những gì khai dở đã được xóa.")


class WrongCode(Refusal):
    """The code is not the one that was sent, ran out, or was guessed at too often."""

    code = "dossiers.wrong_code"
    message = _("Mã không đúng hoặc đã hết hạn.")
    next_step = _("Hỏi lại người dân từng ký tự; sai 5 lần hoặc quá 10 phút thì gửi mã mới.")


class NoPhone(Refusal):
    """A code cannot be sent: no mobile number was given."""

    code = "dossiers.no_phone"
    message = _("Chưa có số điện thoại di động để gửi mã.")
    next_step = _("Ghi số điện thoại của người dân, hoặc chọn ký trên giấy.")


class NotYetAgreed(Refusal):
    """The citizen has not agreed that anybody types for her."""

    code = "dossiers.not_yet_agreed"
    message = _("Người dân chưa đồng ý để bạn khai giúp.")
    next_step = _("Nhập mã đã gửi tới điện thoại của người dân, hoặc để người dân ký giấy đồng ý.")


class NotByThisWay(Refusal):
    """The agency takes nothing of the procedure so: at its counter, or by post."""

    code = "dossiers.not_by_this_way"
    message = _("Cơ quan không nhận “{name}” theo cách nộp này.")
    next_step = _("Chọn cách nộp khác, hoặc hướng dẫn người dân đến cơ quan có nhận.")


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


class FeeNotPaid(Refusal):
    """The fee is due; nobody receives the dossier before it is paid."""

    code = "dossiers.fee_not_paid"
    message = _("Hồ sơ chưa nộp đủ lệ phí nên chưa tiếp nhận được.")
    next_step = _("Đợi người nộp thanh toán; hồ sơ tự hết hạn khi quá giờ ghi trên hồ sơ.")


class SomebodyWasFaster(Refusal):
    """Another officer did it a moment ago."""

    code = "dossiers.somebody_was_faster"
    message = _("{who} vừa xử lý hồ sơ này lúc {when}; hồ sơ nay ở trạng thái “{status}”.")
    next_step = _("Tải lại trang để xem trạng thái mới; việc của bạn chưa ghi gì.")


class NotYourPost(Refusal):
    """The step belongs to another post, or another agency."""

    code = "dossiers.not_your_post"
    message = _("Bước này không thuộc vị trí của bạn tại cơ quan giải quyết.")
    next_step = _("Đề nghị người giữ vị trí đó thực hiện, hoặc hỏi quản trị viên.")


class OwnWorkNotApproved(Refusal):
    """Whoever appraised a dossier may not approve it."""

    code = "dossiers.own_work_not_approved"
    message = _("Người đã thẩm định hồ sơ không được tự phê duyệt hồ sơ đó.")
    next_step = _("Đề nghị một lãnh đạo khác phê duyệt.")


class AnsweredElsewhere(Refusal):
    """A question to another agency is answered in words, on its own page."""

    code = "dossiers.answered_elsewhere"
    message = _("Đây là việc lấy ý kiến cơ quan khác nên cần ghi câu trả lời.")
    next_step = _("Mở yêu cầu phối hợp này trong hộp việc rồi ghi ý kiến.")


class StepWithoutAgency(Refusal):
    """A process names an agency that is not there on that day."""

    code = "dossiers.step_without_agency"
    message = _("Quy trình giao việc cho cơ quan “{agency}” nhưng không có cơ quan này.")
    next_step = _("Báo người quản lý quy trình sửa mã cơ quan rồi làm lại bước này.")


class LegWithoutAgency(Refusal):
    """No agency of this site carries out one of the procedures that a filing brings about."""

    code = "dossiers.leg_without_agency"
    message = _("Không có cơ quan nào trên hệ thống này thực hiện “{leg}” cho nơi đã khai.")
    next_step = _("Hướng dẫn người nộp làm riêng việc đó tại cơ quan có thẩm quyền của nơi ấy.")


class NotConsultable(Refusal):
    """Another agency is asked about a dossier that is being worked on, and never one's own."""

    code = "dossiers.not_consultable"
    message = _("Không gửi được yêu cầu phối hợp này.")
    next_step = _("Chọn một cơ quan khác, khi hồ sơ đang xử lý và đã có người nhận việc.")


class LegStands(Refusal):
    """The dossier waits for one of its legs; what is missing is given there."""

    code = "dossiers.leg_stands"
    message = _("Hồ sơ đang chờ phần việc {code} của cơ quan khác.")
    next_step = _("Thực hiện ở hồ sơ {code}; hồ sơ này tự tiếp tục ngay sau đó.")


class ResultIncomplete(Refusal):
    """The result cannot be written: its form is not filled in, or not right."""

    code = "dossiers.result_incomplete"
    message = _("Nội dung kết quả chưa nhập đủ nên chưa trình được.")
    next_step = _("Nhập và lưu nội dung kết quả theo Sổ hộ tịch, rồi trình lại.")


class UnknownReason(Refusal):
    """A refusal needs one of the coded reasons of the procedure."""

    code = "dossiers.unknown_reason"
    message = _("Chưa chọn lý do từ chối.")
    next_step = _("Chọn một lý do trong danh sách và ghi rõ hướng dẫn cho người nộp.")


class NotRateable(Refusal):
    """Only a finished dossier is rated, and once."""

    code = "dossiers.not_rateable"
    message = _("Chỉ đánh giá được hồ sơ đã kết thúc, mỗi hồ sơ một lần.")
    next_step = _("Xem lại đánh giá đã gửi ở trang hồ sơ.")


class ClockStands(Refusal):
    """Nothing is worked on while the clock of a dossier stands."""

    code = "dossiers.clock_stands"
    message = _("Hồ sơ đang tạm dừng (“{status}”) nên chưa làm bước này được.")
    next_step = _("Đợi hồ sơ được bổ sung, hoàn thành nghĩa vụ hoặc được giải quyết tiếp.")


class ReasonMissing(Refusal):
    """What a paper says to the applicant needs a reason."""

    code = "dossiers.reason_missing"
    message = _("Chưa ghi lý do hoặc nội dung yêu cầu.")
    next_step = _("Ghi rõ bằng lời người nộp hiểu được; nội dung này in trên giấy gửi người nộp.")


class RequestOpen(Refusal):
    """The applicant has a request already that she has not answered."""

    code = "dossiers.request_open"
    message = _("Người nộp đang có một yêu cầu bổ sung chưa trả lời.")
    next_step = _("Đợi người nộp trả lời, hoặc quyết định trên hồ sơ như hiện có.")


class AskedBefore(Refusal):
    """A dossier is to be completed once in a stage; a leader may ask once more, with a reason."""

    code = "dossiers.asked_before"
    message = _("Hồ sơ đã được yêu cầu bổ sung một lần ở giai đoạn này.")
    next_step = _(
        "Yêu cầu thêm lần nữa do lãnh đạo quyết định, ghi rõ lý do và bị tính khi đánh giá."
    )


class NothingAsked(Refusal):
    """There is no request that could be answered."""

    code = "dossiers.nothing_asked"
    message = _("Hồ sơ không có yêu cầu bổ sung nào đang chờ trả lời.")
    next_step = _("Mở lại trang hồ sơ để xem trạng thái mới nhất.")


class NothingAnswered(Refusal):
    """An answer to a request has words or files."""

    code = "dossiers.nothing_answered"
    message = _("Chưa có tệp hay lời giải trình nào cho yêu cầu bổ sung.")
    next_step = _("Gửi ít nhất một tệp, hoặc ghi lời giải trình.")


class AmountMissing(Refusal):
    """An obligation has an amount and the number of the notice that says so."""

    code = "dossiers.amount_missing"
    message = _("Chưa ghi số tiền và số thông báo nghĩa vụ tài chính.")
    next_step = _("Ghi đúng theo thông báo của cơ quan thuế.")


class DateNotLater(Refusal):
    """A new date lies after the one promised, and is not past."""

    code = "dossiers.date_not_later"
    message = _("Ngày hẹn mới phải sau ngày đã hẹn {promised} và chưa qua.")
    next_step = _("Chọn một ngày làm việc muộn hơn.")


class ExtendedBefore(Refusal):
    """The time of a dossier is extended once."""

    code = "dossiers.extended_before"
    message = _("Hồ sơ đã được gia hạn một lần.")
    next_step = _("Trả kết quả đúng hẹn, hoặc xin lỗi và hẹn lại nếu quá hạn.")


class TooLateToExtend(Refusal):
    """What is late is not extended any more."""

    code = "dossiers.too_late_to_extend"
    message = _("Hồ sơ đã quá hạn từ {promised} nên không gia hạn được.")
    next_step = _("Gửi phiếu xin lỗi và hẹn lại ngày trả kết quả.")


class ReappointedBefore(Refusal):
    """A dossier is re-appointed once.

    Source: Nghị định 61/2018/NĐ-CP, Điều 19.
    """

    code = "dossiers.reappointed_before"
    message = _("Hồ sơ đã được xin lỗi và hẹn lại một lần; không hẹn lại lần nữa.")
    next_step = _("Trả kết quả ngay khi có; việc trễ hẹn lần hai được báo lên cơ quan cấp trên.")


class WithdrawalNotAsked(Refusal):
    """An officer withdraws what the applicant asked to withdraw."""

    code = "dossiers.withdrawal_not_asked"
    message = _("Người nộp chưa yêu cầu rút hồ sơ này.")
    next_step = _("Chỉ xác nhận rút khi người nộp đã yêu cầu trên Cổng hoặc bằng văn bản.")


class NotResumable(Refusal):
    """A dossier that was refused after receipt has ended."""

    code = "dossiers.not_resumable"
    message = _("Hồ sơ đã bị từ chối giải quyết nên không tiếp tục được.")
    next_step = _("Người nộp có thể nộp hồ sơ mới.")


class DayUnreadable(Refusal):
    """What was typed is no day."""

    code = "dossiers.day_unreadable"
    message = _("Chưa đọc được ngày hẹn mới.")
    next_step = _("Ghi ngày/tháng/năm, ví dụ 27/10/2021.")


class NotToBeGiven(Refusal):
    """Only a leader there, or the one who has a task, gives it to somebody."""

    code = "dossiers.not_to_be_given"
    message = _("Việc này không do bạn giao: bạn không phụ trách và không phải lãnh đạo cơ quan.")
    next_step = _("Đề nghị người đang phụ trách bàn giao, hoặc lãnh đạo giao lại.")


class TakerHoldsNoPost(Refusal):
    """A task is given to one who holds its post, that day, at that agency."""

    code = "dossiers.taker_holds_no_post"
    message = _("Người được chọn không giữ vị trí của bước này tại cơ quan.")
    next_step = _("Chọn người khác, hoặc nhờ quản trị viên phân công vị trí có thời hạn.")


class NothingWritten(Refusal):
    """A note, a question or an answer has words."""

    code = "dossiers.nothing_written"
    message = _("Chưa ghi nội dung.")
    next_step = _("Ghi nội dung rồi gửi lại.")


class UnknownQuestion(Refusal):
    """There is none, or she answered it."""

    code = "dossiers.unknown_question"
    message = _("Không còn câu hỏi nào chờ bạn trả lời ở đây.")
    next_step = _("Tải lại trang hồ sơ để xem câu trả lời đã gửi.")


class NothingChosen(Refusal):
    """Work on many at once needs some."""

    code = "dossiers.nothing_chosen"
    message = _("Chưa chọn hồ sơ nào.")
    next_step = _("Đánh dấu các hồ sơ trong danh sách rồi bấm lại.")


class UnknownBatch(Refusal):
    """There is none of hers."""

    code = "dossiers.unknown_batch"
    message = _("Không tìm thấy lượt xử lý này trong các lượt của bạn.")
    next_step = _("Mở lại danh sách việc.")


class TooManyLists(Refusal):
    """An officer keeps so many lists at most."""

    code = "dossiers.too_many_lists"
    message = _("Bạn đã lưu {most} danh sách.")
    next_step = _("Xóa một danh sách không dùng nữa, rồi lưu lại.")
