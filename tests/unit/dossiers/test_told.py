"""What a register tells never takes the place of what somebody answered."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers import told
from motcua.dossiers.types import Filled

KEYS = st.sampled_from("abcdef")
ANSWERS = st.dictionaries(KEYS, st.sampled_from(["1", "2", "3"]))
SOURCE = "population:2026-11-22T06:05:09+00:00"


@st.composite
def drafts(draw):
    answers = draw(ANSWERS)
    typed = draw(st.dictionaries(KEYS, st.just("?")))
    known = draw(st.sets(st.sampled_from(sorted(answers)))) if answers else set()
    return Filled(answers=answers, typed=typed, sources=dict.fromkeys(known, "identity"))


@given(filled=drafts(), said=ANSWERS)
def test_every_answer_of_hers_stays(filled, said):
    now = told.merged(filled, said, source=SOURCE)

    assert filled.answers.items() <= now.answers.items()
    assert now.typed == filled.typed


@given(filled=drafts(), said=ANSWERS)
def test_what_was_told_is_given_with_its_source_kept_for_her_choice_or_hers_already(filled, said):
    now = told.merged(filled, said, source=SOURCE)

    for key, answer in said.items():
        is_given = now.answers.get(key) == answer and now.sources.get(key) == SOURCE
        waits = now.told.get(key) == {"answer": answer, "source": SOURCE}
        was_hers = key not in filled.typed and filled.answers.get(key) == answer
        assert [is_given, waits, was_hers].count(True) == 1


@given(filled=drafts(), said=ANSWERS)
def test_being_told_twice_changes_nothing(filled, said):
    once = told.merged(filled, said, source=SOURCE)
    assert told.merged(once, said, source=SOURCE) == once


@given(filled=drafts(), said=ANSWERS, taken=st.sets(KEYS), seen=st.sets(KEYS), fixed=st.sets(KEYS))
def test_only_what_she_was_shown_is_settled(filled, said, taken, seen, fixed):
    before = told.merged(filled, said, source=SOURCE)
    now = told.settled(before, taken=taken, seen=seen, fixed=fixed)

    assert now.told.keys() == before.told.keys() - seen
    for key in before.told:
        if key in seen and key in taken | fixed:
            assert (now.answers[key], now.sources[key]) == (said[key], SOURCE)
            assert key not in now.typed
        else:
            assert now.answers.get(key) == before.answers.get(key)
            assert now.typed.get(key) == before.typed.get(key)


def test_an_address_is_the_same_on_another_day():
    place = {"province": "49", "line": "Thôn 2"}
    hers = Filled(answers={"noi": {**place, "on": "2021-10-20"}})

    same = told.merged(hers, {"noi": {**place, "on": "2021-10-21"}}, source=SOURCE)
    other = told.merged(hers, {"noi": {**place, "line": "Thôn 3", "on": "2021-10-21"}}, source="p")
    assert (same.told, other.told.keys()) == ({}, {"noi"})
