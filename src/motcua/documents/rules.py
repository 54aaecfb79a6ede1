"""Rules of files and papers: values in, decision out."""

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.agencies.types import Tier
from motcua.documents.types import PaperKind
from motcua.kernel import text

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

LONGEST_NAME: Final = 120
_UNSAFE: Final = re.compile(r"[^\w .,()\-]+")
_EXTENSIONS: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def safe_name(given: str, media_type: str) -> str:
    """Return a name that can be shown, stored and downloaded: no paths, no tricks with letters.

    Args:
        given: By a browser or a client; anything.
        media_type: What the content is; decides the ending.
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        letter for letter in text.normalise(last) if unicodedata.category(letter)[0] != "C"
    )
    stem = _UNSAFE.sub(" ", visible.rsplit(".", 1)[0]).strip(" .") or "tep"
    return stem[:LONGEST_NAME].strip() + _EXTENSIONS[media_type]


VERIFICATION_CODE_LENGTH: Final = 16
"""Letters: 79 bits."""

_REGULATIONS: Final = (
    (date(2025, 9, 15), "03/2025/TT-VPCP"),
    (date(2018, 11, 23), "01/2018/TT-VPCP"),
)
"""By which circular papers are made out, from when on; the first that fits counts."""
_FORM_NUMBERS: Final = {
    PaperKind.RECEIPT: "01",
    PaperKind.SUPPLEMENT_REQUEST: "02",
    PaperKind.REFUSAL: "03",
    PaperKind.DECLINE: "03",
    PaperKind.APOLOGY: "04",
    PaperKind.EXTENSION: "04",
    PaperKind.STOP_NOTICE: "05",
}
"""Papers that have none are no forms of a circular."""
_SINCE_2025: Final = {PaperKind.EXTENSION, PaperKind.STOP_NOTICE}
"""Forms that the circular of 2018 does not have; its mẫu 05 is the slip of control."""
_WITH_A_SEAT: Final = {Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE}
"""Units that are places themselves; a department writes from its province."""


def regulation_on(day: date) -> str:
    """Return the circular by which papers are made out on a legal date.

    Source: Thông tư 01/2018/TT-VPCP; Thông tư 03/2025/TT-VPCP, Phụ lục I.
    """
    return next((name for since, name in _REGULATIONS if day >= since), _REGULATIONS[-1][1])


def printed_regulation(regulation: str, kind: PaperKind) -> str:
    """Return what stands above the head of a form, empty for what is no form of the circular."""
    is_new = kind in _SINCE_2025 and regulation == _REGULATIONS[-1][1]
    number = None if is_new else _FORM_NUMBERS.get(kind)
    return f"Mẫu số {number} (Thông tư {regulation})" if number else ""


def letterhead(agency: "Agency") -> dict[str, str]:
    """Return what the head of a paper says of its issuer.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (issuer and the body above it; place of issue).
    """
    parent = agency.parent
    seat = agency if agency.tier in _WITH_A_SEAT or parent is None else parent
    place = seat.name.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Thành phố ")
    return {
        "name": agency.full_name.split(",")[0],
        "parent": parent.full_name if parent else "",
        "place": place,
    }
