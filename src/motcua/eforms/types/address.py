"""Addresses in Vietnam, and the administrative units that they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import ClassVar, Final, NamedTuple, Protocol

from motcua.eforms.types.components import Field

LEVELS: Final = ("province", "district", "commune")
"""From the largest. Between province and commune stood districts until 2025-06-30."""

PARTS: Final = (*LEVELS, "line")
"""Of what a web form sends, named `<key>-province` and so on; `line`: house, street, hamlet."""


class Unit(NamedTuple):
    """An administrative unit: its statistics code, its full name, its level."""

    code: str
    name: str
    level: str


class Units(Protocol):
    """The administrative units of each day; who runs the engine brings them."""

    def today(self) -> date:
        """Return the legal date."""

    def below(self, code: str, *, on: date) -> Sequence[Unit]:
        """Return the units right below one, in Vietnamese order; of an empty code the provinces."""

    def unit(self, code: str, *, on: date) -> Unit | None:
        """Return the unit of a code on a day, or None."""


class _NoUnits:
    """Units where there are none: nothing can be chosen."""

    def today(self) -> date:
        """Return the first day there is."""
        return date.min

    def below(self, _code: str, *, on: date) -> Sequence[Unit]:  # noqa: ARG002 - of a protocol
        """Return none."""
        return ()

    def unit(self, _code: str, *, on: date) -> Unit | None:  # noqa: ARG002 - of a protocol
        """Return none."""
        return None


NO_UNITS: Final = _NoUnits()


class Asked(NamedTuple):
    """One list of an address: which level, what can be chosen, what was."""

    level: str
    units: Sequence[Unit]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressField(Field):
    """An address in Vietnam.

    The answer holds the codes of its units (`province`, `district`, `commune`), the `line`, and
    `on`: the day on which it was given, because codes and names hold for a time.

    Attributes:
        units: Of each day.
        has_line: Whether house, street or hamlet are asked too.
    """

    kind: ClassVar[str] = "address"
    units: Units
    has_line: bool = True

    @property
    def anchor(self) -> str:
        """The list of provinces."""
        return f"{self.key}-province"

    def lists(self, value: object, *, on: date | None = None) -> list[Asked]:
        """Return the lists to choose from: the provinces, and what lies below each choice.

        Args:
            value: As answered, or the texts that were typed, in the order of `PARTS`.
            on: None: today.
        """
        chosen = parts_of(value)
        day = on or self.units.today()
        above, found = "", []
        for level in LEVELS:
            units = self.units.below(above, on=day)
            if not units:
                break
            if units[0].level != level:
                continue
            known = {unit.code for unit in units}
            code = chosen[level] if chosen[level] in known else ""
            found.append(Asked(level, units, code))
            if not code:
                break
            above = code
        return found


def parts_of(value: object) -> dict[str, str]:
    """Return the texts of an address by part, empty where there is none."""
    if isinstance(value, dict):
        return {part: str(value.get(part, "")) for part in PARTS}
    texts = value if isinstance(value, list) else []
    return dict(zip_longest(PARTS, map(str, texts[: len(PARTS)]), fillvalue=""))
