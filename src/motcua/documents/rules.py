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


WORKING_COPY: Final = (
    "Bản Word để làm việc, không có chữ ký số; bản có giá trị là tệp PDF có mã kiểm tra"
)
"""Stands at the head of each page of a Word copy, before the code of the paper that counts."""

HOLDS_NO_MORE: Final = {
    True: "Văn bản này đã được thay thế bằng văn bản khác, không còn giá trị",
    False: "Văn bản này đã bị thu hồi, không còn giá trị",
}
"""Stands there too when the paper has ended; true: another took its place."""

VERIFICATION_CODE_LENGTH: Final = 16
"""Letters: 79 bits."""

_OF_BOTH: Final = {
    PaperKind.RECEIPT: "01",
    PaperKind.SUPPLEMENT_REQUEST: "02",
    PaperKind.REFUSAL: "03",
    PaperKind.DECLINE: "03",
    PaperKind.APOLOGY: "04",
}
_COMMITTEE: Final = (["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
_HEADS: Final[dict[Tier, tuple[list[str], str, str]]] = {
    Tier.MINISTRY: ([], "BỘ TRƯỞNG", "THỨ TRƯỞNG"),
    Tier.PROVINCE: _COMMITTEE,
    Tier.DISTRICT: _COMMITTEE,
    Tier.COMMUNE: _COMMITTEE,
}
"""For whom the head of a unit signs, what she is called, and her deputy; elsewhere a director."""
_REGULATIONS: Final = (
    (
        date(2025, 9, 15),
        "03/2025/TT-VPCP",
        {
            **_OF_BOTH,
            PaperKind.EXTENSION: "04",
            PaperKind.STOP_NOTICE: "05",
            PaperKind.PROCESS_SLIP: "06",
        },
    ),
    (date(2018, 11, 23), "01/2018/TT-VPCP", {**_OF_BOTH, PaperKind.PROCESS_SLIP: "05"}),
)
"""By which circular papers are made out, from when on, and the numbers of its forms.

The first that fits counts. Papers that have no number are no forms of a circular.
"""
_REGISTERS: Final = {"03/2025/TT-VPCP": "07", "01/2018/TT-VPCP": "06"}
"""Numbers of the register of dossiers, which is no paper of one dossier."""
_WITH_A_SEAT: Final = {Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE}
"""Units that are places themselves; a department writes from its province."""


def regulation_on(day: date) -> str:
    """Return the circular by which papers are made out on a legal date.

    Source: Thông tư 01/2018/TT-VPCP; Thông tư 03/2025/TT-VPCP, Phụ lục I.
    """
    return next((name for since, name, _ in _REGULATIONS if day >= since), _REGULATIONS[-1][1])


def printed_regulation(regulation: str, kind: PaperKind) -> str:
    """Return what stands above the head of a form, empty for what is no form of the circular."""
    number = next(forms.get(kind) for _, name, forms in _REGULATIONS if name == regulation)
    return f"Mẫu số {number} (Thông tư {regulation})" if number else ""


def capacity(tier: Tier, *, is_deputy: bool) -> list[str]:
    """Return the lines above a signature that say in which capacity somebody signs.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 (TM., KT.).
    """
    above, head, deputy = _HEADS.get(tier, ([], "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
    return [*above, f"KT. {head}", deputy] if is_deputy else [*above, head]


def form_of_register(day: date) -> str:
    """Return what stands above the head of a register that ends on a legal date."""
    regulation = regulation_on(day)
    return f"Mẫu số {_REGISTERS[regulation]} (Thông tư {regulation})"


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
