"""The administrative units of Vietnam on each day, from the tables of organisations."""

import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import F, Q

from motcua.agencies import queries as agencies
from motcua.agencies.types import TERRITORIAL, Scheme, Tier
from motcua.eforms.types import Unit

KEPT_SECONDS = 300
"""A tree is read anew after that: a demo loads the country while it runs."""


class _Tree(NamedTuple):
    by_code: Mapping[str, Unit]
    below: Mapping[str, Sequence[Unit]]


class _Country:
    """Units by their statistics codes; the whole tree of a day is read at once, in one query."""

    def today(self) -> date:
        """Return the legal date."""
        return agencies.legal_today()

    def below(self, code: str, *, on: date) -> Sequence[Unit]:
        """Return the units right below one; of an empty code the provinces."""
        return _tree(on).below.get(code, ())

    def unit(self, code: str, *, on: date) -> Unit | None:
        """Return the unit of a code on a day, or None."""
        return _tree(on).by_code.get(code)


COUNTRY = _Country()


def _tree(on: date) -> _Tree:
    return tree_on(on, int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=3)
def tree_on(on: date, _turn: int) -> _Tree:
    """Return the units of a day; kept in memory, about 5 MB for the whole country."""
    holds = Q(codes__valid_until=None) | Q(codes__valid_until__gt=on)
    rows = (
        agencies.agencies_on(on, tiers=TERRITORIAL)
        .filter(holds, codes__scheme=Scheme.STATISTICS, codes__valid_from__lte=on)
        .order_by("sort_key")
        .annotate(unit_code=F("codes__code"))
        .values_list("id", "parent_id", "tier", "name", "full_name", "unit_code")
    )
    by_code: dict[str, Unit] = {}
    below: dict[str, list[Unit]] = {}
    # A province is the place itself; below, the full name is that of the committee that sits there.
    found = [
        (key, above, Unit(code, full_name if tier == Tier.PROVINCE else name, tier))
        for key, above, tier, name, full_name, code in rows
    ]
    codes = {key: unit.code for key, _above, unit in found}
    for _key, above, unit in found:
        by_code[unit.code] = unit
        # Top of all is a province alone: one whose superior is not in the tree stands nowhere.
        over = "" if unit.level == Tier.PROVINCE else codes.get(above)
        if over is not None:
            below.setdefault(over, []).append(unit)
    return _Tree(by_code, below)
