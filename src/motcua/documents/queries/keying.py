"""What an officer typed of a paper, read by the fields of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.documents.types import VaultKind
from motcua.kernel import text
from motcua.kernel.clock import HANOI
from motcua.kernel.messages import message

LONGEST = 300
"""Letters of one field."""

NEEDED = message("Hãy nhập mục này")
NO_DAY = message("Nhập ngày theo dạng 20/10/2021")
TOO_LONG = message("Nhập tối đa 300 chữ")
NO_NUMBER = message("Số định danh có 12 chữ số, hoặc 9 số với chứng minh nhân dân")
ENDS_BEFORE = message("Ngày hết giá trị phải sau ngày cấp")

_NEEDED = ("number", "issuer", "holder", "issued_on")
_DAYS = ("issued_on", "valid_until")
_NUMBERS = {9, 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, understood.

    Attributes:
        common: Texts by name: number, issuer, holder, personal_id.
        days: As printed on the paper, by name: issued_on, valid_until; null: nothing stands there.
        data: The fields of the kind that hold something; days in ISO 8601.
        errors: Why a field is wrong, by its name; the other parts are of no use then.
    """

    common: Mapping[str, str]
    days: Mapping[str, date | None]
    data: Mapping[str, str]
    errors: Mapping[str, str]


def understood(kind: VaultKind, raw: Mapping[str, str]) -> Typed:
    """Return what was typed of a paper of a kind.

    Args:
        kind: Which.
        raw: As typed, by name; fields of the kind have theirs behind `muc-`.
    """
    errors: dict[str, str] = {}
    common = {
        name: _text(raw, name, errors) for name in ("number", "issuer", "holder", "personal_id")
    }
    days = {name: _day(_text(raw, name, errors), name, errors) for name in _DAYS}
    data: dict[str, str] = {}
    for field in kind.fields:
        name = f"muc-{field.key}"
        written = _text(raw, name, errors)
        if field.kind == "date":
            found = _day(written, name, errors)
            written = found.isoformat() if found else ""
        data |= {field.key: written} if written else {}
    for name in _NEEDED:
        if not (common.get(name) or days.get(name)):
            errors.setdefault(name, NEEDED)
    number = "".join(one for one in common["personal_id"] if one.isdecimal())
    if common["personal_id"] and len(number) not in _NUMBERS:
        errors["personal_id"] = NO_NUMBER
    since, until = days["issued_on"], days["valid_until"]
    if since is not None and until is not None and until < since:
        errors["valid_until"] = ENDS_BEFORE
    return Typed(common={**common, "personal_id": number}, days=days, data=data, errors=errors)


def day(written: str) -> date | None:
    """Return a day as it is written in Vietnam, or in ISO 8601; None: it is none."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written.strip()[:10], form).replace(tzinfo=HANOI).date()
        except ValueError:
            continue
    return None


def _text(raw: Mapping[str, str], name: str, errors: dict[str, str]) -> str:
    written = text.normalise(raw.get(name, "")).strip()
    if len(written) > LONGEST:
        errors[name] = TOO_LONG
    return written


def _day(written: str, name: str, errors: dict[str, str]) -> date | None:
    if not written:
        return None
    found = day(written)
    if found is None:
        errors[name] = NO_DAY
    return found
