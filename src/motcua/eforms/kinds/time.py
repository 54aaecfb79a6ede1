"""Times of day."""

import re
from datetime import date
from typing import Final

from motcua.eforms import errors, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit
from motcua.eforms.types import Answer, Raw, TimeField


class Time(Kind[TimeField]):
    """`time`, by the hour and minute of 24 hours."""

    field = TimeField
    types = ("time",)
    properties = frozenset({"format", "dataFormat"})
    _TYPED: Final = re.compile(r"(?P<hour>[0-9]{1,2})(?: ?(?:[:.hHg]|giờ) ?(?P<minute>[0-9]{2})?)?")
    _KEPT: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")

    def understand(self, field: TimeField, raw: Raw, /) -> Answer | None:
        """Return `08:30` for “8:30”, “8h30”, “8 giờ 30”, and `08:00` for “8h”."""
        typed = texts.one_line(str(raw))
        if not typed:
            return None
        found = self._TYPED.fullmatch(typed)
        if found is None:
            raise misfit(field, errors.NotATime(label=label(field)))
        return f"{found['hour']:0>2}:{found['minute'] or '00'}"

    def check(self, field: TimeField, answer: Answer, _today: date, /) -> None:
        """Refuse what no clock shows."""
        if not isinstance(answer, str):
            raise malformed(field)
        if not self._KEPT.fullmatch(answer):
            raise misfit(field, errors.NotATime(label=label(field)))

    def text(self, _field: TimeField, answer: Answer, /) -> str:
        """Return “08 giờ 30”."""
        return str(answer).replace(":", " giờ ")
