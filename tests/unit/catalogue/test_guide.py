"""Questions are asked only where their answers matter, and always lead somewhere."""

import itertools

import pytest
from pydantic import ValidationError

from motcua.catalogue import guide
from motcua.catalogue.actions.many import carried

EVENTS = guide.life_events()


def paths(event, answers):
    """All ways to answer the questions of an event."""
    question = event.next_question(answers)
    if question is None:
        yield answers
        return
    for option in question.options:
        yield from paths(event, {**answers, question.key: option.key})


@pytest.mark.parametrize("event", EVENTS.values(), ids=list(EVENTS))
def test_every_way_to_answer_leads_to_a_procedure_within_four_questions(event):
    for answers in paths(event, {}):
        assert len(answers) <= 4
        assert event.understood(answers) == answers
        if answers != {"viec": "doi", "nganh": "khac"}:
            assert event.reached(answers), answers


@pytest.mark.parametrize("event", EVENTS.values(), ids=list(EVENTS))
def test_every_outcome_can_be_reached_and_is_a_procedure_that_we_carry(event):
    reached = list(itertools.chain(*(event.reached(answers) for answers in paths(event, {}))))
    codes = {said.code for said in carried()}

    assert all(outcome in reached for outcome in event.outcomes)
    assert {outcome.procedure for outcome in event.outcomes} <= codes


def test_procedures_name_only_life_events_that_there_are():
    assert {key for said in carried() for key in said.life_events} <= set(EVENTS)


def test_answers_to_questions_that_were_not_asked_are_left_out():
    event = EVENTS["ket-hon"]

    assert event.understood({"viec": "doc-than", "noi": "khong", "x": "y"}) == {"viec": "doc-than"}


def test_a_condition_on_what_is_not_asked_before_is_refused():
    event = EVENTS["di-lai"].model_dump()
    event["outcomes"][0]["when"] = {"sau": ("co",)}

    with pytest.raises(ValidationError, match="not asked before"):
        guide.LifeEvent.model_validate(event)
