from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.clock import HANOI
from motcua.kernel.workingtime import (
    CalendarDoesNotReach,
    LimitUnit,
    OfficeHours,
    Stretch,
    TimeLimit,
    WorkingCalendar,
)

TET = "Tết Nguyên đán"
SWAP = "Làm bù cho ngày 24/02"

# Tết 2021 was off from Wednesday 10 to Tuesday 16 February; the swapped Saturday is invented.
CALENDAR = WorkingCalendar(
    covers=(date(2021, 1, 1), date(2021, 12, 31)),
    holidays={
        date(2021, 1, 1): "Tết Dương lịch",
        **{date(2021, 2, day): TET for day in range(10, 17)},
        date(2021, 2, 24): "Nghỉ hoán đổi",
        date(2021, 9, 2): "Quốc khánh",
        date(2021, 9, 3): "Quốc khánh",
    },
    swapped_working_days={date(2021, 2, 27): SWAP},
)


def at(text):
    """Return a moment in Hanoi, “02-09 08:00” of 2021."""
    return datetime.strptime(f"2021-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=HANOI)


def days(amount):
    return TimeLimit(amount, LimitUnit.CALENDAR_DAYS)


WITHIN_THE_DAY = TimeLimit(1, LimitUnit.SAME_DAY, cut_off=time(15))


MOMENTS = st.builds(
    lambda seconds, zone: (at("01-01 00:00") + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 240 * 86_400),
    st.sampled_from([HANOI, UTC]),
)
MINUTES = st.integers(0, 40 * 480)
SEASONS = replace(
    CALENDAR,
    hours_from={
        date(2021, 4, 12): OfficeHours(((time(6, 30), time(11)), (time(13), time(16, 30)))),
        date(2021, 6, 10): OfficeHours(((time(8), time(16)),)),
    },
)
"""Other hours in the warm months, one day without a break."""
CALENDARS = st.sampled_from([CALENDAR, SEASONS])


def test_an_office_works_eight_hours_a_day():
    assert OfficeHours().minutes_per_day == 480


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("03-01 08:00", 60, "03-01 09:00"),
        ("03-01 11:00", 30, "03-01 11:30"),
        ("03-01 11:00", 31, "03-01 13:31"),
        ("03-01 12:00", 1, "03-01 13:31"),
        ("03-01 07:00", 480, "03-01 17:00"),
        ("03-01 16:00", 61, "03-02 07:01"),
        ("03-01 17:00", 0, "03-02 07:00"),
        ("03-05 16:30", 60, "03-08 07:30"),
        ("03-06 09:00", 0, "03-08 07:00"),
        ("02-09 16:00", 120, "02-17 08:00"),
        ("02-26 16:00", 120, "02-27 08:00"),
    ],
)
def test_working_minutes_skip_lunch_nights_weekends_and_holidays(start, minutes, end):
    assert CALENDAR.add_working_minutes(at(start), minutes) == at(end)


def test_a_receipt_after_closing_counts_from_the_next_working_morning():
    evening, morning = at("03-05 18:30"), at("03-08 07:00")

    assert CALENDAR.next_opening(evening) == morning
    for limit in (TimeLimit(3), days(3)):
        assert CALENDAR.promised_at(evening, limit) == CALENDAR.promised_at(morning, limit)


@pytest.mark.parametrize(
    ("accepted", "limit", "promised"),
    [
        ("03-01 09:10", TimeLimit(3), "03-04 09:10"),
        ("03-01 09:10", TimeLimit(4, LimitUnit.WORKING_HOURS), "03-01 15:10"),
        ("02-09 09:10", TimeLimit(1), "02-17 09:10"),
        ("03-01 09:10", days(3), "03-04 17:00"),
        ("03-03 09:10", days(3), "03-08 17:00"),
        ("02-08 09:10", days(4), "02-17 17:00"),
        ("02-22 09:10", days(5), "02-27 17:00"),
    ],
)
def test_the_promise_follows_the_unit_of_the_limit(accepted, limit, promised):
    assert CALENDAR.promised_at(at(accepted), limit) == at(promised)


def test_thirty_working_days_are_240_hours():
    hours = TimeLimit(240, LimitUnit.WORKING_HOURS)

    assert CALENDAR.working_minutes_of(TimeLimit(30)) == CALENDAR.working_minutes_of(hours)


def test_calendar_days_are_no_budget_of_working_time():
    with pytest.raises(ValueError, match="no budget"):
        CALENDAR.working_minutes_of(days(3))


