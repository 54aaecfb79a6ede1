"""Plans of several agencies: what is due, what has come, and when all of it ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from motcua.catalogue.types import Leg, pairs
from motcua.dossiers import plan
from motcua.dossiers.cooperation import LegState
from motcua.dossiers.types import Status

NOW = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
DONE, RUNS, FAILED = LegState.DONE, LegState.RUNS, LegState.FAILED


def leg(code, *after):
    return Leg(code=code, name=code, procedure="1.001193", after=after)


NEWBORN = (leg("birth"), leg("home", "birth"), leg("card", "home"))
FORKED = (leg("first"), leg("left", "first"), leg("right", "first"), leg("last", "left", "right"))


@st.composite
def plans(draw):
    legs = []
    for number in range(draw(st.integers(1, 6))):
        before = [one.code for one in legs]
        after = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
        legs.append(leg(f"leg-{number}", *after))
    return tuple(legs)


def codes(legs):
    return [one.code for one in legs]


def test_a_leg_is_due_when_all_before_it_are_done():
    assert codes(plan.due(NEWBORN, {})) == ["birth"]
    assert codes(plan.due(NEWBORN, {"birth": RUNS})) == []
    assert codes(plan.due(NEWBORN, {"birth": DONE})) == ["home"]
    assert codes(plan.due(FORKED, {"first": DONE})) == ["left", "right"]
    assert codes(plan.due(FORKED, {"first": DONE, "left": DONE, "right": RUNS})) == []


def test_what_was_refused_ends_the_way_behind_it():
    states = {"first": DONE, "left": FAILED, "right": RUNS}
    assert not plan.is_at_end(FORKED, states)
    assert plan.is_at_end(FORKED, {**states, "right": DONE})
    assert not plan.has_come(FORKED, {**states, "right": DONE})


@pytest.mark.parametrize(
    ("status", "closed_at", "state"),
    [
        (Status.ACCEPTED, None, "runs"),
        (Status.PROCESSING, None, "runs"),
        (Status.SUPPLEMENT, None, "stands"),
        (Status.OBLIGATION, None, "stands"),
        (Status.STOPPED, None, "stands"),
        (Status.STOPPED, NOW, "failed"),
        (Status.WITHDRAWN, NOW, "failed"),
        (Status.REFUSED, None, "failed"),
        (Status.FINISHED, None, "done"),
        (Status.RETURNED, None, "done"),
    ],
)
def test_a_status_says_how_a_leg_stands(status, closed_at, state):
    assert plan.state_of(status, closed_at).value == state


def test_the_longest_way_decides_the_end():
    days = {"first": 1, "left": 2, "right": 5, "last": 1}
    ends = plan.ends_at(FORKED, NOW, lambda one, at: at + timedelta(days=days[one.code]))
    assert ends == NOW + timedelta(days=7)


@given(plans(), st.data())
def test_every_plan_comes_to_its_end(legs, data):
    states = {}
    while not plan.is_at_end(legs, states):
        for one in plan.due(legs, states):
            states[one.code] = RUNS
        running = [code for code, state in states.items() if state is RUNS]
        states[data.draw(st.sampled_from(running))] = data.draw(st.sampled_from([DONE, FAILED]))
    came = plan.has_come(legs, states)
    assert came == (set(states.values()) == {DONE} and len(states) == len(legs))


@given(plans(), st.data())
def test_no_leg_ends_after_the_whole(legs, data):
    days = {one.code: data.draw(st.integers(0, 30)) for one in legs}
    begun = {}

    def finish(one, at):
        begun[one.code] = at
        return at + timedelta(days=days[one.code])

    end = plan.ends_at(legs, NOW, finish)
    assert all(at + timedelta(days=days[code]) <= end for code, at in begun.items())
    assert all(
        begun[one.code] >= begun[before] + timedelta(days=days[before])
        for one in legs
        for before in one.after
    )


def test_lines_of_a_leg_say_what_comes_from_where():
    assert pairs(("a = b.c", 'd = "x = {y}"')) == {"a": "b.c", "d": '"x = {y}"'}
    with pytest.raises(ValidationError):
        Leg(code="x", name="x", procedure="1.001193", answers=("without",))
