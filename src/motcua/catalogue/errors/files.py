"""Refusals of files of procedures."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class ImportRefused(Refusal):
    """Rows of a file are wrong; `problems` names them all, and nothing was stored."""

    code = "catalogue.import_refused"
    message = _("Tệp có {count} chỗ sai; chưa có thủ tục nào được lưu.")
    next_step = _("Sửa hết các chỗ được nêu rồi gửi lại tệp.")


class FileNotUnderstood(Refusal):
    """The file is no JSON of procedures."""

    code = "catalogue.file_not_understood"
    message = _("Tệp JSON không đọc được hoặc không có danh sách “procedures”.")
    next_step = _("Dùng tệp do chức năng xuất danh mục tạo ra.")


class SheetColumnsMissing(Refusal):
    """Columns of the sheet are missing."""

    code = "catalogue.sheet_columns_missing"
    message = _("Bảng thiếu cột: {titles}.")
    next_step = _("Dùng tệp do chức năng xuất danh mục tạo ra, giữ nguyên hàng tiêu đề.")


class UnknownPart(Refusal):
    """A row is of a part that procedures do not have."""

    code = "catalogue.unknown_part"
    message = _("Không có phần “{part}”.")
    next_step = _("Ghi tên phần như trong tệp xuất, ví dụ “Thành phần hồ sơ”, hoặc để trống.")


class UnknownField(Refusal):
    """A row is of a field that its part does not have."""

    code = "catalogue.unknown_field"
    message = _("Không có trường “{field}” ở phần này.")
    next_step = _("Ghi tên trường như trong tệp xuất.")


class ValueTwice(Refusal):
    """A field that has one value has two."""

    code = "catalogue.value_twice"
    message = _("Trường này đã có giá trị ở một hàng trước.")
    next_step = _("Chỉ giữ lại một hàng.")


class NotARow(Refusal):
    """The number of a row of a part is none."""

    code = "catalogue.not_a_row"
    message = _("Cột “Dòng” phải là số từ 1.")
    next_step = _("Đánh số các dòng của mỗi phần từ 1.")


class ProcedureTwice(Refusal):
    """A procedure stands twice in a file."""

    code = "catalogue.procedure_twice"
    message = _("Thủ tục mã “{code}” có hai lần trong tệp.")
    next_step = _("Chỉ giữ lại một lần.")


class TooManyForSheet(Refusal):
    """A sheet of more rows would not be read again."""

    code = "catalogue.too_many_for_sheet"
    message = _("Quá nhiều thủ tục cho một bảng XLSX (hơn {limit} hàng).")
    next_step = _("Xuất ít thủ tục hơn, hoặc xuất dạng JSON.")


class FileTooBig(Refusal):
    """More than a page takes; the command takes any size."""

    code = "catalogue.file_too_big"
    message = _("Tệp lớn hơn {limit_mb} MB.")
    next_step = _("Chia thành nhiều tệp, hoặc nhờ người vận hành nhập bằng dòng lệnh.")


class FileIsBeingPublished(Refusal):
    """What is being published is neither dropped nor replaced."""

    code = "catalogue.file_is_being_published"
    message = _("Tệp gửi trước đang được công bố.")
    next_step = _("Đợi công bố xong, xem kết quả, rồi gửi tệp khác.")


class PublishedSinceSent(Refusal):
    """What the file says was compared with an older version; it would undo the last unseen."""

    code = "catalogue.published_since_sent"
    message = _("Phiên bản {number} đã được công bố sau khi tệp này được gửi.")
    next_step = _("Xuất lại thủ tục này, sửa trên bản mới nhất rồi gửi lại.")


class UnknownFile(Refusal):
    """The file that was looked at is not kept any more."""

    code = "catalogue.unknown_file"
    message = _("Không còn tệp này: đã công bố, đã bỏ, hoặc đã gửi tệp khác thay vào.")
    next_step = _("Gửi lại tệp, xem trước rồi công bố.")
