"""Figures added up by other units: integers only, each once."""

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from motcua.indicators import rules
from motcua.indicators.types import Section, Thresholds
from motcua.kernel.ratios import Ratio

LIMITS = Thresholds(target=Fraction(3, 10), watch=Fraction(1, 20))


def rows_of(counts):
    return rules.rank(
        [
            rules.Reported(
                agency_code=f"H{number}",
                agency_name=f"Tỉnh {number}",
                written_name=f"Tỉnh {number}",
                agency_id=number,
                section=Section.PROVINCE,
                position=number,
                ratio=Ratio(min(pair), max(pair) or 1),
                printed=None,
                since=1,
            )
            for number, pair in enumerate(counts, start=1)
        ],
        thresholds=LIMITS,
        decimals=2,
    )


def unit(number):
    return rules.Unit(id=number, code=f"H{number}", name=f"Đơn vị {number}")


counts = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=12)


@given(counts=counts, data=st.data())
def test_sums_are_equal_whatever_is_merged(counts, data):
    rows = rows_of(counts)
    followed = data.draw(st.sets(st.sampled_from(range(1, len(counts) + 1))))
    units = {number: unit(data.draw(st.integers(100, 103))) for number in followed}

    found = rules.regroup(rows, units)

    before, after = [row.ratio for row in rows], [value.ratio for value in found]
    assert sum(r.numerator for r in before) == sum(r.numerator for r in after)
    assert sum(r.denominator for r in before) == sum(r.denominator for r in after)
    named = Counter(
        part
        for value in found
        for part in [m.agency_id for m in value.members] or [value.agency_id]
    )
    assert named == Counter(row.agency_id for row in rows), "each row is in one sum, once"


@given(counts=counts)
def test_each_in_its_own_place_changes_nothing(counts):
    rows = rows_of(counts)
    own = {
        row.agency_id: rules.Unit(id=row.agency_id, code=row.agency_code, name=row.agency_name)
        for row in rows
    }
    assert rules.rank(rules.regroup(rows, own), thresholds=LIMITS, decimals=2) == rows


def test_a_share_of_a_sum_is_no_mean_of_shares():
    (summed,) = rules.regroup(rows_of([(1, 2), (0, 98)]), {1: unit(9), 2: unit(9)})
    assert summed.ratio == Ratio(1, 100)


def test_equal_shares_stand_in_the_order_of_the_appendix():
    rows = rows_of([(1, 2), (1, 2), (1, 2)])
    found = rules.regroup(rows, {1: unit(8), 3: unit(8)})
    assert [value.position for value in found] == [1, 2]
