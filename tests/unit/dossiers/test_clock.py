"""The clock of a dossier: nothing counts twice, and pauses move a promise by what they took."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.dossiers.clock import DossierClock, Span, standing
from motcua.kernel.clock import HANOI, LegalShift
from motcua.kernel.workingtime import LimitUnit, OfficeHours, Stretch, TimeLimit, WorkingCalendar

COVERS = (date(2021, 1, 1), date(2023, 12, 31))
FIRST = datetime(2021, 3, 1, tzinfo=HANOI)
DAYS = 120


def moment(text):
    return datetime.strptime(text, "%d/%m %H:%M").replace(year=2021, tzinfo=HANOI)


def span(began, ended=None, note=""):
    return Span(began_at=moment(began), ended_at=moment(ended) if ended else None, note=note)


@pytest.fixture
def clock():
    calendar = WorkingCalendar(
        covers=COVERS, holidays={date(2021, 4, 30): "Ngày Chiến thắng", date(2021, 5, 3): "Nghỉ bù"}
    )
    return DossierClock(calendar, LegalShift(0))


@st.composite
def clocks(draw):
    opens = draw(st.integers(6 * 60, 9 * 60))
    noon = draw(st.integers(opens + 60, 12 * 60))
    again = draw(st.integers(noon + 30, 14 * 60))
    closes = draw(st.integers(again + 60, 18 * 60))
    times = [time(minute // 60, minute % 60) for minute in (opens, noon, again, closes)]
    off = draw(st.sets(st.integers(0, 400), max_size=40))
    calendar = WorkingCalendar(
        covers=COVERS,
        holidays={FIRST.date() + timedelta(days=day): f"Nghỉ {day % 3}" for day in off},
        hours=OfficeHours(((times[0], times[1]), (times[2], times[3]))),
    )
    return DossierClock(calendar, LegalShift(draw(st.sampled_from([0, -7, 7]))))


moments = st.integers(0, DAYS * 24 * 60).map(lambda minute: FIRST + timedelta(minutes=minute))
working_limits = st.one_of(
    st.integers(1, 40).map(lambda days: TimeLimit(days, LimitUnit.WORKING_DAYS)),
    st.integers(1, 60).map(lambda hours: TimeLimit(hours, LimitUnit.WORKING_HOURS)),
)
limits = st.one_of(
    working_limits,
    st.integers(1, 60).map(lambda days: TimeLimit(days, LimitUnit.CALENDAR_DAYS)),
    st.just(TimeLimit(1, LimitUnit.SAME_DAY)),
)
spans = st.tuples(moments, moments).map(lambda pair: Span(began_at=min(pair), ended_at=max(pair)))
pause_lists = st.lists(spans, max_size=6)


@given(clocks(), moments, moments, pause_lists)
def test_net_and_paused_time_make_the_gross_time(clock, one, other, pauses):
    start, until = sorted((one, other))
    used = clock.used(start, until, pauses)

    assert used.net + used.paused == used.gross == clock.minutes(start, until)
    assert min(used.net, used.paused) >= 0


@given(clocks(), moments, moments, pause_lists)
def test_the_account_has_every_minute_once(clock, one, other, pauses):
    start, until = sorted((one, other))
    account = clock.account(start, until, pauses)
    legal = clock.shift.legal_moment

    assert sum(line.counted_minutes for line in account) == clock.used(start, until, pauses).net
    assert [line.ends_at for line in account][:-1] == [line.starts_at for line in account][1:]
    if start < until:
        assert (account[0].starts_at, account[-1].ends_at) == (legal(start), legal(until))
        assert account[-1].remaining_minutes == 0
    assert all(line.counted_minutes == 0 for line in account if line.kind is not Stretch.WORK)


@given(clocks(), moments, moments, pause_lists, st.randoms())
def test_the_order_in_which_pauses_are_told_does_not_matter(clock, one, other, pauses, chance):
    start, until = sorted((one, other))
    mixed = chance.sample(pauses, len(pauses))

    assert clock.used(start, until, mixed) == clock.used(start, until, pauses)
    assert standing(mixed, start, until) == standing(pauses, start, until)


@given(clocks(), moments, moments, moments, pause_lists)
def test_time_used_in_two_parts_is_the_time_used_in_one(clock, a, b, c, pauses):
    start, middle, end = sorted((a, b, c))
    parts = clock.used(start, middle, pauses).net + clock.used(middle, end, pauses).net

    assert parts == clock.used(start, end, pauses).net


@given(clocks(), moments, limits)
def test_a_promise_never_lies_before_the_receipt(clock, accepted, limit):
    assert clock.promise(accepted, limit) >= accepted


@given(clocks(), moments, limits, moments)
def test_a_pause_that_ends_in_the_minute_it_began_changes_nothing(clock, accepted, limit, at):
    due = clock.promise(accepted, limit)

    assert clock.after_pause(due, Span(began_at=at, ended_at=at), at, limit.unit) == due


@given(clocks(), moments, limits, spans)
def test_a_pause_never_brings_a_promise_forward(clock, accepted, limit, pause):
    due = clock.promise(accepted, limit)
    moved = clock.after_pause(due, pause, pause.ended_at, limit.unit)

    assert moved >= due
    if due <= pause.began_at:
        assert moved == due


@given(clocks(), moments, working_limits, spans)
def test_after_a_pause_there_is_as_much_working_time_left_as_before(clock, accepted, limit, pause):
    due = clock.promise(accepted, limit)
    assume(accepted <= pause.began_at < due)
    moved = clock.after_pause(due, pause, pause.ended_at, limit.unit)

    left = clock.minutes(pause.began_at, due)
    assert clock.minutes(pause.ended_at, moved) == left
    assert clock.used(accepted, moved, [pause]).net == clock.used(accepted, due, []).net


@given(clocks(), moments, working_limits, st.lists(moments, min_size=2, max_size=8, unique=True))
def test_however_often_the_clock_stands_the_net_time_to_the_promise_is_the_budget(
    clock, accepted, limit, moments
):
    """Pauses one after the other; those that begin after the promise move nothing."""
    due = clock.promise(accepted, limit)
    budget = clock.minutes(accepted, due)
    turns = sorted(one for one in moments if one >= accepted)
    pauses = []
    for began, ended in zip(turns[::2], turns[1::2], strict=False):
        pause = Span(began_at=began, ended_at=ended)
        due = clock.after_pause(due, pause, ended, limit.unit)
        pauses.append(pause)

    assert clock.used(accepted, due, pauses).net == budget


@given(clocks(), moments, limits, moments)
def test_what_is_left_is_never_negative_before_the_promise(clock, accepted, limit, now):
    due = clock.promise(accepted, limit)
    assume(accepted <= now <= due)

    budget = clock.minutes(accepted, due)
    assert 0 <= clock.minutes(now, due) <= budget
    warns = clock.warns_at(now, due, budget)
    assert now <= warns <= max(now, due)


def test_working_days_stand_still_while_papers_are_awaited(clock):
    due = clock.promise(moment("19/4 8:00"), TimeLimit(5))
    moved = clock.after_pause(due, span("20/4 8:00"), moment("22/4 8:00"), LimitUnit.WORKING_DAYS)

    assert (due, moved) == (moment("26/4 8:00"), moment("28/4 8:00"))


def test_days_of_the_calendar_are_left_as_days_and_the_last_is_worked(clock):
    due = clock.promise(moment("19/4 8:00"), TimeLimit(7, LimitUnit.CALENDAR_DAYS))
    moved = clock.after_pause(due, span("20/4 8:00"), moment("24/4 8:00"), LimitUnit.CALENDAR_DAYS)

    # Six days after the 24th is the 30th, a holiday; the next office day is 4 May.
    assert (due, moved) == (moment("26/4 17:00"), moment("4/5 17:00"))


def test_a_pause_in_the_account_has_its_paper_and_counts_nothing(clock):
    account = clock.account(
        moment("19/4 16:00"),
        moment("21/4 9:00"),
        [span("20/4 9:00", "20/4 15:00", note="Mẫu 02 số 7/2021")],
    )

    assert [
        (line.kind.value, line.counted_minutes, line.remaining_minutes) for line in account
    ] == [
        ("work", 60, 360),
        ("night", 0, 360),
        ("work", 120, 240),
        ("pause", 0, 240),
        ("work", 120, 120),
        ("night", 0, 120),
        ("work", 120, 0),
    ]
    assert account[3].note == "Mẫu 02 số 7/2021"


def test_little_time_is_a_fifth_or_four_hours(clock):
    long = clock.promise(moment("19/4 7:00"), TimeLimit(10))
    short = clock.promise(moment("19/4 7:00"), TimeLimit(1))

    assert clock.warns_at(moment("19/4 7:00"), long, 4800) == moment("28/4 17:00")
    assert clock.warns_at(moment("19/4 7:00"), short, 480) == moment("19/4 11:00")
