"""What a personal id tells of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.exchange import rules


@pytest.mark.parametrize(
    ("personal_id", "year"),
    [
        ("003190000011", 1990),
        ("003148000044", 1948),
        ("003203000077", 2003),
        ("003301000066", 2001),
    ],
)
def test_twelve_digits_hold_the_year_of_birth(personal_id, year):
    assert rules.birth_year(personal_id) == year


@pytest.mark.parametrize("personal_id", ["", "123456789", "00319000001", "0031900000x1", "٠" * 12])
def test_other_numbers_hold_none(personal_id):
    assert rules.birth_year(personal_id) is None


@given(year=st.integers(1900, 2399), female=st.booleans(), rest=st.integers(0, 999_999))
def test_every_year_that_can_be_written_is_read(year, female, rest):
    digit = (year - 1900) // 100 * 2 + female
    assert rules.birth_year(f"003{digit}{year % 100:02}{rest:06}") == year
