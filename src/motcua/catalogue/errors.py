"""Refusals of the catalogue."""

from datetime import date
from typing import Self

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class UnknownProcedure(Refusal):
    """No procedure has the code."""

    code = "catalogue.unknown_procedure"
    message = _("Không có thủ tục mã “{code}”.")
    next_step = _("Kiểm tra lại mã, hoặc tìm theo tên thủ tục.")


class UnknownService(Refusal):
    """The agency does not offer the procedure on the date asked for."""

    code = "catalogue.unknown_service"
    message = _("Cơ quan “{agency}” không cung cấp thủ tục “{procedure}”.")
    next_step = _("Chọn một cơ quan trong danh sách ở trang thủ tục.")


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


class LaterVersionPublished(Refusal):
    """Versions come into force in the order of their numbers."""

    code = "catalogue.later_version_published"
    message = _(
        "Đã công bố phiên bản {number} áp dụng từ {day}; không chen phiên bản vào trước đó."
    )
    next_step = _("Chọn ngày áp dụng từ {day} trở đi.")


class LegalActMissing(Refusal):
    """A level is declared by a decision; without its number nobody can look it up."""

    code = "catalogue.legal_act_missing"
    message = _("Chưa ghi văn bản khai báo mức độ.")
    next_step = _("Ghi số, ngày của quyết định hoặc công văn, ví dụ 123/QĐ-UBND ngày 01/10/2021.")


class ReasonMissing(Refusal):
    """A decision on eligibility gives its reason."""

    code = "catalogue.reason_missing"
    message = _("Chưa ghi lý do đủ hoặc không đủ điều kiện.")
    next_step = _("Ghi ngắn gọn lý do để người khác hiểu được quyết định.")


class NothingToDo(Refusal):
    """A change of many services has no line."""

    code = "catalogue.nothing_to_do"
    message = _("Chưa chọn dịch vụ nào.")
    next_step = _("Đánh dấu ít nhất một dịch vụ, hoặc chọn áp dụng cho cả danh sách đang lọc.")


class BulkHasProblems(Refusal):
    """Lines of a change of many services cannot be applied, so none is."""

    code = "catalogue.bulk_has_problems"
    message = _("Còn {number} dòng chưa thực hiện được; chưa có gì thay đổi.")
    next_step = _("Xem lý do ở từng dòng, sửa rồi chuẩn bị lại.")


class UnknownList(Refusal):
    """There is no such list of services."""

    code = "catalogue.unknown_list"
    message = _("Không có danh mục này.")
    next_step = _("Chọn lại trong trang các danh mục dịch vụ công.")


class UnknownAgency(Refusal):
    """No agency has the code on the date asked for."""

    code = "catalogue.unknown_agency"
    message = _("Không có cơ quan mã “{code}” vào ngày này.")
    next_step = _("Kiểm tra lại mã, hoặc tìm ở trang Cơ quan.")


class UnknownBulkChange(Refusal):
    """There is no such change of many services, or it is another agency's."""

    code = "catalogue.unknown_bulk_change"
    message = _("Không có đợt thay đổi này.")
    next_step = _("Chọn lại trong danh sách các đợt thay đổi.")


class UnknownDraft(Refusal):
    """Nobody is editing the procedure."""

    code = "catalogue.unknown_draft"
    message = _("Thủ tục mã “{code}” không có bản thảo nào đang mở.")
    next_step = _("Mở thủ tục trong danh mục và bắt đầu sửa.")


class DraftIsOpen(Refusal):
    """What somebody is editing is not overwritten."""

    code = "catalogue.draft_is_open"
    message = _("Thủ tục mã “{code}” đang có bản thảo mở.")
    next_step = _("Công bố hoặc bỏ bản thảo đó trước.")


class ProcedureExists(Refusal):
    """A new procedure needs a code of its own."""

    code = "catalogue.procedure_exists"
    message = _("Thủ tục mã “{code}” đã có trong danh mục.")
    next_step = _("Mở thủ tục đó và sửa, hoặc ghi mã khác.")


class EditedMeanwhile(Refusal):
    """Another save came between; neither is overwritten unseen."""

    code = "catalogue.edited_meanwhile"
    message = _(
        "{who} đã lưu bản thảo này lúc {when}, sau khi bạn mở nó; nội dung của bạn chưa lưu."
    )
    next_step = _("Chép lại phần bạn vừa ghi, mở lại trang để xem bản mới, rồi sửa tiếp.")


class DraftNotComplete(Refusal):
    """A version says everything that the law asks; `problems` lists what is missing or wrong."""

    code = "catalogue.draft_not_complete"
    message = _("Bản thảo còn {count} chỗ thiếu hoặc sai nên chưa công bố được.")
    next_step = _("Mở từng phần được nêu, ghi đủ rồi công bố.")


class PublishedMeanwhile(Refusal):
    """A draft that was begun before the last version would undo it unseen."""

    code = "catalogue.published_meanwhile"
    message = _("Phiên bản {number} đã được công bố sau khi bản thảo này bắt đầu.")
    next_step = _("Bỏ bản thảo, bắt đầu lại từ phiên bản mới nhất.")


