"""Rows of an old one-stop, for tests of what comes from it."""

ROW = {
    "MaHoSo": "H47.40.2-211011-0007",
    "MaTTHC": "2.000635",
    "DonViXuLy": "H47.40.2",
    "KenhThucHien": "Tại quầy, nộp giấy tờ bản giấy",
    "TrangThaiHoSo": "Đang xử lý",
    "ChuHoSo": "Trần Văn Cũ",
    "SoGiayToChuHoSo": "049085000077",
    "NgaySinh": "02/09/1985",
    "DiaChi": "3 Phan Bội Châu, phường An Mỹ",
    "SoDienThoai": "0905777888",
    "Email": "cu@vidu.example",
    "NgayNopHoSo": "11/10/2021 08:15:00",
    "NgayTiepNhan": "11/10/2021 08:20:00",
    "NgayHenTra": "25/10/2021 17:00:00",
    "LePhi": "8000",
    "LichSu": "11/10/2021 08:15:00 = 1; 11/10/2021 08:20:00 = 2; 12/10/2021 09:00:00 = 4",
}
"""A dossier on its way."""


def row(**changes):
    """The row with other cells."""
    return {**ROW, **changes}


def returned(**changes):
    """The row of a dossier whose result was handed over."""
    ended = {
        "TrangThaiHoSo": "Đã trả kết quả",
        "NgayKetThucXuLy": "14/10/2021 10:00:00",
        "NgayTra": "15/10/2021 09:30:00",
        "LichSu": "",
    }
    return row(**{**ended, **changes})


def numbered(number, **changes):
    """The row of another dossier."""
    return row(MaHoSo=f"H47.40.2-211011-{number:04d}", **changes)
