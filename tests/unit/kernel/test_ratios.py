from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import numerals, ratios
from motcua.kernel.ratios import Ratio, Rounding

TARGET = ratios.percent(30)

# Up to twice as many above the line: growth may pass 100%, as no share of a report may.
RATIOS = st.integers(1, 10_000_000).flatmap(
    lambda total: st.builds(Ratio, st.integers(0, 2 * total), st.just(total))
)
SHARES = st.fractions(0, 2, max_denominator=10_000)

# The 83 rows of the appendix to công văn 929/BTTTT-THH of 2020: procedures, level-4 services.
MINISTRIES = """
299 3 292 46 79 3 481 136 60 45 329 28 103 2 120 43 393 20 71 3 249 12 914 307 120 34 96 7 206 61
99 13 47 5 367 57 349 61 27 12
"""
PROVINCES = """
1915 654 2274 377 2490 260 1737 409 1652 95 1907 135 1795 117 1633 74 2220 201 1774 256 1963 208
2015 333 1891 336 1703 177 1398 439 1592 227 2399 53 2101 91 1986 85 1801 78 2044 150 2053 121
2372 414 1818 244 1700 50 1863 163 1900 132 1930 130 1980 105 2061 176 1915 33 2194 309 1572 64
1868 73 1975 297 1740 579 2076 620 1798 179 1716 100 1769 51 1818 319 1915 74 1851 196 2002 167
1611 3 1938 175 1926 377 1725 308 1725 102 1824 206 1700 91 2108 104 1801 167 1845 127 1965 177
1797 187 2617 786 2160 505 1947 390 1933 150 1900 91 1745 92 2192 132
"""


def rows(text):
    counts = [int(word) for word in text.split()]
    return [Ratio(level4, total) for total, level4 in zip(*[iter(counts)] * 2, strict=True)]


APPENDIX = rows(MINISTRIES) + rows(PROVINCES)


def test_the_ministry_that_printed_30_percent_is_one_service_short():
    ministry = Ratio(61, 206)

    assert ministry.rounded_percent() == Decimal("29.61")
    assert not ministry.meets(TARGET)
    assert ministry.missing_to(TARGET) == 1


def test_the_province_that_printed_30_percent_is_three_services_short():
    lao_cai = Ratio(620, 2076)

    assert lao_cai.rounded_percent() == Decimal("29.87")
    assert not lao_cai.meets(TARGET)
    assert lao_cai.missing_to(TARGET) == 3


def test_a_printed_30_percent_is_right_without_decimals_and_wrong_with_two():
    ministry, printed = Ratio(61, 206), numerals.read_percent("30%")

    assert ministry.agrees_with(printed, decimals=0)
    assert not ministry.agrees_with(printed, decimals=2)
    assert Ratio(654, 1915).agrees_with(numerals.read_percent("34.15%"))


def test_a_share_for_machines_has_six_places():
    assert Ratio(654, 1915).as_decimal_string() == "0.341514"
    assert Ratio(0, 1915).as_decimal_string() == "0.000000"
    assert Ratio(1, 10**9).as_decimal_string() == "0.000000"
    assert Ratio(3, 2).as_decimal_string(0) == "2"


def test_the_appendix_has_83_rows_of_which_81_print_their_exact_share():
    assert len(APPENDIX) == 83
    assert sum(ratio.meets(TARGET) for ratio in APPENDIX) == 8
    assert sum(ratio.is_below(ratios.percent(5)) for ratio in APPENDIX) == 19
    assert sum(ratio.agrees_with(ratios.percent(30), decimals=0) for ratio in APPENDIX) == 3


def test_the_national_share_pooled_and_averaged_is_never_the_printed_one():
    pooled = ratios.pooled(APPENDIX)

    assert pooled == Ratio(14419, 125336)
    assert pooled.rounded_percent() == Decimal("11.50")
    assert ratios.rounded_percent(ratios.mean(APPENDIX)) == Decimal("13.06")
    assert ratios.rounded_percent(ratios.median(APPENDIX)) == Decimal("9.03")


@pytest.mark.parametrize(
    ("block", "pooled", "mean", "median"),
    [(MINISTRIES, "19.10", "19.21", "14.33"), (PROVINCES, "11.21", "11.10", "8.75")],
)
def test_each_block_of_the_appendix_has_its_own_averages(block, pooled, mean, median):
    block = rows(block)

    assert ratios.pooled(block).rounded_percent() == Decimal(pooled)
    assert ratios.rounded_percent(ratios.mean(block)) == Decimal(mean)
    assert ratios.rounded_percent(ratios.median(block)) == Decimal(median)


