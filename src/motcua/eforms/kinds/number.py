"""Whole numbers and money."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from motcua.eforms import errors
from motcua.eforms.kinds.base import Kind, label, malformed, misfit
from motcua.eforms.source import Source
from motcua.eforms.types import Answer, NumberField, Raw
from motcua.kernel import numerals
from motcua.kernel.messages import message as _

DONG: Final = "đồng"
ONLY_DONG: Final = _("chỉ dùng đồng Việt Nam (VND)")
ONLY_WHOLE: Final = _("chỉ nhận số nguyên (decimalLimit bằng 0)")
RANGE_EMPTY: Final = _("giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất")


class Number(Kind[NumberField]):
    """`number` and `currency`: never a fraction, so that nothing is lost between JSON and money."""

    field = NumberField
    types = ("number", "currency")
    properties = frozenset({"suffix", "currency", "decimalLimit", "delimiter", "requireDecimal"})
    limits = frozenset({"min", "max", "step"})
    sample = 1

    def parse(self, source: Source, common: Mapping[str, Any], /) -> NumberField:
        """Read the range and the unit."""
        limits = source.inside("validate")
        least = limits.whole("min", default=0)
        most = limits.whole("max", default=numerals.LARGEST_COUNT)
        if most < least:
            limits.refuse(RANGE_EMPTY, "max")
        if str(limits.value("step") or 1) not in {"1", "any"}:
            limits.refuse(ONLY_WHOLE, "step")
        if source.whole("decimalLimit", default=0):
            source.refuse(ONLY_WHOLE, "decimalLimit")
        if source.flag("requireDecimal"):
            source.refuse(ONLY_WHOLE, "requireDecimal")
        unit = source.text("suffix")
        if source.type == "currency":
            if source.text("currency", default="VND") != "VND":
                source.refuse(ONLY_DONG, "currency")
            unit = DONG
        return NumberField(**common, least=least, most=most, unit=unit)

    def understand(self, field: NumberField, raw: Raw, /) -> Answer | None:
        """Return the number; dots, commas or spaces may stand between thousands."""
        try:
            return numerals.read_count(str(raw))
        except numerals.NumberMissing:
            return None
        except numerals.CountTooLarge as refusal:
            raise self._out_of_range(field) from refusal
        except numerals.UnreadableNumber as refusal:
            raise errors.NotAWholeNumber(label=label(field)) from refusal

    def check(self, field: NumberField, answer: Answer, _today: date, /) -> None:
        """Refuse what is out of range."""
        if not isinstance(answer, int) or isinstance(answer, bool):
            raise malformed(field)
        if not field.least <= answer <= field.most:
            raise self._out_of_range(field)

    def text(self, field: NumberField, answer: Answer, /) -> str:
        """Return “8.000 đồng”."""
        number = numerals.format_count(int(str(answer)), "vi")
        return f"{number} {field.unit}" if field.unit else number

    def _out_of_range(self, field: NumberField) -> errors.AnswerRefused:
        least, most = (numerals.format_count(end, "vi") for end in (field.least, field.most))
        return misfit(field, errors.NumberOutOfRange(label=label(field), least=least, most=most))
