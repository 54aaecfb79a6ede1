"""Read and write numbers the Vietnamese way (13.909 and 29,61%) and the English way.

The official papers mix both: prose has a decimal comma and dots between thousands, the appendix of
công văn 929/BTTTT-THH a decimal point. A count has no decimals, so a dot or comma in it groups
thousands; a percent has no thousands, so a dot or comma in it starts the decimals.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _

LARGEST_COUNT: Final = 999_999_999_999
"""More than any agency can count; well inside a 64-bit column."""

_SHOWN_CHARACTERS: Final = 40
_SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_WHOLE: Final = (
    rf"[0-9]+|[1-9][0-9]{{0,2}}(?P<separator>[.,{_SPACES}])[0-9]{{3}}(?:(?P=separator)[0-9]{{3}})*"
)
_COUNT: Final = re.compile(_WHOLE)
_WITH_DECIMALS: Final = re.compile(rf"(?:{_WHOLE})[.,][0-9]+")
_NEGATIVE: Final = re.compile(rf"[-\N{{MINUS SIGN}}\N{{EN DASH}}][{_SPACES}]*[0-9].*")
_PERCENT: Final = re.compile(
    rf"(?P<whole>[0-9]{{1,9}})(?:[.,](?P<decimals>[0-9]{{1,9}}))?[{_SPACES}]*%?"
)

# Thousands, decimals.
_SEPARATORS: Final = {"vi": (".", ","), "en": (",", ".")}


class UnreadableNumber(Refusal):
    """Group of the refusals to read a number; all carry `text`, shortened."""


class NumberMissing(UnreadableNumber):
    """The text is empty: nothing was written, which is not the same as 0."""

    code = "kernel.number_missing"
    message = _("Chưa ghi số.")
    next_step = _("Ghi một số, kể cả khi đó là số 0.")


class NotACount(UnreadableNumber):
    """The text is no whole number."""

    code = "kernel.not_a_count"
    message = _("“{text}” không phải là số đếm.")
    next_step = _("Ghi số nguyên bằng chữ số, ví dụ 1915 hoặc 1.915.")


class CountHasDecimals(UnreadableNumber):
    """The text is a number, but what is counted comes in whole pieces."""

    code = "kernel.count_has_decimals"
    message = _("“{text}” có phần thập phân, trong khi số đếm phải là số nguyên.")
    next_step = _("Ghi số nguyên, ví dụ 1915 hoặc 1.915.")


class CountIsNegative(UnreadableNumber):
    """The text is a number below 0."""

    code = "kernel.count_is_negative"
    message = _("“{text}” nhỏ hơn 0, trong khi số đếm không thể âm.")
    next_step = _("Ghi số nguyên từ 0 trở lên.")


class CountTooLarge(UnreadableNumber):
    """The text is a whole number that no agency can have counted."""

    code = "kernel.count_too_large"
    message = _("“{text}” lớn quá mức có thể đếm được.")
    next_step = _("Kiểm tra xem có bị thừa chữ số hay không.")


class NotAPercent(UnreadableNumber):
    """The text is no percentage from 0 upwards."""

    code = "kernel.not_a_percent"
    message = _("“{text}” không phải là tỷ lệ phần trăm.")
    next_step = _("Ghi như 15,75% hoặc 15.75%.")


def read_count(text: str) -> int:
    """Return the count that `text` writes: 13909 for “13.909”, “13,909”, “13 909” and “13909”.

    Args:
        text: ASCII digits, grouped by threes or not at all, by one kind of separator: dot, comma,
            space, no-break space. Spaces around are ignored.

    Returns:
        From 0 to `LARGEST_COUNT`. “1.915” is 1915, never a little less than two.

    Raises:
        UnreadableNumber: As one of `NumberMissing`, `NotACount`, `CountHasDecimals`,
            `CountIsNegative`, `CountTooLarge`.
    """
    written = _stripped(text)
    if not _COUNT.fullmatch(written):
        raise _why_no_count(written)
    digits = re.sub(r"[^0-9]", "", written).lstrip("0") or "0"
    # Compared as text first: Python refuses to read thousands of digits at all.
    if len(digits) > len(str(LARGEST_COUNT)):
        raise CountTooLarge(text=_shown(written))
    return int(digits)


def read_percent(text: str) -> Fraction:
    """Return the share that `text` writes, exactly: 63/400 for “15.75%”, “15,75 %” and “15,75”.

    Args:
        text: ASCII digits with a decimal point or comma; the sign “%” may be left out, the number
            is one of hundredths all the same: “30” is 3/10.

    Returns:
        Share of one, ≥ 0; above 1 is possible (“120%”).

    Raises:
        UnreadableNumber: As one of `NumberMissing`, `NotAPercent`.
    """
    whole, decimals = _percent_parts(text)
    return Fraction(int(whole + decimals), 100 * 10 ** len(decimals))


def printed_decimals(text: str) -> int:
    """Return how many decimals a percentage was printed with: 2 for “34.15%”, 0 for “30%”.

    Raises:
        UnreadableNumber: As one of `NumberMissing`, `NotAPercent`.
    """
    return len(_percent_parts(text)[1])


def format_count(count: int, lang: str) -> str:
    """Return “13.909” in Vietnamese (`vi`), “13,909” in English (`en`)."""
    return _localised(f"{count:,d}", lang)


def format_decimal(value: Decimal, lang: str) -> str:
    """Return the number with all the decimals that it has: “1.234,50” or “1,234.50”."""
    return _localised(f"{value:,f}", lang)


def format_percent(percent: Decimal, lang: str) -> str:
    """Return “29,61%” or “29.61%” for `Decimal("29.61")`.

    Args:
        percent: Number of hundredths, already rounded, as `Ratio.rounded_percent` gives it.
        lang: `vi` or `en`.

    Source: the appendix of công văn 929/BTTTT-THH prints no space before the sign.
    """
    return f"{format_decimal(percent, lang)}%"


def _percent_parts(text: str) -> tuple[str, str]:
    written = _stripped(text)
    match = _PERCENT.fullmatch(written)
    if match is None:
        raise NotAPercent(text=_shown(written))
    return match["whole"], match["decimals"] or ""


def _stripped(text: str) -> str:
    written = text.strip()
    if not written:
        raise NumberMissing(text="")
    return written


def _why_no_count(written: str) -> UnreadableNumber:
    if _WITH_DECIMALS.fullmatch(written):
        return CountHasDecimals(text=_shown(written))
    if _NEGATIVE.fullmatch(written):
        return CountIsNegative(text=_shown(written))
    return NotACount(text=_shown(written))


def _shown(written: str) -> str:
    """Shorten what is repeated to the reader: a whole pasted page must not come back."""
    if len(written) <= _SHOWN_CHARACTERS:
        return written
    return f"{written[:_SHOWN_CHARACTERS]}…"


def _localised(english: str, lang: str) -> str:
    if lang not in _SEPARATORS:
        message = f"numbers are written in vi or en, not in {lang!r}"
        raise ValueError(message)
    thousands, decimals = _SEPARATORS[lang]
    return english.translate(str.maketrans(",.", thousands + decimals))
