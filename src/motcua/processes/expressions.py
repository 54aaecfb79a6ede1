"""Conditions of gateways: comparisons of facts, joined by and, or, not.

`dien_tich > 500 and not (co_quy_hoach = true)`, `loai in ("dat-o", "vuon")`,
`ngay_sinh < date("2006-01-01")`. The text is parsed into a tree and the tree is walked; nothing in
it is ever run as a program. A comparison with a fact that is not known is not known either, and a
branch is taken only where its condition is true (Kleene's logic, as SQL and FEEL have it).
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from motcua.kernel.messages import Message, message
from motcua.processes.types import FactKind, Value, kind_of

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
LONGEST: Final = 1_000
DEEPEST: Final = 20

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<number>-?[0-9]+(?:\.[0-9]+)?)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<sign>==|!=|<=|>=|<|>|=|\(|\)|,)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
    )""",
    re.VERBOSE,
)
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ORDERS: Final = {"<", "<=", ">", ">="}
_WORDS: Final = {"and", "or", "not", "in", "true", "false", "date"}


class WrongExpressionError(ValueError):
    """A condition cannot be read; `why` says so in Vietnamese, for its author."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Name:
    """A fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the text."""

    value: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and a sign; `in` has several on its right."""

    sign: str
    left: "Name | Literal"
    right: "tuple[Name | Literal, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Joined:
    """All of several (`and`), or one of them (`or`)."""

    word: str
    parts: "tuple[Expression, ...]"


Expression = Name | Literal | Comparison | Not | Joined


def parse(text: str) -> Expression:
    """Return the tree of a condition.

    Raises:
        WrongExpressionError: It is none, or longer or deeper than any honest one.
    """
    if len(text) > LONGEST:
        raise WrongExpressionError(message("điều kiện quá dài"))
    reader = _Reader(text)
    found = reader.joined()
    if not reader.is_at_end:
        raise WrongExpressionError(message("điều kiện có phần thừa ở cuối"))
    return found


def names(expression: Expression) -> Iterator[str]:
    """Yield the facts that a condition asks for."""
    match expression:
        case Name(name):
            yield name
        case Comparison(_, left, right):
            for side in (left, *right):
                yield from names(side)
        case Not(part):
            yield from names(part)
        case Joined(_, parts):
            for part in parts:
                yield from names(part)
        case Literal():
            return


def check(expression: Expression, facts: Mapping[str, FactKind]) -> None:
    """See that a condition asks only for declared facts, and compares like with like.

    Raises:
        WrongExpressionError: It does not.
    """
    unknown = sorted(set(names(expression)) - facts.keys())
    if unknown:
        raise WrongExpressionError(message("điều kiện hỏi dữ kiện chưa khai báo"))
    _check_logic(expression, facts)


def evaluate(expression: Expression, facts: Mapping[str, Value]) -> bool | None:
    """Return whether a condition holds; None: that depends on a fact that is not known."""
    match expression:
        case Literal(value):
            return value if isinstance(value, bool) else None
        case Name(name):
            value = facts.get(name)
            return value if isinstance(value, bool) else None
        case Not(part):
            found = evaluate(part, facts)
            return None if found is None else not found
        case Joined(word, parts):
            decisive = word == "or"
            answers = [evaluate(part, facts) for part in parts]
            if decisive in answers:
                return decisive
            return None if None in answers else not decisive
        case Comparison():
            return _compared(expression, facts)


def _compared(one: Comparison, facts: Mapping[str, Value]) -> bool | None:
    left, *right = (_value(side, facts) for side in (one.left, *one.right))
    if one.sign == "in":
        answers = [_holds("=", left, other) for other in right]
        if True in answers:
            return True
        return None if None in answers else False
    return _holds(one.sign, left, right[0])


def _holds(sign: str, left: Value, right: Value) -> bool | None:
    if left is None or right is None or kind_of(left) is not kind_of(right):
        return None
    return _COMPARE[sign](left, right)


