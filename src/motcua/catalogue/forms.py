"""What the pages of controllers ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.catalogue.types import Running

NOT_A_DAY = gettext_lazy("Ghi ngày như 01/11/2021.")
WRITTEN = ["%d/%m/%Y", "%Y-%m-%d"]


class PublishForm(forms.Form):
    """From when a version holds, and what becomes of dossiers on their way."""

    phien_ban = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    ap_dung = forms.DateField(
        input_formats=WRITTEN,
        error_messages={
            "required": gettext_lazy("Ghi ngày áp dụng, ví dụ 01/11/2021."),
            "invalid": NOT_A_DAY,
        },
    )
    ho_so = forms.ChoiceField(
        choices=[(choice.value, choice.label) for choice in Running],
        error_messages={
            "required": gettext_lazy("Chọn cách xử lý hồ sơ đang giải quyết."),
            "invalid_choice": gettext_lazy("Chọn một trong ba cách."),
        },
    )
    ngung_nhan = forms.DateField(
        required=False, input_formats=WRITTEN, error_messages={"invalid": NOT_A_DAY}
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Begin with today and with nothing done to dossiers on their way.

        Args:
            data: As posted.
            today: Legal date.
        """
        initial = {"ap_dung": f"{today:%d/%m/%Y}", "ho_so": Running.STAY.value}
        super().__init__(data, initial=initial, label_suffix="")
