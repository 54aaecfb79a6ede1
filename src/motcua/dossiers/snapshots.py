"""A dossier as the national portal's fields say it: what is synced, and in which version.

A snapshot holds the whole state, so any later one replaces all earlier ones and order does not
matter. Times are legal times of Hanoi, `yyyyMMddHHmmss`.

Source: field names of `DongBoHoSoMC` as connectors of the national portal use them; `MaSuKien`,
`PhienBan` (DESIGN §7), `MaHoSoLienThong`, the code of the dossier that a leg belongs to, and
`NhapTuHeThongKhac`, “1” for one that came from another system, and `TrangThaiKetQua`, whether the
result still holds, are added.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from motcua.catalogue import queries as catalogue
from motcua.catalogue.types import Channel, Lived
from motcua.dossiers import queries
from motcua.dossiers.delivery import ResultState
from motcua.dossiers.models import Dossier, Supplement
from motcua.dossiers.types import Filing, PromisedBy, Status
from motcua.kernel.clock import LegalShift

_STAMP = "%Y%m%d%H%M%S"
_OWN_PORTAL = "2"
"""`NoiNopHoSo`: filed at a portal of the agency, not at the national one."""
_PAID_BY_OWN_GATEWAY = "2"
_NOT_PAID_ONLINE = "0"
_WAITS, _ANSWERED = "0", "1"
"""`TrangThaiBoSung`; modelled: no list of its values was found."""
_RESULTS = {ResultState.STANDS: "1", ResultState.CORRECTED: "2", ResultState.REVOKED: "3"}
"""`TrangThaiKetQua`; modelled: the national list has no field for it."""
Stamp = Callable[[datetime | None], str]


def snapshot(
    found: Dossier,
    *,
    event_id: str,
    contact: dict[str, str],
    shift: LegalShift,
    names: Mapping[str, str],
) -> dict[str, Any]:
    """Return what is sent of a dossier's present state.

    Args:
        found: With agency, service and procedure version, and what was asked and promised.
        event_id: Of the last event, unique over all dossiers.
        contact: personal_id, phone and email of the applicant; an empty text is not known.
        shift: Of the legal clock.
        names: Of officers, by actor.
    """

    def stamp(moment: datetime | None) -> str:
        return shift.legal_moment(moment).strftime(_STAMP) if moment else ""

    content = catalogue.version(found.procedure_version_id).content
    lived = lived_of(found)
    paid_online = found.fee_online and found.fee_paid_at is not None
    return {
        "MaSuKien": event_id,
        "PhienBan": found.version,
        "MaHoSo": found.code,
        "MaHoSoLienThong": found.parent.code if found.parent is not None else "",
        "MaTTHC": content.code,
        "TenTTHC": content.name,
        "MaLinhVuc": content.sector_code,
        "TenLinhVuc": content.sector,
        "DonViXuLy": found.agency.code,
        "TenDonViXuLy": found.agency.full_name,
        "ChuHoSo": found.owner_name,
        "LoaiDoiTuong": "1",
        "SoGiayToChuHoSo": contact["personal_id"],
        "SoDienThoai": contact["phone"],
        "Email": contact["email"],
        "KenhThucHien": str(_channel(found).number),
        "NoiNopHoSo": _OWN_PORTAL,
        "HinhThuc": "0" if found.result_channel == Channel.COUNTER else "1",
        "TrangThaiHoSo": found.status,
        "NgayNopHoSo": stamp(found.submitted_at),
        "NgayTiepNhan": stamp(found.accepted_at),
        "NgayHenTra": stamp(found.promised_at),
        "NgayKetThucXuLy": stamp(found.finished_at or found.closed_at),
        "NgayTra": stamp(found.returned_at),
        "NgayTuChoi": stamp(found.refused_at or _declined_at(found)),
        "LePhi": found.fee_amount,
        "DuocThanhToanTrucTuyen": _PAID_BY_OWN_GATEWAY if paid_online else _NOT_PAID_ONLINE,
        "TaiKhoanDuocXacThucVoiVNeID": "1" if _was_identified(found) else "0",
        "KetQuaTrucTuyen": "1" if found.result_channel == Channel.ONLINE else "0",
        "NhapTuHeThongKhac": "1" if queries.is_imported(found) else "0",
        "TrangThaiKetQua": _RESULTS[ResultState(found.result_state)] if found.finished_at else "",
        "XuLyTrucTuyen": "1" if found.process_id else "0",
        "MucDoThucTe": int(lived.level) if lived else 0,
        "DanhSachHoSoBoSung": [
            _supplement(asked, found, stamp, names) for asked in found.supplements.all()
        ],
    }


def _supplement(
    asked: Supplement, found: Dossier, stamp: Stamp, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return a request to complete a dossier, and how it moved the promise; no paper's content."""
    promises = sorted(found.promises.all(), key=lambda one: one.number)
    moved = next(
        (
            (before, after)
            for before, after in pairwise(promises)
            if after.why == PromisedBy.PAUSE and after.at == asked.answered_at
        ),
        None,
    )
    return {
        "HoSoBoSungId": str(asked.id),
        "NguoiYeuCauBoSung": names.get(asked.asked_by, ""),
        "NoiDungBoSung": "; ".join(asked.wanted),
        "NgayBoSung": stamp(asked.asked_at),
        "NguoiTiepNhanBoSung": names.get(asked.answered_by, ""),
        "ThongTinTiepNhan": "",
        "NgayTiepNhanBoSung": stamp(asked.answered_at),
        "TrangThaiBoSung": _ANSWERED if asked.answered_at else _WAITS,
        "DanhSachGiayToBoSung": [{"TenGiayTo": one.name} for one in asked.files.all()],
        "DanhSachLePhiBoSung": [],
        "NgayHenTraTruoc": stamp(moved[0].promised_at) if moved else "",
        "NgayHenTraMoi": stamp(moved[1].promised_at) if moved else "",
    }


def _was_identified(found: Dossier) -> bool:
    """Tell whether she signed in to file it; who filed elsewhere, was not seen here."""
    return found.filing == Filing.SELF_ONLINE and not queries.is_imported(found)


def _declined_at(found: Dossier) -> datetime | None:
    return found.closed_at if found.status == Status.STOPPED else None


def lived_of(found: Dossier) -> Lived | None:
    """Return what a returned dossier went through.

    None while it is on its way, or refused; or if it came from another system: nobody here saw.
    """
    if found.status != Status.RETURNED or queries.is_imported(found):
        return None
    return Lived(
        filed_online=Filing(found.filing).is_online,
        processed_online=found.process_id is not None,
        fee_due=found.fee_amount > 0,
        fee_paid_online=found.fee_online and found.fee_paid_at is not None,
        result_channel=Channel(found.result_channel),
    )


def _channel(found: Dossier) -> Channel:
    filing = Filing(found.filing)
    if filing.is_online:
        return Channel.ONLINE
    return Channel.POST if filing is Filing.POST else Channel.COUNTER