def test_the_services_still_missing_add_up():
    assert sum(ratio.missing_to(TARGET) for ratio in APPENDIX) == 23441


def test_a_truncated_figure_differs_from_a_rounded_one():
    provinces = Ratio(4396, 45374)

    assert provinces.rounded_percent(1) == Decimal("9.7")
    assert provinces.rounded_percent(1, Rounding.TRUNCATE) == Decimal("9.6")


def test_points_and_relative_change_are_different_figures():
    before, after = ratios.percent(Decimal("64.14")), ratios.percent(Decimal("24.24"))

    assert ratios.percentage_points(before, after).rounded() == Decimal("-39.90")
    assert ratios.relative_change(before, after).rounded_percent(1) == Decimal("-62.2")
    assert ratios.count_change(1551, 376).value == -1175


def test_kinds_of_change_are_never_equal():
    assert ratios.percentage_points(Fraction(0), Fraction(1)) != ratios.relative_change(1, 2)
    assert ratios.count_change(1, 2) != ratios.relative_change(1, 2)


def test_growth_from_nothing_has_no_relative_figure():
    assert ratios.relative_change(0, 12) is None
    assert ratios.relative_change(10, 20).value == 1


def test_a_ratio_over_nothing_has_no_value_rather_than_zero():
    nothing = Ratio(0, 0)

    assert nothing.fraction is None
    assert nothing.rounded_percent() is None
    assert nothing.as_decimal_string() is None
    assert not nothing.meets(Fraction(0))
    assert not nothing.is_below(Fraction(1))
    assert not nothing.agrees_with(Fraction(0))
    assert nothing.missing_to(TARGET) == 0


def test_averages_leave_out_ratios_over_nothing():
    some = [Ratio(1, 2), Ratio(0, 0), Ratio(1, 4)]

    assert ratios.mean(some) == Fraction(3, 8)
    assert ratios.median(some) == Fraction(3, 8)
    assert ratios.mean([Ratio(0, 0)]) is None
    assert ratios.median([]) is None
    assert ratios.pooled([]) == Ratio(0, 0)


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 2), (1, -2)])
def test_counts_are_never_negative(numerator, denominator):
    with pytest.raises(ValueError, match="never negative"):
        Ratio(numerator, denominator)


def test_a_half_goes_away_from_zero():
    assert str(ratios.rounded(Fraction(5, 1000), 2)) == "0.01"
    assert str(ratios.rounded(Fraction(-5, 1000), 2)) == "-0.01"
    assert str(ratios.rounded(Fraction(-4, 1000), 2)) == "0.00"


@given(RATIOS, SHARES)
def test_a_ratio_meets_a_target_or_is_below_it_never_both(ratio, target):
    assert ratio.meets(target) is not ratio.is_below(target)


@given(RATIOS, SHARES)
def test_the_missing_ones_are_exactly_enough(ratio, target):
    missing = ratio.missing_to(target)

    assert Ratio(ratio.numerator + missing, ratio.denominator).meets(target)
    if missing:
        assert not Ratio(ratio.numerator + missing - 1, ratio.denominator).meets(target)


@given(RATIOS, st.integers(0, 8))
def test_rounding_is_what_the_decimal_library_makes_of_an_exact_quotient(ratio, decimals):
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(ratio.numerator) * 100 / Decimal(ratio.denominator)
        step = Decimal(1).scaleb(-decimals)

        assert f"{ratio.rounded_percent(decimals):f}" == f"{exact.quantize(step, ROUND_HALF_UP):f}"
        truncated = ratio.rounded_percent(decimals, Rounding.TRUNCATE)
        assert f"{truncated:f}" == f"{exact.quantize(step, ROUND_DOWN):f}"


@given(st.lists(RATIOS, min_size=1, max_size=12))
def test_every_average_lies_between_the_least_and_the_greatest(some):
    values = [ratio.fraction for ratio in some]

    for average in (ratios.pooled(some).fraction, ratios.mean(some), ratios.median(some)):
        assert min(values) <= average <= max(values)


@given(RATIOS)
def test_a_ratio_agrees_with_what_it_prints(ratio):
    printed = numerals.format_percent(ratio.rounded_percent(), "vi").replace(".", "")

    assert ratio.agrees_with(numerals.read_percent(printed))
