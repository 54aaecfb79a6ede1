"""The complete forms that the project carries, each lived through with the examples beside it.

Its examples are answers that are accepted, variations that are accepted too, and variations with
one thing wrong.
"""

import json
import re
from functools import cache
from importlib import resources

import pytest

from motcua.eforms import definitions, errors, judging, rules
from motcua.eforms.conditions import Facts
from motcua.eforms.examples import changed
from motcua.eforms.types import FileField, RowsField, walk
from motcua.kernel import text
from tests.unit.eforms.country import Country
from tests.unit.eforms.making import TODAY

EXAMPLES = resources.files("motcua.eforms").joinpath("data", "examples")
NAMES = sorted(file.name.removesuffix(".json") for file in EXAMPLES.iterdir())
MOST_QUESTIONS = 12
"""Of a page, whoever fills it in."""


def definition_of(name):
    file = resources.files("motcua.eforms").joinpath("data", f"{name}.json")
    return json.loads(file.read_text("utf-8"))


@cache
def form_of(name):
    return definitions.parse(definition_of(name), units=Country(TODAY))


def examples_of(name):
    return json.loads(EXAMPLES.joinpath(f"{name}.json").read_text("utf-8"))


def accepted_examples(name):
    said = examples_of(name)
    yield said["answers"]
    for variation in said["variations"]:
        yield changed(said["answers"], variation["changes"])


def cases(kind):
    return [
        pytest.param(name, one, id=f"{name}: {one['name']}")
        for name in NAMES
        for one in examples_of(name)[kind]
    ]


def judged(form, answers):
    """Pages that are there, and for each what is there on it; rows without their numbers."""
    facts, found = Facts(), {}
    for page in form.pages:
        if facts.meet(page.condition):
            judge = judging.Judge(judging.take_answer, TODAY)
            judge.judge(page.components, answers, facts)
            found[page.key] = {re.sub(r"-\d+-", "-", key) for key in judge.there}
    return found


def lived(name):
    return [judged(form_of(name), answers) for answers in accepted_examples(name)]


def all_fields(form):
    """With those inside rows."""
    rows = [field for field in form.fields if isinstance(field, RowsField)]
    return [*form.fields, *(cell for one in rows for cell in one.cells)]


def conditional_keys(form):
    for page in form.pages:
        if page.condition:
            yield page.key
        for component in walk(page.components):
            if component.condition:
                yield component.key
            if isinstance(component, RowsField):
                for inside in walk(component.components):
                    if inside.condition:
                        yield f"{component.key}-{inside.key}"


def test_at_least_twelve_procedures_have_a_complete_form():
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_accepted(name):
    assert rules.check_all(form_of(name), examples_of(name)["answers"], today=TODAY) == []


@pytest.mark.parametrize(("name", "variation"), cases("variations"))
def test_the_variation_is_accepted(name, variation):
    answers = changed(examples_of(name)["answers"], variation["changes"])

    assert rules.check_all(form_of(name), answers, today=TODAY) == []


@pytest.mark.parametrize(("name", "refused"), cases("refused"))
def test_what_is_wrong_is_named_and_nothing_else(name, refused):
    answers = changed(examples_of(name)["answers"], refused["changes"])

    found = rules.check_all(form_of(name), answers, today=TODAY)

    assert [(one.key, type(one.error).__name__) for one in found] == [
        (refused["key"], refused["error"])
    ]


@pytest.mark.parametrize("name", NAMES)
def test_two_things_can_go_wrong_at_least(name):
    assert len(examples_of(name)["refused"]) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_examples_answer_nothing_that_is_not_asked(name):
    form = form_of(name)
    for answers in accepted_examples(name):
        assert answers.keys() <= rules.relevant(form, answers).keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_condition_is_met_by_one_example_and_not_by_another(name):
    form = form_of(name)
    seen = [set(found).union(*found.values()) for found in lived(name)]

    never = [key for key in conditional_keys(form) if not any(key in there for there in seen)]
    always = [key for key in conditional_keys(form) if all(key in there for there in seen)]

    assert (never, always) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_no_page_asks_more_than_people_bear(name):
    form = form_of(name)
    asked = {field.key for field in form.fields if field.computed is None}
    for found in lived(name):
        for there in found.values():
            assert len(there & asked) <= MOST_QUESTIONS


@pytest.mark.parametrize("name", NAMES)
def test_who_applies_is_known_and_verified_parts_stay_as_they_are(name):
    form = form_of(name)
    fields = {field.key: field for field in form.fields}

    for key, source in (
        ("ho_ten", "identity.full_name"),
        ("so_dinh_danh", "identity.personal_id"),
        ("ngay_sinh", "identity.birth_date"),
    ):
        assert (fields[key].prefill, fields[key].fixed) == (source, True)
    assert fields["noi_cu_tru"].prefill == "identity.address"
    assert fields["dien_thoai"].prefill == "identity.phone"


@pytest.mark.parametrize("name", NAMES)
def test_it_ends_with_the_declaration_and_no_paper_is_asked_without_a_way_to_give_it(name):
    form = form_of(name)

    assert form.pages[-1].fields[-1].key == "cam_doan"
    for field in form.fields:
        if isinstance(field, FileField):
            assert field.required != field.may_follow


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_official_paper_it_stands_for(name):
    said = definition_of(name)["properties"]

    assert said["declaration"]["title"]
    assert said["source"]
    assert said["certainty"]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_in_the_official_spelling(name):
    form = form_of(name)
    words = [form.title, *(page.title for page in form.pages)]
    for field in all_fields(form):
        words += [field.label, field.hint, field.explanation]

    assert [word for word in words if text.normalise(word) != word] == []


@pytest.mark.parametrize("name", NAMES)
def test_hints_end_without_a_full_stop_and_explanations_with_one(name):
    fields = all_fields(form_of(name))

    assert [field.hint for field in fields if field.hint.endswith(".")] == []
    assert [
        one.explanation for one in fields if one.explanation and one.explanation[-1] != "."
    ] == []


def test_some_form_has_a_hundred_questions():
    assert max(len(all_fields(form_of(name))) for name in NAMES) >= 100


def test_the_same_question_has_the_same_source_in_all_forms():
    """What is prefilled in one form is offered in the others, so it must be one kind of answer."""
    kinds = {}
    for name in NAMES:
        for field in form_of(name).fields:
            if field.prefill:
                kinds.setdefault(field.prefill, set()).add(type(field))

    assert {source: found for source, found in kinds.items() if len(found) > 1} == {}


def test_a_refusal_names_an_error_that_exists():
    named = {one["error"] for name in NAMES for one in examples_of(name)["refused"]}

    assert {name for name in named if not hasattr(errors, name)} == set()
