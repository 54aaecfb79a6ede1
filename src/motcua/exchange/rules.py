"""What a personal id tells of itself. Pure."""

from typing import Final

_NEW_LENGTH: Final = 12


def birth_year(personal_id: str) -> int | None:
    """Return the year of birth that 12 digits hold; None for other numbers.

    Source: Thông tư 07/2016/TT-BCA, Điều 7: one digit for century and sex, two for the year.
    """
    if len(personal_id) != _NEW_LENGTH or not (personal_id.isascii() and personal_id.isdecimal()):
        return None
    century = int(personal_id[3]) // 2
    return 1900 + 100 * century + int(personal_id[4:6])
