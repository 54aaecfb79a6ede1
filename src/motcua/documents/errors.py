"""Refusals of files and papers."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class FileRefused(Refusal):
    """A file is not taken; nothing of it is kept."""


class FileIsEmpty(FileRefused):
    """The file has no content."""

    code = "documents.file_is_empty"
    message = _("Tệp “{name}” rỗng (0 byte).")
    next_step = _("Chọn lại tệp có nội dung rồi gửi lại.")


class FileIsTooLarge(FileRefused):
    """The file is larger than the field allows."""

    code = "documents.file_is_too_large"
    message = _("Tệp “{name}” nặng {size}, vượt mức {most} cho phép.")
    next_step = _("Chụp hoặc quét lại ở độ phân giải thấp hơn, rồi gửi lại.")


class FileTypeNotAllowed(FileRefused):
    """By its content the file is of a type that the field does not take."""

    code = "documents.file_type_not_allowed"
    message = _("Tệp “{name}” không phải là {allowed}.")
    next_step = _("Đổi sang một trong các định dạng này rồi gửi lại; đổi tên tệp là không đủ.")


class FileIsBroken(FileRefused):
    """The file says what type it is, but cannot be read as that."""

    code = "documents.file_is_broken"
    message = _("Tệp “{name}” bị hỏng hoặc không mở được: {why}.")
    next_step = _("Mở thử tệp trên máy của bạn, lưu lại thành tệp mới rồi gửi lại.")


class FileIsActive(FileRefused):
    """The file carries scripts, other files or a password; such files are not taken."""

    code = "documents.file_is_active"
    message = _("Tệp “{name}” có {what} nên không được nhận.")
    next_step = _("In ra tệp PDF mới không có thành phần đó, hoặc chụp ảnh giấy tờ rồi gửi lại.")


class FileIsInfected(FileRefused):
    """The scanner found malware."""

    code = "documents.file_is_infected"
    message = _("Tệp “{name}” có mã độc nên không được nhận.")
    next_step = _("Quét vi-rút máy của bạn và gửi tệp khác.")


class FileCannotBeChecked(FileRefused):
    """The scanner may not unpack all of it: what it holds is not known."""

    code = "documents.file_cannot_be_checked"
    message = _("Tệp “{name}” quá lớn hoặc nén quá nhiều lớp nên không quét mã độc được.")
    next_step = _("Gửi tệp nhỏ hơn, hoặc chụp ảnh từng trang rồi gửi lại.")


class FileIsBeingChecked(Refusal):
    """The scanner has not answered yet; until then nobody gets to see the file."""

    code = "documents.file_is_being_checked"
    message = _("Tệp đang được quét mã độc nên chưa mở được.")
    next_step = _("Thử lại sau ít phút; tệp đã gửi được giữ nguyên.")


class FileWasInfected(Refusal):
    """The scanner found malware after the file was taken; its bytes are gone."""

    code = "documents.file_was_infected"
    message = _("Tệp này có mã độc và đã bị xóa sau khi nhận.")
    next_step = _("Yêu cầu người nộp gửi lại tệp khác.")


class UnknownCertificate(Refusal):
    """Our own authority made none of this code."""

    code = "documents.unknown_certificate"
    message = _("Không có chứng thư nào do hệ thống cấp cho {code}.")
    next_step = _("Chứng thư của tổ chức khác do tổ chức đó thu hồi; hãy yêu cầu họ.")


class KeyNotUsable(Refusal):
    """A key that was installed cannot be used; papers wait, and are signed by no other key."""

    code = "documents.key_not_usable"
    message = _("Không dùng được khóa ký {code}: {why}.")
    next_step = _("Quản trị viên kiểm tra thiết bị, mã PIN và tệp mô tả khóa; giấy tờ chờ ký lại.")


class SignatureNotOrdered(Refusal):
    """Somebody's key was to sign what that person did not order."""

    code = "documents.signature_not_ordered"
    message = _("Không có quyết định nào của người ký cho văn bản này nên không ký.")
    next_step = _("Người có thẩm quyền phê duyệt trên hồ sơ; hệ thống chỉ ký theo quyết định đó.")


class PaperHasEnded(Refusal):
    """A paper that was revoked or replaced holds no more; that happens once."""

    code = "documents.paper_has_ended"
    message = _("Văn bản này đã bị thu hồi hoặc đã được thay thế.")
    next_step = _("Tải lại trang để xem văn bản nào đang có hiệu lực.")


class FileIsDamaged(Refusal):
    """The stored bytes are not those that were stored; they are never served."""

    code = "documents.file_is_damaged"
    message = _("Tệp đã lưu bị hỏng nên không mở được.")
    next_step = _("Báo cho quản trị viên để khôi phục từ bản sao lưu.")


class UnknownRecord(Refusal):
    """There is no such record, or it is not for whoever asks: the answer is the same."""

    code = "documents.unknown_record"
    message = _("Không có giấy tờ này trong kho của cơ quan bạn.")
    next_step = _("Quay lại danh sách và chọn lại.")


class CheckedByKeyer(Refusal):
    """Nobody checks what she typed herself."""

    code = "documents.checked_by_keyer"
    message = _("Bạn đã nhập giấy tờ này nên không tự kiểm tra được.")
    next_step = _("Nhờ cán bộ khác trong cơ quan kiểm tra.")


class RecordMoved(Refusal):
    """It was sent back and typed anew, or checked, since it was shown."""

    code = "documents.record_moved"
    message = _("Giấy tờ này đã được người khác xử lý trong lúc bạn xem.")
    next_step = _("Tải lại trang để xem nội dung mới nhất.")


class ScanIsMissing(Refusal):
    """Without a picture a second officer has nothing to compare with."""

    code = "documents.scan_is_missing"
    message = _("Chưa có bản quét của giấy tờ.")
    next_step = _("Chọn tệp PDF hoặc ảnh chụp đủ các trang, đúng thứ tự.")


class ReasonIsMissing(Refusal):
    """Whoever typed it must know what to look at again."""

    code = "documents.reason_is_missing"
    message = _("Chưa ghi lý do trả lại.")
    next_step = _("Ghi chỗ nào khác với bản quét.")


class RecordIsListed(Refusal):
    """An old result of this kind and number is in the list already."""

    code = "documents.record_is_listed"
    message = _("Giấy tờ loại này, số “{number}” đã có trong danh sách.")
    next_step = _("Tìm theo số ký hiệu trong danh sách thay vì thêm mới.")


class PageRefused(FileRefused):
    """Of several files of a scan one is no picture that can be opened."""

    code = "documents.page_refused"
    message = _("Tệp thứ {page} bị hỏng hoặc không phải ảnh JPG, PNG; chưa tệp nào được lưu.")
    next_step = _("Quét lại trang đó. Tệp PDF thì gửi một tệp duy nhất.")


class TooManyPages(FileRefused):
    """More files than a paper has pages."""

    code = "documents.too_many_pages"
    message = _("Một giấy tờ nhận tối đa {most} ảnh một lần.")
    next_step = _("Gộp các trang thành một tệp PDF rồi gửi lại.")


class SheetLineWrong(Refusal):
    """A line of the list of old results cannot be understood; none is listed."""

    code = "documents.sheet_line_wrong"
    message = _("Dòng {line}: {why}. Chưa dòng nào được thêm.")
    next_step = _("Sửa dòng này trong tệp rồi gửi lại cả tệp.")
