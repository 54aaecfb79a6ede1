"""What the pages of organisations ask: a day of the tree, reorganisations and their units."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from motcua.agencies import queries
from motcua.agencies.forms.dates import DATES, date_field
from motcua.agencies.types import (
    Certainty,
    NewUnit,
    ReorganisationKind,
    Scheme,
    Tier,
    UnitCode,
)

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

FURTHEST: Final = timedelta(days=2 * 366)
"""So far ahead a reorganisation may be entered; acts say what happens within months."""
CODES: Final = {
    Scheme.GOVERNMENT: re.compile(r"[A-Z]\d{2}(\.\d{1,3})*"),
    Scheme.STATISTICS: re.compile(r"\d{2}|\d{3}|\d{5}"),
}
ONE_TO_ONE: Final = (ReorganisationKind.RENAME, ReorganisationKind.TRANSFER)
"""Kinds whose one new unit is the old one, but for what is said to be new."""


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


class EntriesForm(forms.Form):
    """Which of the reorganisations on record to list."""

    loai = forms.ChoiceField(required=False, choices=[(kind, kind) for kind in ReorganisationKind])
    nam = forms.IntegerField(required=False, min_value=1, max_value=9999)
    sau = forms.CharField(required=False)
    """Where the page before ended."""


class ReorganisationForm(forms.Form):
    """When, by which act, and which units end."""

    on = date_field()
    legal_act = forms.CharField(
        max_length=200,
        error_messages={"required": gettext_lazy("Ghi số, ngày của văn bản quyết định.")},
    )
    before = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": gettext_lazy("Tìm và chọn đơn vị kết thúc."),
            "invalid_choice": gettext_lazy("Có đơn vị không còn trong dữ liệu; chọn lại."),
        },
    )

    def __init__(
        self, *args: Any, units: Collection["Agency"], latest: date, **kwargs: Any
    ) -> None:
        """Offer some units to be ended, on a day that is not after the latest one."""
        super().__init__(*args, **kwargs)
        self._latest = latest
        chosen: Any = self.fields["before"]
        chosen.choices = [(unit.pk, unit.name) for unit in units]

    def clean_on(self) -> date:
        """Return the first day of the new units."""
        day: date = self.cleaned_data["on"]
        if day > self._latest:
            message = gettext("Ghi ngày không sau {day}.").format(day=f"{self._latest:%d/%m/%Y}")
            raise forms.ValidationError(message, code="late")
        return day


class NewUnitForm(forms.Form):
    """A unit that begins; what it has in common with those that end may be left empty."""

    name = forms.CharField(max_length=200, required=False)
    full_name = forms.CharField(max_length=200, required=False)
    tier = forms.ChoiceField(
        required=False,
        choices=[(tier, tier) for tier in Tier],
        error_messages={"invalid_choice": gettext_lazy("Chọn một cấp trong danh sách.")},
    )
    parent = forms.CharField(max_length=200, required=False)
    government = forms.CharField(max_length=40, required=False)
    statistics = forms.CharField(max_length=5, required=False)

    SCHEMES: Final = {"government": Scheme.GOVERNMENT, "statistics": Scheme.STATISTICS}

    def __init__(
        self,
        *args: Any,
        kind: ReorganisationKind,
        on: date | None = None,
        before: Sequence["Agency"] = (),
        **kwargs: Any,
    ) -> None:
        """Ask for a unit that follows some others on a day; None: the day is not known yet."""
        super().__init__(*args, **kwargs)
        self._kind, self._on, self._before = kind, on, before

    def clean_name(self) -> str:
        """Return the name; a unit that only moves keeps its own."""
        name: str = " ".join(self.cleaned_data["name"].split())
        if not name and self._kind is ReorganisationKind.TRANSFER and self._before:
            name = self._before[0].name
        if not name:
            raise forms.ValidationError(gettext("Ghi tên đơn vị mới."), code="required")
        return name

    def clean_tier(self) -> Tier | None:
        """Return the tier; empty: that of the units that end, if it is one."""
        if self.cleaned_data["tier"]:
            return Tier(self.cleaned_data["tier"])
        tiers = {unit.tier for unit in self._before}
        if len(tiers) > 1:
            raise forms.ValidationError(
                gettext("Các đơn vị cũ khác cấp nhau: chọn cấp của đơn vị mới."), code="required"
            )
        return Tier(tiers.pop()) if tiers else None

    def clean_parent(self) -> int | None:
        """Return the primary key of the unit above; empty: that of the units that end."""
        written = self.cleaned_data["parent"].strip()
        if self._on is None:
            return None
        if not written:
            return self._common_parent()
        meant = queries.units_meant(written, on=self._on)
        if not meant:
            message = gettext("Ngày {day} không có cơ quan nào có mã hoặc tên “{written}”.")
            message = message.format(day=f"{self._on:%d/%m/%Y}", written=written)
            raise forms.ValidationError(message, code="unknown")
        if len(meant) > 1:
            codes = ", ".join(unit.code for unit in meant[:5])
            message = gettext("Nhiều cơ quan tên “{written}”: ghi mã, ví dụ {codes}.")
            raise forms.ValidationError(
                message.format(written=written, codes=codes), code="ambiguous"
            )
        return meant[0].pk

    def clean_government(self) -> str:
        """Return the code of the agency, or nothing."""
        return self._code("government", gettext("Ghi mã dạng H47 hoặc H47.11.1."))

    def clean_statistics(self) -> str:
        """Return the code of the administrative unit, or nothing."""
        return self._code("statistics", gettext("Ghi mã gồm 2, 3 hoặc 5 chữ số."))

    def clean(self) -> dict[str, Any]:
        """Ask for one code at least, unless the unit goes on with the codes it has."""
        data = super().clean() or self.cleaned_data
        said_nothing = not (self.data.get(self.add_prefix("government"), "").strip())
        said_nothing &= not (self.data.get(self.add_prefix("statistics"), "").strip())
        if said_nothing and self._kind not in ONE_TO_ONE:
            self.add_error("government", gettext("Ghi ít nhất một mã của đơn vị mới."))
        return data

    def unit(self) -> NewUnit:
        """Return the unit of a valid form."""
        data = self.cleaned_data
        codes = {scheme: data[field] for field, scheme in self.SCHEMES.items() if data[field]}
        return NewUnit(
            codes=tuple(
                UnitCode(scheme=scheme, code=code, source=Certainty.FOUND)
                for scheme, code in (codes or self._codes_kept()).items()
            ),
            name=data["name"],
            full_name=" ".join(data["full_name"].split()),
            tier=data["tier"],
            parent=data["parent"],
        )

    def refuse_code(self, code: str, reason: str) -> bool:
        """Say at its field what is wrong with a code, if it is one of this unit's."""
        for field in self.SCHEMES:
            if self.cleaned_data.get(field) == code:
                self.add_error(field, reason)
                return True
        return False

    def _code(self, field: str, otherwise: str) -> str:
        code: str = self.cleaned_data[field].strip().upper()
        if code and not CODES[self.SCHEMES[field]].fullmatch(code):
            raise forms.ValidationError(otherwise, code="invalid")
        return code

    def _common_parent(self) -> int | None:
        above = {unit.parent_id for unit in self._before}
        if above and self._kind is ReorganisationKind.TRANSFER:
            raise forms.ValidationError(gettext("Ghi cơ quan cấp trên mới."), code="required")
        if len(above) > 1:
            raise forms.ValidationError(
                gettext("Các đơn vị cũ khác cơ quan cấp trên: ghi cơ quan cấp trên mới."),
                code="required",
            )
        return above.pop() if above else None

    def _codes_kept(self) -> Mapping[Scheme, str]:
        ids = [unit.pk for unit in self._before]
        held = {scheme: queries.codes_of(ids, scheme).values() for scheme in Scheme}
        return {scheme: code.code for scheme, codes in held.items() for code in codes}
