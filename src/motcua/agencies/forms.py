"""What the pages ask: how long something takes, what kind of day a day is, which day to show."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.agencies.types import DayKind
from motcua.kernel.clock import HANOI
from motcua.kernel.workingtime import LimitUnit, TimeLimit

DATES: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
TIMES: Final = ("%H:%M", "%Hh%M", "%H.%M")
LONGEST: Final = 999
"""In any unit; no procedure takes nearly so long, and a typing error should not seem to."""


def _date_field() -> forms.DateField:
    return forms.DateField(
        input_formats=DATES,
        error_messages={
            "required": gettext_lazy("Ghi ngày."),
            "invalid": gettext_lazy("Ghi một ngày có thật, dạng 18/10/2021."),
        },
    )


class LimitForm(forms.Form):
    """When an application is received and how long the office may take; asked in the address."""

    received_on = _date_field()
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


class TreeForm(forms.Form):
    """Which day the tree of organisations is to be of, and a name or code to look for."""

    ngay = forms.DateField(
        required=False,
        input_formats=DATES,
        error_messages={"invalid": gettext_lazy("Ghi một ngày có thật, dạng 18/10/2021.")},
    )
    tim = forms.CharField(required=False, max_length=100)
    thang = forms.IntegerField(required=False, min_value=0, max_value=119)
    """Months since the slider's first; the day outweighs it."""


class DayForm(forms.Form):
    """A day on which the State decides otherwise than the weekday does."""

    day = _date_field()
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
