"""JSON Logic, the part of it that forms need: exact, total, and the same in a browser.

Numbers are whole or fractions, never floats: 0.1 + 0.2 is 0.3. Nothing raises once a rule was
looked through: what cannot be computed is null, and null goes on as the comments at `_RUN` say.
There is no clock, no log, and no repetition inside a repetition, so that every rule ends soon.

Source: https://jsonlogic.com; in a Form.io definition the answers are `data.<key>`.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

DEEPEST: Final = 20
MOST_PARTS: Final = 500
"""Of one rule, so that repeated for every row it still takes no time."""

_LARGEST: Final = 10**40
_NUMERAL: Final = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")

_ARITY: Final = {
    "==": (2, 2), "===": (2, 2), "!=": (2, 2), "!==": (2, 2), "in": (2, 2),
    "<": (2, 3), "<=": (2, 3), ">": (2, 2), ">=": (2, 2),
    "!": (1, 1), "!!": (1, 1), "and": (1, 99), "or": (1, 99), "if": (1, 99), "?:": (3, 3),
    "+": (1, 99), "*": (1, 99), "min": (1, 99), "max": (1, 99), "-": (1, 2), "/": (2, 2),
    "map": (2, 2), "filter": (2, 2), "all": (2, 2), "some": (2, 2), "none": (2, 2),
    "reduce": (3, 3), "var": (1, 1),
}  # fmt: skip
_REPEATING: Final = frozenset({"map", "filter", "all", "some", "none", "reduce"})
OPERATORS: Final = frozenset(_ARITY)


class LogicRefusedError(ValueError):
    """A rule holds what we do not run; `str` names the operator or the answer."""


def keys_of(
    rule: object,
    *,
    known: Mapping[str, Collection[str]],
    row: Collection[str] = (),
    is_check: bool = False,
) -> frozenset[str]:
    """Return the keys of the answers that a rule asks for; those of its own row as `row.<key>`.

    Args:
        rule: As written by an author; anything.
        known: Keys that may be asked for; for rows, with the keys inside a row.
        row: Keys that stand earlier in the same row.
        is_check: Whether it judges an answer, which is then `input`.

    Raises:
        LogicRefusedError: Too deep or large, an operator that we do not run, too few or too many
            values for one, or an answer that is not known.
    """
    return frozenset(_Reader(known, row, is_check=is_check).rule(rule, DEEPEST))


class _Reader:
    """Looks a rule through."""

    def __init__(
        self, known: Mapping[str, Collection[str]], row: Collection[str], *, is_check: bool
    ) -> None:
        self._known = known
        self._row = row
        self._is_check = is_check
        self._parts = 0

    def rule(self, rule: object, depth: int, item: Collection[str] | None = None) -> Iterator[str]:
        """Yield the keys; `item`: names that a repetition gives to what it repeats for."""
        self._parts += 1
        if depth == 0 or self._parts > MOST_PARTS:
            raise LogicRefusedError(f"> {DEEPEST}")
        if isinstance(rule, list):
            for one in rule:
                yield from self.rule(one, depth - 1, item)
        elif isinstance(rule, dict):
            name, values = _taken_apart(rule)
            if name == "var":
                yield from self._var(values[0], item)
            elif name in _REPEATING:
                if item is not None:
                    raise LogicRefusedError(name)
                yield from self._repeating(name, values, depth)
            else:
                yield from self.rule(values, depth - 1, item)

    def _repeating(self, name: str, values: Sequence[object], depth: int) -> Iterator[str]:
        cells = self._cells(values[0], DEEPEST)
        yield from self.rule(values[0], depth - 1)
        own = {"", *cells}
        if name == "reduce":
            own = {"accumulator", "current", *(f"current.{cell}" for cell in cells)}
            yield from self.rule(values[2], depth - 1)
        yield from self.rule(values[1], depth - 1, own)

    def _cells(self, source: object, depth: int) -> Collection[str]:
        """Return the keys inside the rows that are repeated for; none for plain values."""
        name, values = _taken_apart(source) if isinstance(source, dict) else ("", [])
        path = values[0] if name == "var" else None
        if isinstance(path, str) and (cells := self._known.get(path.removeprefix("data."))):
            return cells
        if name == "filter" and depth:
            return self._cells(values[0], depth - 1)
        if name == "map":
            return ()
        raise LogicRefusedError(name)

    def _var(self, name: object, item: Collection[str] | None) -> Iterator[str]:
        if item is not None:
            # Inside a repetition only what is repeated for is in sight, as in every JSON Logic.
            if name not in item:
                raise LogicRefusedError(f"var {name}")
            return
        if name == "input" and self._is_check:
            return
        place, _dot, path = name.partition(".") if isinstance(name, str) else ("", "", "")
        keys = {"data": self._known, "row": self._row}.get(place, ())
        # The last part may be a box of a group, or a part of an address: data.documents.passport.
        found = next((key for key in (path, path.rpartition(".")[0]) if key in keys), None)
        is_into_rows = found != path and bool(self._known.get(found or ""))
        if found is None or is_into_rows or not _NAME.fullmatch(path):
            raise LogicRefusedError(f"var {name}")
        yield found if place == "data" else f"row.{found}"


def _taken_apart(rule: Mapping[Any, Any]) -> tuple[str, list[Any]]:
    """Return the operator of a rule and its values.

    Raises:
        LogicRefusedError: Not one operator, none that we run, or too few or too many values.
    """
    if len(rule) != 1:
        raise LogicRefusedError(", ".join(map(str, rule)) or "{}")
    ((name, values),) = rule.items()
    values = values if isinstance(values, list) else [values]
    least, most = _ARITY.get(name, (1, 0))
    if not least <= len(values) <= most:
        raise LogicRefusedError(str(name))
    return name, values


def evaluated(rule: object, scope: Mapping[str, Any]) -> Any:
    """Return what a rule that was looked through comes to.

    Args:
        rule: Read with `keys_of`.
        scope: `data`, and inside a row `row`: answers with dotted keys unfolded.

    Returns:
        A text, a number (`int` or `Fraction`), true or false, a list, or None: not to be computed.
    """
    if isinstance(rule, list):
        return [evaluated(one, scope) for one in rule]
    if not isinstance(rule, dict):
        return rule
    ((name, values),) = rule.items()
    values = values if isinstance(values, list) else [values]
    if name == "var":
        return _found(scope, str(values[0]))
    if name in _LAZY:
        return _LAZY[name](values, scope)
    return _RUN[name](*[evaluated(value, scope) for value in values])


def is_true(value: object) -> bool:
    """Return whether a value counts as true: an empty list, 0 and an empty text do not."""
    return bool(value)


def same(one: object, other: object) -> bool:
    """Return whether two values are equal; a tick that was left out is false, “2” is 2."""
    if isinstance(one, bool) or isinstance(other, bool):
        return is_true(one) is is_true(other)
    if isinstance(one, str) != isinstance(other, str):
        first, second = number(one), number(other)
        return first is not None and first == second
    return one == other


def number(value: object) -> int | Fraction | None:
    """Return the number that a value is, or that a text writes with a point; else None."""
    if isinstance(value, str) and _NUMERAL.fullmatch(value):
        value = Fraction(value)
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return None
    if abs(value.numerator) > _LARGEST or value.denominator > _LARGEST:
        return None
    return value


def _found(scope: Any, path: str) -> Any:
    for name in path.split(".") if path else ():
        scope = scope.get(name) if isinstance(scope, Mapping) else None
    return scope


def _strictly_same(one: object, other: object) -> bool:
    is_number = number(one) is not None and number(other) is not None
    is_alike = type(one) is type(other) or (
        is_number and not isinstance(one, str) and not isinstance(other, str)
    )
    return is_alike and one == other


def _compared(compare: Callable[[Any, Any], bool]) -> Callable[..., bool]:
    """Texts by their letters (days are ISO dates), numbers as such; with nothing nothing holds."""

    def holds(*values: object) -> bool:
        if all(isinstance(value, str) for value in values):
            known: list[Any] = list(values)
        else:
            known = [number(value) for value in values]
        return None not in known and all(compare(*pair) for pair in pairwise(known))

    return holds


def _inside(value: object, values: object) -> bool:
    if isinstance(values, str):
        return isinstance(value, str) and value in values
    if isinstance(values, Mapping):
        return isinstance(value, str) and values.get(value) is True
    return isinstance(values, list) and any(same(value, one) for one in values)


def _of_known(compute: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    """Sums and extremes leave out what is empty; of nothing they are nothing."""

    def run(*values: object) -> Any:
        known = [found for value in values if (found := number(value)) is not None]
        return number(compute(known)) if known else None

    return run


def _of_all(compute: Callable[..., Any]) -> Callable[..., Any]:
    """Differences, products and quotients are nothing where one value is."""

    def run(*values: object) -> Any:
        known = [number(value) for value in values]
        return None if None in known else number(compute(*known))

    return run


def _product(*values: Any) -> Any:
    found: Any = 1
    for value in values:
        if (found := number(found * value)) is None:
            return None
    return found


def _difference(one: Any, other: Any = None) -> Any:
    return -one if other is None else one - other


def _quotient(one: Any, other: Any) -> Any:
    return Fraction(one) / other if other else None


_RUN: Final[dict[str, Callable[..., Any]]] = {
    "==": same,
    "===": _strictly_same,
    "!=": lambda one, other: not same(one, other),
    "!==": lambda one, other: not _strictly_same(one, other),
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "in": _inside,
    "!": lambda value: not is_true(value),
    "!!": is_true,
    "+": _of_known(sum),
    "min": _of_known(min),
    "max": _of_known(max),
    "-": _of_all(_difference),
    "*": _of_all(_product),
    "/": _of_all(_quotient),
}


def _first_that(values: list[Any], scope: Mapping[str, Any], *, is_wanted: bool) -> Any:
    found = None
    for value in values:
        found = evaluated(value, scope)
        if is_true(found) is is_wanted:
            break
    return found


def _chosen(values: list[Any], scope: Mapping[str, Any]) -> Any:
    *pairs, last = values if len(values) % 2 else [*values, None]
    for asked, answer in zip(pairs[::2], pairs[1::2], strict=True):
        if is_true(evaluated(asked, scope)):
            return evaluated(answer, scope)
    return evaluated(last, scope)


def _items(values: list[Any], scope: Mapping[str, Any]) -> list[Any]:
    found = evaluated(values[0], scope)
    return found if isinstance(found, list) else []


def _mapped(values: list[Any], scope: Mapping[str, Any]) -> list[Any]:
    return [evaluated(values[1], item) for item in _items(values, scope)]


def _filtered(values: list[Any], scope: Mapping[str, Any]) -> list[Any]:
    return [item for item in _items(values, scope) if is_true(evaluated(values[1], item))]


def _reduced(values: list[Any], scope: Mapping[str, Any]) -> Any:
    found = evaluated(values[2], scope)
    for item in _items(values, scope):
        found = evaluated(values[1], {"current": item, "accumulator": found})
    return found


_LAZY: Final[dict[str, Callable[[list[Any], Mapping[str, Any]], Any]]] = {
    "and": lambda values, scope: _first_that(values, scope, is_wanted=False),
    "or": lambda values, scope: _first_that(values, scope, is_wanted=True),
    "if": _chosen,
    "?:": _chosen,
    "map": _mapped,
    "filter": _filtered,
    "reduce": _reduced,
    # Of no rows at all nothing is true for all, as the reference implementation has it.
    "all": lambda values, scope: bool(found := _mapped(values, scope)) and all(map(is_true, found)),
    "some": lambda values, scope: any(map(is_true, _mapped(values, scope))),
    "none": lambda values, scope: not any(map(is_true, _mapped(values, scope))),
}
