"""The text of the QR code on a citizen's card, as a scanner types it. Pure.

Seven fields, a bar between each two: id number, number of the old card (may be empty), full name,
date of birth, sex, permanent residence, date of issue; days as ddmmyyyy.

Source: the code on the cards with a chip (căn cước công dân gắn chip, since 2021) as public readers
of it understand it; no official description was found.
"""

import re
import unicodedata
from datetime import date
from typing import Final, NoReturn

from motcua.identity.errors import CardGarbled, CardUnreadable
from motcua.identity.types import Card
from motcua.kernel import personal_ids, text
from motcua.kernel.messages import message

SEPARATOR: Final = "|"
LONGEST: Final = 600
"""Characters that are looked at: a code that large holds no more."""

FIELDS: Final = (
    message("số căn cước"),
    message("số chứng minh nhân dân cũ"),
    message("họ và tên"),
    message("ngày sinh"),
    message("giới tính"),
    message("nơi thường trú"),
    message("ngày cấp"),
)
"""What stands where, as the clerk calls it."""

SEXES: Final = {"Nam": "nam", "Nữ": "nu"}

_DAY: Final = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})")
_OLD_ID: Final = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_AROUND: Final = " \t\r\n\0\ufeff"
"""What scanners put before and behind: they end with Enter or Tab."""
_STRANGE: Final = re.compile("[?\ufffd\u0080-\u00bfÄÆäæ]")
"""Signs of a text read in another encoding: “Nguyá»…n”, “Nguy?n”."""
_IN_NAMES: Final = " '’.-"


def decode(scanned: str, *, today: date) -> Card:
    """Return what was scanned.

    Args:
        scanned: As the scanner typed it, with its Enter or Tab behind.
        today: Legal date; nothing on a card lies after it.

    Raises:
        CardUnreadable: It is no such text; the refusal names the field.
        CardGarbled: Letters were lost on the way from the scanner: by an input method that was on,
            or another encoding. They cannot be got back.
    """
    composed = unicodedata.normalize("NFC", scanned[:LONGEST].strip(_AROUND))
    parts = [" ".join(part.split()) for part in composed.split(SEPARATOR)]
    if len(parts) != len(FIELDS):
        raise CardUnreadable(field=message("số ô, phải đủ 7 ô"))
    number, old, name, born, sex, residence, issued = parts
    if not personal_ids.fits(number, today) or len(number) == len("123456789"):
        _refuse(0)
    if not _OLD_ID.fullmatch(old):
        _refuse(1)
    _check_letters(2, name)
    birth_date = _day(3, born, last=today)
    if sex not in SEXES:
        _refuse_letters(4, sex)
    _check_letters(5, residence, is_name=False)
    return Card(
        personal_id=number,
        old_id=old,
        full_name=text.normalise(name),
        birth_date=birth_date,
        sex=SEXES[sex],
        residence=residence,
        issued_on=_day(6, issued, last=today, first=birth_date),
    )


def encode(card: Card) -> str:
    """Return the text that stands on a card; for demos and tests."""
    sexes = {ours: theirs for theirs, ours in SEXES.items()}
    return SEPARATOR.join(
        (
            card.personal_id,
            card.old_id,
            card.full_name,
            f"{card.birth_date:%d%m}{card.birth_date.year:04}",
            sexes[card.sex],
            card.residence,
            f"{card.issued_on:%d%m}{card.issued_on.year:04}",
        )
    )


def _check_letters(at: int, written: str, *, is_name: bool = True) -> None:
    if not written:
        _refuse(at)
    if _STRANGE.search(written):
        raise CardGarbled(field=FIELDS[at])
    if is_name and not all(sign.isalpha() or sign in _IN_NAMES for sign in written):
        _refuse_letters(at, written)


def _refuse_letters(at: int, written: str) -> NoReturn:
    """Refuse a text: garbled where letters stand in it, else no such text at all."""
    if any(sign.isalpha() for sign in written):
        raise CardGarbled(field=FIELDS[at])
    _refuse(at)


def _day(at: int, written: str, *, last: date, first: date = date(1880, 1, 1)) -> date:
    found = _DAY.fullmatch(written)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        day = None
    if day is None or not first <= day <= last:
        _refuse(at)
    return day


def _refuse(at: int) -> NoReturn:
    raise CardUnreadable(field=FIELDS[at])
