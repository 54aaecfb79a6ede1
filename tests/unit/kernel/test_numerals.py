from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import numerals
from motcua.kernel.numerals import (
    CountHasDecimals,
    CountIsNegative,
    CountTooLarge,
    NotACount,
    NotAPercent,
    NumberMissing,
    UnreadableNumber,
)

LANGUAGES = ("vi", "en")


@pytest.mark.parametrize(
    "text",
    ["13.909", "13,909", "13909", "13 909", "13\u00a0909", "13\u202f909", "  13.909\t", "013909"],
)
def test_a_count_is_read_however_its_thousands_are_grouped(text):
    assert numerals.read_count(text) == 13909


@pytest.mark.parametrize(
    ("text", "count"), [("0", 0), ("1.915", 1915), ("1.797.000", 1797000), ("206", 206)]
)
def test_a_dot_in_a_count_groups_thousands(text, count):
    assert numerals.read_count(text) == count


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NumberMissing),
        (" \u00a0", NumberMissing),
        ("15.75", CountHasDecimals),
        ("1915,0", CountHasDecimals),
        ("1.915,0", CountHasDecimals),
        ("1915.000", CountHasDecimals),
        ("0.123", CountHasDecimals),
        ("-3", CountIsNegative),
        ("−3", CountIsNegative),
        ("1.23.456", NotACount),
        ("1.234,567.890", NotACount),
        ("12a", NotACount),
        ("1e3", NotACount),
        ("１２", NotACount),
        ("٣", NotACount),
        ("1..915", NotACount),
        (".915", NotACount),
        ("+3", NotACount),
        ("30%", NotACount),
        ("1.000.000.000.000", CountTooLarge),
        ("9" * 5000, CountTooLarge),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(text, refusal):
    with pytest.raises(refusal) as caught:
        numerals.read_count(text)

    assert type(caught.value) is refusal


def test_a_refusal_repeats_only_the_beginning_of_a_long_text():
    with pytest.raises(NotACount) as caught:
        numerals.read_count("x" * 10_000)

    assert len(caught.value.text()) < 200


@pytest.mark.parametrize(
    ("text", "share", "decimals"),
    [
        ("15.75%", Fraction(1575, 10000), 2),
        ("15,75 %", Fraction(1575, 10000), 2),
        ("15,75\u00a0%", Fraction(1575, 10000), 2),
        ("15.75", Fraction(1575, 10000), 2),
        ("30%", Fraction(3, 10), 0),
        ("30", Fraction(3, 10), 0),
        ("100", Fraction(1), 0),
        ("0%", Fraction(0), 0),
        ("1.00%", Fraction(1, 100), 2),
        ("120%", Fraction(6, 5), 0),
    ],
)
def test_a_percent_is_read_exactly_with_either_decimal_sign(text, share, decimals):
    assert numerals.read_percent(text) == share
    assert numerals.printed_decimals(text) == decimals


@pytest.mark.parametrize(
    "text", ["%", "-3%", "1.234,5%", "15.75.2%", "abc", "30%%", "１５％", ".5%", "5.%", "1e3%"]
)
def test_what_is_no_percent_is_refused(text):
    with pytest.raises(NotAPercent):
        numerals.read_percent(text)
    with pytest.raises(NotAPercent):
        numerals.printed_decimals(text)


def test_an_empty_percent_is_missing_not_zero():
    with pytest.raises(NumberMissing):
        numerals.read_percent("  ")


def test_numbers_are_written_the_vietnamese_and_the_english_way():
    assert numerals.format_count(13909, "vi") == "13.909"
    assert numerals.format_count(13909, "en") == "13,909"
    assert numerals.format_decimal(Decimal("1234.50"), "vi") == "1.234,50"
    assert numerals.format_decimal(Decimal("1234.50"), "en") == "1,234.50"
    assert numerals.format_percent(Decimal("29.61"), "vi") == "29,61%"
    assert numerals.format_percent(Decimal("29.61"), "en") == "29.61%"


def test_a_third_language_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="vi or en"):
        numerals.format_count(1, "fr")


@given(st.integers(0, numerals.LARGEST_COUNT), st.sampled_from(LANGUAGES))
def test_every_count_written_is_read_back(count, lang):
    assert numerals.read_count(numerals.format_count(count, lang)) == count


@given(st.integers(0, 10_000_000), st.integers(0, 6), st.sampled_from(LANGUAGES))
def test_every_percent_written_below_a_thousand_is_read_back(digits, decimals, lang):
    percent = Decimal(digits % 1000 if decimals == 0 else digits).scaleb(-decimals)
    if percent >= 1000:
        percent = percent.scaleb(-4)
    written = numerals.format_percent(percent, lang)

    assert numerals.read_percent(written) * 100 == Fraction(percent)


@given(st.text(max_size=20) | st.from_regex(r"[0-9 .,%-]{1,12}", fullmatch=True))
def test_any_text_gives_a_number_or_a_refusal(text):
    for read in (numerals.read_count, numerals.read_percent):
        try:
            number = read(text)
        except UnreadableNumber:
            continue
        assert number >= 0
