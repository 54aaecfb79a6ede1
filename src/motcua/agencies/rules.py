"""What a reorganisation must look like: pure functions on the units before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.agencies.errors import ReorganisationNotUnderstood
from motcua.agencies.types import NewUnit, ReorganisationKind, ReorganisationPart
from motcua.kernel.messages import Message, message

ANY_NUMBER: Final = 10_000
_HOW_MANY: Final = {
    ReorganisationKind.MERGE: (
        (range(2, ANY_NUMBER), range(1, 2)),
        message("hợp nhất là từ hai đơn vị trở lên thành một"),
    ),
    ReorganisationKind.SPLIT: (
        (range(1, 2), range(2, ANY_NUMBER)),
        message("chia tách là từ một đơn vị thành hai trở lên"),
    ),
    ReorganisationKind.RENAME: (
        (range(1, 2), range(1, 2)),
        message("đổi tên là từ một đơn vị thành một"),
    ),
    ReorganisationKind.TRANSFER: (
        (range(1, 2), range(1, 2)),
        message("chuyển cơ quan cấp trên là từ một đơn vị thành một"),
    ),
    ReorganisationKind.ABOLISH: (
        (range(1, ANY_NUMBER), range(1)),
        message("kết thúc hoạt động thì không có đơn vị nào sau đó"),
    ),
}
"""How many units before and after each kind has, and how that is said."""
CARRYING: Final = (
    ReorganisationKind.MERGE,
    ReorganisationKind.RENAME,
    ReorganisationKind.TRANSFER,
)
"""Kinds with one unit after, which takes along what stood below those before."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, and with which part of the entry."""

    part: ReorganisationPart
    reason: Message


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A unit that a reorganisation is to end.

    Attributes:
        below: Primary keys of the units below it, to any depth, that go on beyond the day.
        is_settled: Whether these stood before the day, and none has an end yet.
    """

    id: int
    parent: int | None
    valid_from: date
    valid_until: date | None
    below: frozenset[int]
    is_settled: bool


def check(
    kind: ReorganisationKind,
    *,
    on: date,
    legal_act: str,
    before: Sequence[Ending],
    after: Sequence[NewUnit],
) -> None:
    """Refuse a reorganisation that would leave a gap, an overlap or a unit without a place.

    Raises:
        ReorganisationNotUnderstood: With the first thing that is wrong; `part` of its parameters
            tells which part of the entry that is.
    """
    problem = _problem(kind, on=on, legal_act=legal_act, before=before, after=after)
    if problem is not None:
        raise ReorganisationNotUnderstood(
            day=f"{on:%d/%m/%Y}", reason=problem.reason, part=problem.part
        )


def _problem(
    kind: ReorganisationKind,
    *,
    on: date,
    legal_act: str,
    before: Sequence[Ending],
    after: Sequence[NewUnit],
) -> Problem | None:
    (many_before, many_after), how_many = _HOW_MANY[kind]
    if not legal_act.strip():
        return Problem(ReorganisationPart.LEGAL_ACT, message("thiếu văn bản căn cứ"))
    if len(before) not in many_before or len(after) not in many_after:
        return Problem(ReorganisationPart.BEFORE, how_many)
    if reason := _problem_before(on, before) or _problem_below(kind, before):
        return Problem(ReorganisationPart.BEFORE, reason)
    if reason := _problem_of_codes(after):
        return Problem(ReorganisationPart.CODE, reason)
    if reason := _problem_of_place(kind, before, after):
        return Problem(ReorganisationPart.PARENT, reason)
    return None


def _problem_before(on: date, before: Sequence[Ending]) -> Message | None:
    if any(unit.valid_until is not None for unit in before):
        return message("có đơn vị đã kết thúc từ trước")
    if any(unit.valid_from >= on for unit in before):
        return message("có đơn vị chưa hoạt động trước ngày này")
    return None


def _problem_below(kind: ReorganisationKind, before: Sequence[Ending]) -> Message | None:
    below = frozenset[int]().union(*(unit.below for unit in before))
    if kind not in CARRYING and below:
        return message("còn đơn vị trực thuộc chưa được sắp xếp")
    if any(unit.id in below for unit in before):
        return message("có đơn vị nằm dưới một đơn vị khác cùng được chọn")
    if not all(unit.is_settled for unit in before):
        return message("có đơn vị trực thuộc bắt đầu hoặc kết thúc từ ngày này trở đi")
    return None


def _problem_of_codes(after: Sequence[NewUnit]) -> Message | None:
    codes = [(code.scheme, code.code) for unit in after for code in unit.codes]
    if any(not unit.codes for unit in after):
        return message("đơn vị mới chưa có mã")
    if len(set(codes)) < len(codes):
        return message("hai đơn vị mới có cùng một mã")
    if any(len({code.scheme for code in unit.codes}) < len(unit.codes) for unit in after):
        return message("một đơn vị mới có hai mã của cùng một hệ mã")
    return None


def _problem_of_place(
    kind: ReorganisationKind, before: Sequence[Ending], after: Sequence[NewUnit]
) -> Message | None:
    ended = {unit.id for unit in before}.union(*(unit.below for unit in before))
    if any(unit.parent in ended for unit in after):
        return message("đơn vị mới nằm dưới một đơn vị vừa kết thúc")
    if kind is ReorganisationKind.RENAME and after[0].parent != before[0].parent:
        return message("đổi tên không đổi cơ quan cấp trên")
    if kind is ReorganisationKind.TRANSFER and after[0].parent == before[0].parent:
        return message("cơ quan cấp trên vẫn như cũ")
    return None
