"""The levels of a service, told day by day from what the audit log says."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.queries import Moment
from motcua.kernel.clock import LegalShift
from motcua.portal import level_history
from motcua.portal.level_history import Sense

TODAY = date(2021, 10, 20)


def at(day, kind, **payload):
    moment = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    return Moment(at=moment, kind=f"catalogue.{kind}.v1", actor="system:test", payload=payload)


def declared(level, since, scheme="nd43-2011", *, on=TODAY):
    kind = "level_declared" if level else "level_declaration_withdrawn"
    return at(on, kind, scheme=scheme, level=level, valid_from=since.isoformat(), act="QĐ 1")


def changed(day, name, before, after):
    return at(day, "level_changed", **{name: {"before": before, "after": after}})


def told(*moments, declares=None, since=None, capable=None, proven=None, shift=0):
    levels = SimpleNamespace(
        declared=declares,
        declared_from=since,
        proof=SimpleNamespace(capable=capable, level=proven),
    )
    return level_history.told(moments, levels, shift=LegalShift(shift), today=TODAY)


def test_each_sense_has_its_own_days():
    may, june = date(2021, 5, 1), date(2021, 6, 1)
    found = told(
        changed(june, "proven_level", None, 3),
        changed(may, "capable_level", None, 4),
        declared(4, date(2021, 1, 1)),
        declares=4,
        capable=4,
        proven=3,
    )
    assert found.points == {
        Sense.DECLARED: {date(2021, 1, 1): 4},
        Sense.CAPABLE: {may: 4},
        Sense.PROVEN: {june: 3},
    }
    assert found.on(may) == {Sense.DECLARED: 4, Sense.CAPABLE: 4, Sense.PROVEN: None}
    assert found.days == [june, may, date(2021, 1, 1)]


def test_days_are_those_of_the_legal_clock():
    found = told(
        changed(TODAY + timedelta(weeks=265), "capable_level", None, 4), capable=4, shift=-265 * 7
    )
    assert found.points[Sense.CAPABLE] == {TODAY: 4}


def test_a_declaration_counts_from_its_own_day_not_from_that_of_its_entry():
    found = told(declared(3, date(2021, 3, 1), on=date(2021, 9, 9)), declares=3)
    assert found.days == [date(2021, 3, 1)]


def test_what_was_taken_back_was_never_declared():
    since = date(2021, 3, 1)
    assert told(declared(3, since), declared(None, since)).days == []


def test_the_other_decree_is_another_story():
    assert told(declared(2, TODAY, scheme="nd42-2022")).days == []


def test_what_holds_from_a_later_day_is_not_told_yet():
    assert told(declared(4, TODAY + timedelta(days=1))).days == []


def test_a_level_that_ends_leaves_none():
    found = told(
        changed(date(2021, 5, 1), "proven_level", None, 4),
        changed(date(2021, 8, 1), "proven_level", 4, None),
    )
    assert found.on(TODAY)[Sense.PROVEN] is None
    assert found.days[0] == date(2021, 8, 1)


def test_what_the_log_does_not_know_begins_where_it_is_known():
    found = told(declares=4, since=date(2021, 2, 1), capable=3)
    assert found.points[Sense.DECLARED] == {date(2021, 2, 1): 4}
    assert found.points[Sense.CAPABLE] == {TODAY: 3}


@pytest.mark.parametrize("moments", [[], [changed(TODAY, "capable_level", None, 4)]])
def test_a_young_history_is_still_a_picture(moments):
    found = told(*moments, capable=4 if moments else None)
    assert found.first == TODAY - timedelta(days=30)
    assert all("<svg" in picture for picture in found.pictures())


@given(
    changes=st.lists(
        st.tuples(
            st.dates(date(2015, 1, 1), TODAY),
            st.sampled_from(["capable_level", "proven_level"]),
            st.none() | st.integers(1, 4),
        ),
        max_size=30,
    )
)
def test_no_day_is_told_twice_and_none_on_which_nothing_changed(changes):
    found = told(*[changed(day, name, None, after) for day, name, after in changes])
    for points in found.points.values():
        levels = [None, *points.values()]
        assert all(one != other for one, other in pairwise(levels))
        assert list(points) == sorted(points)
    assert found.on(TODAY) == dict.fromkeys(Sense)
