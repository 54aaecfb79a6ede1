"""What the pages of the calendar ask: time limits, special days, office hours."""

import re
from collections.abc import Collection
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.agencies import queries
from motcua.agencies.forms.dates import date_field
from motcua.agencies.types import DayKind
from motcua.kernel.clock import HANOI
from motcua.kernel.workingtime import LimitUnit, OfficeHours, TimeLimit

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

TIMES: Final = ("%H:%M", "%Hh%M", "%H.%M")
LONGEST: Final = 999
"""In any unit; no procedure takes nearly so long, and a typing error should not seem to."""


class LimitForm(forms.Form):
    """When an application is received and how long the office may take; asked in the address."""

    received_on = date_field()
    received_time = forms.TimeField(
        input_formats=TIMES,
        error_messages={
            "required": gettext_lazy("Ghi giờ nhận."),
            "invalid": gettext_lazy("Ghi giờ từ 00:00 đến 23:59, dạng 16:30."),
        },
    )
    amount = forms.IntegerField(
        min_value=1,
        max_value=LONGEST,
        error_messages={
            code: gettext_lazy("Ghi thời hạn bằng số nguyên, từ 1 đến 999.")
            for code in ("required", "invalid", "min_value", "max_value")
        },
    )
    unit = forms.ChoiceField(
        choices=[(unit, unit) for unit in LimitUnit if unit is not LimitUnit.SAME_DAY],
        error_messages={
            code: gettext_lazy("Chọn đơn vị của thời hạn.")
            for code in ("required", "invalid_choice")
        },
    )

    IN_THE_ADDRESS: Final = {
        "received_on": "ngay",
        "received_time": "gio",
        "amount": "han",
        "unit": "don-vi",
    }
    """Addresses of public pages are Vietnamese, and stay when a field is renamed."""

    def add_prefix(self, field_name: str) -> str:
        """Return the name that a field has in the address."""
        return self.IN_THE_ADDRESS.get(field_name, field_name)

    @classmethod
    def asked(cls, query: Any, *, now: datetime) -> "LimitForm":
        """Return the form as asked in an address, or a fresh one for an application of this moment.

        Args:
            query: Of the request.
            now: Aware, in Hanoi, on the legal clock.
        """
        if cls.IN_THE_ADDRESS["received_on"] in query:
            return cls(query)
        return cls(
            initial={
                "received_on": f"{now:%d/%m/%Y}",
                "received_time": f"{now:%H:%M}",
                "amount": 5,
                "unit": LimitUnit.WORKING_DAYS,
            }
        )

    def received_at(self) -> datetime:
        """Return when the application of a valid form was received, in Hanoi."""
        data: dict[str, Any] = self.cleaned_data
        return datetime.combine(data["received_on"], data["received_time"], tzinfo=HANOI)

    def limit(self) -> TimeLimit:
        """Return how long the office of a valid form may take."""
        return TimeLimit(self.cleaned_data["amount"], LimitUnit(self.cleaned_data["unit"]))


class DayForm(forms.Form):
    """A day on which the State decides otherwise than the weekday does."""

    day = date_field()
    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in DayKind],
        error_messages={
            code: gettext_lazy("Chọn ngày nghỉ hay ngày làm bù.")
            for code in ("required", "invalid_choice")
        },
    )
    name = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Ghi tên, ví dụ Tết Dương lịch.")}
    )
    legal_act = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, years: Collection[int], **kwargs: Any) -> None:
        """Ask for a day of one of the years that the calendar has."""
        super().__init__(*args, **kwargs)
        self._years = years

    def clean_day(self) -> date:
        """Return the day; a year without its public holidays would make a calendar with gaps."""
        day: date = self.cleaned_data["day"]
        if day.year not in self._years:
            message = gettext("Lịch chưa có năm {year}.").format(year=day.year)
            raise forms.ValidationError(message, code="year")
        return day


class ClearForm(forms.Form):
    """The day whose entry is to go."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])


class HoursForm(forms.Form):
    """Office hours of an agency from a day on."""

    agency = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Ghi mã hoặc tên cơ quan.")}
    )
    valid_from = date_field()
    sessions = forms.CharField(
        max_length=100,
        error_messages={
            "required": gettext_lazy("Ghi giờ làm việc, dạng 07:00-11:30, 13:30-17:00.")
        },
    )
    legal_act = forms.CharField(
        max_length=200,
        error_messages={"required": gettext_lazy("Ghi số, ngày của văn bản quy định.")},
    )

    def __init__(self, *args: Any, within: Collection[int] | None, on: date, **kwargs: Any) -> None:
        """Ask for one of the organisations of a day, below those that are administered.

        Args:
            args: Of Django's form.
            within: Below which organisations; None: anywhere.
            on: The day on which a code or name means an organisation.
            kwargs: Of Django's form.
        """
        super().__init__(*args, **kwargs)
        self._within = within
        self._on = on

    def clean_agency(self) -> "Agency":
        """Return the one organisation that is meant."""
        written: str = self.cleaned_data["agency"]
        meant = queries.units_meant(written, on=self._on)
        if self._within is not None:
            below = queries.subtree(self._within)
            meant = [one for one in meant if one.pk in below]
        if len(meant) != 1:
            message = gettext("Ghi mã của một cơ quan bạn quản trị; “{written}” không chỉ rõ.")
            raise forms.ValidationError(message.format(written=written), code="unit")
        return meant[0]

    def clean_sessions(self) -> OfficeHours:
        """Return the sessions that are written, such as `07:00-11:30, 13:30-17:00`."""
        written: str = self.cleaned_data["sessions"]
        found = [_SESSION.fullmatch(part.strip()) for part in re.split(r"[,;]", written)]
        try:
            return OfficeHours(tuple((_time(one, 1), _time(one, 2)) for one in found))
        except (TypeError, ValueError):
            message = gettext("Ghi giờ theo thứ tự, dạng 07:00-11:30, 13:30-17:00.")
            raise forms.ValidationError(message, code="invalid") from None


_SESSION: Final = re.compile(r"(\d{1,2})[:h.](\d{2})\s*[-–]\s*(\d{1,2})[:h.](\d{2})")


def _time(session: re.Match[str] | None, which: int) -> time:
    """Return the opening (1) or closing (2) time of a session.

    Raises:
        TypeError: There is none.
        ValueError: No clock shows it.
    """
    if session is None:
        message = "no session"
        raise TypeError(message)
    return time(int(session[2 * which - 1]), int(session[2 * which]))
