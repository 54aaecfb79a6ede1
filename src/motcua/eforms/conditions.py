"""When a component is there: Form.io's simple condition, and JSON Logic over earlier answers.

Source: https://jsonlogic.com; in a Form.io definition the answers are `data.<key>`.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from motcua.eforms.types import Answer, Condition, Equals

_COMPARING: Final = {"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in"}
_JOINING: Final = {"!", "!!", "and", "or", "if", "?:"}
OPERATORS: Final = frozenset({"var"} | _COMPARING | _JOINING)
"""None of them reads a clock, writes a log or computes with money."""

DEEPEST: Final = 20
ANSWERS: Final = "data."


class LogicRefusedError(ValueError):
    """A rule holds what we do not run; `str` names the operator or the answer."""


class Facts:
    """The answers of the visible fields so far, in the order of the form."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._nested: dict[str, Any] = {}

    def add(self, key: str, answer: Answer) -> None:
        """Take in the answer of one more visible field."""
        self._answers[key] = answer
        unfold(self._nested, key, answer)

    def meet(self, condition: Condition | None) -> bool:
        """Return whether the condition holds; a rule that cannot be computed does not."""
        if condition is None:
            return True
        if isinstance(condition, Equals):
            return _is(self._answers.get(condition.key), condition.value) is condition.shows
        return computed(condition.rule, self._nested)


def unfold(nested: dict[str, Any], key: str, answer: Answer) -> None:
    """Put an answer where JSON Logic looks for it: dots lead inside, chosen boxes are true."""
    *folders, last = key.split(".")
    for folder in folders:
        nested = nested.setdefault(folder, {})
    if isinstance(answer, list):
        nested[last] = {str(value): True for value in answer}
    else:
        nested[last] = answer


def computed(rule: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Return whether a rule that was looked through holds for answers, dotted keys unfolded."""
    try:
        return evaluated(rule, answers)
    except LogicRefusedError:
        # Answers of types that the author did not think of; what is not known to hold does not.
        return False


def evaluated(rule: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Return whether a rule holds.

    Raises:
        LogicRefusedError: It cannot be computed for answers of these types.
    """
    # Late: most forms have no rule, and the library takes longer to import than a page to render.
    from json_logic import jsonLogic

    try:
        return bool(jsonLogic({**rule}, {"data": {**answers}}))
    except (TypeError, ValueError, ArithmeticError, AttributeError) as fault:
        raise LogicRefusedError(type(fault).__name__) from fault


def keys_of(rule: object, *, known: Collection[str]) -> frozenset[str]:
    """Return the keys of the answers that a JSON Logic rule asks for.

    Args:
        rule: As written by an author; anything.
        known: Keys that may be asked for.

    Raises:
        LogicRefusedError: Too deep, an operator that we do not run, or an answer that is not known.
    """
    return frozenset(_keys(rule, known, DEEPEST))


def _keys(rule: object, known: Collection[str], depth: int) -> Iterator[str]:
    if depth == 0:
        raise LogicRefusedError(f"> {DEEPEST}")
    if isinstance(rule, list):
        for item in rule:
            yield from _keys(item, known, depth - 1)
    elif isinstance(rule, dict):
        if len(rule) != 1:
            raise LogicRefusedError(", ".join(map(str, rule)) or "{}")
        ((operator, values),) = rule.items()
        if operator not in OPERATORS:
            raise LogicRefusedError(str(operator))
        if operator == "var":
            yield _key(values, known)
        else:
            yield from _keys(values, known, depth - 1)


def _key(values: object, known: Collection[str]) -> str:
    name = values[0] if isinstance(values, list) and len(values) == 1 else values
    if not isinstance(name, str) or not name.startswith(ANSWERS):
        raise LogicRefusedError(f"var {name}")
    path = name.removeprefix(ANSWERS)
    # The last part may be a box of a group: data.documents.passport.
    found = next((key for key in (path, path.rpartition(".")[0]) if key in known), None)
    if found is None:
        raise LogicRefusedError(f"var {name}")
    return found


def _is(answer: Answer | None, value: str) -> bool:
    match answer:
        case None:
            return value == ""
        case bool():
            return value == str(answer).lower()
        case list():
            return value in answer
        case _:
            return value == str(answer)