def test_the_ledger_explains_a_promise_over_tet_line_by_line():
    accepted = at("02-08 16:00")
    promised = CALENDAR.promised_at(accepted, TimeLimit(2))

    told = [
        (line.kind, line.note, f"{line.starts_at:%d %H:%M}", line.counted_minutes)
        for line in CALENDAR.account(accepted, promised)
    ]

    assert promised == at("02-17 16:00")
    assert told == [
        (Stretch.WORK, "", "08 16:00", 60),
        (Stretch.NIGHT, "", "08 17:00", 0),
        (Stretch.WORK, "", "09 07:00", 270),
        (Stretch.LUNCH, "", "09 11:30", 0),
        (Stretch.WORK, "", "09 13:30", 210),
        (Stretch.NIGHT, "", "09 17:00", 0),
        (Stretch.HOLIDAY, TET, "10 00:00", 0),
        (Stretch.NIGHT, "", "17 00:00", 0),
        (Stretch.WORK, "", "17 07:00", 270),
        (Stretch.LUNCH, "", "17 11:30", 0),
        (Stretch.WORK, "", "17 13:30", 150),
    ]


def test_the_ledger_names_the_notice_that_made_a_saturday_a_working_day():
    lines = CALENDAR.account(at("02-27 08:00"), at("03-01 08:00"))

    assert [(line.kind, line.note) for line in lines if line.counted_minutes] == [
        (Stretch.WORK, SWAP),
        (Stretch.WORK, SWAP),
        (Stretch.WORK, ""),
    ]
    assert [line.note for line in lines if line.kind is Stretch.WEEKEND] == [""]


def test_seconds_are_dropped_as_on_the_receipt():
    accepted = at("03-01 08:00") + timedelta(seconds=59)

    assert CALENDAR.add_working_minutes(accepted, 1) == at("03-01 08:01")


def test_the_last_day_of_the_calendar_can_be_promised():
    assert CALENDAR.promised_at(at("12-30 09:10"), days(1)) == at("12-31 17:00")
    assert CALENDAR.add_working_minutes(at("12-31 16:00"), 60) == at("12-31 17:00")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: CALENDAR.add_working_minutes(at("12-31 16:00"), 61),
        lambda: CALENDAR.promised_at(at("12-31 09:00"), days(1)),
        lambda: CALENDAR.next_opening(at("12-31 17:00")),
        lambda: CALENDAR.working_minutes_between(
            at("12-31 16:00"), datetime(2022, 1, 3, tzinfo=UTC)
        ),
        lambda: CALENDAR.account(datetime(2020, 12, 31, tzinfo=HANOI), at("01-05 08:00")),
    ],
)
def test_a_calendar_that_ends_says_so_instead_of_guessing(ask):
    with pytest.raises(CalendarDoesNotReach) as caught:
        ask()

    assert "từ 01/01/2021 đến 31/12/2021" in caught.value.text()


def test_mistakes_of_the_caller_are_named():
    naive = datetime(2021, 3, 1, 8, 0)  # noqa: DTZ001 - what is tested

    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.next_opening(naive)
    with pytest.raises(ValueError, match="backwards"):
        CALENDAR.add_working_minutes(at("03-01 08:00"), -1)
    with pytest.raises(ValueError, match="lies before"):
        CALENDAR.working_minutes_between(at("03-01 08:01"), at("03-01 08:00"))
    with pytest.raises(ValueError, match="gives no time"):
        TimeLimit(0)


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        ((time(11), time(8)),),
        ((time(7), time(12)), (time(11), time(17))),
        ((time(7, 0, 30), time(12)),),
    ],
)
def test_office_hours_out_of_order_are_refused(sessions):
    with pytest.raises(ValueError, match="in order"):
        OfficeHours(sessions)


def test_a_calendar_that_contradicts_itself_is_refused():
    day = date(2021, 2, 27)

    with pytest.raises(ValueError, match="both off and worked"):
        WorkingCalendar(
            covers=(day, day), holidays={day: "Nghỉ"}, swapped_working_days={day: "Làm bù"}
        )
    with pytest.raises(ValueError, match="calendar from"):
        WorkingCalendar(covers=(day, day - timedelta(days=1)))


def test_a_working_day_has_as_many_minutes_as_the_office_has_on_the_day_of_receipt():
    shorter = replace(SEASONS, hours=OfficeHours(((time(8), time(15)),)))
    assert shorter.working_minutes_of(TimeLimit(2), on=date(2021, 4, 11)) == 840
    assert shorter.working_minutes_of(TimeLimit(2), on=date(2021, 4, 12)) == 960
    # Received at two on the last short Friday: an hour is left of it, six are due on Monday.
    assert shorter.promised_at(at("04-09 14:00"), TimeLimit(1)) == at("04-12 14:30")