class BeginsInThePast(Refusal):
    """A version holds from today on at the earliest."""

    code = "catalogue.begins_in_the_past"
    message = _("Ngày áp dụng không được trước hôm nay, {day}.")
    next_step = _("Chọn hôm nay hoặc một ngày sau đó.")


class ClosingDayMissing(Refusal):
    """A procedure closes on a day."""

    code = "catalogue.closing_day_missing"
    message = _("Chưa ghi ngày ngừng nhận hồ sơ.")
    next_step = _("Ghi ngày từ đó không nhận hồ sơ mới nữa.")


class ClosesBeforeItBegins(Refusal):
    """The version that closes a procedure must be in force by then."""

    code = "catalogue.closes_before_it_begins"
    message = _("Ngày ngừng nhận hồ sơ không được trước ngày áp dụng, {day}.")
    next_step = _("Chọn ngày áp dụng hoặc một ngày sau đó.")


class NotYourAgency(Refusal):
    """A controller sets for her own agency and those below it."""

    code = "catalogue.not_your_agency"
    message = _("Cơ quan này không phải cơ quan của bạn, cũng không trực thuộc cơ quan của bạn.")
    next_step = _("Đề nghị cán bộ kiểm soát của cơ quan đó thực hiện.")


class LegalBasisMissing(Refusal):
    """What differs from the published procedure rests on a legal act."""

    code = "catalogue.legal_basis_missing"
    message = _("Chưa ghi văn bản làm căn cứ.")
    next_step = _("Ghi số, ký hiệu của quyết định hoặc nghị quyết cho phép quy định riêng.")


class SettingNeedsProcedure(Refusal):
    """Limits and fees differ from procedure to procedure."""

    code = "catalogue.setting_needs_procedure"
    message = _("“{field}” phải quy định cho từng thủ tục.")
    next_step = _("Mở thủ tục cần quy định rồi nhập lại.")


class SettingNotUnderstood(Refusal):
    """The value does not fit the field."""

    code = "catalogue.setting_not_understood"
    message = _("Giá trị không hợp với “{field}”.")
    next_step = _("Nhập lại theo mẫu ở trang; chưa có gì được lưu.")


class LimitTooLong(Refusal):
    """An agency may shorten the law's limit, never lengthen it."""

    code = "catalogue.limit_too_long"
    message = _("Thời hạn riêng không được dài hơn quy định: {limit}")
    next_step = _("Ghi thời hạn ngắn hơn hoặc bằng, theo cùng đơn vị với quy định.")


class UnknownSetting(Refusal):
    """There is no such setting."""

    code = "catalogue.unknown_setting"
    message = _("Không có quy định riêng này.")
    next_step = _("Tải lại trang để xem danh sách mới.")


class SettingEnded(Refusal):
    """A setting ends once."""

    code = "catalogue.setting_ended"
    message = _("Quy định riêng này đã được kết thúc từ ngày {day}.")
    next_step = _("Tải lại trang để xem danh sách mới.")


class ProcedureClosed(Refusal):
    """The procedure takes no dossiers any more."""

    code = "catalogue.procedure_closed"
    message = _("Thủ tục “{name}” ngừng nhận hồ sơ từ ngày {day}.")
    next_step = _("Xem thủ tục thay thế ở trang thủ tục, hoặc hỏi bộ phận một cửa.")

    @classmethod
    def of(cls, name: str, closes_on: date | None) -> Self:
        """Return the refusal of a procedure that closed on a legal date."""
        return cls(name=name, day=f"{closes_on:%d/%m/%Y}" if closes_on else "–")


class RecordNotUnderstood(Refusal):
    """A record of the national catalogue has another shape than its guide says."""

    code = "catalogue.record_not_understood"
    message = _("Bản ghi thủ tục quốc gia sai ở “{where}”: {why}.")
    next_step = _("Báo đơn vị quản lý Cơ sở dữ liệu quốc gia về thủ tục; chưa có gì được lưu.")


class UnknownProposal(Refusal):
    """There is no such proposal of the national catalogue."""

    code = "catalogue.unknown_proposal"
    message = _("Không có đề nghị cập nhật này.")
    next_step = _("Mở lại danh sách đề nghị từ danh mục quốc gia.")


class ProposalDecided(Refusal):
    """A proposal is decided once."""

    code = "catalogue.proposal_decided"
    message = _("Đề nghị này đã được quyết định: {status}.")
    next_step = _("Tải lại danh sách để xem các đề nghị còn chờ.")


class DeclineReasonMissing(Refusal):
    """Whoever declines says why."""

    code = "catalogue.decline_reason_missing"
    message = _("Chưa ghi lý do không nhận.")
    next_step = _("Ghi lý do rồi gửi lại.")


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


class SheetHasProblems(Refusal):
    """Cells of a sheet cannot be taken, so none is; `problems` names each by line and column."""

    code = "catalogue.sheet_has_problems"
    message = _("Bảng có {number} chỗ chưa đúng; chưa có gì được lưu.")
    next_step = _("Sửa từng chỗ theo danh sách rồi gửi lại cả bảng.")
