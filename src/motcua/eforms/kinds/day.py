"""Days, typed into three boxes."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal

from motcua.eforms import errors, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit, one
from motcua.eforms.source import Source
from motcua.eforms.types import TODAY, Answer, DateField, Raw
from motcua.kernel.messages import message as _

PARTS: Final = ("day", "month", "year")
"""The boxes are named `<key>-day` and so on; keys hold no hyphen, so no other field is so named."""

FIRST: Final = date(1800, 1, 1)
"""Before it nothing is asked for; a year of three digits is a typing error."""

_PARTS: Final = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>[0-9]{4})")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_LOOKS: Final = frozenset(
    {"showWeeks", "startingDay", "initDate", "minMode", "maxMode", "yearRows", "yearColumns"}
)
"""Of Form.io's calendar, which we do not show."""

NOT_A_DAY: Final = _("phải là một ngày dạng 2021-10-18, hoặc “today”")
NO_TIME: Final = _("chỉ hỏi ngày, không hỏi giờ (enableTime phải là false)")
ALL_PARTS: Final = _("phải hỏi đủ ngày, tháng và năm")


class Day(Kind[DateField]):
    """`day`, and `datetime` without a time."""

    field = DateField
    types = ("day", "datetime")
    properties = frozenset(
        {"minDate", "maxDate", "datePicker", "enableTime", "enableDate", "fields", "format"}
    )
    takes_default = False

    def parse(self, source: Source, common: Mapping[str, Any], /) -> DateField:
        """Read the first and the last day that are allowed."""
        ends = source
        if source.type == "datetime":
            ends = source.inside("datePicker")
            ends.only({"minDate", "maxDate"}, _LOOKS)
            if source.flag("enableTime", default=True):
                source.refuse(NO_TIME, "enableTime")
        parts = source.inside("fields")
        for name in PARTS:
            if parts.inside(name).flag("hide"):
                parts.refuse(ALL_PARTS, name)
        return DateField(**common, earliest=_end(ends, "minDate"), latest=_end(ends, "maxDate"))

    def read(self, field: DateField, post: Mapping[str, Any], /) -> Raw:
        """Return what was typed into the three boxes."""
        return [texts.one_line(one(post, f"{field.key}-{part}")) for part in PARTS]

    def understand(self, field: DateField, raw: Raw, /) -> Answer | None:
        """Return the ISO date."""
        if isinstance(raw, str):
            return raw or None
        parts = [str(part) for part in raw]
        if not any(parts):
            return None
        if not all(parts):
            raise errors.DateIncomplete(label=label(field))
        found = _PARTS.fullmatch(" ".join(parts))
        day = found and _day(f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}")
        if not day:
            raise errors.NotADate(label=label(field))
        return day.isoformat()

    def check(self, field: DateField, answer: Answer, today: date, /) -> None:
        """Refuse days that do not exist or lie outside of what is asked."""
        if not isinstance(answer, str):
            raise malformed(field)
        day = _day(answer)
        earliest, latest = _known(field.earliest, today), _known(field.latest, today)
        if day is None or day < FIRST:
            raise errors.NotADate(label=label(field))
        if earliest and day < earliest:
            too_early = errors.DateTooEarly(label=label(field), earliest=f"{earliest:%d/%m/%Y}")
            raise misfit(field, too_early)
        if latest and day > latest:
            too_late = errors.DateTooLate(label=label(field), latest=f"{latest:%d/%m/%Y}")
            raise misfit(field, too_late)

    def adopt(self, field: DateField, value: object, /) -> Answer | None:
        """Return the ISO date of a day that another system knows as such or as ISO text."""
        return super().adopt(field, value.isoformat() if isinstance(value, date) else value)

    def text(self, _field: DateField, answer: Answer, /) -> str:
        """Return dd/mm/yyyy."""
        year, month, day = str(answer).split("-")
        return f"{day}/{month}/{year}"


def _day(text: str) -> date | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _end(source: Source, name: str) -> date | Literal["today"] | None:
    text = source.text(name)
    if not text:
        return None
    if text == TODAY:
        return "today"
    if (day := _day(text[:10])) is None:
        source.refuse(NOT_A_DAY, name)
    return day


def _known(end: date | Literal["today"] | None, today: date) -> date | None:
    return today if end == "today" else end
