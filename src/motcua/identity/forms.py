"""What the page of deputies asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.identity.queries import Holder

DATES = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")


def _date() -> forms.DateField:
    return forms.DateField(
        input_formats=DATES,
        error_messages={
            "required": gettext_lazy("Ghi ngày."),
            "invalid": gettext_lazy("Ghi một ngày có thật, dạng 18/10/2021."),
        },
    )


class DeputyForm(forms.Form):
    """Who signs in place of the head, when, and what says so."""

    deputy = forms.ChoiceField(
        error_messages={
            code: gettext_lazy("Chọn người ký thay.") for code in ("required", "invalid_choice")
        }
    )
    first = _date()
    last = _date()
    legal_act = forms.CharField(
        max_length=200,
        error_messages={"required": gettext_lazy("Ghi số, ngày của văn bản cử người ký thay.")},
    )

    def __init__(self, *args: Any, colleagues: list[Holder], **kwargs: Any) -> None:
        """Offer the colleagues, each at an agency that the viewer leads.

        Args:
            args: Of Django's form.
            colleagues: Whom to choose from.
            kwargs: Of Django's form.
        """
        super().__init__(*args, **kwargs)
        chosen = {f"{one.actor.id}:{one.agency_id}": one.name for one in colleagues}
        self.fields["deputy"].choices = list(chosen.items())  # type: ignore[attr-defined]  # of a ChoiceField
