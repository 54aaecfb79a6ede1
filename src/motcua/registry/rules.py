"""Rules of the registry: values in, decision out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from motcua.kernel.levels import EVIDENCE_DAYS
from motcua.registry.types import Outcome, Window

_OLD_AGENCY: Final = re.compile(r"[0-9]{3}(?:\.[0-9]{2}){2}\.[HG][0-9]{2}")
_UNSAID: Final = re.compile(r"[\s.\-()]")
_PHONE: Final = re.compile(r"(?:\+?84|0)(?P<number>[0-9]{8,10})")

NOT_YOURS: Final = "DonViXuLy: cơ quan này không thuộc phạm vi “{own}” của ứng dụng gửi."
CODE_NOT_YOURS: Final = "MaHoSo: mã không do cơ quan trong phạm vi “{own}” cấp."
EVENT_REUSED: Final = "MaSuKien: đã dùng cho hồ sơ, phiên bản hoặc nội dung khác."
VERSION_REUSED: Final = "PhienBan: phiên bản này của hồ sơ đã nhận từ một sự kiện khác."
SERVICE_REUSED: Final = "MaDichVu: mã này đã dùng cho cơ quan hoặc thủ tục khác."
SERVICE_CHANGED: Final = "PhienBan: phiên bản này đã nhận với nội dung khác; tăng PhienBan."
SERVICE_TWICE: Final = "MaTTHC: cơ quan đã đồng bộ thủ tục này dưới mã dịch vụ khác."


def is_within(code: str, own: str) -> bool:
    """Tell whether an agency is the one meant or stands below it.

    Source: Quyết định 20/2020/QĐ-TTg: a level below appends its number after a dot.
    """
    return code == own or code.startswith(f"{own}.")


def top_of(agency_code: str) -> str:
    """Return the code of the ministry or province that an agency belongs to."""
    return agency_code.partition(".")[0]


def agency_in(dossier_code: str) -> str:
    """Return the agency that gave a dossier its code; of an old code its ministry or province.

    Source: QCVN 102:2016/BTTTT: 000.00.06.H56 ends with the code of the level above all.
    """
    given = dossier_code.partition("-")[0]
    return given.rpartition(".")[2] if _OLD_AGENCY.fullmatch(given) else given


def window(today: date) -> Window:
    """Return the 90 legal days up to and with today whose dossiers prove something."""
    return Window(first=today - timedelta(days=EVIDENCE_DAYS - 1), last=today)


def personal_id(written: str) -> str:
    """Return an id number in its one spelling, without blanks, dots and dashes."""
    return _UNSAID.sub("", written).upper()


def phone(written: str) -> str:
    """Return a telephone number in its one spelling, 0…; another text without what groups it."""
    bare = _UNSAID.sub("", written)
    found = _PHONE.fullmatch(bare)
    return f"0{found['number']}" if found else bare


def masked(name: str) -> str:
    """Return a name by its first letters: “N*** T*** A***”; says who to those who know already."""
    return " ".join(f"{word[0]}***" for word in name.split())


@dataclass(kw_only=True)
class KnownDossiers:
    """What is here already of the dossiers and events of a batch; grows as rows are judged.

    Attributes:
        events: What each event of this sender was about, by its id.
        versions: Which event brought a version of a dossier.
        latest: The latest version of each dossier.
    """

    events: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    versions: dict[tuple[str, int], str] = field(default_factory=dict)
    latest: dict[str, int] = field(default_factory=dict)

    def judge(self, *, event: str, code: str, version: int, sha256: str) -> tuple[Outcome, str]:
        """Return what becomes of a row that is well formed, and why if it is refused.

        Whatever the order, the latest version of a dossier wins, and each event counts once.
        """
        about = (code, version, sha256)
        if self.events.get(event, about) != about:
            return Outcome.REFUSED, EVENT_REUSED
        if event in self.events:
            return Outcome.KNOWN, ""
        if (code, version) in self.versions:
            return Outcome.REFUSED, VERSION_REUSED
        self.events[event] = about
        self.versions[code, version] = event
        if version <= self.latest.get(code, 0):
            return Outcome.STALE, ""
        self.latest[code] = version
        return Outcome.TAKEN, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownService:
    """A service as it is here already; `offer` is its agency and its procedure, by code."""

    version: int
    sha256: str
    offer: tuple[str, str]


@dataclass(kw_only=True)
class KnownServices:
    """What is here already of the services of a batch; grows as rows are judged.

    Attributes:
        services: By their code.
        offers: Which service it is that an agency offers of a procedure: one only, or it would
            count twice.
    """

    services: dict[str, KnownService] = field(default_factory=dict)
    offers: dict[tuple[str, str], str] = field(default_factory=dict)

    def judge(
        self, *, code: str, offer: tuple[str, str], version: int, sha256: str
    ) -> tuple[Outcome, str]:
        """Return what becomes of a row that is well formed, and why if it is refused."""
        if self.offers.get(offer, code) != code:
            return Outcome.REFUSED, SERVICE_TWICE
        known = self.services.get(code)
        if known is not None:
            if known.offer != offer:
                return Outcome.REFUSED, SERVICE_REUSED
            if version < known.version:
                return Outcome.STALE, ""
            if version == known.version:
                same = sha256 == known.sha256
                return (Outcome.KNOWN, "") if same else (Outcome.REFUSED, SERVICE_CHANGED)
        self.services[code] = KnownService(version=version, sha256=sha256, offer=offer)
        self.offers[offer] = code
        return Outcome.TAKEN, ""


def counts(outcomes: Mapping[Outcome, int]) -> dict[str, int]:
    """Return how many rows met each fate, for the record; none is 0."""
    return {str(outcome): outcomes.get(outcome, 0) for outcome in Outcome}
