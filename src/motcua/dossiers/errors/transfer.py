"""Refusals of dossiers that come from another system: cells, rows, files."""

from motcua.kernel.errors import CallerNotAllowed, Refusal
from motcua.kernel.messages import message as _


class CellMissing(Refusal):
    """Nothing stands where something must."""

    code = "dossiers.cell_missing"
    message = _("Thiếu giá trị.")
    next_step = _("Điền ô này.")


class CellNotTaken(Refusal):
    """A text is too long, or has characters that cannot be kept."""

    code = "dossiers.cell_not_taken"
    message = _("Dài quá {most} ký tự, hoặc có ký tự điều khiển.")
    next_step = _("Rút ngắn, bỏ ký tự lạ.")


class CodeNotKept(Refusal):
    """A code has not the shape of one."""

    code = "dossiers.code_not_kept"
    message = _("Không đúng dạng, ví dụ {example}.")
    next_step = _("Ghi đúng mã; định dạng cột là chữ.")


class NotAMoment(Refusal):
    """It is no day, or no time."""

    code = "dossiers.not_a_moment"
    message = _("Không phải là ngày giờ có thật từ năm 2000.")
    next_step = _("Ghi như 20/10/2021 09:30:00, hoặc chỉ ngày.")


class NotInList(Refusal):
    """A word that is not one of those that are known."""

    code = "dossiers.not_in_list"
    message = _("Không có trong các giá trị được nhận.")
    next_step = _("Ghi một trong: {allowed}.")


class NotAnAmount(Refusal):
    """It is no whole number of đồng."""

    code = "dossiers.not_an_amount"
    message = _("Không phải là số nguyên đồng.")
    next_step = _("Ghi như 8000, không có phần lẻ.")


class NotANumberOfHers(Refusal):
    """An id number that cannot be one."""

    code = "dossiers.not_a_number_of_hers"
    message = _(
        "Không phải là số giấy tờ: cần 12 hoặc 9 chữ số, hộ chiếu, hoặc mã số doanh nghiệp."
    )
    next_step = _("Kiểm tra số 0 ở đầu; định dạng cột là chữ.")


class OutOfOrder(Refusal):
    """A time lies before one that must come first."""

    code = "dossiers.out_of_order"
    message = _("Sớm hơn “{before}”.")
    next_step = _("Kiểm tra hai ngày giờ.")


class NotYet(Refusal):
    """It is said to have happened, in the future."""

    code = "dossiers.not_yet"
    message = _("Ở tương lai.")
    next_step = _("Kiểm tra ngày, tháng, năm.")


class NotInThisStatus(Refusal):
    """A value that does not go with the status."""

    code = "dossiers.not_in_this_status"
    message = _("Không đi với trạng thái “{status}”.")
    next_step = _("Xóa giá trị hoặc sửa trạng thái.")


class NeededInThisStatus(Refusal):
    """A value that the status needs."""

    code = "dossiers.needed_in_this_status"
    message = _("Cần có khi trạng thái là “{status}”.")
    next_step = _("Điền ô này hoặc sửa trạng thái.")


class NotAHistory(Refusal):
    """The history cannot be read."""

    code = "dossiers.not_a_history"
    message = _("Không đọc được lịch sử trạng thái.")
    next_step = _(
        "Ghi như 01/06/2021 08:15:00 = 1; 01/06/2021 08:20:00 = 2, theo thứ tự thời gian."
    )


class CodeTwice(Refusal):
    """A dossier stands twice in what was sent at once."""

    code = "dossiers.code_twice"
    message = _("Mã hồ sơ này có hơn một lần trong lần gửi.")
    next_step = _("Chỉ giữ lại dòng đúng.")


class AgencyUnknown(Refusal):
    """No agency had the code on the day of filing, or it is not the sender's to tell of."""

    code = "dossiers.agency_unknown"
    message = _("Không có cơ quan mang mã này vào ngày nộp trong phạm vi của bạn.")
    next_step = _("Ghi mã của cơ quan tại ngày nộp hồ sơ.")


class AgencyEnded(Refusal):
    """A running dossier of an agency that is there no more."""

    code = "dossiers.agency_ended"
    message = _("Cơ quan này đã kết thúc hoạt động, hồ sơ đang giải quyết không để lại đó được.")
    next_step = _("Ghi mã cơ quan tiếp nhận công việc của nó.")