@given(CALENDARS, MOMENTS, MINUTES)
def test_what_is_added_is_found_again(calendar, start, minutes):
    end = calendar.add_working_minutes(start, minutes)

    assert calendar.working_minutes_between(start.replace(second=0), end) == minutes


@given(CALENDARS, MOMENTS, MINUTES)
def test_a_promise_is_always_within_office_hours(calendar, start, minutes):
    end = calendar.add_working_minutes(start, minutes)

    assert end.tzinfo is HANOI
    assert calendar.is_working_day(end.date())
    assert any(
        opens <= end.time() <= closes for opens, closes in calendar.hours_on(end.date()).sessions
    )


@given(MOMENTS, MINUTES, st.integers(1, 480))
def test_more_work_or_a_later_start_never_ends_earlier(start, minutes, more):
    end = CALENDAR.add_working_minutes(start, minutes)

    assert CALENDAR.add_working_minutes(start, minutes + more) > end
    assert CALENDAR.add_working_minutes(start + timedelta(minutes=more), minutes) >= end


@given(MOMENTS, st.integers(1, 60), st.integers(1, 5))
def test_a_later_receipt_is_never_promised_earlier_in_calendar_days(start, amount, later):
    promised = CALENDAR.promised_at(start, days(amount))

    assert CALENDAR.promised_at(start + timedelta(hours=later), days(amount)) >= promised
    assert (promised.date() - start.astimezone(HANOI).date()).days >= amount
    assert CALENDAR.is_working_day(promised.date())


@given(CALENDARS, MOMENTS, MINUTES)
def test_the_ledger_has_no_gap_and_adds_up_to_the_budget(calendar, start, minutes):
    end = calendar.add_working_minutes(start, minutes)
    lines = calendar.account(start.replace(second=0), end)

    assert sum(line.counted_minutes for line in lines) == minutes
    edges = [(line.starts_at, line.ends_at) for line in lines]
    assert all(starts < ends for starts, ends in edges)
    assert [starts for starts, _ in edges[1:]] == [ends for _, ends in edges[:-1]]
    if lines:
        assert (edges[0][0], edges[-1][1]) == (start.replace(second=0), end)
        assert lines[-1].remaining_minutes == 0


@settings(deadline=None, max_examples=40)  # Tết has thousands of minutes.
@given(CALENDARS, MOMENTS, MINUTES)
def test_the_ledger_is_what_counting_minute_by_minute_gives(calendar, start, minutes):
    minutes = min(minutes, 600)
    end = calendar.add_working_minutes(start, minutes)

    counted, moment = 0, start.astimezone(HANOI).replace(second=0)
    while moment < end:
        is_open = any(
            opens <= moment.time() < closes
            for opens, closes in calendar.hours_on(moment.date()).sessions
        )
        counted += is_open and calendar.is_working_day(moment.date())
        moment += timedelta(minutes=1)

    assert counted == minutes


@given(MOMENTS, MINUTES)
def test_the_zone_of_the_input_does_not_matter(start, minutes):
    in_utc, in_hanoi = start.astimezone(UTC), start.astimezone(HANOI)

    assert CALENDAR.add_working_minutes(in_utc, minutes) == CALENDAR.add_working_minutes(
        in_hanoi, minutes
    )


@pytest.mark.parametrize(
    ("accepted", "promised"),
    [
        ("03-01 08:00", "03-01 17:00"),
        ("03-01 14:59", "03-01 17:00"),
        ("03-01 15:00", "03-02 17:00"),
        ("03-01 20:00", "03-02 17:00"),
        ("03-05 16:00", "03-08 17:00"),
        ("02-09 16:00", "02-17 17:00"),
    ],
    ids=["morning", "just before", "at three", "night", "friday late", "before Tết"],
)
def test_within_the_day_means_its_closing_or_a_working_day_later_after_three(accepted, promised):
    assert CALENDAR.promised_at(at(accepted), WITHIN_THE_DAY) == at(promised)


def test_a_cut_off_belongs_to_limits_within_the_day_only():
    with pytest.raises(ValueError, match="cut-off"):
        TimeLimit(3, LimitUnit.WORKING_DAYS, cut_off=time(15))
    with pytest.raises(ValueError, match="no budget"):
        CALENDAR.working_minutes_of(WITHIN_THE_DAY)


@given(MOMENTS)
def test_a_promise_within_the_day_never_lies_before_the_receipt(start):
    assert CALENDAR.promised_at(start, WITHIN_THE_DAY) >= start.replace(second=0, microsecond=0)
