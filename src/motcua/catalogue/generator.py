"""A catalogue as large as a province's, made up: to measure with, and to see pages full.

Deterministic: the same count and seed give the same procedures. Every one is marked synthetic and
has a code that no real procedure can have.
"""

import json
import random
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice, product
from typing import Any

from motcua.agencies.types import Tier
from motcua.catalogue.types import Content
from motcua.kernel.workingtime import LimitUnit

PROVINCE = 1_938
"""As many procedures as tỉnh Quảng Nam had in 2019 (công văn 929/BTTTT-THH, appendix)."""

AT_DISTRICTS, AT_COMMUNES = 258, 145
"""How many of so many are carried out there; S3 says 200 to 300 and 100 to 200."""

_FIRST_CODE = 910_000
_MOST = 1_000_000 - _FIRST_CODE


@cache
def _words() -> dict[str, Any]:
    """Return what names and records are put together from."""
    file = resources.files("motcua.catalogue").joinpath("data", "made_up.json")
    words: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return words


def generate(count: int, *, seed: int = 1) -> Iterator[Content]:
    """Return so many made-up procedures, districts and communes in a province's proportion.

    Raises:
        ValueError: More are asked for than there are names.
    """
    words = _words()
    names = [
        (field, way.format(thing) + subject)
        for (field, things), way, subject in product(
            words["fields"].items(), words["ways"], words["for"]
        )
        for thing in things
    ]
    if not 0 <= count <= min(len(names), _MOST):
        reason = f"between 0 and {len(names)} procedures can be made"
        raise ValueError(reason)
    dice = random.Random(seed)  # noqa: S311 nothing secret
    dice.shuffle(names)
    for number, (field, name) in enumerate(islice(names, count)):
        yield _procedure(number, field, name, dice)


def _procedure(number: int, field: str, name: str, dice: random.Random) -> Content:
    days = dice.choice((3, 5, 7, 10, 15, 20, 30))
    place = number * 1_001 % PROVINCE
    record = {
        **_words()["record"],
        "code": f"9.{_FIRST_CODE + number}",
        "name": name,
        "tiers": [_tier(place)],
        "sector_code": f"LV-TH{list(_words()['fields']).index(field) + 1:02d}",
        "sector": field,
        "limit": {
            "amount": days,
            "unit": LimitUnit.WORKING_DAYS,
            "wording": _words()["limit"].format(days=days),
        },
        "is_synthetic": True,
    }
    return Content.model_validate(record)


def _tier(place: int) -> Tier:
    if place < AT_COMMUNES:
        return Tier.COMMUNE
    return Tier.DISTRICT if place < AT_COMMUNES + AT_DISTRICTS else Tier.DEPARTMENT
