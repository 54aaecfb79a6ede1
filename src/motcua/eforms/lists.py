"""Lists that many forms choose from, carried by the project; each says where it is from."""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple

from motcua.eforms.types import Choice


class Carried(NamedTuple):
    """A list.

    Attributes:
        title: Vietnamese.
        source: Where its entries are published.
        certainty: `found`, or `from memory`: nobody has compared it with its source yet.
        choices: Codes and names, in the order of the list.
    """

    title: str
    source: str
    certainty: str
    choices: tuple[Choice, ...]


def names() -> list[str]:
    """Return the names of all lists."""
    files = resources.files("motcua.eforms").joinpath("data", "lists").iterdir()
    return sorted(file.name.removesuffix(".json") for file in files)


@cache
def named(name: str) -> Carried | None:
    """Return a list, or None where there is none of that name."""
    if name not in names():
        return None
    file = resources.files("motcua.eforms").joinpath("data", "lists", f"{name}.json")
    read = json.loads(file.read_text("utf-8"))
    choices = tuple(Choice(value, label) for value, label in read["choices"])
    return Carried(read["title"], read["source"], read["certainty"], choices)