class NotOffered(Refusal):
    """The agency does not provide the procedure, or nobody knows it."""

    code = "dossiers.not_offered"
    message = _("Cơ quan không cung cấp thủ tục này trong danh mục.")
    next_step = _("Đưa thủ tục vào danh mục của cơ quan trước, hoặc sửa mã thủ tục.")


class StepUnknown(Refusal):
    """The process has no such step, or work cannot begin there."""

    code = "dossiers.step_unknown"
    message = _("Quy trình không có bước này, hoặc không bắt đầu ở đó được.")
    next_step = _("Ghi đúng tên bước của cán bộ trong quy trình: {steps}.")


class NotCarriedJointly(Refusal):
    """A joint procedure on its way has legs, which a row does not tell of."""

    code = "dossiers.not_carried_jointly"
    message = _(
        "Hồ sơ liên thông đang giải quyết không nhập được: không rõ phần việc từng cơ quan."
    )
    next_step = _("Giải quyết xong ở hệ thống cũ rồi nhập, hoặc nhập từng hồ sơ thành phần.")


class CodeIsOurs(Refusal):
    """A dossier of that code was filed here."""

    code = "dossiers.code_is_ours"
    message = _("Mã này do hệ thống này cấp, không phải hồ sơ được nhập.")
    next_step = _("Bỏ dòng này.")


class FromElsewhere(Refusal):
    """A dossier of that code came from another system."""

    code = "dossiers.from_elsewhere"
    message = _("Hồ sơ này đã được nhập từ nguồn “{source}”.")
    next_step = _("Chọn đúng nguồn, hoặc bỏ dòng này.")


class ActedOnHere(Refusal):
    """Our officers went on with it: what the old system says later is not taken any more."""

    code = "dossiers.acted_on_here"
    message = _("Đã xử lý tiếp ở hệ thống này.")
    next_step = _("Xem hồ sơ; thay đổi ở hệ thống cũ không được nhập nữa.")


class PaperMissing(Refusal):
    """A paper is named and was not sent."""

    code = "dossiers.paper_missing"
    message = _("Không có tệp “{name}” trong tệp ZIP gửi kèm.")
    next_step = _("Thêm tệp vào ZIP với đúng tên, hoặc bỏ tên ở cột này.")


class PapersNotReadable(Refusal):
    """What came beside the sheet is no archive of papers that can be taken."""

    code = "dossiers.papers_not_readable"
    message = _("Tệp giấy tờ gửi kèm không phải ZIP đọc được, hoặc lớn hơn {most_mb} MB.")
    next_step = _("Nén các tệp thành một tệp .zip không mật khẩu, chia nhỏ nếu cần.")


class SourceMissing(Refusal):
    """Nobody said which system it comes from."""

    code = "dossiers.source_missing"
    message = _("Chưa ghi tên hệ thống nguồn (chữ thường không dấu, số, dấu chấm, gạch ngang).")
    next_step = _("Ghi một tên và dùng lại đúng tên đó ở các lần sau, ví dụ mot-cua-cu.")


class UnknownImport(Refusal):
    """There is none of hers, or it is not waiting any more."""

    code = "dossiers.unknown_import"
    message = _("Không có lần nhập này, hoặc nó không còn chờ xác nhận.")
    next_step = _("Gửi lại tệp.")


class NothingToTake(Refusal):
    """All rows are refused, or say what is here already."""

    code = "dossiers.nothing_to_take"
    message = _("Không có dòng nào để nhập.")
    next_step = _("Sửa các dòng được nêu rồi gửi lại tệp.")


class RowsTooMany(Refusal):
    """More rows in one call than are taken."""

    code = "dossiers.rows_too_many"
    message = _("Một lần gửi nhận nhiều nhất {most} dòng, yêu cầu có {rows} dòng.")
    next_step = _("Chia nhỏ rồi gửi lại; dòng đã nhận gửi lại không bị tính hai lần.")


class SourceNotRegistered(CallerNotAllowed):
    """The client is known, but nobody said of which agency it tells."""

    code = "dossiers.source_not_registered"
    message = _("Ứng dụng này chưa được đăng ký nhập, xuất hồ sơ của cơ quan nào.")
    next_step = _("Liên hệ quản trị viên để đăng ký hệ thống nguồn và cơ quan.")
