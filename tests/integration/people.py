"""A citizen and the officers of phường An Mỹ, without browsers; fixtures for the folders."""

from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.identity import actions as identity
from motcua.identity import queries
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, NOW, SEED

ANSWERS = {
    "quan_he": "ban_than",
    "loai_viec": "khai_sinh",
    "da_dang_ky_tai": "Ủy ban nhân dân phường An Mỹ",
    "so_ban_sao": 2,
    "cam_doan": True,
}
RESULT = {
    "loai_viec": "khai_sinh",
    "ho_ten": "Nguyễn Thị An",
    "gioi_tinh": "nu",
    "ngay_sinh": "1995-10-18",
    "dan_toc": "Kinh",
    "quoc_tich": "Việt Nam",
    "noi_sinh": "Bệnh viện Đa khoa Quảng Nam",
    "dang_ky_tai": "Ủy ban nhân dân phường An Mỹ",
    "ngay_dang_ky": "1995-11-02",
    "so_dang_ky": "112/1995",
}
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "08" * 64
    + "ffc0000b080001000101011100ffc40014000100000000000000000000000000000009"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9"
)
"""The smallest picture: one grey point."""


def person(name="Nguyễn Thị An", subject="s-1", personal_id="049195000011"):
    met = identity.sign_in_person(
        claims={
            "sub": subject,
            "acr": "LoA2",
            "HoVaTen": name,
            "SoDinhDanh": personal_id,
            "NgayThangNamSinh": "19951018",
            "ThuongTru": "12 Hùng Vương, phường An Mỹ",
            "SoDienThoai": "0905123456",
            "ThuDienTu": "an@vidu.example",
        },
        issuer="https://identity.example",
        at=NOW,
    )
    return queries.citizen(met.id)


@pytest.fixture
def an(db):
    """Nguyễn Thị An, signed in."""
    return person()


@pytest.fixture
def officer(offered):
    """Make an officer's view: `officer(Role.CLERK)`, at An Mỹ unless said otherwise."""

    def make(role, *, agency=AN_MY, name="Cán bộ"):
        account = identity.open_account(
            email=f"{role.value}.{agency}.{name}@vidu.example".replace(" ", "").lower(),
            full_name=name,
            password="mot-cua-lien-thong",  # noqa: S106 opens nothing outside the tests
            by=SEED,
            at=NOW,
        )
        identity.assign_role(
            account=account,
            role=Role(role),
            agency=Agency.objects.get(code=agency),
            valid_from=date(2018, 1, 1),
            by=SEED,
            at=NOW,
        )
        return queries.viewer_of(account, on=date(2021, 10, 20))

    return make
