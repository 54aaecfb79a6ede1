"""Unary tests: what the cells of a decision table ask of one value.

The part of FEEL that is read: `-`, numbers, `"texts"`, `true`, `false`, `date("2021-12-31")`,
`null`, `< 5`, `>= 5`, ranges `[1..5]`, `(1..5]`, `]1..5[`, lists of those with commas, and
`not(…)` around them. Everything else is refused, with the name of its cell.

Source: OMG DMN 1.3, clause 10.3.1 (grammar rules 7 to 15).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from motcua.kernel.messages import Message, message
from motcua.processes.types import FactKind, Value, kind_of

LONGEST: Final = 1_000

_LITERAL: Final = r'-?\d+(?:\.\d+)?|"[^"]*"|true|false|null|date\(\s*"[^"]*"\s*\)'
_ONE: Final = re.compile(
    rf"""\s*(?:
        (?P<sign><=|>=|<|>|=)\s*(?P<bound>{_LITERAL})
      | (?P<open>[\[\](])\s*(?P<low>{_LITERAL})\s*\.\.\s*(?P<high>{_LITERAL})\s*(?P<close>[\[\])])
      | (?P<literal>{_LITERAL})
    )\s*(?P<comma>,|\Z)""",
    re.VERBOSE,
)
_NOT: Final = re.compile(r"not\s*\((.*)\)", re.DOTALL)


class WrongTestError(ValueError):
    """A cell cannot be read; `why` says so in Vietnamese, for its author."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Test:
    """A range of values, one value, or what is outside of several.

    Attributes:
        low: None: no lower end.
        high: None: no upper end.
        with_low: Whether the lower end itself belongs to it.
        with_high: Whether the upper end itself belongs to it.
        is_null: It asks for what is not known.
        outside: `not(…)`: it holds where none of these does; ends are not used then.
    """

    low: Value = None
    high: Value = None
    with_low: bool = True
    with_high: bool = True
    is_null: bool = False
    outside: "tuple[Test, ...]" = ()

    def holds(self, value: Value) -> bool:
        """Tell whether a value is meant; one that is not known only by `null`."""
        if self.outside:
            return value is not None and not any(test.holds(value) for test in self.outside)
        if self.is_null or value is None:
            return self.is_null and value is None
        if self.low is not None and not _before(self.low, value, equal=self.with_low):
            return False
        return self.high is None or _before(value, self.high, equal=self.with_high)

    def ends(self) -> list[Value]:
        """Return the values at which the answer may change."""
        inner = [end for test in self.outside for end in test.ends()]
        return inner + [end for end in (self.low, self.high) if end is not None]


def parse(written: str, kind: FactKind) -> tuple[Test, ...]:
    """Return the tests of a cell, of which one has to hold; none: whatever it is.

    Raises:
        WrongTestError: It is none that is read, or asks for another kind of value.
    """
    said = written.strip()
    if said in {"", "-"}:
        return ()
    if len(said) > LONGEST:
        raise WrongTestError(message("ô quá dài"))
    if (inside := _NOT.fullmatch(said)) is not None:
        return (Test(outside=_listed(inside[1], kind)),)
    return _listed(said, kind)


def literal(written: str, kind: FactKind) -> Value:
    """Return the value of an output cell; `null`, `-` and an empty one are not known.

    Raises:
        WrongTestError: It is more than a value, or one of another kind.
    """
    said = written.strip()
    if said in {"", "-"}:
        return None
    if not re.fullmatch(_LITERAL, said):
        raise WrongTestError(message("ô kết quả phải là một giá trị, không phải công thức"))
    return _value(said, kind)


def samples(kind: FactKind, tests: Sequence[Test], *, allowed: Sequence[Test]) -> list[Value]:
    """Return one value of every sort that tests tell apart, in order.

    Args:
        kind: Of the values.
        tests: All that are asked of it.
        allowed: One of these holds for every value; none: any value may come.
    """
    ends = {end for test in tests for end in test.ends()}
    if kind is FactKind.YES_NO:
        found: set[Value] = {False, True}
    elif kind is FactKind.TEXT:
        # One that no test names: it sorts behind them all.
        found = {*ends, f"{max(map(str, ends), default='')}…"}
    else:
        found = {*ends, *_between(kind, ends)}
    kept = [one for one in found if not allowed or any(test.holds(one) for test in allowed)]
    return _sorted(kept)


def _between(kind: FactKind, ends: set[Value]) -> list[Value]:
    """Return what lies below, between and above the ends."""
    if kind is FactKind.DATE:
        days = sorted(day for day in ends if isinstance(day, date)) or [date(2021, 1, 1)]
        return [
            other for day in days for other in (day - timedelta(days=1), day + timedelta(days=1))
        ]
    numbers = sorted(Decimal(str(end)) for end in ends) or [Decimal(0)]
    middles = [(one + other) / 2 for one, other in pairwise(numbers)]
    return [numbers[0] - 1, *middles, numbers[-1] + 1]


def _sorted(values: Sequence[Value]) -> list[Value]:
    return sorted(values)  # type: ignore[type-var]  # of one kind


def _before(one: Value, other: Value, *, equal: bool) -> bool:
    if kind_of(one) is not kind_of(other):
        return False
    return one == other if equal and one == other else one < other  # type: ignore[operator]  # of one kind


def _listed(written: str, kind: FactKind) -> tuple[Test, ...]:
    tests, place, more = [], 0, True
    while more:
        found = _ONE.match(written, place)
        if found is None:
            raise WrongTestError(message("điều kiện của ô không thuộc phần FEEL được chạy"))
        tests.append(_test(found, kind))
        place, more = found.end(), found["comma"] == ","
    return tuple(tests)


def _test(found: re.Match[str], kind: FactKind) -> Test:
    if found["literal"]:
        return _equal(_value(found["literal"], kind), written=found["literal"])
    ordered = kind in {FactKind.NUMBER, FactKind.DATE}
    if found["sign"] == "=":
        return _equal(_value(found["bound"], kind), written=found["bound"])
    ends = [_value(said, kind) for said in (found["bound"], found["low"], found["high"]) if said]
    if not ordered or None in ends:
        raise WrongTestError(message("chỉ số và ngày mới so sánh lớn, nhỏ được"))
    if found["sign"]:
        equal = found["sign"].endswith("=")
        if found["sign"].startswith("<"):
            return Test(high=ends[0], with_high=equal)
        return Test(low=ends[0], with_low=equal)
    low, high = ends
    if not _before(low, high, equal=True):
        raise WrongTestError(message("khoảng có đầu trên nhỏ hơn đầu dưới"))
    return Test(low, high, with_low=found["open"] == "[", with_high=found["close"] == "]")


def _equal(value: Value, *, written: str) -> Test:
    return Test(is_null=True) if written == "null" else Test(value, value)


def _value(said: str, kind: FactKind) -> Value:
    found: Value
    if said == "null":
        return None
    if said in {"true", "false"}:
        found = said == "true"
    elif said.startswith('"'):
        found = said[1:-1]
    elif said.startswith("date"):
        try:
            found = date.fromisoformat(said.split('"')[1])
        except ValueError:
            raise WrongTestError(message('ngày phải viết dạng date("2021-12-31")')) from None
    else:
        found = Decimal(said) if "." in said else int(said)
    if kind_of(found) is not kind:
        raise WrongTestError(message("giá trị không cùng loại với cột"))
    return found
