"""How claims of a national identity are read. Pure: claims in, particulars out."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.identity.errors import ClaimsIncomplete
from motcua.identity.types import Assurance, Particulars, PersonKind
from motcua.kernel import text

KINDS: Final = {"1": PersonKind.PERSON, "2": PersonKind.BUSINESS}
"""Values of the claim `LoaiTaiKhoan`."""

CLAIMS: Final[Mapping[PersonKind, Mapping[str, tuple[str, ...]]]] = {
    PersonKind.PERSON: {
        "full_name": ("HoVaTen", "name"),
        "personal_id": ("SoDinhDanh", "SoCMND"),
        "birth_date": ("NgayThangNamSinh", "birthdate"),
        "address": ("ThuongTru", "NoiOHienNay"),
        "phone": ("SoDienThoai", "phone_number"),
        "email": ("ThuDienTu", "email"),
    },
    PersonKind.BUSINESS: {
        "full_name": ("TenDoanhNghiep",),
        "personal_id": ("MaSoDoanhNghiep", "MaSoThue"),
        "birth_date": (),
        "address": ("DiaChi",),
        "phone": ("SoDienThoai", "phone_number"),
        "email": ("ThuDienTu", "email"),
    },
}
"""Where each particular stands, by kind of account; the first claim with a value counts.

Source: claims of the national portal's sign-on (VNConnect) as read by public clients of it.
"""

STANDARD: Final[Mapping[str, tuple[str, ...]]] = {
    "full_name": ("name",),
    "personal_id": (),
    "birth_date": ("birthdate",),
    "address": ("address.formatted", "address"),
    "phone": ("phone_number",),
    "email": ("email",),
}
"""Where the particulars of a person stand at a provider of plain OpenID Connect.

No standard claim is an id number: where one stands, the settings say.

Source: OpenID Connect Core 1.0 §5.1.
"""

ASSURANCES: Final = {"LoA1": Assurance.LEVEL_1, "LoA2": Assurance.LEVEL_2}
"""Authentication context classes (`acr`), compared in exactly this spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one provider's claims are read.

    Attributes:
        kind_claim: Says what kind of account it is; empty: every account is a person's.
        kinds: What its values mean.
        claims: Where each particular stands, by kind of account; the first with a value counts. A
            dot leads into an object: `address.formatted`.
        levels: What the values of `acr` mean.
        vouched: Level of every account of a provider that states none; None: it states it.
    """

    kind_claim: str
    kinds: Mapping[str, PersonKind]
    claims: Mapping[PersonKind, Mapping[str, tuple[str, ...]]]
    levels: Mapping[str, Assurance]
    vouched: Assurance | None = None

    def assurance_of(self, acr: object) -> Assurance | None:
        """Return the level that an `acr` value means; None: it means none that we know."""
        if self.vouched is not None:
            return self.vouched
        return self.levels.get(acr) if isinstance(acr, str) else None

    def acr_for(self, asked: Assurance) -> str | None:
        """Return the `acr` value to ask for: the lowest that is enough; None: there is none."""
        enough = [(level, acr) for acr, level in self.levels.items() if level >= asked]
        return min(enough)[1] if enough else None


NATIONAL: Final = Reading(kind_claim="LoaiTaiKhoan", kinds=KINDS, claims=CLAIMS, levels=ASSURANCES)
"""How the claims of the national identity are read."""

LONGEST: Final = 500
"""Characters of a claim that are kept: a provider gone wrong must not fill our tables."""

_AT_HOME: Final = 10
"""Digits of a phone number at home; with the country's code it has more."""

_DATES: Final = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d")
_SEPARATORS: Final = re.compile(r"[\s.\-]")


def particulars(claims: Mapping[str, Any], reading: Reading = NATIONAL) -> Particulars:
    """Return what verified claims say of a person.

    Args:
        claims: Of the ID token and the profile.
        reading: How this provider's claims are read.

    Raises:
        ClaimsIncomplete: Subject, kind, name, id number or level is missing or unreadable.
    """
    kind = _kind(claims, reading)
    if kind is None:
        raise ClaimsIncomplete(field="kind")
    assurance = reading.assurance_of(claims.get("acr"))
    if assurance is None:
        raise ClaimsIncomplete(field="assurance")
    found = {name: _first(claims, names) for name, names in reading.claims[kind].items()}
    return Particulars(
        subject=_needed("subject", _text(claims.get("sub"))),
        kind=kind,
        full_name=_needed("full_name", text.normalise(found["full_name"])),
        personal_id=_needed("personal_id", personal_id(found["personal_id"])),
        birth_date=_date(found["birth_date"]),
        address=found["address"],
        phone=found["phone"],
        email=found["email"],
        assurance=assurance,
    )


def may_manage(
    within: Collection[int] | None, *, held: Collection[int], ever: Collection[int]
) -> bool:
    """Tell whether an account is an administrator's own affair.

    Args:
        within: Ids of the agencies that she administers, with all below; None: all.
        held: Where the account has a role, or will have one.
        ever: Where it has, will have or had one; counts while `held` is empty.
    """
    if within is None:
        return True
    return set(held) <= set(within) if held else bool(set(ever) & set(within))


def details(stated: Particulars) -> dict[str, str]:
    """Return the particulars that are kept sealed, as JSON values; the birth date in ISO 8601."""
    return {
        "personal_id": stated.personal_id,
        "birth_date": stated.birth_date.isoformat() if stated.birth_date else "",
        "address": stated.address,
        "phone": stated.phone,
        "email": stated.email,
    }


def personal_id(written: str) -> str:
    """Return an id number in its one spelling, without blanks, dots and dashes."""
    return _SEPARATORS.sub("", written).upper()


def phone(written: str) -> str:
    """Return a phone number in its one spelling: digits, a number at home with its leading 0.

    >>> phone("+84 905.123.456")
    '0905123456'
    """
    digits = "".join(re.findall("[0-9]", written))
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > _AT_HOME else digits


def _needed(field: str, value: str) -> str:
    if not value:
        raise ClaimsIncomplete(field=field)
    return value


def _kind(claims: Mapping[str, Any], reading: Reading) -> PersonKind | None:
    if reading.kind_claim not in claims:
        return PersonKind.PERSON
    return reading.kinds.get(str(claims[reading.kind_claim]))


def _first(claims: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := _text(_at(claims, name)))), "")


def _at(claims: Mapping[str, Any], name: str) -> object:
    """Return a claim by its name or, where no claim is called so, by the path that it is."""
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _text(value: object) -> str:
    """Return a claim as text; numbers too, because some clients' providers send digits so."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    # What JSON can say and PostgreSQL cannot keep: the null character, half of a surrogate pair.
    keepable = str(value).replace("\0", "").encode(errors="ignore").decode()
    return keepable.strip()[:LONGEST]


def _date(written: str) -> date | None:
    """Return the day; None for what is no full date: of old people often only the year is known."""
    for form in _DATES:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 a day has no time zone
        except ValueError:
            continue
    return None
