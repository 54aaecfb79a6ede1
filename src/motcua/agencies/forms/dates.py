"""How the pages of this module ask for a day."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy

DATES: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


def date_field() -> forms.DateField:
    """Return a field for a day that must be said."""
    return forms.DateField(
        input_formats=DATES,
        error_messages={
            "required": gettext_lazy("Ghi ngày."),
            "invalid": gettext_lazy("Ghi một ngày có thật, dạng 18/10/2021."),
        },
    )
