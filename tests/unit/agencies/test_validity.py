"""What holds on a day, of a row at hand; integration tests ask the database the same."""

from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from motcua.agencies import validity

DAYS = st.dates(date(2008, 8, 1), date(2030, 1, 1))


def row(since, until):
    return SimpleNamespace(valid_from=since, valid_until=until)


@given(since=DAYS, length=st.integers(1, 3000), on=DAYS)
def test_a_period_has_its_first_day_and_not_the_day_it_ends_on(since, length, on):
    period = row(since, since + timedelta(days=length))
    days = {since + timedelta(days=number) for number in range(length)}

    assert validity.is_in_force(period, on) == (on in days)
    assert validity.last_day(period) == max(days)


@given(since=DAYS, on=DAYS)
def test_without_an_end_it_holds_for_ever(since, on):
    assert validity.is_in_force(row(since, None), on) == (on >= since)
    assert validity.last_day(row(since, None)) is None
