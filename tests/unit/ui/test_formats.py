import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import formats


@pytest.mark.parametrize(
    ("language", "count", "percent"),
    [("vi", "6.708", "29,61%"), ("en", "6,708", "29.61%"), ("en-gb", "6,708", "29.61%")],
)
def test_numbers_are_written_as_the_reader_writes_them(language, count, percent):
    with translation.override(language):
        assert formats.count(6708) == count
        assert formats.percent(Decimal("29.61")) == percent


def test_a_moment_is_shown_in_hanoi_time():
    assert formats.moment(dt.datetime(2021, 10, 17, 18, 5, tzinfo=dt.UTC)) == "01:05 18/10/2021"


def test_the_day_of_a_moment_is_its_day_in_hanoi():
    assert formats.date(dt.datetime(2021, 10, 17, 18, 5, tzinfo=dt.UTC)) == "18/10/2021"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        formats.moment(dt.datetime(2021, 10, 18, 8, 0))  # noqa: DTZ001 -- that is the test


@given(st.dates(dt.date(1945, 9, 2)))
def test_a_day_reads_back_as_itself(day):
    assert dt.datetime.strptime(formats.date(day), "%d/%m/%Y").date() == day  # noqa: DTZ007
