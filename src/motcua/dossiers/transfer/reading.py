"""Reads a row of texts as a dossier, or says everything that is wrong with it, cell by cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

from motcua.catalogue.types import Channel
from motcua.dossiers import errors
from motcua.dossiers.transfer import words
from motcua.dossiers.transfer.case import Case, Row
from motcua.dossiers.transfer.columns import COLUMNS, TITLES
from motcua.dossiers.types import Status
from motcua.identity.types import PersonKind
from motcua.kernel import ids, personal_ids, text
from motcua.kernel.clock import HANOI, LegalShift
from motcua.kernel.errors import Refusal

MOST: Final = {"LyDo": 2000, "LichSu": 4000, "GiayTo": 2000}
MOST_ELSEWHERE: Final = 300
"""Characters of a cell."""
MOST_DIGITS: Final = 15
"""Of an amount in đồng."""
CLOCKS_DIFFER: Final = timedelta(days=1)
"""How far ahead of ours the clock of another system may be."""

CLOSING: Final = time(17)
"""When a promised day ends for one who does not say the hour."""

EARLIEST: Final = 2000
_FORMS: Final = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%Y%m%d%H%M%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
)
_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d")
_PASSPORT: Final = re.compile(r"(?=.*[A-Z])[A-Z0-9]{6,20}")
_BUSINESS: Final = re.compile(r"[0-9]{10}(?:-?[0-9]{3})?|[A-Z0-9.\-/]{4,30}")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 .\-]{6,18}")
_EMAIL: Final = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>]+")
_UNSAID: Final = re.compile(r"[\s.\-]")
_UNKEPT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters, and halves of pairs that no file can hold."""
_NOT_LATER: Final = (
    ("NgayNopHoSo", "NgayTiepNhan"),
    ("NgayNopHoSo", "NgayTuChoi"),
    ("NgayNopHoSo", "NgayDong"),
    ("NgayNopHoSo", "NgayNopPhi"),
    ("NgayTiepNhan", "NgayHenTra"),
    ("NgayTiepNhan", "HanGiaiQuyet"),
    ("NgayTiepNhan", "TamDungTu"),
    ("NgayTiepNhan", "NgayKetThucXuLy"),
    ("NgayTiepNhan", "NgayTra"),
    ("NgayTiepNhan", "NgayDong"),
    ("NgayKetThucXuLy", "NgayTra"),
)
"""Pairs of times of which the second is not before the first."""
_TO_COME: Final = ("NgayHenTra", "HanGiaiQuyet")
_TIMES: Final = (
    "NgayNopHoSo",
    "NgayTiepNhan",
    *_TO_COME,
    "TamDungTu",
    "NgayKetThucXuLy",
    "NgayTra",
    "NgayTuChoi",
    "NgayDong",
    "NgayNopPhi",
)

S = Status
_RUNS: Final = (S.ACCEPTED, S.PROCESSING, S.SUPPLEMENT, S.OBLIGATION, S.STOPPED, S.FINISHED)
NEEDS: Final[Mapping[str, tuple[Status, ...]]] = {
    "NgayTiepNhan": (*_RUNS, S.RETURNED),
    "NgayHenTra": _RUNS,
    "TamDungTu": (S.SUPPLEMENT, S.OBLIGATION),
    "NgayKetThucXuLy": (S.FINISHED,),
    "NgayTra": (S.RETURNED,),
    "NgayTuChoi": (S.REFUSED,),
    "NgayDong": (S.WITHDRAWN,),
}
"""In which statuses a time must be there."""
GOES_WITH: Final[Mapping[str, tuple[Status, ...]]] = {
    "Buoc": _RUNS,
    "NgayTiepNhan": (*_RUNS, S.RETURNED, S.WITHDRAWN),
    "NgayHenTra": (*_RUNS, S.RETURNED, S.WITHDRAWN),
    "HanGiaiQuyet": (*_RUNS, S.RETURNED, S.WITHDRAWN),
    "TamDungTu": (S.SUPPLEMENT, S.OBLIGATION, S.STOPPED),
    "NgayKetThucXuLy": (S.FINISHED, S.RETURNED),
    "NgayTra": (S.RETURNED,),
    "NgayTuChoi": (S.REFUSED,),
    "NgayDong": (S.WITHDRAWN, S.STOPPED),
}
"""In which statuses a value can be there."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something wrong with a cell: its column's key, what stands there, and why it is not taken."""

    key: str
    value: str
    reason: Refusal


