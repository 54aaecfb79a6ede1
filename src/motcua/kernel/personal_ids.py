"""Numbers by which the State knows a person: what a number can say by itself, and nothing more.

Source: Nghị định 137/2015/NĐ-CP art. 13; Thông tư 07/2016/TT-BCA art. 7 and annex 1.
"""

import re
from datetime import date
from typing import Final

LAST_PROVINCE: Final = 96
"""Codes of provinces are 001 to 096; those of countries are in a list that we do not have."""

_NEW: Final = re.compile(r"[0-9]{12}")
_OLD: Final = re.compile(r"[0-9]{9}")


def is_one(number: str) -> bool:
    """Return whether it has the shape of one: 12 digits, or the 9 of the cards before 2016."""
    return bool(_NEW.fullmatch(number) or _OLD.fullmatch(number))


def is_possible(number: str, today: date) -> bool:
    """Return whether a number of 12 digits can have been given out by a day."""
    # 0 and 1 are the sexes of those born from 1900 to 1999, 2 and 3 of 2000 to 2099, and so on.
    born = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
    return 1 <= int(number[:3]) <= LAST_PROVINCE and born <= today.year


def fits(number: str, today: date) -> bool:
    """Return whether it is one that can have been given out by a day; of old ones the shape."""
    return is_one(number) and (bool(_OLD.fullmatch(number)) or is_possible(number, today))
