"""The slip of control says who gave a dossier to whom, and whether in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.slip import Punctuality, Stage, handings, punctuality
from motcua.kernel.clock import LegalShift

NOON = datetime(2021, 10, 20, 5, tzinfo=UTC)
"""Noon in Hanoi."""
SHIFT = LegalShift(0)


def stage(who, opened, done=None, due=None):
    return Stage(
        name=f"việc của {who}",
        who=who,
        opened_at=NOON + timedelta(hours=opened),
        due_at=None if due is None else NOON + timedelta(hours=due),
        done_at=None if done is None else NOON + timedelta(hours=done),
    )


@pytest.mark.parametrize(
    ("done", "due", "found"),
    [
        (0, 0, Punctuality.ON_TIME),
        (0, 1, Punctuality.ON_TIME),
        (1, 0, Punctuality.LATE),
        (0, 24, Punctuality.EARLY),
        # Thirteen hours later it is one o'clock of the next day.
        (11, 13, Punctuality.EARLY),
        (13, 14, Punctuality.ON_TIME),
    ],
)
def test_early_is_by_the_legal_day_and_late_by_the_moment(done, due, found):
    moments = (NOON + timedelta(hours=hours) for hours in (done, due))
    assert punctuality(*moments, SHIFT) is found


def test_each_gives_to_the_next_and_the_result_is_the_givers():
    found = handings("Tiếp nhận", [stage("Lãnh đạo", 3, 4, 9), stage("Thẩm định", 0, 3, 2)], SHIFT)
    assert [(one.giver, one.receiver, one.result) for one in found] == [
        ("Tiếp nhận", "Thẩm định", None),
        ("Thẩm định", "Lãnh đạo", Punctuality.LATE),
    ]


def test_what_is_done_side_by_side_comes_from_the_same_hand():
    both = [stage("A", 0, 1), stage("B", 1, 3), stage("C", 1, 2), stage("D", 3)]
    found = handings("Tiếp nhận", both, SHIFT)
    assert [(one.giver, one.receiver) for one in found] == [
        ("Tiếp nhận", "A"),
        ("A", "B"),
        ("A", "C"),
        ("B", "D"),
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50) | st.none()), max_size=8))
def test_every_stage_is_handed_to_once_and_never_by_one_who_was_not_done(drawn):
    stages = [
        stage(str(number), opened, None if took is None else opened + took)
        for number, (opened, took) in enumerate(drawn)
    ]
    found = handings("Tiếp nhận", stages, SHIFT)
    assert sorted(one.receiver for one in found) == sorted(one.who for one in stages)
    ended = {one.who: one.done_at for one in stages}
    for one in found:
        assert one.giver == "Tiếp nhận" or ended[one.giver] <= one.at
