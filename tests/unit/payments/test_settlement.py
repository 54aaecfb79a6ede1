"""Two books of one day: every difference is found, none is invented."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.payments import settlement
from motcua.payments.settlement import Booked, Difference, Key, Movement

keys = st.builds(Key, st.text("ABC123", min_size=1, max_size=4), st.sampled_from(Movement))
entries = st.builds(Booked, key=keys, amount=st.integers(1, 10**12), is_done=st.booleans())
books = st.lists(entries, unique_by=lambda one: one.key, max_size=8)

SPOILT = {
    Difference.MISSING_HERE: lambda one: ([], [one]),
    Difference.MISSING_THERE: lambda one: ([one], []),
    Difference.AMOUNT: lambda one: ([one], [replace(one, amount=one.amount + 1)]),
    Difference.STATE: lambda one: ([one], [replace(one, is_done=not one.is_done)]),
    Difference.TWICE: lambda one: ([one], [one, one]),
}


@given(books, st.randoms())
def test_the_same_books_in_any_order_agree(same, order):
    theirs = list(same)
    order.shuffle(theirs)
    assert settlement.compare(same, theirs) == []


@pytest.mark.parametrize("what", Difference)
@given(same=books, one=entries)
def test_one_difference_is_found_and_nothing_else(what, same, one):
    same = [other for other in same if other.key != one.key]
    ours, theirs = SPOILT[what](one)

    (found,) = settlement.compare(same + ours, theirs + same)

    assert (found.key, found.what) == (one.key, what)
    assert found.ours == (sum(each.amount for each in ours) or None)
    assert found.theirs == (sum(each.amount for each in theirs) or None)


@given(ours=books, theirs=books)
def test_each_key_on_one_side_only_is_missing_on_the_other(ours, theirs):
    found = settlement.compare(ours, theirs)
    here, there = {one.key for one in ours}, {one.key for one in theirs}

    def of(what):
        return {one.key for one in found if one.what is what}

    assert of(Difference.MISSING_HERE) == there - here
    assert of(Difference.MISSING_THERE) == here - there
    assert len({one.key for one in found}) == len(found)


@given(ours=books)
def test_what_their_earlier_files_name_is_not_missing_there(ours):
    assert settlement.compare(ours, [], elsewhere={one.key for one in ours}) == []
