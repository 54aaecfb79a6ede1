"""What is known so far, and what hangs on it: conditions, computed values, rules over answers."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from motcua.eforms import logic
from motcua.eforms.types import Answer, Condition, Equals, Logic


class Facts:
    """The answers of the visible fields so far, in the order of the form."""

    def __init__(self) -> None:
        self._answers: ChainMap[str, Answer] = ChainMap()
        self._data: dict[str, Any] = {}
        self._row: dict[str, Any] = {}
        self._prefix = ""

    def inside(self, prefix: str) -> "Facts":
        """Return what is known at the beginning of a row whose names begin so."""
        found = Facts()
        found._answers = self._answers.new_child()
        found._data = self._data
        found._prefix = prefix
        return found

    def add(self, key: str, answer: Answer, fact: object) -> None:
        """Take in the answer of one more visible field.

        Args:
            key: Of the field; inside a row as its web form names it.
            answer: As it is kept.
            fact: As rules compute with it.
        """
        self._answers[key] = answer
        unfold(self._row if self._prefix else self._data, key.removeprefix(self._prefix), fact)

    def meet(self, condition: Condition | None) -> bool:
        """Return whether the condition holds; a rule that cannot be computed does not."""
        if condition is None:
            return True
        if isinstance(condition, Equals):
            return _is(self._answers.get(condition.key), condition.value) is condition.shows
        return logic.is_true(self.result(condition))

    def result(self, written: Logic) -> Any:
        """Return what a rule comes to, None where it cannot be computed."""
        return logic.evaluated(written.rule, {"data": self._data, "row": self._row})

    def accept(self, written: Logic, key: str, fact: object) -> bool:
        """Return whether an answer meets the rule that judges it; refused, it is not known."""
        place, own = self._row if self._prefix else self._data, key.removeprefix(self._prefix)
        unfold(place, own, fact)
        scope = {"data": self._data, "row": self._row, "input": fact}
        if logic.is_true(logic.evaluated(written.rule, scope)):
            return True
        unfold(place, own, None)
        return False


def unfold(nested: dict[str, Any], key: str, fact: object) -> None:
    """Put a fact where JSON Logic looks for it: dots lead inside."""
    *folders, last = key.split(".")
    for folder in folders:
        nested = nested.setdefault(folder, {})
    nested[last] = fact


def unfolded(facts: Mapping[str, object]) -> dict[str, Any]:
    """Return facts by dotted keys as JSON Logic looks for them."""
    found: dict[str, Any] = {}
    for key, fact in facts.items():
        unfold(found, key, fact)
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
