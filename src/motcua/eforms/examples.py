"""Filled examples of the forms that the project carries, each with what it is to come to.

`data/examples/<form>.json` holds answers that are accepted, variations of them that are accepted
too, and variations with one thing wrong. A change to null takes an answer out.
"""

import json
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any, Final, NamedTuple

from motcua.eforms import errors
from motcua.eforms.replay import Example
from motcua.kernel.messages import message as _

LEGAL_DATE: Final = date(2021, 10, 18)
"""The day for which they were written."""

WHOLE: Final = _("hồ sơ đầy đủ")


class Carried(NamedTuple):
    """One example.

    Attributes:
        refused: Codes of refusals by the key of the question; empty: it is accepted.
    """

    name: str
    example: Example
    refused: Mapping[str, str]


def of(key: str) -> list[Carried]:
    """Return the examples carried for a form; none for a form that is not ours."""
    file = resources.files("motcua.eforms").joinpath("data", "examples", f"{key}.json")
    if not file.is_file():
        return []
    said = json.loads(file.read_text("utf-8"))
    nothing: dict[str, str] = {}
    found: list[tuple[str, dict[str, Any], dict[str, str]]] = [(WHOLE, {}, nothing)]
    found += [(one["name"], one["changes"], nothing) for one in said["variations"]]
    found += [
        (one["name"], one["changes"], {one["key"]: getattr(errors, one["error"]).code})
        for one in said["refused"]
    ]
    answers = said["answers"]
    return [
        Carried(name, Example(answers=changed(answers, changes), legal_date=LEGAL_DATE), codes)
        for name, changes, codes in found
    ]


def changed(answers: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with some of them changed, or taken out."""
    return {key: value for key, value in {**answers, **changes}.items() if value is not None}
