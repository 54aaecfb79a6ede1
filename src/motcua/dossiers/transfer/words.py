"""Words that rows use for what we keep by other names; what is not in a list is refused.

A channel says who filed and how, and is never guessed: “Trực tuyến” alone is taken as filed by the
applicant herself, for that is what systems that know no helpers mean by it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from motcua.catalogue.types import Channel
from motcua.dossiers.types import Filing, Status
from motcua.identity.types import PersonKind
from motcua.kernel import text

Meant = TypeVar("Meant", bound=StrEnum)


def _folded(words: Mapping[str, Meant]) -> dict[str, Meant]:
    return {text.fold(word): meant for word, meant in words.items()}


FILINGS: Final = _folded(
    {
        **{filing.label: filing for filing in Filing},
        "Trực tuyến": Filing.SELF_ONLINE,
        "Trực tiếp": Filing.COUNTER,
        "Tại quầy": Filing.COUNTER,
        "Cán bộ khai hộ": Filing.OFFICER_TYPED,
        "Bưu chính": Filing.POST,
        "Bưu chính công ích": Filing.POST,
        "BCCI": Filing.POST,
        "1": Filing.COUNTER,
        "2": Filing.SELF_ONLINE,
        "3": Filing.POST,
    }
)
"""How it was filed; the numbers are those of the national portal (`KenhThucHien`)."""

STATUSES: Final = _folded(
    {
        **{status.label: status for status in Status},
        **{status.value: status for status in Status},
        **{f"{status.value}. {status.label}": status for status in Status},
    }
)

CHANNELS: Final = {
    Channel.COUNTER: "Tại quầy",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Bưu chính",
}
RESULT_CHANNELS: Final = _folded(
    {
        **{word: channel for channel, word in CHANNELS.items()},
        "Trực tiếp": Channel.COUNTER,
        "Bưu chính công ích": Channel.POST,
        "0": Channel.COUNTER,
        "1": Channel.POST,
    }
)
"""How the result goes out; the numbers are those of the national portal (`HinhThuc`)."""

KINDS: Final = {PersonKind.PERSON: "Người dân", PersonKind.BUSINESS: "Tổ chức"}
PERSON_KINDS: Final = _folded(
    {
        **{word: kind for kind, word in KINDS.items()},
        "Cá nhân": PersonKind.PERSON,
        "Doanh nghiệp": PersonKind.BUSINESS,
        "1": PersonKind.PERSON,
        "2": PersonKind.BUSINESS,
    }
)

YES: Final = "Có"
NO: Final = "Không"
ANSWERS: Final = {text.fold(YES): True, text.fold(NO): False, "1": True, "0": False}


ALLOWED_FILINGS: Final = "; ".join(filing.label for filing in Filing)
ALLOWED_STATUSES: Final = "; ".join(f"{status.value}. {status.label}" for status in Status)
ALLOWED_CHANNELS: Final = "; ".join(CHANNELS.values())
ALLOWED_KINDS: Final = "; ".join(KINDS.values())
