"""Roles of staff; what is known of citizens and businesses."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from motcua.kernel.messages import message

DRAFTS: Final = "drafts"
"""Where a browser's session keeps the drafts that were opened by their codes, and until when."""

SITTING: Final = "sitting"
"""Where a browser's session keeps for which citizen its member of staff types now."""

COUNTER: Final = "counter:"
"""How the issuer of a person begins who was met at a counter; the agency's code follows."""


ELSEWHERE: Final = "elsewhere:"
"""How the issuer of a person begins whom another system of ours knew; its name follows."""


class Role(StrEnum):
    """What a person may do, always for one agency and for a time."""

    REPORTING_OFFICER = "reporting.officer"
    """Consolidates the reports of all agencies at the national authority."""
    REPORTER = "reporting.reporter"
    """Reports for her own agency only."""
    ADMINISTRATOR = "administration"
    """Keeps the calendar and the catalogue of an agency."""
    CONTROLLER = "catalogue.controller"
    """Edits, publishes and sets what procedures say (cán bộ kiểm soát thủ tục hành chính)."""
    CLERK = "onestop.clerk"
    """Receives dossiers and hands results over (cán bộ một cửa)."""
    SPECIALIST = "onestop.specialist"
    """Appraises dossiers (chuyên viên thụ lý)."""
    LEADER = "onestop.leader"
    """Approves and signs (lãnh đạo ký)."""
    HELPER = "onestop.helper"
    """Types for citizens who cannot, with their consent; works on no dossier (tình nguyện viên)."""
    FORM_AUTHOR = "eforms.author"
    """Writes electronic forms (người soạn biểu mẫu)."""
    FORM_REVIEWER = "eforms.reviewer"
    """Reads forms for the department they concern (cán bộ chuyên môn duyệt biểu mẫu)."""

    @property
    def label(self) -> str:
        """Return the role's name on screens, to be translated there."""
        return _LABELS[self]


_LABELS = {
    Role.REPORTING_OFFICER: message("Cán bộ tổng hợp báo cáo"),
    Role.REPORTER: message("Cán bộ báo cáo của cơ quan"),
    Role.ADMINISTRATOR: message("Quản trị viên"),
    Role.CONTROLLER: message("Cán bộ kiểm soát thủ tục hành chính"),
    Role.CLERK: message("Cán bộ một cửa"),
    Role.SPECIALIST: message("Chuyên viên thụ lý"),
    Role.LEADER: message("Lãnh đạo"),
    Role.HELPER: message("Tình nguyện viên"),
    Role.FORM_AUTHOR: message("Người soạn biểu mẫu"),
    Role.FORM_REVIEWER: message("Cán bộ chuyên môn duyệt biểu mẫu"),
}


class PersonKind(StrEnum):
    """Whom a national identity stands for; the values are stored."""

    PERSON = "person"
    BUSINESS = "business"


class Assurance(IntEnum):
    """How surely the provider knows the person; a higher level includes the lower.

    Source: Nghị định 59/2022/NĐ-CP, Điều 12 (mức độ 1, mức độ 2 of an electronic identity account).
    """

    LEVEL_1 = 1
    LEVEL_2 = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a provider of identities says of a person, in our own words.

    Attributes:
        subject: The provider's own permanent key of the person; not her id number.
        full_name: In the one spelling that is stored; of a business its registered name.
        personal_id: Id number of a person, enterprise or tax code of a business; digits.
        birth_date: None when the provider knows none or only the year.
        address: Permanent residence or seat; empty when unknown.
        phone: As the provider writes it; empty when unknown.
        email: Empty when unknown.
        assurance: Of this sign-in.
    """

    subject: str
    kind: PersonKind
    full_name: str
    personal_id: str
    birth_date: date | None
    address: str
    phone: str
    email: str
    assurance: Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a person can be told something; a way that is not known is empty."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a citizen's card says.

    Attributes:
        personal_id: 12 digits.
        old_id: Of the card before; empty where there was none.
        sex: `nam` or `nu`.
        residence: Permanent, as printed.
    """

    personal_id: str
    old_id: str
    full_name: str
    birth_date: date
    sex: str
    residence: str
    issued_on: date

    @property
    def is_bare(self) -> bool:
        """Return whether no letter has a mark: true of a few, else a scanner lost them all."""
        return (self.full_name + self.residence).isascii()
