"""Whatever happens to dossiers, the two sides of a periodic report have one sum."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.periodic import (
    OPEN,
    RECEIVED,
    RESOLVED,
    Behind,
    Cause,
    Causes,
    Cell,
    Course,
    Line,
    Span,
    cells,
)
from motcua.kernel.clock import LegalShift

START = datetime(2021, 9, 30, 17, tzinfo=UTC)
"""Midnight of 1 October 2021 in Hanoi."""
SHIFT = LegalShift(0)


def at(days):
    return None if days is None else START + timedelta(days=days)


def course(accepted, **moments):
    online = moments.pop("online", True)
    return Course(
        is_online=online,
        accepted_at=at(accepted),
        **{name: at(days) for name, days in moments.items()},
    )


def span(since, until):
    return Span(since=at(since), until=at(until), shift=SHIFT)


OCTOBER = span(0, 31)


@pytest.mark.parametrize(
    ("lived", "found"),
    [
        (course(1.4, due_at=5.4), (Cell.ONLINE, Cell.OVERDUE)),
        (course(1.4, due_at=40, online=False), (Cell.DIRECT, Cell.RUNNING)),
        (course(-3, resolved_at=2.4, due_at=3.4), (Cell.CARRIED, Cell.EARLY)),
        (course(-3, resolved_at=3.3, due_at=3.4), (Cell.CARRIED, Cell.ON_TIME)),
        (course(-3, resolved_at=3.5, due_at=3.4), (Cell.CARRIED, Cell.LATE)),
        (course(1, resolved_at=40, due_at=45), (Cell.ONLINE, Cell.RUNNING)),
        (course(1, due_at=9, stood_since=8), (Cell.ONLINE, Cell.RUNNING)),
        (course(1, due_at=9, stood_since=10), (Cell.ONLINE, Cell.OVERDUE)),
        (course(1, due_at=9, declined_at=8), (Cell.ONLINE, Cell.RUNNING)),
        (course(1, resolved_at=20, due_at=9, stood_since=8), (Cell.ONLINE, Cell.EARLY)),
        (course(-9, resolved_at=-1, due_at=3), ()),
        (course(31, due_at=40), ()),
    ],
)
def test_a_dossier_stands_where_its_dates_say(lived, found):
    assert cells(lived, OCTOBER) == found


def test_dates_that_contradict_each_other_show_on_one_side_alone():
    lived = course(5, resolved_at=-2, due_at=9)
    assert cells(lived, OCTOBER) == (Cell.ONLINE,)
    line = Line()
    line.add(cells(lived, OCTOBER))
    assert not line.holds


days = st.integers(-60 * 24, 60 * 24).map(lambda hours: hours / 24)


@st.composite
def lives(draw):
    """A dossier from receipt on: promised, perhaps extended, at a stand, and ended in some way."""
    accepted = draw(days)
    after = st.integers(0, 80 * 24).map(lambda hours: accepted + hours / 24)
    resolved, declined = draw(after | st.none()), None
    if resolved is None:
        declined = draw(after | st.none())
    return course(
        accepted,
        online=draw(st.booleans()),
        resolved_at=resolved,
        declined_at=declined,
        due_at=draw(after | st.none()),
        stood_since=draw(after | st.none()),
    )


periods = st.tuples(st.integers(-40, 40), st.integers(1, 60)).map(
    lambda drawn: (drawn[0], sum(drawn))
)


@given(st.lists(lives(), max_size=30), periods)
def test_received_is_resolved_and_open(lived, period):
    line = Line()
    for one in lived:
        found = cells(one, span(*period))
        assert len(found) in {0, 2}
        line.add(found)
    assert line.holds
    assert line.received <= len(lived)
    assert sum(line.counts[cell] for cell in (*RECEIVED, *RESOLVED, *OPEN)) == 2 * line.received


@given(st.lists(lives(), max_size=30), st.integers(-40, 40), st.integers(1, 30), st.integers(1, 30))
def test_what_a_period_leaves_open_is_carried_into_the_next(lived, start, length, other):
    first, second, both = Line(), Line(), Line()
    for one in lived:
        first.add(cells(one, span(start, start + length)))
        second.add(cells(one, span(start + length, start + length + other)))
        both.add(cells(one, span(start, start + length + other)))
    assert second.counts[Cell.CARRIED] == first.open
    for cell in (Cell.ONLINE, Cell.DIRECT, *RESOLVED):
        assert both.counts[cell] == first.counts[cell] + second.counts[cell]
    assert both.open == second.open


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=20))
def test_what_is_overdue_has_one_cause(drawn):
    found = Causes()
    for others, again, excused in drawn:
        found.add(Behind(waited_for_others=others, was_asked_again=again, is_excused=excused))
    assert found.total == len(drawn)
    assert found.counts[Cause.OTHERS] == sum(others for others, _, _ in drawn)
    assert found.counts[Cause.OWN] == sum(not others and not again for others, again, _ in drawn)
    assert found.excused == sum(excused for _, _, excused in drawn)