def read(
    row: Mapping[str, str], *, shift: LegalShift, now: datetime
) -> tuple[Case | None, list[Wrong]]:
    """Return a dossier as a row says it; None with everything that is wrong.

    Args:
        row: Texts by keys of columns; other keys are not looked at.
        shift: Between real and legal time.
        now: Real time: what happened is not later.
    """
    reader = _Reader(row, shift, now)
    case = reader.case()
    return (None if reader.wrong else case), reader.wrong


class _Reader:
    """One row, being read."""

    def __init__(self, row: Mapping[str, str], shift: LegalShift, now: datetime) -> None:
        self._row: Row = {}
        self._shift, self._now = shift, now
        self._moments: dict[str, datetime] = {}
        self.wrong: list[Wrong] = []
        for column in COLUMNS:
            self._keep(column.key, row.get(column.key, ""))

    def case(self) -> Case | None:
        """Return what the row says; None where something is wrong with it."""
        status = self._word("TrangThaiHoSo", words.STATUSES, words.ALLOWED_STATUSES)
        filing = self._word("KenhThucHien", words.FILINGS, words.ALLOWED_FILINGS)
        kind = self._word("LoaiDoiTuong", words.PERSON_KINDS, words.ALLOWED_KINDS)
        channel = self._word("HinhThuc", words.RESULT_CHANNELS, words.ALLOWED_CHANNELS)
        pays_online = self._word("NopPhiTrucTuyen", words.ANSWERS, f"{words.YES}; {words.NO}")
        kind = kind or PersonKind.PERSON
        for key in ("ChuHoSo", "KenhThucHien", "TrangThaiHoSo"):
            self._needed(key)
        self._read_times()
        if status is not None:
            self._check_status(status)
        code = self._code("MaHoSo", ids.DossierCode.parse, "H47.40.2-210601-0007")
        procedure = self._code("MaTTHC", ids.procedure_code, "2.000635")
        agency = self._code("DonViXuLy", ids.agency_code, "H47.40.2")
        fee, personal_id, born = self._amount(), self._personal_id(kind), self._birth_date()
        phone = self._shaped("SoDienThoai", _PHONE, "0905123456")
        email = self._shaped("Email", _EMAIL, "an@vidu.example")
        history = self._history()
        if self.wrong or status is None or filing is None:
            return None
        at, row = self._moments, self._row
        return Case(
            code=code,
            procedure=procedure,
            agency=agency,
            filing=filing,
            status=status,
            step=row["Buoc"],
            owner_name=row["ChuHoSo"],
            owner_kind=kind,
            personal_id=personal_id,
            birth_date=born,
            address=row["DiaChi"],
            phone=phone,
            email=email,
            submitted_at=at["NgayNopHoSo"],
            accepted_at=at.get("NgayTiepNhan"),
            promised_at=at.get("NgayHenTra"),
            due_at=self._due_at(),
            paused_at=at.get("TamDungTu"),
            finished_at=at.get("NgayKetThucXuLy"),
            returned_at=at.get("NgayTra"),
            refused_at=at.get("NgayTuChoi"),
            closed_at=at.get("NgayDong"),
            reason=row["LyDo"],
            fee_amount=fee,
            fee_paid_at=at.get("NgayNopPhi"),
            fee_online=bool(pays_online),
            result_channel=channel or Channel.COUNTER,
            history=history,
            papers=self._papers(),
        )

    def _due_at(self) -> datetime | None:
        due = self._moments.get("HanGiaiQuyet")
        return None if due == self._moments.get("NgayHenTra") else due

    def _refuse(self, key: str, reason: Refusal) -> None:
        if all(one.key != key for one in self.wrong):
            self.wrong.append(Wrong(key=key, value=self._row.get(key, "")[:80], reason=reason))

    def _keep(self, key: str, written: str) -> None:
        most = MOST.get(key, MOST_ELSEWHERE)
        self._row[key] = text.normalise(_UNKEPT.sub("", written))
        if len(written) > most or _UNKEPT.search(written):
            self._refuse(key, errors.CellNotTaken(most=most))

    def _needed(self, key: str) -> str:
        if not self._row[key]:
            self._refuse(key, errors.CellMissing())
        return self._row[key]

    def _word(self, key: str, meant: Mapping[str, T], allowed: str) -> T | None:
        written = self._row[key]
        found = meant.get(text.fold(written))
        if written and found is None:
            self._refuse(key, errors.NotInList(allowed=allowed))
        return found

    def _code(self, key: str, parse: Callable[[str], object], example: str) -> str:
        written = self._needed(key)
        try:
            parse(written)
        except Refusal:
            self._refuse(key, errors.CodeNotKept(example=example))
        return written

    def _shaped(self, key: str, shape: re.Pattern[str], example: str) -> str:
        written = self._row[key]
        if written and not (written.isascii() and shape.fullmatch(written)):
            self._refuse(key, errors.CodeNotKept(example=example))
        return written

    def _personal_id(self, kind: PersonKind) -> str:
        bare = _UNSAID.sub("", self._row["SoGiayToChuHoSo"]).upper()
        is_one = (
            personal_ids.fits(bare, self._shift.legal_date(self._now))
            or bool(_PASSPORT.fullmatch(bare))
            if kind is PersonKind.PERSON
            else bool(_BUSINESS.fullmatch(bare))
        )
        if bare and not is_one:
            self._refuse("SoGiayToChuHoSo", errors.NotANumberOfHers())
        return bare

    def _birth_date(self) -> date | None:
        written = self._row["NgaySinh"]
        found = _day(written)
        if written and (found is None or found > self._shift.legal_date(self._now)):
            self._refuse("NgaySinh", errors.NotAMoment())
        return found

    def _amount(self) -> int:
        written = re.sub(r"[. ]", "", self._row["LePhi"])
        if written and not (
            written.isascii() and written.isdecimal() and len(written) <= MOST_DIGITS
        ):
            self._refuse("LePhi", errors.NotAnAmount())
            return 0
        return int(written or 0)

    def _read_times(self) -> None:
        self._needed("NgayNopHoSo")
        for key in _TIMES:
            if not self._row[key]:
                continue
            found = self._real(self._row[key], CLOSING if key in _TO_COME else time())
            if found is None:
                self._refuse(key, errors.NotAMoment())
                continue
            self._moments[key] = found
            if key not in _TO_COME and found > self._now + CLOCKS_DIFFER:
                self._refuse(key, errors.NotYet())
        for first, second in _NOT_LATER:
            if {first, second} <= self._moments.keys() and (
                self._moments[second] < self._moments[first]
            ):
                self._refuse(second, errors.OutOfOrder(before=TITLES[first]))

    def _check_status(self, status: Status) -> None:
        for key, statuses in NEEDS.items():
            if status in statuses and not self._row[key]:
                self._refuse(key, errors.NeededInThisStatus(status=status.label))
        for key, statuses in GOES_WITH.items():
            if self._row[key] and status not in statuses:
                self._refuse(key, errors.NotInThisStatus(status=status.label))
        if status is S.STOPPED and bool(self._row["NgayDong"]) == bool(self._row["TamDungTu"]):
            # For good, or for a time: one of the two must be said.
            self._refuse("TamDungTu", errors.NeededInThisStatus(status=status.label))

    def _history(self) -> tuple[tuple[datetime, Status], ...]:
        found: list[tuple[datetime, Status]] = []
        for part in filter(None, map(str.strip, self._row["LichSu"].split(";"))):
            when, _, status = (one.strip() for one in part.partition("="))
            at = self._real(when, time())
            is_read = at is not None and status in set(Status) and at <= self._now + CLOCKS_DIFFER
            if at is None or not is_read or (found and at < found[-1][0]):
                self._refuse("LichSu", errors.NotAHistory())
                return ()
            found.append((at, Status(status)))
        return tuple(found)

    def _papers(self) -> tuple[str, ...]:
        names = map(str.strip, self._row["GiayTo"].split(";"))
        return tuple(dict.fromkeys(filter(None, names)))

    def _real(self, written: str, hour: time) -> datetime | None:
        """Return the real moment that is written as a legal one; None: it is none."""
        legal = _legal(written, hour)
        if legal is None or not EARLIEST <= legal.year < EARLIEST + 100:
            return None
        return self._shift.real_moment(legal)


def _legal(written: str, hour: time) -> datetime | None:
    if not written.isascii():
        return None
    for form in _FORMS:
        try:
            return datetime.strptime(written, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
    day = _day(written)
    return datetime.combine(day, hour, tzinfo=HANOI) if day else None


def _day(written: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).replace(tzinfo=HANOI).date()
        except ValueError:
            continue
    return None
