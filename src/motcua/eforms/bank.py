"""Questions that forms share: those that the project carries, and how a form takes one up."""

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from motcua.eforms.types.bank import BankEntry, Topic

_OF_ITS_FORM: Final = ("conditional", "conditionText")


@cache
def carried() -> tuple[BankEntry, ...]:
    """Return the questions that the project carries, by topic."""
    file = resources.files("motcua.eforms").joinpath("data", "bank", "questions.json")
    said = json.loads(file.read_text("utf-8"))
    return tuple(BankEntry(Topic(topic), one) for topic, found in said.items() for one in found)


def shared(component: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question without what ties it to its form: when it is asked."""
    return {name: value for name, value in component.items() if name not in _OF_ITS_FORM}


def hangs_on_others(component: Mapping[str, Any]) -> bool:
    """Tell whether a question looks at other answers, which another form may not ask for."""
    validate = component.get("validate")
    has_rule = isinstance(validate, dict) and validate.get("json")
    return bool(component.get("calculateValue") or has_rule or component.get("components"))


def questions(definition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the components of a definition that ask something, those in groups too."""
    for component in definition.get("components", ()):
        if not isinstance(component, dict):
            continue
        if component.get("type") in {"panel", "fieldset"}:
            yield from questions(component)
        elif component.get("label") and component.get("key"):
            yield component


def keys_in(definition: Mapping[str, Any]) -> set[str]:
    """Return every key of a definition, of pages and groups too."""
    found: set[str] = set()
    waiting: list[Any] = [*definition.get("components", ())]
    while waiting:
        component = waiting.pop()
        if isinstance(component, dict):
            found.add(str(component.get("key", "")))
            inside = component.get("components")
            waiting += inside if isinstance(inside, list) else []
    return found


def put_in(
    definition: Mapping[str, Any], page: str, added: list[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Return a definition with questions at the end of a page, before a closing declaration.

    None: the form has no such page.
    """
    changed = copy.deepcopy(dict(definition))
    for panel in changed.get("components", ()):
        if panel.get("type") == "panel" and panel.get("key") == page:
            asked = panel.setdefault("components", [])
            is_closed = bool(asked) and asked[-1].get("type") == "declaration"
            at = len(asked) - 1 if is_closed else len(asked)
            asked[at:at] = [dict(one) for one in added]
            return changed
    return None
