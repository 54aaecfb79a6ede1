"""Codes survive being read out, typed in small letters, with blanks and dashes."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import secret_codes


@given(st.integers(1, 40))
def test_a_code_that_is_typed_as_it_is_read_is_the_same(length):
    code = secret_codes.new(length)
    assert len(code) == length
    assert secret_codes.typed(f" {secret_codes.spaced(code).lower()} ") == code


def test_letters_that_are_mistaken_for_one_another_are_not_used():
    assert not set("01OIL") & set(secret_codes.ALPHABET)


@given(st.text())
def test_whatever_is_typed_makes_a_code_or_nothing(words):
    assert set(secret_codes.typed(words)) <= set(secret_codes.ALPHABET)
