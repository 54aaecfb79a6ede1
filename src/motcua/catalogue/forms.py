"""What the pages of controllers ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.catalogue.types import Running

NOT_A_DAY = gettext_lazy("Ghi ngày như 01/11/2021.")
WRITTEN = ["%d/%m/%Y", "%Y-%m-%d"]


class FileForm(forms.Form):
    """From when what is published holds, and what becomes of dossiers on their way."""

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


class PublishForm(FileForm):
    """The same, of the draft that was seen."""

    phien_ban = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class SettingForm(forms.Form):
    """For whom a field is set otherwise, by which act, from when."""

    co_quan = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Ghi mã cơ quan, ví dụ H47.")}
    )
    can_cu = forms.CharField(
        max_length=500,
        error_messages={"required": gettext_lazy("Ghi số, ký hiệu của văn bản làm căn cứ.")},
    )
    tu_ngay = forms.DateField(
        input_formats=WRITTEN,
        error_messages={
            "required": gettext_lazy("Ghi ngày bắt đầu, ví dụ 01/11/2021."),
            "invalid": NOT_A_DAY,
        },
    )
    moi_thu_tuc = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, today: date, initial: Any = None) -> None:
        """Begin with today.

        Args:
            data: As posted.
            today: Legal date.
            initial: What was typed before, when a row was added.
        """
        known = {"tu_ngay": f"{today:%d/%m/%Y}", **(initial or {})}
        super().__init__(data, initial=known, label_suffix="")


class EndForm(forms.Form):
    """From when a setting holds no more."""

    den_ngay = forms.DateField(
        input_formats=WRITTEN,
        error_messages={
            "required": gettext_lazy("Ghi ngày kết thúc, ví dụ 01/11/2021."),
            "invalid": NOT_A_DAY,
        },
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        """Begin with today.

        Args:
            data: As posted.
            today: Legal date.
        """
        super().__init__(data, initial={"den_ngay": f"{today:%d/%m/%Y}"}, label_suffix="")
