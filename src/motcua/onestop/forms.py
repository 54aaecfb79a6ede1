"""What is asked of a citizen who stands before a member of staff."""

import re
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.dossiers.types import AT_DESK, Filing
from motcua.identity.types import Card
from motcua.kernel import personal_ids

_DAY: Final = re.compile(r"(?P<day>[0-9]{2})\D?(?P<month>[0-9]{2})\D?(?P<year>[0-9]{4})")
_MOBILE: Final = re.compile(r"0[35789][0-9]{8}")
_UNSAID: Final = re.compile(r"[\s.\-]")


class PersonForm(forms.Form):
    """Who she is: filled in from her card, or typed.

    Attributes:
        today: Legal date; nobody is born after it.
    """

    full_name = forms.CharField(
        max_length=100, error_messages={"required": gettext_lazy("Ghi họ và tên.")}
    )
    personal_id = forms.CharField(
        max_length=20, error_messages={"required": gettext_lazy("Ghi số căn cước.")}
    )
    birth_date = forms.CharField(
        max_length=10, error_messages={"required": gettext_lazy("Ghi ngày sinh.")}
    )
    residence = forms.CharField(
        max_length=300, error_messages={"required": gettext_lazy("Ghi nơi thường trú.")}
    )
    phone = forms.CharField(max_length=20, required=False)
    email = forms.EmailField(
        required=False, error_messages={"invalid": gettext_lazy("Thư điện tử chưa đúng.")}
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_personal_id(self) -> str:
        """Return the digits of a number that can have been given out."""
        number = _UNSAID.sub("", str(self.cleaned_data["personal_id"]))
        if not personal_ids.fits(number, self.today):
            raise forms.ValidationError(gettext("Số này không phải số căn cước; xem lại thẻ."))
        return number

    def clean_birth_date(self) -> date:
        """Return the day; it is typed with or without anything between its parts."""
        found = _DAY.fullmatch(str(self.cleaned_data["birth_date"]).strip())
        try:
            day = (
                date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
            )
        except ValueError:
            day = None
        if day is None or not date(1880, 1, 1) <= day <= self.today:
            raise forms.ValidationError(gettext("Ghi ngày sinh đủ 8 chữ số, ví dụ 18101995."))
        return day

    def clean_phone(self) -> str:
        """Return a mobile number, or nothing."""
        number = _UNSAID.sub("", str(self.cleaned_data["phone"]))
        if number and not _MOBILE.fullmatch(number):
            raise forms.ValidationError(gettext("Ghi số di động 10 chữ số, hoặc để trống."))
        return number


class CounterForm(PersonForm):
    """The same at the counter, and how it comes."""

    way = forms.ChoiceField(
        choices=[(way.value, way.label) for way in AT_DESK],
        initial=Filing.COUNTER.value,
        error_messages={"required": gettext_lazy("Chọn cách nộp.")},
    )


class HelpedForm(PersonForm):
    """The same where she is helped online: how she says that she wants it."""

    consent = forms.ChoiceField(
        choices=[("code", ""), ("signature", "")],
        initial="code",
        error_messages={"required": gettext_lazy("Chọn cách người dân đồng ý.")},
    )
    agency = forms.CharField(max_length=40)

    def clean(self) -> dict[str, Any]:
        """Ask for a phone where a code is to go there."""
        cleaned = super().clean() or self.cleaned_data
        wants_code = cleaned.get("consent") == "code"
        if wants_code and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", gettext("Ghi số di động để gửi mã, hoặc chọn ký trên giấy."))
        return cleaned


def from_card(card: Card) -> dict[str, str]:
    """Return what a card fills in."""
    return {
        "full_name": card.full_name,
        "personal_id": card.personal_id,
        "birth_date": f"{card.birth_date:%d/%m}/{card.birth_date.year:04}",
        "residence": card.residence,
    }
