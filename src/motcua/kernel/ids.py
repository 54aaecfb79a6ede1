"""Ids for rows, and the codes that the State prints on papers.

Codes are opaque strings with validity dates: agencies changed theirs in 2020 and 2025. What is
checked here is their shape, not whom they belong to.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

import uuid6

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

AGENCY_CODE_LENGTH: Final = 35
DOSSIER_CODE_LENGTH: Final = 64
"""Enough for an agency code, the day and a serial number of 21 digits."""

_AGENCY: Final = r"[0-9A-Z]+(?:\.[0-9A-Z]+)*"
_AGENCY_CODE: Final = re.compile(_AGENCY)
_PROCEDURE_CODE: Final = re.compile(
    r"[0-9]\.[0-9]{6}(?:\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?(?:\.[HG][0-9]{2})?"
)
_DOSSIER_CODE: Final = re.compile(
    rf"(?P<agency>{_AGENCY})-(?P<day>[0-9]{{6}})-(?P<serial>[0-9]{{4,21}})"
)
_CENTURY: Final = 2000


class NotAnAgencyCode(Refusal):
    """The text has not the shape of an agency code."""

    code = "kernel.not_an_agency_code"
    message = _("“{text}” không phải là mã định danh cơ quan.")
    next_step = _("Mã gồm chữ số, chữ hoa không dấu và dấu chấm, ví dụ H47.11.1, dài tối đa 35.")


class NotAProcedureCode(Refusal):
    """The text has not the shape of a procedure code."""

    code = "kernel.not_a_procedure_code"
    message = _("“{text}” không phải là mã thủ tục hành chính.")
    next_step = _("Ghi mã như 1.001193 hoặc 1.001193.000.00.00.H47.")


class NotADossierCode(Refusal):
    """The text has not the shape of a dossier code."""

    code = "kernel.not_a_dossier_code"
    message = _("“{text}” không phải là mã hồ sơ.")
    next_step = _("Ghi đúng mã trên giấy tiếp nhận, ví dụ H47.11.1-210412-0001.")


def new_id() -> UUID:
    """Return a fresh UUID of version 7: rows made later sort later, by the real clock.

    Source: RFC 9562 §5.7.
    """
    # A plain UUID: drivers and serialisers choose by type, and uuid6 has its own.
    return UUID(int=uuid6.uuid7().int)


def agency_code(text: str) -> str:
    """Return `text` if it is shaped like an agency code, old or new.

    Raises:
        NotAnAgencyCode: It is not.

    Source: QCVN 102:2016/BTTTT (000.00.06.H56); Quyết định 20/2020/QĐ-TTg (H47.11.1).
    """
    if len(text) > AGENCY_CODE_LENGTH or not _AGENCY_CODE.fullmatch(text):
        raise NotAnAgencyCode(text=text[:AGENCY_CODE_LENGTH])
    return text


def procedure_code(text: str) -> str:
    """Return `text` if it is shaped like a procedure code, long, short or national.

    Raises:
        NotAProcedureCode: It is not.

    Source: codes seen in the national database of procedures: 1.001193, 1.014466.H12,
        1.001193.000.00.00.H47.
    """
    if not _PROCEDURE_CODE.fullmatch(text):
        raise NotAProcedureCode(text=text[:AGENCY_CODE_LENGTH])
    return text


@dataclass(frozen=True, slots=True)
class DossierCode:
    """Code on the receipt of a dossier: agency, day, number of that day.

    `str(code)` is “H47.11.1-210412-0001”, at most `DOSSIER_CODE_LENGTH` characters.

    Attributes:
        agency: Code of the receiving agency.
        day: Legal date of receipt in Hanoi, 2000 to 2099: the code has two digits for the year.
        serial: Four digits or more, kept as printed. Centralised services put the two digits of
            the owning agency in front, so zeros at the beginning mean something.

    Raises:
        NotADossierCode: A part has another shape.

    Source: codes printed by one-stop systems (agency-YYMMDD-NNNN, numbered per day); for
        centralised services Thông tư 04/2025/TT-VPCP.
    """

    agency: str
    day: dt.date
    serial: str

    def __post_init__(self) -> None:
        in_century = _CENTURY <= self.day.year < _CENTURY + 100
        shaped = len(self.agency) <= AGENCY_CODE_LENGTH and _DOSSIER_CODE.fullmatch(str(self))
        if not (in_century and shaped):
            raise NotADossierCode(text=str(self)[:DOSSIER_CODE_LENGTH])

    @classmethod
    def numbered(cls, agency: str, day: dt.date, sequence: int) -> Self:
        """Return the code of the `sequence`-th dossier, from 1, that the agency got that day."""
        return cls(agency, day, f"{sequence:04d}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code written as `text`.

        Raises:
            NotADossierCode: It is none, or its day does not exist.
        """
        match = _DOSSIER_CODE.fullmatch(text)
        if match is None:
            raise NotADossierCode(text=text[:DOSSIER_CODE_LENGTH])
        year, month, day = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
        try:
            received_on = dt.date(_CENTURY + year, month, day)
        except ValueError:
            raise NotADossierCode(text=text[:DOSSIER_CODE_LENGTH]) from None
        return cls(match["agency"], received_on, match["serial"])

    def __str__(self) -> str:
        return f"{self.agency}-{self.day:%y%m%d}-{self.serial}"
