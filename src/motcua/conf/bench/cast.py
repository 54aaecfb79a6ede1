"""Who and what submissions are measured with: citizens signed in, and a form of ten fields.

Sessions are written to the database as signing in does; the way over the national identity is not
part of what is measured.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from PIL import Image

from motcua.agencies import queries as agencies
from motcua.agencies.types import Tier
from motcua.catalogue import actions as catalogue
from motcua.eforms import actions as eforms
from motcua.identity import actions as identity
from motcua.identity import sessions
from motcua.kernel.actors import Actor

BENCH = Actor.system("bench")
AGENCY = "H47.40.2"
REAL = "2.000635"
"""The procedure with two pages and a file, as citizens live it."""
TEN_FIELDS = "0.000001"
"""The same with a form of one page and ten fields, no file: three calls make a dossier of it."""

_PAGE = "to_khai"
_TEN = (
    "ho_ten",
    "so_dinh_danh",
    "ngay_sinh",
    "noi_cu_tru",
    "dien_thoai",
    "thu_dien_tu",
    "loai_viec",
    "da_dang_ky_tai",
    "so_ban_sao",
    "cam_doan",
)

IDENTITY = {
    "ho_ten": "Nguyễn Thị Đo Lường",
    "so_dinh_danh": "049190000001",
    "ngay_sinh-day": "18",
    "ngay_sinh-month": "10",
    "ngay_sinh-year": "1990",
    "noi_cu_tru": "Số 12, đường Phan Châu Trinh, phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "dien_thoai": "0912345678",
    "thu_dien_tu": "do.luong@vidu.example",
}
REQUEST = {
    "loai_viec": "khai_sinh",
    "da_dang_ky_tai": "Ủy ban nhân dân phường An Mỹ, thành phố Tam Kỳ, tỉnh Quảng Nam",
    "so_ban_sao": "2",
    "cam_doan": "true",
}
PAGES: Mapping[str, Mapping[str, str]] = {
    "nguoi_yeu_cau": {**IDENTITY, "quan_he": "ban_than"},
    "noi_dung": {
        **REQUEST,
        "ngay_dang_ky-day": "2",
        "ngay_dang_ky-month": "11",
        "ngay_dang_ky-year": "1990",
        "so_dang_ky": "123/1990",
        "quyen_so": "01/1990",
        "muc_dich": "Làm hồ sơ nhập học",
    },
    _PAGE: {**IDENTITY, **REQUEST},
}
"""What is typed on each page of the two forms, by key of the page."""
FILE_FIELD = "giay_to"


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A citizen and the cookie of her session."""

    cookie: str
    session: str


def sign_in(number: int, *, at: datetime) -> SignedIn:
    """Let an invented citizen be known and signed in."""
    person = identity.sign_in_person(
        claims={
            "sub": f"bench-{number}",
            "acr": "LoA2",
            "HoVaTen": IDENTITY["ho_ten"],
            "SoDinhDanh": f"0491900{number:05d}",
            "NgayThangNamSinh": "18/10/1990",
            "ThuongTru": IDENTITY["noi_cu_tru"],
            "SoDienThoai": f"09120{number:05d}",
            "ThuDienTu": f"bench{number}@vidu.example",
        },
        issuer="bench",
        at=at,
    )
    session = sessions.SessionStore()
    sessions.enter(session, person.id)
    session.save()
    return SignedIn(cookie=settings.SESSION_COOKIE_NAME, session=str(session.session_key))


def offer_ten_fields(*, at: datetime) -> None:
    """Publish the procedure with the form of ten fields, and let the agency provide it."""
    content = _carried("motcua.catalogue", REAL)
    form = f"{content['form']}-muoi-o"
    eforms.publish(key=form, definition=_ten_fields(content["form"], form), by=BENCH, at=at)
    catalogue.publish_version(
        content={**content, "code": TEN_FIELDS, "form": form, "result_prefill": {}},
        valid_from=date(2021, 7, 1),
        by=BENCH,
        at=at,
    )
    on = agencies.legal_today()
    agency = agencies.agencies_on(on, tiers=[Tier.COMMUNE]).get(code=AGENCY)
    catalogue.offer_service(procedure_code=TEN_FIELDS, agency=agency, by=BENCH, at=at)


def jpeg(kilobytes: int = 20) -> bytes:
    """Return a picture of about so many kilobytes: noise, which nothing makes smaller."""
    written = io.BytesIO()
    side = int((kilobytes * 1024 * 1.55) ** 0.5)
    Image.effect_noise((side, side), 80).save(written, "JPEG", quality=70)
    return written.getvalue()


def durability() -> str:
    """Return what the server says of its own promises."""
    names = ("fsync", "synchronous_commit", "full_page_writes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(names)])
        return ", ".join(f"{name} {setting}" for name, setting in sorted(cursor.fetchall()))


def citizens(count: int) -> list[SignedIn]:
    """Return so many signed-in citizens."""
    return [sign_in(number, at=timezone.now()) for number in range(count)]


def _ten_fields(key: str, name: str) -> dict[str, Any]:
    """Return the form with ten of its fields on one page."""
    definition = _carried("motcua.eforms", key)
    fields = {one["key"]: one for one in _components(definition) if one["key"] in _TEN}
    page = {
        "type": "panel",
        "key": _PAGE,
        "title": definition["title"],
        "components": [fields[key] for key in _TEN],
    }
    return {**definition, "name": name, "components": [page]}


def _components(holder: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    below = holder.get("components", [])
    return [*below, *(found for one in below for found in _components(one))]


def _carried(module: str, name: str) -> dict[str, Any]:
    file = resources.files(module).joinpath("data", f"{name}.json")
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return content
