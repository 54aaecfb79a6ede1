"""What a procedure consists of, for people: sections, tables, columns, and what they are called.

One description serves the pages of the editor, the differences between versions and the sheets of a
workbook. A path such as `limit.amount` leads into a part of a record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.agencies.types import Tier
from motcua.catalogue.types import Channel
from motcua.kernel.messages import message
from motcua.kernel.workingtime import LimitUnit


class Kind(StrEnum):
    """How a value is written."""

    LINE = "line"
    TEXT = "text"
    """Several lines."""
    LINES = "lines"
    """A list, one item a line."""
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    """Some of a list."""
    TIME = "time"
    """Time of day, such as 15:00; empty for none."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One value of a record or of a row.

    Attributes:
        path: Where it stands in the record, parts joined by dots.
        label: Vietnamese, to be translated on screens.
        choices: Stored values with their labels, for choices.
        required: Whether it must not be empty.
        least: Smallest number allowed.
    """

    path: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    choices: Mapping[str, str] | None = None
    required: bool = False
    least: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list of rows.

    Attributes:
        name: Key of the rows.
        key: Paths of the columns by which a row of one version is known in another; unique.
        optional: Parts that are left out of a row when all their columns are empty.
    """

    name: str
    label: str
    row_label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def column(self, path: str) -> Column:
        """Return a column by its path."""
        return next(column for column in self.columns if column.path == path)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page of the editor."""

    key: str
    label: str
    columns: tuple[Column, ...] = ()
    tables: tuple[Table, ...] = ()


YES, NO = "1", "0"
FLAGS: Final = {YES: message("Có"), NO: message("Không")}
CHANNELS: Final = {channel.value: channel.label for channel in Channel}
TIERS: Final = {
    Tier.MINISTRY.value: message("Bộ, ngành"),
    Tier.PROVINCE.value: message("Cấp tỉnh"),
    Tier.DEPARTMENT.value: message("Sở, ban, ngành"),
    Tier.DISTRICT.value: message("Cấp huyện"),
    Tier.COMMUNE.value: message("Cấp xã"),
    Tier.CENTRE.value: message("Trung tâm"),
}
UNITS: Final = {
    LimitUnit.WORKING_DAYS.value: message("ngày làm việc"),
    LimitUnit.WORKING_HOURS.value: message("giờ làm việc"),
    LimitUnit.CALENDAR_DAYS.value: message("ngày"),
    LimitUnit.SAME_DAY.value: message("trong ngày làm việc"),
}
ONLINE: Final = {
    "form": message("Điền trực tuyến"),
    "upload": message("Gửi bản chụp"),
    "none": message("Không cần khi nộp trực tuyến"),
    "missing": message("Chưa có mẫu"),
}


def _channels(path: str, label: str) -> Column:
    return Column(path=path, label=label, kind=Kind.CHOICES, choices=CHANNELS, required=True)


_AMOUNT = message("Thời hạn")
_UNIT = message("Đơn vị thời hạn")
_CUT_OFF = message("Nhận sau giờ này thì tính thêm một ngày làm việc")
_WORDING = message("Thời hạn ghi theo văn bản")
LIMIT: Final = (
    Column(path="limit.amount", label=_AMOUNT, kind=Kind.NUMBER, required=True, least=1),
    Column(path="limit.unit", label=_UNIT, kind=Kind.CHOICE, choices=UNITS, required=True),
    Column(path="limit.cut_off", label=_CUT_OFF, kind=Kind.TIME, hint=message("Ví dụ 15:00")),
    Column(path="limit.wording", label=_WORDING, kind=Kind.TEXT, required=True),
)
CASES: Final = Table(
    name="cases",
    label=message("Trường hợp"),
    row_label=message("trường hợp"),
    key=("code",),
    columns=(
        Column(path="code", label=message("Mã trường hợp"), required=True),
        Column(path="name", label=message("Tên trường hợp"), required=True),
        Column(path="steps", label=message("Các bước của trường hợp"), kind=Kind.LINES),
    ),
)
TERMS: Final = Table(
    name="terms",
    label=message("Thời hạn, phí theo kênh và trường hợp"),
    row_label=message("cách thức"),
    key=("channel", "case"),
    optional=("limit",),
    columns=(
        Column(
            path="channel",
            label=message("Kênh"),
            kind=Kind.CHOICE,
            choices=CHANNELS,
            required=True,
        ),
        Column(path="case", label=message("Trường hợp (mã; trống: mọi trường hợp)")),
        *LIMIT,
        Column(
            path="own_fees",
            label=message("Có phí riêng (ghi ở phần phí)"),
            kind=Kind.FLAG,
        ),
        Column(path="note", label=message("Mô tả thêm"), kind=Kind.TEXT),
    ),
)
PAPERS: Final = Table(
    name="papers",
    label=message("Thành phần hồ sơ"),
    row_label=message("giấy tờ"),
    key=("code",),
    columns=(
        Column(path="code", label=message("Mã giấy tờ"), required=True),
        Column(path="name", label=message("Tên giấy tờ"), kind=Kind.TEXT, required=True),
        Column(path="originals", label=message("Số bản chính"), kind=Kind.NUMBER),
        Column(path="copies", label=message("Số bản sao"), kind=Kind.NUMBER),
        Column(
            path="online",
            label=message("Khi nộp trực tuyến"),
            kind=Kind.CHOICE,
            choices=ONLINE,
            required=True,
        ),
        Column(path="note", label=message("Khi nào cần"), kind=Kind.TEXT),
        Column(path="cases", label=message("Cần trong các trường hợp (mã)"), kind=Kind.LINES),
        Column(path="form_name", label=message("Tên mẫu đơn, tờ khai")),
        Column(path="url", label=message("Địa chỉ tải mẫu")),
    ),
)
FEES: Final = Table(
    name="fees",
    label=message("Phí, lệ phí"),
    row_label=message("khoản phí"),
    key=("channel", "case", "code"),
    columns=(
        Column(path="code", label=message("Mã phí, lệ phí"), required=True),
        Column(path="name", label=message("Tên phí, lệ phí"), required=True),
        Column(path="amount", label=message("Mức thu (đồng)"), kind=Kind.NUMBER, required=True),
        Column(path="unit", label=message("Đơn vị tính"), required=True),
        Column(
            path="field",
            label=message("Ô trong biểu mẫu đếm số lượng"),
            hint=message("Để trống nếu luôn thu một lần."),
        ),
        Column(path="legal_basis", label=message("Căn cứ thu"), required=True),
        Column(path="exemptions", label=message("Đối tượng miễn, giảm"), kind=Kind.LINES),
        Column(
            path="channel",
            label=message("Chỉ thu ở kênh"),
            kind=Kind.CHOICE,
            choices=CHANNELS,
            hint=message("Để trống: mức chung."),
        ),
        Column(path="case", label=message("Chỉ thu ở trường hợp (mã)")),
    ),
)
ACTS: Final = Table(
    name="legal_basis",
    label=message("Căn cứ pháp lý"),
    row_label=message("văn bản"),
    key=("number", "name"),
    columns=(
        Column(path="number", label=message("Số, ký hiệu"), required=True),
        Column(path="name", label=message("Tên văn bản"), kind=Kind.TEXT, required=True),
        Column(path="certainty", label=message("Mức chắc chắn")),
    ),
)
REASONS: Final = Table(
    name="refusal_reasons",
    label=message("Lý do từ chối"),
    row_label=message("lý do"),
    key=("code",),
    columns=(
        Column(path="code", label=message("Mã lý do"), required=True),
        Column(path="text", label=message("Lý do"), kind=Kind.TEXT, required=True),
    ),
)
PREFILL: Final = Table(
    name="result_prefill",
    label=message("Điền sẵn kết quả từ đơn"),
    row_label=message("ô"),
    key=("field",),
    columns=(
        Column(path="field", label=message("Ô của biểu mẫu kết quả"), required=True),
        Column(path="sources", label=message("Lấy từ các ô của đơn"), kind=Kind.LINES),
    ),
)

LEGS: Final = Table(
    name="legs",
    label=message("Các việc liên thông"),
    row_label=message("việc"),
    key=("code",),
    columns=(
        Column(path="code", label=message("Mã việc"), required=True),
        Column(path="name", label=message("Tên việc, lời dễ hiểu"), required=True),
        Column(path="procedure", label=message("Mã thủ tục"), required=True),
        Column(
            path="place",
            label=message("Nơi thực hiện theo ô địa chỉ"),
            hint=message("Để trống: nơi nộp hồ sơ."),
        ),
        Column(path="after", label=message("Làm sau các việc (mã)"), kind=Kind.LINES),
        Column(
            path="answers",
            label=message("Câu trả lời chuyển sang"),
            kind=Kind.LINES,
            hint=message("Mỗi dòng: ô của việc này = ô của đơn, hoặc lời trong ngoặc kép."),
        ),
        Column(path="papers", label=message("Giấy tờ dùng chung"), kind=Kind.LINES),
        Column(path="results", label=message("Kết quả dùng lại"), kind=Kind.LINES),
    ),
)

SECTIONS: Final = (
    Section(
        key="chung",
        label=message("Thông tin chung"),
        columns=(
            Column(path="name", label=message("Tên thủ tục"), kind=Kind.TEXT, required=True),
            Column(path="publisher", label=message("Mã cơ quan công bố")),
            Column(path="decision", label=message("Quyết định công bố")),
            Column(path="tiers", label=message("Cấp thực hiện"), kind=Kind.CHOICES, choices=TIERS),
            Column(path="sector_code", label=message("Mã lĩnh vực"), required=True),
            Column(path="sector", label=message("Lĩnh vực"), required=True),
            Column(path="summary", label=message("Tóm tắt"), kind=Kind.TEXT, required=True),
            Column(
                path="subjects",
                label=message("Đối tượng thực hiện"),
                kind=Kind.LINES,
                required=True,
            ),
            Column(path="subjects_note", label=message("Mô tả đối tượng"), kind=Kind.TEXT),
        ),
    ),
    Section(
        key="trinh-tu",
        label=message("Trình tự, trường hợp"),
        columns=(Column(path="steps", label=message("Các bước"), kind=Kind.LINES, required=True),),
        tables=(CASES,),
    ),
    Section(
        key="cach-thuc",
        label=message("Cách thức, thời hạn"),
        columns=(
            _channels("channels", message("Cách nộp hồ sơ")),
            _channels("result_channels", message("Cách nhận kết quả")),
            *LIMIT,
        ),
        tables=(TERMS,),
    ),
    Section(key="giay-to", label=message("Thành phần hồ sơ"), tables=(PAPERS,)),
    Section(
        key="phi",
        label=message("Phí và thanh toán"),
        columns=(
            Column(
                path="online_payment",
                label=message("Thanh toán trực tuyến được"),
                kind=Kind.FLAG,
            ),
            Column(
                path="payment_hours",
                label=message("Số giờ được trả phí sau khi nộp"),
                kind=Kind.NUMBER,
                required=True,
                least=1,
            ),
        ),
        tables=(FEES,),
    ),
    Section(
        key="ket-qua",
        label=message("Kết quả, cơ quan"),
        columns=(
            Column(path="result", label=message("Kết quả"), kind=Kind.TEXT, required=True),
            Column(path="result_code", label=message("Mã kết quả")),
            Column(
                path="decided_by",
                label=message("Cơ quan có thẩm quyền quyết định"),
                kind=Kind.TEXT,
                required=True,
            ),
            Column(path="carried_out_by", label=message("Cơ quan thực hiện"), kind=Kind.TEXT),
            Column(path="delegated_to", label=message("Cơ quan được ủy quyền"), kind=Kind.TEXT),
            Column(path="cooperating", label=message("Cơ quan phối hợp"), kind=Kind.LINES),
            Column(path="addresses", label=message("Địa chỉ tiếp nhận"), kind=Kind.LINES),
        ),
    ),
    Section(
        key="can-cu",
        label=message("Căn cứ, điều kiện, lý do từ chối"),
        columns=(Column(path="conditions", label=message("Yêu cầu, điều kiện"), kind=Kind.LINES),),
        tables=(ACTS, REASONS),
    ),
    Section(
        key="tu-khoa",
        label=message("Từ khóa, sự kiện, liên quan"),
        columns=(
            Column(path="keywords", label=message("Từ khóa tìm kiếm"), kind=Kind.LINES),
            Column(path="life_events", label=message("Sự kiện đời sống (mã)"), kind=Kind.LINES),
            Column(path="related", label=message("Thủ tục liên quan (mã)"), kind=Kind.LINES),
            Column(path="linked", label=message("Thủ tục liên thông (mã)"), kind=Kind.LINES),
            Column(
                path="uncertain",
                label=message("Mục chưa chắc chắn (tên trường)"),
                kind=Kind.LINES,
            ),
            Column(path="certainty", label=message("Mức chắc chắn của nội dung"), kind=Kind.TEXT),
        ),
    ),
    Section(key="lien-thong", label=message("Liên thông"), tables=(LEGS,)),
    Section(
        key="dien-tu",
        label=message("Biểu mẫu, quy trình điện tử"),
        columns=(
            Column(path="form", label=message("Biểu mẫu điện tử (mã)")),
            Column(path="process", label=message("Quy trình điện tử (mã)")),
            Column(path="result_form", label=message("Biểu mẫu kết quả (mã)")),
            Column(path="result_template", label=message("Mẫu giấy kết quả (mã)")),
            Column(path="is_synthetic", label=message("Dữ liệu sinh tự động"), kind=Kind.FLAG),
        ),
        tables=(PREFILL,),
    ),
)
COLUMNS: Final = tuple(column for section in SECTIONS for column in section.columns)
TABLES: Final = tuple(table for section in SECTIONS for table in section.tables)
