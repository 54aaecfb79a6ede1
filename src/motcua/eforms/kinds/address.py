"""Addresses in Vietnam: units chosen from lists that hold on the day, and a line of text."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import errors, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit, one
from motcua.eforms.source import Source
from motcua.eforms.types import AddressField, Answer, Raw
from motcua.eforms.types.address import LEVELS, NO_UNITS, PARTS, parts_of
from motcua.kernel.messages import message as _

LONGEST_LINE: Final = 200
LEVEL_NAMES: Final = {
    "province": _("Tỉnh, thành phố"),
    "district": _("Quận, huyện, thị xã"),
    "commune": _("Xã, phường, thị trấn"),
    "line": _("Số nhà, đường, thôn hoặc tổ dân phố"),
}


class Address(Kind[AddressField]):
    """`vnAddress`, our own; which levels are asked depends on the legal date.

    Source: Nghị quyết 202/2025/QH15 and Luật Tổ chức chính quyền địa phương 2025: no districts
    since 2025-07-01.
    """

    field = AddressField
    types = ("vnAddress",)
    properties = frozenset({"hasLine"})
    takes_default = False
    is_computed = False

    def parse(self, source: Source, common: Mapping[str, Any], /) -> AddressField:
        """Read whether house and street are asked; the reader of the form brings the units."""
        has_line = source.flag("hasLine", default=True)
        return AddressField(**common, units=NO_UNITS, has_line=has_line)

    def read(self, field: AddressField, post: Mapping[str, Any], /) -> Raw:
        """Return the texts, in the order of `PARTS`."""
        return [texts.one_line(one(post, f"{field.key}-{part}")) for part in PARTS]

    def understand(self, field: AddressField, raw: Raw, /) -> Answer | None:
        """Return the parts that were given, and the day; a list below another choice is dropped."""
        typed = parts_of(raw)
        if not any(typed.values()):
            return None
        found = {asked.level: asked.chosen for asked in field.lists(raw) if asked.chosen}
        if field.has_line and typed["line"]:
            found["line"] = typed["line"]
        # Nothing of it may be known; what was chosen from no list is refused as incomplete.
        return {**found, "on": field.units.today().isoformat()}

    def check(self, field: AddressField, answer: Answer, today: date, /) -> None:
        """Refuse what is incomplete, and units that do not stand on that day or any more."""
        day = _day(answer)
        if not isinstance(answer, dict) or day is None or day > today or not _is_plain(answer):
            raise malformed(field)
        lists = field.lists(answer, on=day)
        missing = [asked.level for asked in lists if not asked.chosen]
        if field.has_line and not answer.get("line"):
            missing.append("line")
        if missing:
            part = LEVEL_NAMES[missing[0]]
            raise misfit(field, errors.AddressIncomplete(label=label(field), part=part))
        # Units of the future are not known: prefill asks with the last day there is.
        now = min(today, field.units.today())
        # Codes are given anew: in 2025 most communes got one that another had had.
        if any(
            field.units.unit(asked.chosen, on=day) != field.units.unit(asked.chosen, on=now)
            for asked in lists
        ):
            raise errors.AddressOutdated(label=label(field))
        self._check_line(field, answer.get("line", ""))

    def _check_line(self, field: AddressField, line: str) -> None:
        if len(line) > LONGEST_LINE:
            raise misfit(field, errors.TextTooLong(label=label(field), most=LONGEST_LINE))
        if texts.has_foreign_letters(line):
            raise errors.ForeignLetters(label=label(field))

    def adopt(self, field: AddressField, value: object, /) -> Answer | None:
        """Return an address that another system gives by the same parts."""
        if not isinstance(value, Mapping):
            return None
        typed = [texts.one_line(texts.clean(str(value.get(part, "")))) for part in PARTS]
        return self.understand(field, typed)

    def text(self, field: AddressField, answer: Answer, /) -> str:
        """Return “Số 12 Phan Châu Trinh, Phường An Mỹ, Thành phố Tam Kỳ, Tỉnh Quảng Nam”."""
        day = _day(answer)
        if not isinstance(answer, dict) or day is None:
            return ""
        codes = [answer[level] for level in reversed(LEVELS) if level in answer]
        units = [field.units.unit(code, on=day) for code in codes]
        names = [unit.name if unit else code for unit, code in zip(units, codes, strict=True)]
        return ", ".join([line for line in [answer.get("line", "")] if line] + names)


def _is_plain(answer: dict[Any, Any]) -> bool:
    """Return whether it holds parts of an address, as clean texts, and nothing else."""
    return answer.keys() <= {*PARTS, "on"} and all(
        isinstance(value, str) and value == texts.one_line(texts.clean(value))
        for value in answer.values()
    )


def _day(answer: object) -> date | None:
    try:
        return date.fromisoformat(answer["on"]) if isinstance(answer, dict) else None
    except (KeyError, TypeError, ValueError):
        return None
