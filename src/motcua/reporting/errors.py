"""What reporting refuses, in words an official understands: the field, the cause, the next step.

Numbers that cannot be read are refused by `motcua.kernel.numerals`.
"""

from collections.abc import Iterable

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class FileRefused(Refusal):
    """Group of the refusals that concern the file as a whole."""


class FileEmpty(FileRefused):
    """The file has no bytes, or only blank lines."""

    code = "reporting.file_empty"
    message = _("Tệp không có nội dung.")
    next_step = _("Kiểm tra lại tệp, lưu và gửi lại.")


class FileTooLarge(FileRefused):
    """The file, or what it unpacks to, is larger than any honest report."""

    code = "reporting.file_too_large"
    message = _("Tệp lớn hơn {limit_mb} MB sau khi giải nén hoặc khi gửi.")
    next_step = _("Chỉ giữ lại bảng số liệu, bỏ hình ảnh và trang tính thừa rồi gửi lại.")


class FileKindNotSupported(FileRefused):
    """The bytes are no table, whatever the name says."""

    code = "reporting.file_kind_not_supported"
    message = _("Nội dung tệp là {kind}, không phải bảng CSV hoặc XLSX.")
    next_step = _("Mở tệp gốc, lưu bảng dưới dạng .xlsx hoặc .csv (UTF-8) rồi gửi lại.")


class FileProtected(FileRefused):
    """The file is encrypted or in the format before 2007; both look alike from outside."""

    code = "reporting.file_protected"
    message = _("Tệp được đặt mật khẩu hoặc ở định dạng .xls cũ nên không đọc được.")
    next_step = _("Bỏ mật khẩu, lưu dưới dạng .xlsx rồi gửi lại.")


class FileHasMacros(FileRefused):
    """The workbook carries a program."""

    code = "reporting.file_has_macros"
    message = _("Tệp có chứa macro nên không được nhận.")
    next_step = _("Lưu dưới dạng .xlsx (không có macro) rồi gửi lại.")


class FileDamaged(FileRefused):
    """The file begins like a workbook and cannot be read as one."""

    code = "reporting.file_damaged"
    message = _("Tệp XLSX bị hỏng hoặc không phải do phần mềm bảng tính lưu.")
    next_step = _("Mở tệp bằng phần mềm bảng tính, lưu lại dưới dạng .xlsx rồi gửi lại.")


class EncodingUnknown(FileRefused):
    """The text is neither UTF-8 nor marked UTF-16: an old code page, or no text at all."""

    code = "reporting.encoding_unknown"
    message = _("Không đọc được chữ trong tệp, bắt đầu từ dòng {line}: tệp không ở bảng mã UTF-8.")
    next_step = _(
        "Lưu lại tệp với bảng mã Unicode (UTF-8); nếu dùng phông TCVN3 (ABC) hoặc VNI thì chuyển "
        "mã sang Unicode trước."
    )


class HeaderMissing(FileRefused):
    """The first line that is not blank names no column that we know."""

    code = "reporting.header_missing"
    message = _("Không tìm thấy hàng tiêu đề: dòng có nội dung đầu tiên phải ghi tên các cột.")
    next_step = _(
        "Xóa các dòng phía trên bảng; ghi tiêu đề như trong phụ lục, ví dụ “Tên cơ quan”, “Tổng số "
        "thủ tục hành chính”, “Số dịch vụ công trực tuyến mức độ 4”."
    )


class SeveralTables(FileRefused):
    """More than one sheet begins with a header; which one is meant is not ours to guess."""

    code = "reporting.several_tables"
    message = _("Có nhiều trang tính chứa bảng số liệu: {sheets}.")
    next_step = _("Chỉ giữ lại một trang tính có bảng cần gửi.")


class TableHidden(FileRefused):
    """The only sheet with the table is hidden from whoever opens the file."""

    code = "reporting.table_hidden"
    message = _("Bảng số liệu nằm ở trang tính bị ẩn “{sheet}”.")
    next_step = _("Cho hiện trang tính, kiểm tra số liệu rồi gửi lại.")


class NoRows(FileRefused):
    """There is a header and nothing below it."""

    code = "reporting.no_rows"
    message = _("Bảng chỉ có hàng tiêu đề, không có dòng số liệu nào.")
    next_step = _("Nhập số liệu của các cơ quan dưới hàng tiêu đề rồi gửi lại.")


class TooManyRows(FileRefused):
    """The table reaches further than any report; formatted empty cells count too."""

    code = "reporting.too_many_rows"
    message = _("Bảng dài hơn {limit} dòng hoặc rộng hơn {limit_columns} cột.")
    next_step = _("Xóa các dòng và cột thừa, kể cả ô trống đã định dạng, rồi gửi lại.")


class ColumnMissing(Refusal):
    """A column that every report needs is not in the header."""

    code = "reporting.column_missing"
    message = _("Thiếu cột “{title}” ({column}).")
    next_step = _("Thêm cột này vào bảng.")


class ColumnTwice(Refusal):
    """Two columns of the header mean the same thing."""

    code = "reporting.column_twice"
    message = _("Cột này trùng nghĩa với cột “{first}”.")
    next_step = _("Chỉ giữ lại một trong hai cột.")


class ColumnUnknown(Refusal):
    """A column whose meaning we do not know; leaving it out silently could lose figures."""

    code = "reporting.column_unknown"
    message = _("Không rõ cột “{title}” nghĩa là gì.")
    next_step = _("Sửa lại tiêu đề theo mẫu hoặc xóa cột này.")


class LineNotReadable(Refusal):
    """The line breaks the rules of CSV, mostly by a quotation mark that is never closed."""

    code = "reporting.line_not_readable"
    message = _("Không tách được dòng này thành các ô; có thể dấu ngoặc kép chưa được đóng.")
    next_step = _("Kiểm tra dấu ngoặc kép của dòng này và các dòng sau nó.")


class WrongCellCount(Refusal):
    """The line has more or fewer cells than the header."""

    code = "reporting.wrong_cell_count"
    message = _("Dòng có {found} ô, trong khi hàng tiêu đề có {expected} cột.")
    next_step = _("Kiểm tra dấu phân cách; đặt ô có chứa dấu phân cách trong dấu ngoặc kép.")


class MergedCells(Refusal):
    """Cells of the table are merged, so it is not sure to which line a value belongs."""

    code = "reporting.merged_cells"
    message = _("Các ô {cells} bị gộp.")
    next_step = _("Bỏ gộp ô và ghi đủ giá trị cho từng dòng.")


class RowHidden(Refusal):
    """The row cannot be seen by whoever checks the sheet."""

    code = "reporting.row_hidden"
    message = _("Dòng này bị ẩn hoặc bị lọc khỏi bảng.")
    next_step = _("Cho hiện dòng (bỏ lọc), kiểm tra rồi gửi lại; xóa hẳn nếu không dùng.")


class FormulaWithoutValue(Refusal):
    """The formula was never calculated by the program that saved it."""

    code = "reporting.formula_without_value"
    message = _("Ô chứa công thức chưa được tính.")
    next_step = _("Mở tệp, để bảng tính tính lại, thay công thức bằng giá trị rồi lưu.")


class CellNotReadable(Refusal):
    """The cell holds something that is neither a text nor a number."""

    code = "reporting.cell_not_readable"
    message = _("Ô chứa {kind}, không phải chữ hoặc số.")
    next_step = _("Nhập lại giá trị vào ô này.")


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


class Names(tuple[str, ...]):
    """Names inside a sentence: joined by commas, a dash when there are none."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self) or "–"


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
