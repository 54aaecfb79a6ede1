"""What a list is narrowed to, as it stands in the address of a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from motcua.dossiers.queries import Choices, Key
from motcua.dossiers.types import Filing, Held, Lateness, Post, Status
from motcua.kernel.messages import message

LONGEST: Final = 100
DAYS: Final[Mapping[str, str]] = {
    "1": message("Hôm nay và hôm qua"),
    "7": message("7 ngày qua"),
    "30": message("30 ngày qua"),
    "90": message("90 ngày qua"),
    "365": message("Một năm qua"),
}
FILINGS: Final[Mapping[str, str]] = {
    Filing.SELF_ONLINE: message("Trực tuyến, tự nộp"),
    Filing.HELPED_ONLINE: message("Trực tuyến, có người giúp"),
    Filing.OFFICER_TYPED: message("Cán bộ nhập thay"),
    Filing.COUNTER: message("Tại quầy"),
    Filing.POST: message("Bưu chính"),
}
POSTS: Final[Mapping[str, str]] = {
    Post.CLERK: message("Bộ phận một cửa"),
    Post.SPECIALIST: message("Chuyên viên thụ lý"),
    Post.LEADER: message("Lãnh đạo"),
}
LATE: Final = {
    "qua-han": Lateness.LATE,
    "qua-han-lan-hai": Lateness.LATE_AGAIN,
    "sap-den-han": Lateness.DUE_SOON,
    "trong-han": Lateness.ON_TIME,
    "tam-dung": Lateness.PAUSED,
}
NAMES: Final = (
    "tim",
    "thu-tuc",
    "linh-vuc",
    "co-quan",
    "trang-thai",
    "han",
    "kenh",
    "ngay",
    "vi-tri",
    "buoc",
    "phu-trach",
)
"""Parameters of the address that narrow a list."""

_KEY: Final = re.compile(r"(?P<moment>-|\d{1,20})_(?P<id>[0-9a-f-]{36})")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Choices beside the words of the address that said them; unknown words say nothing."""

    said: Mapping[str, str]
    choices: Choices

    def href(self, **changed: str) -> str:
        """Return the query of an address with these choices and others, such as where to begin."""
        return "?" + urlencode({**self.said, **changed})


def chosen(asked: Mapping[str, str]) -> Chosen:
    """Return what an address chooses."""
    said = {name: asked.get(name, "")[:LONGEST].strip() for name in NAMES}
    said = {name: text for name, text in said.items() if text}
    days = said.get("ngay", "")
    return Chosen(
        said,
        Choices(
            words=said.get("tim", ""),
            procedure=said.get("thu-tuc", ""),
            sector=said.get("linh-vuc", ""),
            agency=said.get("co-quan", ""),
            status=_one_of(Status, said.get("trang-thai", "")),
            lateness=LATE.get(said.get("han", "")),
            filing=_one_of(Filing, said.get("kenh", "")),
            days=int(days) if days in DAYS else 0,
            post=_one_of(Post, said.get("vi-tri", "")),
            step=said.get("buoc", ""),
            held=_one_of(Held, said.get("phu-trach", "")) or Held.MINE_OR_FREE,
        ),
    )


def key_of(text: str) -> Key | None:
    """Return the row that a page begins after; None for what names none: the first page."""
    found = _KEY.fullmatch(text)
    if found is None:
        return None
    try:
        moment = None if found["moment"] == "-" else _moment(int(found["moment"]))
        return moment, UUID(found["id"])
    except (ValueError, OverflowError):
        return None


def key_text(key: Key) -> str:
    """Return a row as it stands in the address of the page after it."""
    moment, row = key
    if moment is None:
        return f"-_{row}"
    since = moment - _EPOCH
    micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return f"{micros}_{row}"


def _moment(micros: int) -> datetime:
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest)


def _one_of(words: type[_Word], said: str) -> _Word | None:
    return words(said) if said in set(words) else None
