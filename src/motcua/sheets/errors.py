"""Why a table that somebody sent cannot be taken: the whole file, a column, a line, a cell."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class FileRefused(Refusal):
    """Group of the refusals that concern the file as a whole."""


class FileEmpty(FileRefused):
    """The file has no bytes, or only blank lines."""

    code = "sheets.file_empty"
    message = _("Tệp không có nội dung.")
    next_step = _("Kiểm tra lại tệp, lưu và gửi lại.")


class FileTooLarge(FileRefused):
    """The file, or what it unpacks to, is larger than any honest table."""

    code = "sheets.file_too_large"
    message = _("Tệp lớn hơn {limit_mb} MB sau khi giải nén hoặc khi gửi.")
    next_step = _("Chỉ giữ lại bảng số liệu, bỏ hình ảnh và trang tính thừa rồi gửi lại.")


class FileKindNotSupported(FileRefused):
    """The bytes are no table, whatever the name says."""

    code = "sheets.file_kind_not_supported"
    message = _("Nội dung tệp là {kind}, không phải bảng CSV hoặc XLSX.")
    next_step = _("Mở tệp gốc, lưu bảng dưới dạng .xlsx hoặc .csv (UTF-8) rồi gửi lại.")


class FileProtected(FileRefused):
    """The file is encrypted or in the format before 2007; both look alike from outside."""

    code = "sheets.file_protected"
    message = _("Tệp được đặt mật khẩu hoặc ở định dạng .xls cũ nên không đọc được.")
    next_step = _("Bỏ mật khẩu, lưu dưới dạng .xlsx rồi gửi lại.")


class FileHasMacros(FileRefused):
    """The workbook carries a program."""

    code = "sheets.file_has_macros"
    message = _("Tệp có chứa macro nên không được nhận.")
    next_step = _("Lưu dưới dạng .xlsx (không có macro) rồi gửi lại.")


class FileDamaged(FileRefused):
    """The file begins like a workbook and cannot be read as one."""

    code = "sheets.file_damaged"
    message = _("Tệp XLSX bị hỏng hoặc không phải do phần mềm bảng tính lưu.")
    next_step = _("Mở tệp bằng phần mềm bảng tính, lưu lại dưới dạng .xlsx rồi gửi lại.")


class EncodingUnknown(FileRefused):
    """The text is neither UTF-8 nor marked UTF-16: an old code page, or no text at all."""

    code = "sheets.encoding_unknown"
    message = _("Không đọc được chữ trong tệp, bắt đầu từ dòng {line}: tệp không ở bảng mã UTF-8.")
    next_step = _(
        "Lưu lại tệp với bảng mã Unicode (UTF-8); nếu dùng phông TCVN3 (ABC) hoặc VNI thì chuyển "
        "mã sang Unicode trước."
    )


class HeaderMissing(FileRefused):
    """The first line that is not blank names no column that we know."""

    code = "sheets.header_missing"
    message = _("Không tìm thấy hàng tiêu đề: dòng có nội dung đầu tiên phải ghi tên các cột.")
    next_step = _("Xóa các dòng phía trên bảng; ghi tiêu đề như trong mẫu, ví dụ {titles}.")


class SeveralTables(FileRefused):
    """More than one sheet begins with a header; which one is meant is not ours to guess."""

    code = "sheets.several_tables"
    message = _("Có nhiều trang tính chứa bảng số liệu: {sheets}.")
    next_step = _("Chỉ giữ lại một trang tính có bảng cần gửi.")


class TableHidden(FileRefused):
    """The only sheet with the table is hidden from whoever opens the file."""

    code = "sheets.table_hidden"
    message = _("Bảng số liệu nằm ở trang tính bị ẩn “{sheet}”.")
    next_step = _("Cho hiện trang tính, kiểm tra số liệu rồi gửi lại.")


class NoRows(FileRefused):
    """There is a header and nothing below it."""

    code = "sheets.no_rows"
    message = _("Bảng chỉ có hàng tiêu đề, không có dòng số liệu nào.")
    next_step = _("Nhập số liệu dưới hàng tiêu đề rồi gửi lại.")


class TooManyRows(FileRefused):
    """The table reaches further than any honest one; formatted empty cells count too."""

    code = "sheets.too_many_rows"
    message = _("Bảng dài hơn {limit} dòng hoặc rộng hơn {limit_columns} cột.")
    next_step = _("Xóa các dòng và cột thừa, kể cả ô trống đã định dạng, rồi gửi lại.")


class ColumnMissing(Refusal):
    """A column that must be there is not in the header."""

    code = "sheets.column_missing"
    message = _("Thiếu cột “{title}” ({column}).")
    next_step = _("Thêm cột này vào bảng.")


class ColumnTwice(Refusal):
    """Two columns of the header mean the same thing."""

    code = "sheets.column_twice"
    message = _("Cột này trùng nghĩa với cột “{first}”.")
    next_step = _("Chỉ giữ lại một trong hai cột.")


class ColumnUnknown(Refusal):
    """A column whose meaning we do not know; leaving it out silently could lose figures."""

    code = "sheets.column_unknown"
    message = _("Không rõ cột “{title}” nghĩa là gì.")
    next_step = _("Sửa lại tiêu đề theo mẫu hoặc xóa cột này.")


class LineNotReadable(Refusal):
    """The line breaks the rules of CSV, mostly by a quotation mark that is never closed."""

    code = "sheets.line_not_readable"
    message = _("Không tách được dòng này thành các ô; có thể dấu ngoặc kép chưa được đóng.")
    next_step = _("Kiểm tra dấu ngoặc kép của dòng này và các dòng sau nó.")


class WrongCellCount(Refusal):
    """The line has more or fewer cells than the header."""

    code = "sheets.wrong_cell_count"
    message = _("Dòng có {found} ô, trong khi hàng tiêu đề có {expected} cột.")
    next_step = _("Kiểm tra dấu phân cách; đặt ô có chứa dấu phân cách trong dấu ngoặc kép.")


class MergedCells(Refusal):
    """Cells of the table are merged, so it is not sure to which line a value belongs."""

    code = "sheets.merged_cells"
    message = _("Các ô {cells} bị gộp.")
    next_step = _("Bỏ gộp ô và ghi đủ giá trị cho từng dòng.")


class RowHidden(Refusal):
    """The row cannot be seen by whoever checks the sheet."""

    code = "sheets.row_hidden"
    message = _("Dòng này bị ẩn hoặc bị lọc khỏi bảng.")
    next_step = _("Cho hiện dòng (bỏ lọc), kiểm tra rồi gửi lại; xóa hẳn nếu không dùng.")


class FormulaWithoutValue(Refusal):
    """The formula was never calculated by the program that saved it."""

    code = "sheets.formula_without_value"
    message = _("Ô chứa công thức chưa được tính.")
    next_step = _("Mở tệp, để bảng tính tính lại, thay công thức bằng giá trị rồi lưu.")


class CellNotReadable(Refusal):
    """The cell holds something that is neither a text nor a number."""

    code = "sheets.cell_not_readable"
    message = _("Ô chứa {kind}, không phải chữ hoặc số.")
    next_step = _("Nhập lại giá trị vào ô này.")


class Names(tuple[str, ...]):
    """Names inside a sentence: joined by commas, a dash when there are none."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self) or "–"
