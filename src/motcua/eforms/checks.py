"""What keeps a draft from being published, and what its author had better look at.

A check takes the definition and yields findings. `CHECKS` is the one list of them: whoever adds a
check adds it there, and the page of the draft, the builder and publishing all ask it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from motcua.eforms import definitions
from motcua.kernel.messages import Message


class Finding(NamedTuple):
    """One place of a draft that somebody should look at.

    Attributes:
        path: JSON path in the definition.
        text: What is the matter, Vietnamese.
        blocks: Whether it keeps the draft from being reviewed and published.
        question: What stands there, as the form words it; empty where that is nothing to be worded.
        proposal: What could stand there instead, as JSON; None: nobody knows.
    """

    path: str
    text: Message
    blocks: bool
    question: str = ""
    proposal: Mapping[str, Any] | None = None


Check = Callable[[Mapping[str, Any]], Iterable[Finding]]


def findings(definition: Mapping[str, Any]) -> list[Finding]:
    """Return all that was found, what blocks before what does not."""
    found = [finding for check in CHECKS for finding in check(definition)]
    return sorted(found, key=lambda finding: not finding.blocks)


def not_run(definition: Mapping[str, Any]) -> list[Finding]:
    """Find what the form cannot do here, with a rule in the place of a program where one fits."""
    return [
        Finding(
            path=item.path,
            text=item.reason,
            blocks=True,
            question=_label_at(definition, item.path),
            proposal=item.proposal,
        )
        for item in definitions.examined(definition).items
    ]


CHECKS: Final[tuple[Check, ...]] = (not_run,)


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
