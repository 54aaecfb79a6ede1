"""Rows as an agency sends them; every test changes what it is about."""

from datetime import datetime

from motcua.kernel.clock import HANOI

NOW = datetime(2021, 10, 20, 16, 0, tzinfo=HANOI)
"""Legal time of the tests."""

DOSSIER = {
    "MaSuKien": "d-1:1",
    "PhienBan": 1,
    "MaHoSo": "H47.40.2-211018-0001",
    "MaTTHC": "2.000635",
    "TenTTHC": "Cấp bản sao trích lục hộ tịch",
    "DonViXuLy": "H47.40.2",
    "TenDonViXuLy": "Ủy ban nhân dân phường An Mỹ",
    "ChuHoSo": "Nguyễn Thị An",
    "SoGiayToChuHoSo": "049195000011",
    "SoDienThoai": "0905 123 456",
    "KenhThucHien": "2",
    "TrangThaiHoSo": "1",
    "NgayNopHoSo": "20211018090000",
    "NgayTiepNhan": "",
    "NgayHenTra": "",
    "NgayKetThucXuLy": "",
    "NgayTra": "",
    "NgayTuChoi": "",
    "LePhi": 16000,
    "DuocThanhToanTrucTuyen": "0",
    "XuLyTrucTuyen": "0",
    "MucDoThucTe": 0,
}
RETURNED = {
    "TrangThaiHoSo": "10",
    "NgayTiepNhan": "20211018093000",
    "NgayHenTra": "20211018170000",
    "NgayKetThucXuLy": "20211018150000",
    "NgayTra": "20211018151500",
    "DuocThanhToanTrucTuyen": "2",
    "XuLyTrucTuyen": "1",
    "MucDoThucTe": 4,
}
SERVICE = {
    "MaDichVu": "s-1",
    "PhienBan": 1,
    "MaTTHC": "2.000635",
    "TenTTHC": "Cấp bản sao trích lục hộ tịch",
    "DonViXuLy": "H47.40.2",
    "TenDonViXuLy": "Ủy ban nhân dân phường An Mỹ",
    "MucDoKhaiBao": 4,
    "MucDoKhaNang": 4,
    "PhienBanThuTuc": 1,
    "ThuPhi": 1,
    "ThanhToanTrucTuyen": 1,
}


def dossier(number=1, version=1, **changes):
    """Return an event of the `number`-th dossier."""
    own = {
        "MaSuKien": f"d-{number}:{version}",
        "PhienBan": version,
        "MaHoSo": f"H47.40.2-211018-{number:04}",
    }
    return {**DOSSIER, **own, **changes}


def returned(number=1, version=5, **changes):
    """Return the event by which a dossier that lived level 4 ends."""
    return dossier(number, version, **{**RETURNED, **changes})


def service(**changes):
    return {**SERVICE, **changes}
