"""Money: whole đồng, never fractions."""

from typing import Final

from motcua.kernel import numerals

MOST_SAID: Final = 999_999_999_999
"""Larger amounts are not written out: no fee is as high."""

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ("tỷ", "triệu", "nghìn", "")


def dong(amount: int) -> str:
    """Return an amount as people write it: “24.000 đồng”."""
    return f"{numerals.format_count(amount, 'vi')} đồng"


def in_words(amount: int) -> str:
    """Return an amount written out, as receipts have it: “Hai mươi tư nghìn đồng”.

    Args:
        amount: Đồng, from 0 to `MOST_SAID`.

    Raises:
        ValueError: It is less, or more.
    """
    if not 0 <= amount <= MOST_SAID:
        message = f"{amount} đồng are not written out"
        raise ValueError(message)
    groups = [amount // 1000**power % 1000 for power in (3, 2, 1, 0)]
    said: list[str] = []
    for group, scale in zip(groups, _SCALES, strict=True):
        if group:
            said += [*_hundreds(group, is_first=not said), scale]
    words = " ".join(word for word in said or ["không"] if word)
    return f"{words.capitalize()} đồng"


def _hundreds(group: int, *, is_first: bool) -> list[str]:
    """Return three digits in words; what follows larger ones says its hundreds, even none."""
    hundreds, rest = divmod(group, 100)
    if is_first and not hundreds:
        return _tens(rest)
    said = [_DIGITS[hundreds], "trăm"]
    if not rest:
        return said
    return [*said, *(_tens(rest) if rest > 9 else ["linh", _DIGITS[rest]])]  # noqa: PLR2004 one digit


def _tens(number: int) -> list[str]:
    tens, ones = divmod(number, 10)
    if not tens:
        return [_DIGITS[ones]]
    said = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return [*said, _last(tens, ones)] if ones else said


def _last(tens: int, ones: int) -> str:
    """Return the last digit as it is said after tens: mốt and tư after twenty, lăm always."""
    after_twenty = {1: "mốt", 4: "tư", 5: "lăm"}
    return (
        {5: "lăm"}.get(ones, _DIGITS[ones]) if tens == 1 else after_twenty.get(ones, _DIGITS[ones])
    )
