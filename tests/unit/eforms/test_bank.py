import pytest

from motcua.eforms import bank, checks, definitions
from motcua.eforms.types.bank import Topic
from tests.unit.eforms.making import component, definition, panel
from tests.unit.eforms.test_forms import NAMES, form_of

EACH = pytest.mark.parametrize("entry", bank.carried(), ids=lambda one: one.key)


def test_every_topic_has_questions_and_every_key_means_one():
    keys = [one.key for one in bank.carried()]

    assert {one.topic for one in bank.carried()} == set(Topic)
    assert len(set(keys)) == len(keys) >= 30


@EACH
def test_a_carried_question_stands_in_any_form_without_an_error(entry):
    written = definition(panel(dict(entry.question), title="Nội dung"))
    of_its_own = [one for one in checks.findings(written) if one.path == entry.key]

    assert definitions.parse(written).field(entry.key).label == entry.label
    assert [one.severity.value for one in of_its_own if one.severity.value != "advice"] == []


@EACH
def test_a_carried_question_has_the_source_that_the_carried_forms_give_it(entry):
    sources = {
        field.prefill for name in NAMES for field in form_of(name).fields if field.key == entry.key
    }

    assert not sources or entry.question.get("prefill", "") in sources


def test_questions_go_to_the_end_of_a_page_before_a_closing_declaration():
    declared = component("declaration", "cam_doan")
    written = definition(
        panel(component(key="a"), key="mot"), panel(component(key="b"), declared, key="hai")
    )
    new = [component(key="x"), component(key="y")]

    first, last = bank.put_in(written, "mot", new), bank.put_in(written, "hai", new)

    assert [one["key"] for one in first["components"][0]["components"]] == ["a", "x", "y"]
    assert [one["key"] for one in last["components"][1]["components"]] == [
        "b",
        "x",
        "y",
        "cam_doan",
    ]
    assert bank.put_in(written, "ba", new) is None
    assert len(written["components"][0]["components"]) == 1


def test_a_shared_question_leaves_its_condition_behind():
    asked = component(conditional={"show": True, "when": "a", "eq": "b"}, conditionText="Khi b")

    assert bank.shared(asked) == component()


@pytest.mark.parametrize(
    "more",
    [
        {"calculateValue": {"var": "data.a"}},
        {"validate": {"json": {"var": "data.a"}}},
        {"components": [component()]},
    ],
)
def test_a_question_that_looks_at_others_is_known(more):
    assert bank.hangs_on_others(component(**more))
    assert not bank.hangs_on_others(component())
