"""A linear process as the table that decisions on internal procedures print it as.

One row a step: who does it, what is done, how long it may take. What a table says becomes BPMN
(`adapters/table_bpmn`), and a linear BPMN file becomes the table again.

Source: the annexes of decisions of provinces on “quy trình nội bộ giải quyết thủ tục hành chính”
(Nghị định 61/2018/NĐ-CP, Điều 8; Thông tư 01/2018/TT-VPCP, Điều 8).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from motcua.kernel import text
from motcua.kernel.messages import message

TITLES: Final = {
    "number": message("STT"),
    "name": message("Bước công việc"),
    "who": message("Đơn vị/người thực hiện"),
    "note": message("Nội dung công việc"),
    "time": message("Thời gian"),
    "post": message("Vị trí xử lý"),
    "agency": message("Mã cơ quan"),
    "event": message("Sự kiện"),
}
NEEDED: Final = ("name", "who", "time")

MINUTES_A_DAY: Final = 480
"""Half a day is four working hours."""

LONGEST: Final = 10_000 * 60

POSTS: Final = {
    "system": ("he thong", "phan mem"),
    "clerk": ("mot cua", "tiep nhan", "tra ket qua", "trung tam phuc vu"),
    "leader": ("lanh dao", "giam doc", "chu tich", "truong phong", "thu truong", "cuc truong"),
    "specialist": ("chuyen vien", "cong chuc", "vien chuc", "chuyen mon", "can bo", "phong"),
}
"""Posts by the words that name them, folded; the first that is found counts."""

EVENTS: Final = {"phe duyet": "approve", "co ket qua": "finish", "tra ket qua": "return"}

_NO_TIME: Final = {"", "-", "–", "0"}
_PART: Final = re.compile(r"(\d+/\d+|\d+(?:[.,]\d+)?)(ngay|gio|phut|h|p)")
_UNITS: Final = {"ngay": MINUTES_A_DAY, "gio": 60, "h": 60, "phut": 1, "p": 1}
_PLAIN_WORDS: Final = re.compile("lam viec|hanh chinh")
_POST: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Row:
    """One step.

    Attributes:
        name: What it is called.
        who: Unit or person, in words; steps with the same words stand in one lane.
        post: Who may do it, as processes name posts.
        minutes: Working time; 0 for steps of the system.
        note: What is done; may be empty.
        agency: As `types.Step`.
        event: The lifecycle event that it raises; empty: none.
        key: Of the step, which stays when a table is written anew; empty: one is made.
    """

    name: str
    who: str
    post: str
    minutes: int
    note: str = ""
    agency: str = ""
    event: str = ""
    key: str = ""


def minutes_in(written: str) -> int | None:
    """Return the minutes of a time as tables write it; None: it cannot be read.

    `2 giờ`, `0,5 ngày`, `1/2 ngày làm việc`, `1 ngày 4 giờ`, `30 phút`; a dash is no time.
    """
    if written.strip() in _NO_TIME:
        return 0
    spelt = _spelt(written)
    parts = _PART.findall(spelt)
    if not parts or _PART.sub("", spelt):
        return None
    found = [_counted(number, _UNITS[unit]) for number, unit in parts]
    total = sum(one for one in found if one is not None)
    return total if None not in found and 0 < total <= LONGEST else None


def time_written(minutes: int) -> str:
    """Return a time as `minutes_in` reads it; a dash for none."""
    if not minutes:
        return "–"
    half_days, rest = divmod(minutes, MINUTES_A_DAY // 2)
    if not rest and half_days > 1:
        days, half = divmod(half_days, 2)
        return f"{days},5 ngày" if half else f"{days} ngày"
    hours, left = divmod(minutes, 60)
    said = [f"{hours} giờ"] if hours else []
    return " ".join([*said, f"{left} phút"] if left else said)


def post_of(who: str) -> str:
    """Return the post that the words for somebody mean; empty: it is not known."""
    words = text.fold(who)
    return next((post for post, marks in POSTS.items() if any(mark in words for mark in marks)), "")


def is_post(written: str) -> bool:
    """Tell whether a text may name a post."""
    return bool(_POST.fullmatch(written))


def event_of(written: str) -> str:
    """Return the lifecycle event that a table names in words or by its name."""
    return EVENTS.get(text.fold(written), written.strip())


def with_usual_events(rows: Iterable[Row]) -> list[Row]:
    """Return a table whose steps raise the usual events, where it names none.

    The last of a leader approves; behind it the system signs and sends, which finishes the matter;
    the last of the one-stop hands over. The author sees them and may change them.
    """
    found = list(rows)
    if any(row.event for row in found):
        return found
    last = {row.post: place for place, row in enumerate(found)}
    if (place := last.get("clerk")) is not None and place == len(found) - 1:
        found[place] = replace(found[place], event="return")
    if (place := last.get("leader")) is not None:
        found[place] = replace(found[place], event="approve")
        if "system" not in last:
            found.insert(place + 1, _SIGNS)
    if (place := last.get("system")) is not None:
        found[place] = replace(found[place], event="finish")
    return found


_SIGNS: Final = Row(
    name="Ký số và phát hành kết quả", who="Hệ thống", post="system", minutes=0, event="finish"
)


def _spelt(written: str) -> str:
    """Return a time without blanks and accents, signs kept: `1/2ngay`, `2gio30phut`."""
    words = [
        part if re.fullmatch(r"[\d.,/]+", part) else text.fold(part)
        for part in re.findall(r"[\d.,/]+|[^\d.,/]+", written.replace("½", "1/2"))
    ]
    return _PLAIN_WORDS.sub("", " ".join(words)).replace(" ", "")


def _counted(number: str, unit: int) -> int | None:
    """Return whole minutes; None: the number has a rest, or is none."""
    over, _, under = number.partition("/")
    whole, _, part = over.replace(",", ".").partition(".")
    if under and (part or int(under) == 0):
        return None
    minutes, rest = divmod(int(whole + part) * unit, 10 ** len(part) * int(under or 1))
    return None if rest else minutes
