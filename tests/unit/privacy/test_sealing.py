"""A stolen table shows nothing, and a value moved elsewhere does not open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.privacy import sealing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON)
def test_what_was_sealed_comes_back(value):
    assert sealing.unseal(sealing.seal(value, place="t.c:1"), place="t.c:1") == value


def test_a_sealed_value_shows_nothing_and_is_never_the_same_twice():
    first, second = (sealing.seal("049095000001", place="t.c:1") for _ in range(2))

    assert b"049095000001" not in first
    assert first != second


def test_a_value_moved_to_another_row_does_not_open():
    sealed = sealing.seal("049095000001", place="t.c:1")

    with pytest.raises(sealing.NotSealedHereError):
        sealing.unseal(sealed, place="t.c:2")


@given(st.integers(0, 200))
def test_one_changed_byte_is_noticed(position):
    sealed = bytearray(sealing.seal("049095000001" * 20, place="t.c:1"))
    sealed[position] ^= 1

    with pytest.raises(sealing.NotSealedHereError):
        sealing.unseal(bytes(sealed), place="t.c:1")


def test_another_key_does_not_open_and_no_key_does_not_seal(settings):
    sealed = sealing.seal("x", place="t.c:1")
    settings.MOTCUA_DATA_KEY = "another"
    with pytest.raises(sealing.NotSealedHereError):
        sealing.unseal(sealed, place="t.c:1")
    settings.MOTCUA_DATA_KEY = ""
    with pytest.raises(sealing.NoKeyError):
        sealing.seal("x", place="t.c:1")


def test_a_blind_index_finds_the_same_value_in_the_same_column_only():
    index = sealing.blind_index("049095000001", column="t.c")

    assert index == sealing.blind_index("049095000001", column="t.c")
    assert index != sealing.blind_index("049095000001", column="t.d")
    assert index != sealing.blind_index("049095000002", column="t.c")
