"""Numbers and money, exact: whole ones, and texts with a point before their decimals."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from motcua.eforms import errors, logic
from motcua.eforms.kinds.base import Kind, label, malformed, misfit
from motcua.eforms.source import Source
from motcua.eforms.types import Answer, NumberField, Raw
from motcua.kernel import numerals
from motcua.kernel.messages import message as _

DONG: Final = "đồng"
MOST_DECIMALS: Final = 4
ONLY_DONG: Final = _("chỉ dùng đồng Việt Nam (VND)")
DONG_IS_WHOLE: Final = _("tiền đồng không có phần lẻ (decimalLimit bằng 0)")
TOO_MANY_DECIMALS: Final = _("chỉ nhận tối đa 4 chữ số thập phân (decimalLimit)")
ONLY_WHOLE: Final = _("chỉ nhận bước bằng 1")
RANGE_EMPTY: Final = _("giá trị lớn nhất nhỏ hơn giá trị nhỏ nhất")

_THOUSANDS: Final = r"[0-9]+|[1-9][0-9]{0,2}(?:[ .][0-9]{3})+"
_WITH_COMMA: Final = re.compile(rf"(?P<whole>{_THOUSANDS})(?:,(?P<decimals>[0-9]+))?")
_WITH_POINT: Final = re.compile(r"(?P<whole>[0-9]+)\.(?P<decimals>[0-9]+)")
_KEPT: Final = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{0,3}[1-9])?")
_FEW_DECIMALS: Final = 2


class Number(Kind[NumberField]):
    """`number` and `currency`; never a float, so that nothing is lost between JSON and money."""

    field = NumberField
    types = ("number", "currency")
    properties = frozenset({"suffix", "currency", "decimalLimit", "delimiter", "requireDecimal"})
    limits = frozenset({"min", "max", "step"})

    def parse(self, source: Source, common: Mapping[str, Any], /) -> NumberField:
        """Read the range, the decimals and the unit."""
        limits = source.inside("validate")
        least = limits.whole("min", default=0)
        most = limits.whole("max", default=numerals.LARGEST_COUNT)
        if most < least:
            limits.refuse(RANGE_EMPTY, "max")
        if str(limits.value("step") or 1) not in {"1", "any"}:
            limits.refuse(ONLY_WHOLE, "step")
        decimals = source.whole("decimalLimit", default=0)
        if decimals > MOST_DECIMALS:
            source.refuse(TOO_MANY_DECIMALS, "decimalLimit")
        if source.flag("requireDecimal"):
            source.refuse(TOO_MANY_DECIMALS, "requireDecimal")
        unit = source.text("suffix")
        if source.type == "currency":
            if source.text("currency", default="VND") != "VND":
                source.refuse(ONLY_DONG, "currency")
            if decimals:
                source.refuse(DONG_IS_WHOLE, "decimalLimit")
            unit = DONG
        return NumberField(**common, least=least, most=most, decimals=decimals, unit=unit)

    def understand(self, field: NumberField, raw: Raw, /) -> Answer | None:
        """Return the number; see `_read_decimal` for what marks decimals."""
        if field.decimals:
            return self._read_decimal(field, " ".join(str(raw).split()))
        try:
            return numerals.read_count(str(raw))
        except numerals.NumberMissing:
            return None
        except numerals.CountTooLarge as refusal:
            raise self._out_of_range(field) from refusal
        except numerals.UnreadableNumber as refusal:
            raise errors.NotAWholeNumber(label=label(field)) from refusal

    def _read_decimal(self, field: NumberField, written: str) -> str | None:
        """Return the canonical text of what was written, None of nothing.

        A comma marks decimals, and so does a point; but where at most two decimals are taken, a
        point before groups of three digits stands between thousands, as people here write.
        """
        if not written:
            return None
        found = _WITH_COMMA.fullmatch(written)
        if found and field.decimals > _FEW_DECIMALS and "." in written and "," not in written:
            found = None
        found = found or _WITH_POINT.fullmatch(written)
        decimals = (found["decimals"] or "").rstrip("0") if found else ""
        if found is None or len(decimals) > field.decimals:
            raise errors.NotADecimal(label=label(field), decimals=field.decimals)
        whole = re.sub(r"[ .]", "", found["whole"]).lstrip("0") or "0"
        if len(whole) > len(str(field.most)):
            raise self._out_of_range(field)
        return f"{whole}.{decimals}" if decimals else whole

    def check(self, field: NumberField, answer: Answer, _today: date, /) -> None:
        """Refuse what is out of range, and what no page of ours would have made."""
        if field.decimals:
            if not isinstance(answer, str) or not _KEPT.fullmatch(answer):
                raise malformed(field)
            if len(answer.partition(".")[2]) > field.decimals:
                raise malformed(field)
        elif not isinstance(answer, int) or isinstance(answer, bool):
            raise malformed(field)
        if not field.least <= Fraction(str(answer)) <= field.most:
            raise self._out_of_range(field)

    def adopt(self, field: NumberField, value: object, /) -> Answer | None:
        """Return the number; one with a point is canonical already, and no thousands."""
        if field.decimals and isinstance(value, str) and _KEPT.fullmatch(value):
            return value
        return super().adopt(field, value)

    def computed(self, field: NumberField, result: object, /) -> Answer | None:
        """Return the result rounded half up to what the field takes; below 0 is out of range."""
        found = logic.number(result)
        if found is None:
            return None
        scale = 10**field.decimals
        scaled = (2 * found * scale + 1) // 2
        if not field.decimals:
            return int(scaled)
        return _canonical(Decimal(int(scaled)).scaleb(-field.decimals))

    def fact(self, _field: NumberField, answer: Answer, /) -> object:
        """Return the number, exactly."""
        found = logic.number(answer)
        return answer if found is None else found

    def text(self, field: NumberField, answer: Answer, /) -> str:
        """Return “8.000 đồng”, “12,5 m²”."""
        number = numerals.format_decimal(Decimal(str(answer)), "vi")
        return f"{number} {field.unit}" if field.unit else number

    def _out_of_range(self, field: NumberField) -> errors.AnswerRefused:
        least, most = (numerals.format_count(end, "vi") for end in (field.least, field.most))
        return misfit(field, errors.NumberOutOfRange(label=label(field), least=least, most=most))


def _canonical(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
