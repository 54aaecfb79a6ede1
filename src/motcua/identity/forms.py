"""What the pages of deputies, accounts and passwords ask."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext, gettext_lazy

from motcua.agencies import queries as agencies
from motcua.identity.models import StaffAccount
from motcua.identity.queries import Holder
from motcua.identity.types import Role

DATES = ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d")


def _date(*, required: bool = True) -> forms.DateField:
    return forms.DateField(
        required=required,
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


class RoleForm(forms.Form):
    """A role at an agency, for a time."""

    role = forms.ChoiceField(
        error_messages={
            code: gettext_lazy("Chọn vai trò.") for code in ("required", "invalid_choice")
        }
    )
    agency = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Ghi mã hoặc tên cơ quan.")}
    )
    last = _date(required=False)
    legal_act = forms.CharField(max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        roles: Collection[Role],
        within: Collection[int] | None,
        on: date,
        **kwargs: Any,
    ) -> None:
        """Offer roles, at agencies that the administrator reaches.

        Args:
            args: Of Django's form.
            roles: Which there are on this site.
            within: Ids of agencies; None: all.
            on: The day on which a code or name means an agency.
            kwargs: Of Django's form.
        """
        super().__init__(*args, **kwargs)
        self._within, self._on = within, on
        field: Any = self.fields["role"]
        field.choices = [(one.value, gettext(one.label)) for one in roles]

    def clean_role(self) -> Role:
        """Return the role."""
        return Role(self.cleaned_data["role"])

    def clean_agency(self) -> int:
        """Return the id of the one agency that is meant."""
        written: str = self.cleaned_data["agency"]
        meant = agencies.units_meant(written, on=self._on)
        if self._within is not None:
            meant = [one for one in meant if one.pk in self._within]
        if len(meant) != 1:
            message = gettext("Ghi mã của một cơ quan bạn quản trị; “{written}” không chỉ rõ.")
            raise forms.ValidationError(message.format(written=written), code="unit")
        return meant[0].pk


class AccountForm(RoleForm):
    """A person with her first role."""

    email = forms.EmailField(
        max_length=200,
        error_messages={
            "required": gettext_lazy("Ghi địa chỉ thư điện tử công vụ."),
            "invalid": gettext_lazy("Ghi địa chỉ thư điện tử đầy đủ, ví dụ ten@coquan.gov.vn."),
        },
    )
    full_name = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Ghi họ và tên.")}
    )
    last = None  # type: ignore[assignment]  # Django's way to leave a field of the class above out
    legal_act = None  # type: ignore[assignment]  # as above
    field_order = ("email", "full_name", "role", "agency")


class NewPasswordForm(forms.Form):
    """A password that its owner chooses, typed twice."""

    password = forms.CharField(
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập mật khẩu mới.")},
    )
    again = forms.CharField(
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập lại mật khẩu mới.")},
    )

    def __init__(self, *args: Any, account: StaffAccount, **kwargs: Any) -> None:
        """Judge passwords for an account.

        Args:
            args: Of Django's form.
            account: Whose password it will be.
            kwargs: Of Django's form.
        """
        super().__init__(*args, **kwargs)
        self._account = account

    def clean_password(self) -> str:
        """Return the password, if it is fit for one."""
        chosen: str = self.cleaned_data["password"]
        password_validation.validate_password(chosen, self._account)
        return chosen

    def clean_again(self) -> str:
        """Return it, if both are the same."""
        typed: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and typed != self.cleaned_data["password"]:
            message = gettext("Hai lần nhập không giống nhau.")
            raise forms.ValidationError(message, code="other")
        return typed


class PasswordForm(NewPasswordForm):
    """The same, of somebody who shows that it is her."""

    current = forms.CharField(
        strip=False,
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập mật khẩu hiện tại.")},
    )
    field_order = ("current", "password", "again")

    def clean_current(self) -> str:
        """Return the password of now."""
        typed: str = self.cleaned_data["current"]
        if not self._account.check_password(typed):
            raise forms.ValidationError(gettext("Mật khẩu hiện tại không đúng."), code="wrong")
        return typed
