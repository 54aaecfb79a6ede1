"""What the upload page asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.kernel.errors import Refusal
from motcua.kernel.periods import Period


class UploadForm(forms.Form):
    """A file of declared figures and the period it is for."""

    period = forms.CharField(
        max_length=32,
        error_messages={"required": gettext_lazy("Ghi kỳ báo cáo, ví dụ 2019 hoặc 2020-Q1.")},
    )
    file = forms.FileField(
        allow_empty_file=True,  # an empty file gets the reader's own, clearer refusal
        error_messages={"required": gettext_lazy("Chọn tệp CSV hoặc XLSX.")},
    )

    def clean_period(self) -> Period:
        """Return the period; what it refuses becomes the field's error."""
        try:
            return Period.parse(self.cleaned_data["period"].strip())
        except Refusal as refusal:
            raise forms.ValidationError(refusal.text(gettext)) from refusal

    def upload(self) -> tuple[bytes, str, Period]:
        """Return content, name and period of a valid form."""
        data: dict[str, Any] = self.cleaned_data
        file = data["file"]
        return file.read(), file.name or "", data["period"]
