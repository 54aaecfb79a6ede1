"""What keeps a draft from being published, and what its author had better look at.

A check takes the definition and yields findings. `CHECKS` is the one list of them: whoever adds a
check adds it there, and the page of the draft, the builder and publishing all ask it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from motcua.eforms import definitions, lint
from motcua.eforms.types.findings import Finding, Severity

Check = Callable[[Mapping[str, Any]], Iterable[Finding]]

_ORDER: Final = list(Severity)


def findings(definition: Mapping[str, Any]) -> list[Finding]:
    """Return all that was found, what matters most first."""
    found = [finding for check in CHECKS for finding in check(definition)]
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))


def not_run(definition: Mapping[str, Any]) -> list[Finding]:
    """Find what the form cannot do here, with a rule in the place of a program where one fits."""
    return [
        Finding(
            path=item.path,
            text=item.reason,
            severity=Severity.ERROR,
            question=_label_at(definition, item.path),
            proposal=item.proposal,
        )
        for item in definitions.examined(definition).items
    ]


def badly_asked(definition: Mapping[str, Any]) -> list[Finding]:
    """Find what people would stumble over; nothing while the form cannot be read at all."""
    form = definitions.examined(definition).form
    properties = definition.get("properties")
    by_staff = isinstance(properties, dict) and properties.get("filledBy") == "staff"
    return lint.findings(form, by_staff=by_staff) if form else []


CHECKS: Final[tuple[Check, ...]] = (not_run, badly_asked)


def _label_at(definition: Mapping[str, Any], path: str) -> str:
    """Return the label nearest to a place, walking from the form down to it."""
    label, value = "", definition
    steps = path.removeprefix("$").replace("[", ".").replace("]", "").split(".")
    for step in filter(None, steps):
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            break
        if isinstance(value, dict):
            said = value.get("label") or value.get("title")
            label = said if isinstance(said, str) else label
    return label
