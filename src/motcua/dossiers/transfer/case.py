"""A dossier as a row says it: typed, with real times; and the row that says it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from motcua.catalogue.types import Channel
from motcua.dossiers.transfer import words
from motcua.dossiers.types import Filing, Status
from motcua.identity.types import PersonKind
from motcua.kernel.clock import LegalShift

MOMENT: Final = "%d/%m/%Y %H:%M:%S"
BETWEEN: Final = "; "
"""Between what is listed in one cell."""

Row = dict[str, str]
"""Texts by the keys of columns; what is empty may be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dossier of another system.

    Times are real, to the second; null where it did not happen, or nobody knows. `due_at` is null
    where it is what was promised. `closed_at` is when it ended without a result, `paused_at` since
    when its clock stands. `reason` says why it was refused or stopped, or what it waits for.
    `history` is what it went through, in order; `papers` are names of files.
    """

    code: str
    procedure: str
    agency: str
    filing: Filing
    status: Status
    owner_name: str
    submitted_at: datetime
    step: str = ""
    owner_kind: PersonKind = PersonKind.PERSON
    personal_id: str = ""
    birth_date: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    accepted_at: datetime | None = None
    promised_at: datetime | None = None
    due_at: datetime | None = None
    paused_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    refused_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = ""
    fee_amount: int = 0
    fee_paid_at: datetime | None = None
    fee_online: bool = False
    result_channel: Channel = Channel.COUNTER
    history: tuple[tuple[datetime, Status], ...] = ()
    papers: tuple[str, ...] = ()


def row_of(case: Case, shift: LegalShift) -> Row:
    """Return the one row that says a dossier, with every column.

    Args:
        case: What it is.
        shift: Between real and legal time.
    """

    def stamp(real: datetime | None) -> str:
        return f"{shift.legal_moment(real):{MOMENT}}" if real else ""

    return {
        "MaHoSo": case.code,
        "MaTTHC": case.procedure,
        "DonViXuLy": case.agency,
        "KenhThucHien": case.filing.label,
        "TrangThaiHoSo": case.status.label,
        "Buoc": case.step,
        "ChuHoSo": case.owner_name,
        "LoaiDoiTuong": words.KINDS[case.owner_kind],
        "SoGiayToChuHoSo": case.personal_id,
        "NgaySinh": f"{case.birth_date:%d/%m/%Y}" if case.birth_date else "",
        "DiaChi": case.address,
        "SoDienThoai": case.phone,
        "Email": case.email,
        "NgayNopHoSo": stamp(case.submitted_at),
        "NgayTiepNhan": stamp(case.accepted_at),
        "NgayHenTra": stamp(case.promised_at),
        "HanGiaiQuyet": stamp(case.due_at),
        "TamDungTu": stamp(case.paused_at),
        "NgayKetThucXuLy": stamp(case.finished_at),
        "NgayTra": stamp(case.returned_at),
        "NgayTuChoi": stamp(case.refused_at),
        "NgayDong": stamp(case.closed_at),
        "LyDo": case.reason,
        "LePhi": str(case.fee_amount) if case.fee_amount else "",
        "NgayNopPhi": stamp(case.fee_paid_at),
        "NopPhiTrucTuyen": words.YES if case.fee_online else "",
        "HinhThuc": words.CHANNELS[case.result_channel],
        "LichSu": history_text(((stamp(at), status) for at, status in case.history)),
        "GiayTo": BETWEEN.join(case.papers),
    }


def history_text(steps: Iterable[tuple[str, Status]]) -> str:
    """Return what a dossier went through, in one cell."""
    return BETWEEN.join(f"{when} = {status.value}" for when, status in steps)
