from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.clock import HANOI, LegalShift

DAYS = st.dates(date(2010, 1, 1), date(2060, 12, 31))
START = datetime(2000, 1, 1, tzinfo=UTC)
MOMENTS = st.builds(
    lambda since, zone: (START + since).astimezone(zone),
    st.timedeltas(timedelta(0), timedelta(days=36_000)),
    st.sampled_from([UTC, HANOI]),
)
SHIFTS = st.integers(-520, 520).map(lambda weeks: LegalShift(weeks * 7))


def test_the_demo_lives_in_the_week_of_18_october_2021():
    shift = clock.shift_to(real_today=date(2026, 11, 22), anchor=date(2021, 10, 18))
    sunday = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)

    assert shift.legal_moment(sunday) == datetime(2021, 10, 24, 10, 30, tzinfo=HANOI)
    assert shift.legal_date(sunday) == date(2021, 10, 24)


def test_without_a_shift_the_legal_date_is_the_date_in_hanoi():
    late_in_london = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)

    assert LegalShift(0).legal_date(late_in_london) == date(2026, 11, 22)


def test_days_that_are_no_weeks_are_a_mistake():
    with pytest.raises(ValueError, match="no whole weeks"):
        LegalShift(-1856)


def test_a_moment_without_a_zone_is_a_mistake():
    naive = datetime(2021, 10, 18, 8, 0)  # noqa: DTZ001 - what is tested

    for ask in (LegalShift(0).legal_moment, LegalShift(0).legal_date, LegalShift(0).real_moment):
        with pytest.raises(ValueError, match="time zone"):
            ask(naive)


@given(DAYS, DAYS)
def test_today_falls_in_the_week_of_the_anchor(today, anchor):
    shifted = today + timedelta(days=clock.shift_to(real_today=today, anchor=anchor).days)

    assert shifted.isocalendar()[:2] == anchor.isocalendar()[:2]
    assert shifted.weekday() == today.weekday()


@given(MOMENTS, SHIFTS)
def test_the_legal_clock_keeps_weekday_and_time_of_day(real, shift):
    legal, in_hanoi = shift.legal_moment(real), real.astimezone(HANOI)

    assert legal.timetz() == in_hanoi.timetz()
    assert legal.weekday() == in_hanoi.weekday()
    assert (legal.date() - in_hanoi.date()).days == shift.days
    assert shift.real_moment(legal) == real


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=1000)), SHIFTS)
def test_the_legal_clock_runs_as_fast_as_the_real_one(real, later, shift):
    assert shift.legal_moment(real + later) - shift.legal_moment(real) == later
