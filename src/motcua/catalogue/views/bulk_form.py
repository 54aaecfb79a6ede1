"""What a controller asks to be done to many services, as she typed it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, Protocol
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.catalogue import queries
from motcua.catalogue.types import BulkKind, LevelScheme, Wanted
from motcua.kernel.levels import Level, Provision

DAY_FORMATS: Final = ["%d/%m/%Y"]
LONGEST: Final = 300

LEVELS: Final = (
    *((f"{LevelScheme.FOUR_LEVELS}:{level.value}", _("Mức độ %d") % level) for level in Level),
    (f"{LevelScheme.FULLY_ONLINE}:{Provision.PARTIAL.value}", _("Một phần")),
    (f"{LevelScheme.FULLY_ONLINE}:{Provision.FULL.value}", _("Toàn trình")),
)
KINDS: Final = (
    BulkKind.DECLARE,
    BulkKind.ELIGIBILITY,
    BulkKind.LIST,
    BulkKind.CLASSIFY,
    BulkKind.END,
)
_ASKED: Final = {
    BulkKind.DECLARE: ("muc", "van_ban", "tu_ngay"),
    BulkKind.ELIGIBILITY: ("du_dieu_kien", "ly_do", "tu_ngay"),
    BulkKind.LIST: ("danh_muc",),
    BulkKind.CLASSIFY: ("su_kien",),
    BulkKind.END: ("tu_ngay",),
}


class _Named(Protocol):
    """A list of services, as far as a choice shows it."""

    id: UUID
    name: str


class BulkForm(forms.Form):
    """One thing to be done to the chosen services; which boxes it needs depends on it."""

    viec = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in KINDS])
    muc = forms.ChoiceField(choices=LEVELS, required=False)
    van_ban = forms.CharField(max_length=LONGEST, required=False)
    du_dieu_kien = forms.ChoiceField(
        choices=[("co", _("Đủ")), ("khong", _("Không đủ"))], required=False
    )
    ly_do = forms.CharField(max_length=LONGEST, required=False)
    danh_muc = forms.ChoiceField(required=False)
    su_kien = forms.ChoiceField(required=False)
    tu_ngay = forms.DateField(input_formats=DAY_FORMATS, required=False)

    def __init__(self, *args: Any, lists: Iterable[_Named] = (), **kwargs: Any) -> None:
        """Prepare; `lists` are those that services can be put on."""
        super().__init__(*args, **kwargs)
        choices = {
            "danh_muc": [(str(one.id), one.name) for one in lists],
            "su_kien": [(key, event.name) for key, event in queries.life_events().items()],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # ChoiceFields

    def clean(self) -> dict[str, Any]:
        """Ask for the boxes that what is to be done needs."""
        typed = super().clean() or {}
        kind = typed.get("viec")
        for name in _ASKED[BulkKind(kind)] if kind else ():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, _("Ghi hoặc chọn ô này."))
        return typed

    @property
    def kind(self) -> BulkKind:
        """Return what is to be done, of a valid form."""
        return BulkKind(self.cleaned_data["viec"])

    def wanted(self, services: Sequence[tuple[str, str]], *, own: str) -> list[Wanted]:
        """Return the lines, of a valid form, for pairs of procedure and agency code.

        What is done to procedures as such is done once each, in the name of the `own` agency.
        """
        value = self._value()
        if self.kind is BulkKind.CLASSIFY:
            services = [(code, own) for code in dict.fromkeys(code for code, _ in services)]
        return [
            Wanted(kind=self.kind, procedure=procedure, agency=agency, value=value)
            for procedure, agency in services
        ]

    def _value(self) -> dict[str, Any]:
        typed = self.cleaned_data
        match self.kind:
            case BulkKind.DECLARE:
                scheme, _colon, level = typed["muc"].partition(":")
                return {
                    "scheme": scheme,
                    "level": int(level),
                    "legal_act": typed["van_ban"],
                    "valid_from": _iso(typed["tu_ngay"]),
                }
            case BulkKind.ELIGIBILITY:
                return {
                    "is_eligible": typed["du_dieu_kien"] == "co",
                    "reason": typed["ly_do"],
                    "valid_from": _iso(typed["tu_ngay"]),
                }
            case BulkKind.LIST:
                return {"list": typed["danh_muc"]}
            case BulkKind.CLASSIFY:
                return {"life_event": typed["su_kien"]}
            case _:
                return {"valid_from": _iso(typed["tu_ngay"])}


def _iso(day: date) -> str:
    return day.isoformat()
