from datetime import date

import pytest

from motcua.eforms import examples, replay
from tests.unit.eforms.making import TODAY, component, form, panel
from tests.unit.eforms.test_forms import NAMES, form_of

NAME = component(key="ten", label="Họ tên", validate={"required": True})
DAY = component("day", "ngay", label="Ngày cưới", maxDate="today")


def example(answers, **more):
    return replay.Example(**{"answers": answers, "legal_date": TODAY, **more})


def codes(outcome):
    return {key: one.code for key, one in outcome.items()}


def test_an_example_comes_to_what_the_form_refuses():
    asked = form(NAME, DAY)

    assert replay.outcome(asked, example({"ten": "Lan"})) == {}
    refused = replay.outcome(asked, example({"ngay": "2021-10-19"}))
    assert codes(refused) == {"ten": "eforms.answer_missing", "ngay": "eforms.date_too_late"}
    assert "“Họ tên”" in refused["ten"].told


def test_an_example_is_judged_on_its_own_day():
    later = example({"ten": "Lan", "ngay": "2021-10-19"}, legal_date=date(2021, 10, 19))

    assert replay.outcome(form(NAME, DAY), later) == {}


def test_a_page_is_judged_by_what_was_typed_on_it():
    asked = form(panel(NAME, DAY, key="mot"), panel(component(key="b"), key="hai"))
    typed = {"ten": "Lan", "ngay": ["31", "2", "2021"]}

    found = replay.outcome(asked, example({}, page="mot", typed=typed))

    assert list(found) == ["ngay"]


def test_a_page_that_went_is_told():
    found = replay.shifts(form(panel(NAME, key="mot")), example({}, page="hai"), {})

    assert found == [replay.Shift("hai", "hai", "", replay.PAGE_GONE)]


def test_what_came_to_be_refused_is_told_with_its_question():
    was, now = form(component(key="ten", label="Tên")), form(NAME)
    expected = replay.outcome(was, example({}))

    (shift,) = replay.shifts(now, example({}), expected)

    assert (shift.key, shift.question, shift.expected) == ("ten", "Họ tên", "")
    assert "Chưa điền" in shift.now


def test_what_came_to_be_accepted_is_told_with_what_was_refused():
    expected = replay.outcome(form(NAME), example({}))

    (shift,) = replay.shifts(form(component(key="ten")), example({}), expected)

    assert "Chưa điền" in shift.expected
    assert shift.now == ""


def test_a_question_that_went_refuses_its_answer():
    (shift,) = replay.shifts(form(NAME), example({"ten": "Lan", "ho": "Lê"}), {})

    assert (shift.key, shift.question) == ("ho", "ho")


def test_better_words_for_the_same_refusal_change_nothing():
    said = component(key="ten", validate={"pattern": "[a-z]+", "customMessage": "Chữ thường."})
    better = {**said, "validate": {**said["validate"], "customMessage": "Chỉ chữ thường."}}
    tried = example({"ten": "LAN"})

    assert replay.shifts(form(better), tried, replay.outcome(form(said), tried)) == []


def test_a_cell_of_a_row_is_told_by_the_question_of_the_rows():
    rows = component("datagrid", "nguoi", label="Người cùng hộ", components=[NAME, DAY])

    (shift,) = replay.shifts(form(rows), example({"nguoi": [{"ngay": "2021-10-01"}]}), {})

    assert (shift.key, shift.question) == ("nguoi-1-ten", "Người cùng hộ")


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_that_we_carry_come_to_what_they_say(name):
    carried = examples.of(name)

    assert len({one.name for one in carried}) == len(carried) >= 3
    for one in carried:
        assert codes(replay.outcome(form_of(name), one.example)) == one.refused


def test_a_form_that_is_not_ours_has_no_examples():
    assert examples.of("khong-co") == []
