"""By when petitions are dealt with, over calendars of any kind."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.clock import DossierClock
from motcua.feedback import errors, rules
from motcua.kernel.clock import HANOI, LegalShift
from motcua.kernel.workingtime import OfficeHours, WorkingCalendar

FIRST = datetime(2021, 3, 1, tzinfo=HANOI)


@st.composite
def clocks(draw):
    opens = draw(st.integers(6, 9))
    closes = draw(st.integers(13, 18))
    off = draw(st.sets(st.integers(0, 300), max_size=30))
    calendar = WorkingCalendar(
        covers=(date(2021, 1, 1), date(2023, 12, 31)),
        holidays={FIRST.date() + timedelta(days=day): "Nghỉ" for day in off},
        hours=OfficeHours(((time(opens), time(closes)),)),
    )
    return DossierClock(calendar, LegalShift(draw(st.sampled_from([0, -7, 7]))))


moments = st.integers(8 * 24 * 60, 120 * 24 * 60).map(lambda m: FIRST + timedelta(minutes=m))


def usual():
    calendar = WorkingCalendar(
        covers=(date(2021, 1, 1), date(2021, 12, 31)), holidays={date(2021, 4, 30): "Ngày lễ"}
    )
    return DossierClock(calendar, LegalShift(0))


@given(clock=clocks(), at=moments)
def test_each_deadline_is_so_many_working_days_after_the_receipt(clock, at):
    due = rules.deadlines(clock, at)
    day = clock.calendar.hours.minutes_per_day

    assert clock.minutes(at, due.decide_at) == 2 * day
    assert clock.minutes(at, due.ask_at) == 5 * day
    assert clock.minutes(at, due.answer_at) == 15 * day
    assert at < due.decide_at < due.ask_at < due.answer_at


@given(clock=clocks(), at=moments, asked=st.integers(0, 20), told=st.integers(0, 60 * 24 * 60))
def test_the_time_that_waited_for_the_author_comes_back(clock, at, asked, told):
    due_at = rules.deadlines(clock, at).answer_at
    asked_at = at + timedelta(days=asked)
    told_at = asked_at + timedelta(minutes=told)

    again = rules.answer_after_asking(clock, due_at=due_at, asked_at=asked_at, told_at=told_at)

    assert again >= due_at
    if due_at <= asked_at:
        assert again == due_at
    else:
        assert clock.minutes(told_at, again) == clock.minutes(asked_at, due_at)


def test_what_came_on_a_monday_is_decided_on_wednesday_over_a_holiday_later():
    monday = datetime(2021, 4, 26, 9, tzinfo=HANOI)
    due = rules.deadlines(usual(), monday)

    assert due.decide_at == datetime(2021, 4, 28, 9, tzinfo=HANOI)
    assert due.ask_at == datetime(2021, 5, 4, 9, tzinfo=HANOI)


@pytest.mark.parametrize("text", ["", "   ", "quá ngắn", "\n\n"])
def test_too_few_words_are_refused(text):
    with pytest.raises(errors.NothingWritten):
        rules.written(text)


def test_more_letters_than_are_taken_are_refused():
    assert len(rules.written("ă" * rules.MOST_LETTERS)) == rules.MOST_LETTERS
    with pytest.raises(errors.TooLong):
        rules.written("ă" * (rules.MOST_LETTERS + 1))