def _value(side: Name | Literal, facts: Mapping[str, Value]) -> Value:
    return facts.get(side.name) if isinstance(side, Name) else side.value


def _check_logic(expression: Expression, facts: Mapping[str, FactKind]) -> None:
    match expression:
        case Not(part):
            _check_logic(part, facts)
        case Joined(_, parts):
            for part in parts:
                _check_logic(part, facts)
        case Comparison():
            _check_comparison(expression, facts)
        case Name() | Literal():
            if _kind(expression, facts) is not FactKind.YES_NO:
                raise WrongExpressionError(message("điều kiện chưa so sánh với giá trị nào"))


def _check_comparison(one: Comparison, facts: Mapping[str, FactKind]) -> None:
    kinds = {_kind(side, facts) for side in (one.left, *one.right)}
    if len(kinds) > 1:
        raise WrongExpressionError(message("điều kiện so sánh hai loại dữ kiện khác nhau"))
    if one.sign in _ORDERS and kinds & {FactKind.TEXT, FactKind.YES_NO}:
        raise WrongExpressionError(message("chỉ số và ngày mới so sánh lớn, nhỏ được"))


def _kind(side: Name | Literal, facts: Mapping[str, FactKind]) -> FactKind | None:
    return facts[side.name] if isinstance(side, Name) else kind_of(side.value)


class _Reader:
    """Recursive descent; `_said` is what comes next, empty at the end."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._depth = text.strip(), 0, 0
        self._said = self._kind = ""
        self._next()

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self._kind == "end"

    def joined(self) -> Expression:
        """Read parts joined by `or`; `and` binds closer."""
        return self._series("or", lambda: self._series("and", self._part))

    def _series(self, word: str, read: Callable[[], Expression]) -> Expression:
        parts = [read()]
        while self._takes(word):
            parts.append(read())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _part(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise WrongExpressionError(message("điều kiện lồng quá nhiều tầng"))
        found = self._unwrapped()
        self._depth -= 1
        return found

    def _unwrapped(self) -> Expression:
        if self._takes("not"):
            return Not(self._part())
        if self._takes("("):
            inside = self.joined()
            self._expect(")")
            return inside
        left = self._side()
        if self._takes("in"):
            self._expect("(")
            right = [self._side()]
            while self._takes(","):
                right.append(self._side())
            self._expect(")")
            return Comparison("in", left, tuple(right))
        if self._kind == "sign" and self._said in _COMPARE:
            sign = self._take()
            return Comparison(sign, left, (self._side(),))
        return left

    def _side(self) -> Name | Literal:
        kind, said = self._kind, self._take()
        if kind == "number":
            return Literal(Decimal(said) if "." in said else int(said))
        if kind == "text":
            return Literal(said[1:-1])
        if said in {"true", "false"}:
            return Literal(said == "true")
        if said == "date":
            return Literal(self._date())
        if kind == "name" and said not in _WORDS and NAME.fullmatch(said):
            return Name(said)
        raise WrongExpressionError(message("điều kiện thiếu giá trị để so sánh"))

    def _date(self) -> date:
        self._expect("(")
        written = self._take().strip("\"'")
        self._expect(")")
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise WrongExpressionError(message('ngày phải viết dạng date("2021-12-31")')) from None

    def _takes(self, token: str) -> bool:
        is_next = self._said == token and self._kind != "text"
        if is_next:
            self._next()
        return is_next

    def _take(self) -> str:
        token = self._said
        self._next()
        return token

    def _expect(self, token: str) -> None:
        if not self._takes(token):
            raise WrongExpressionError(message("điều kiện thiếu dấu ngoặc"))

    def _next(self) -> None:
        found = _TOKEN.match(self._text, self._place)
        if found is None:
            if self._text[self._place :].strip():
                raise WrongExpressionError(message("điều kiện có ký hiệu không hiểu được"))
            self._said, self._kind = "", "end"
            return
        self._place = found.end()
        self._kind = found.lastgroup or ""
        self._said = found[self._kind]
