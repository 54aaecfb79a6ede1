"""What a row says of a dossier: one list of columns for sheets and for programs, both ways.

A column has the title of sheets and the name of programs, which is the national portal's where it
has one (`DongBoHoSoMC`). All values are texts; times are legal times of Hanoi.
"""

from dataclasses import dataclass
from typing import Final

from motcua.kernel.messages import message


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        key: Name for programs.
        title: Of the sheet; read whatever its case and blanks.
        help: What to write, for the template; to be translated where it is shown.
        example: Of the template's first row; empty: the cell is.
        is_needed: Whether a sheet must have it.
    """

    key: str
    title: str
    help: str
    example: str = ""
    is_needed: bool = False


_TIME = message("Ngày giờ, ví dụ 20/10/2021 09:30:00; chỉ ghi ngày cũng được.")

COLUMNS: Final = (
    Column(
        key="MaHoSo",
        title="Mã hồ sơ",
        help=message("Mã trên giấy tiếp nhận; giữ nguyên."),
        example="H47.40.2-210601-0007",
        is_needed=True,
    ),
    Column(
        key="MaTTHC",
        title="Mã thủ tục",
        help=message("Mã trong danh mục, ví dụ 2.000635; lấy phiên bản có hiệu lực khi nộp."),
        example="2.000635",
        is_needed=True,
    ),
    Column(
        key="DonViXuLy",
        title="Mã cơ quan",
        help=message("Mã định danh của cơ quan giải quyết khi nộp."),
        example="H47.40.2",
        is_needed=True,
    ),
    Column(
        key="KenhThucHien",
        title="Kênh nộp",
        help=message("Một trong các cách nộp được liệt kê."),
        example="Tại quầy, nộp giấy tờ bản giấy",
        is_needed=True,
    ),
    Column(
        key="TrangThaiHoSo",
        title="Trạng thái",
        help=message("Tên hoặc số từ 1 đến 10 của Cổng quốc gia."),
        example="Đang xử lý",
        is_needed=True,
    ),
    Column(
        key="Buoc",
        title="Bước",
        help=message("Của hồ sơ đang giải quyết: tên bước trong quy trình; để trống: bước đầu."),
    ),
    Column(
        key="ChuHoSo",
        title="Chủ hồ sơ",
        help=message("Họ tên, hoặc tên tổ chức."),
        example="Nguyễn Thị An",
        is_needed=True,
    ),
    Column(
        key="LoaiDoiTuong",
        title="Loại đối tượng",
        help=message("Người dân hoặc Tổ chức; để trống: Người dân."),
        example="Người dân",
    ),
    Column(
        key="SoGiayToChuHoSo",
        title="Số giấy tờ",
        help=message("Số định danh 12 số, CMND 9 số, hộ chiếu, mã số doanh nghiệp; cột kiểu chữ."),
        example="049195000011",
    ),
    Column(key="NgaySinh", title="Ngày sinh", help=message("Ngày, ví dụ 18/10/1995.")),
    Column(key="DiaChi", title="Địa chỉ", help=message("Nơi thường trú hoặc trụ sở.")),
    Column(key="SoDienThoai", title="Điện thoại", help=message("Cột kiểu chữ, giữ số 0 đầu.")),
    Column(key="Email", title="Thư điện tử", help=message("Để trống nếu không có.")),
    Column(
        key="NgayNopHoSo",
        title="Nộp lúc",
        help=_TIME,
        example="01/06/2021 08:15:00",
        is_needed=True,
    ),
    Column(key="NgayTiepNhan", title="Tiếp nhận lúc", help=_TIME, example="01/06/2021 08:20:00"),
    Column(
        key="NgayHenTra",
        title="Hẹn trả",
        help=message("Như đã hẹn với người nộp, không tính lại; chỉ ghi ngày thì hiểu là 17 giờ."),
        example="04/06/2021 17:00:00",
    ),
    Column(
        key="HanGiaiQuyet",
        title="Hạn giải quyết",
        help=message("Hạn theo quy định, nếu khác ngày hẹn trả vì đã hẹn lại."),
    ),
    Column(
        key="TamDungTu",
        title="Tạm dừng từ",
        help=message("Khi trạng thái là 5, 6 hoặc tạm dừng: từ lúc nào không tính thời hạn."),
    ),
    Column(key="NgayKetThucXuLy", title="Xử lý xong lúc", help=_TIME),
    Column(key="NgayTra", title="Trả kết quả lúc", help=_TIME),
    Column(key="NgayTuChoi", title="Từ chối lúc", help=_TIME),
    Column(
        key="NgayDong",
        title="Kết thúc lúc",
        help=message("Khi hồ sơ đã rút, hoặc dừng hẳn không có kết quả."),
    ),
    Column(
        key="LyDo",
        title="Lý do",
        help=message("Vì sao từ chối, dừng; cần bổ sung gì; nộp khoản gì."),
    ),
    Column(key="LePhi", title="Lệ phí", help=message("Đồng, số nguyên; để trống: 0.")),
    Column(key="NgayNopPhi", title="Nộp phí lúc", help=_TIME),
    Column(
        key="NopPhiTrucTuyen",
        title="Nộp phí trực tuyến",
        help=message("Có hoặc Không; để trống: Không."),
    ),
    Column(
        key="HinhThuc",
        title="Nhận kết quả",
        help=message("Tại quầy, Trực tuyến hoặc Bưu chính; để trống: Tại quầy."),
        example="Tại quầy",
    ),
    Column(
        key="LichSu",
        title="Lịch sử",
        help=message(
            "Các trạng thái đã qua, ví dụ 01/06/2021 08:15:00 = 1; 01/06/2021 08:20:00 = 2."
        ),
    ),
    Column(
        key="GiayTo",
        title="Giấy tờ",
        help=message("Tên các tệp trong tệp ZIP gửi kèm, cách nhau bằng dấu chấm phẩy."),
    ),
)
"""In the order of sheets."""

KEYS: Final = tuple(column.key for column in COLUMNS)
TITLES: Final = {column.key: column.title for column in COLUMNS}
