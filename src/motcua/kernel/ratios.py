"""Shares kept as two integers, compared exactly, rounded only to be shown.

Thresholds are tested on the exact fraction: 61 of 206 prints as 30% without decimals and is still
short of 30%. A ratio over nothing has no value at all, which is not 0.
"""

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a figure loses its further decimals; the papers use both, often in one text."""

    HALF_UP = "half_up"
    """Our own way: a half goes away from zero."""
    TRUNCATE = "truncate"
    """Further decimals are cut off: 9.688 prints as 9.6."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many, both counted.

    Attributes:
        numerator: Count ≥ 0; may exceed the denominator, rules of the indicator decide.
        denominator: Count ≥ 0. Over 0 there is no ratio: its figures are None, it meets no target
            and is below no threshold.

    Raises:
        ValueError: A count is negative.
    """

    numerator: int
    denominator: int

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            message = f"counts are never negative: {self.numerator} of {self.denominator}"
            raise ValueError(message)

    @property
    def fraction(self) -> Fraction | None:
        """The exact share of one; None over nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def rounded_percent(
        self, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP
    ) -> Decimal | None:
        """Return hundredths for display, `Decimal("29.61")` for 61 of 206; None over nothing."""
        fraction = self.fraction
        return None if fraction is None else rounded_percent(fraction, decimals, rounding)

    def as_decimal_string(self, places: int = 6) -> str | None:
        """Return the share of one for machines, “0.341514” for 654 of 1915; None over nothing.

        Rounded half-up, always with all its places and a decimal point.
        """
        fraction = self.fraction
        return None if fraction is None else f"{rounded(fraction, places):f}"

    def meets(self, target: Fraction) -> bool:
        """Tell whether the exact share is the target (share of one) or more."""
        fraction = self.fraction
        return fraction is not None and fraction >= target

    def is_below(self, threshold: Fraction) -> bool:
        """Tell whether the exact share is less than the threshold (share of one)."""
        fraction = self.fraction
        return fraction is not None and fraction < threshold

    def missing_to(self, target: Fraction) -> int:
        """Return how many more must be counted above the line to meet the target; 0 if none."""
        return max(0, math.ceil(target * self.denominator) - self.numerator)

    def agrees_with(self, printed: Fraction, decimals: int = 2) -> bool:
        """Tell whether a printed share is this ratio, rounded half-up to so many percent decimals.

        Args:
            printed: Share of one, as `numerals.read_percent` gives it.
            decimals: Of the percentage. The decimals asked for, not those that were printed:
                “30%” agrees with 61 of 206 at none and disagrees at two.

        Returns:
            False over nothing: no printed share can be right.
        """
        percentage = self.rounded_percent(decimals)
        return percentage is not None and Fraction(percentage) == printed * 100


@dataclass(frozen=True, slots=True)
class PercentagePoints:
    """Difference of two shares, `value` in shares of one: from 64.14% to 24.24% it is −0.3990."""

    value: Fraction

    def rounded(self, decimals: int = 2) -> Decimal:
        """Return points for display, `Decimal("-39.90")`."""
        return rounded_percent(self.value, decimals)


@dataclass(frozen=True, slots=True)
class RelativeChange:
    """Difference measured by where it started, `value` in shares of one: doubling is 1."""

    value: Fraction

    def rounded_percent(self, decimals: int = 2) -> Decimal:
        """Return hundredths for display, `Decimal("-62.21")` from 64.14% to 24.24%."""
        return rounded_percent(self.value, decimals)


@dataclass(frozen=True, slots=True)
class CountChange:
    """Difference of two counts, `value` in pieces."""

    value: int


def percent(hundredths: int | Decimal) -> Fraction:
    """Return the exact share of one: 3/10 for 30, 63/400 for `Decimal("15.75")`."""
    return Fraction(hundredths) / 100


def pooled(ratios: Iterable[Ratio]) -> Ratio:
    """Return all counted together over all counted together; over nothing if there are none."""
    ratios = tuple(ratios)
    return Ratio(
        sum(ratio.numerator for ratio in ratios), sum(ratio.denominator for ratio in ratios)
    )


def mean(ratios: Iterable[Ratio]) -> Fraction | None:
    """Return the exact mean share, each ratio weighing the same.

    Ratios over nothing have no value and are left out; None if no other is there.
    """
    values = _values(ratios)
    return sum(values, start=Fraction(0)) / len(values) if values else None


def median(ratios: Iterable[Ratio]) -> Fraction | None:
    """Return the exact middle share, the mean of the two middle ones where their number is even.

    Ratios over nothing have no value and are left out; None if no other is there.
    """
    values = _values(ratios)
    return statistics.median(values) if values else None


def percentage_points(before: Fraction, after: Fraction) -> PercentagePoints:
    """Return the difference of two shares of one."""
    return PercentagePoints(after - before)


def relative_change(before: Fraction | int, after: Fraction | int) -> RelativeChange | None:
    """Return the change of two shares, or of two counts, by where it started; None from 0."""
    return RelativeChange(Fraction(after - before) / before) if before else None


def count_change(before: int, after: int) -> CountChange:
    """Return the difference of two counts."""
    return CountChange(after - before)


def rounded_percent(
    share: Fraction, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP
) -> Decimal:
    """Return a share of one as hundredths with exactly so many decimals."""
    return rounded(share * 100, decimals, rounding)


def rounded(value: Fraction, places: int, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """Return the number with exactly so many decimal places, whatever its size.

    A half goes away from zero, so that a fall and a rise of the same size print alike. Half-up is
    decided on the exact fraction, not on a decimal that was rounded once before.
    """
    half = Fraction(1, 2) if rounding is Rounding.HALF_UP else Fraction(0)
    units = math.floor(abs(value) * 10**places + half)
    sign = 1 if value < 0 and units else 0
    # Built from its digits: arithmetic on decimals would round to the precision of the context.
    return Decimal((sign, tuple(map(int, str(units))), -places))


def _values(ratios: Iterable[Ratio]) -> list[Fraction]:
    return [value for ratio in ratios if (value := ratio.fraction) is not None]
