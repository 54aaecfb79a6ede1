"""What the look-up asks."""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.kernel.ids import DOSSIER_CODE_LENGTH, DossierCode, NotADossierCode

_SHORTEST_FACT = 6
_LONGEST_FACT = 50


class LookUpForm(forms.Form):
    """A dossier's code, and one more fact that its applicant knows."""

    ma = forms.CharField(
        max_length=DOSSIER_CODE_LENGTH,
        error_messages={
            "required": gettext_lazy("Nhập mã hồ sơ."),
            "max_length": gettext_lazy("Mã hồ sơ không dài như vậy; nhập đúng mã trên giấy tờ."),
        },
    )
    so = forms.CharField(
        min_length=_SHORTEST_FACT,
        max_length=_LONGEST_FACT,
        error_messages={
            "required": gettext_lazy("Nhập số định danh hoặc số điện thoại của người nộp."),
            "min_length": gettext_lazy("Nhập đủ số định danh hoặc số điện thoại."),
            "max_length": gettext_lazy("Số này quá dài; nhập số định danh hoặc số điện thoại."),
        },
    )

    def clean_ma(self) -> str:
        """Return the code in capital letters and without blanks; its shape is no secret."""
        code = "".join(self.cleaned_data["ma"].upper().split())
        try:
            DossierCode.parse(code)
        except NotADossierCode:
            raise forms.ValidationError(
                gettext_lazy("Nhập đúng mã trên giấy tiếp nhận, ví dụ H47.40.2-211020-0001.")
            ) from None
        return code
