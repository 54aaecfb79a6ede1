import pytest

from motcua.eforms import definitions, errors, logic, rules
from tests.unit.eforms.making import TODAY, choices, component, definition, form, panel, when


def hangs_on(rule, **more):
    return {"conditional": {"json": rule}, "conditionText": "Chỉ điền khi cần.", **more}


ASKED = [
    component("radio", key="a", values=choices("x", "y")),
    component("checkbox", key="b"),
    component("selectboxes", key="c", values=choices("x", "y")),
    component("number", key="d"),
    component("day", key="e"),
    component(key="f.g"),
]


def is_visible(condition, answers):
    found = form(*ASKED, component(key="z", **condition))
    return "z" in rules.visible(found, answers)


@pytest.mark.parametrize(
    ("condition", "answers", "visible"),
    [
        (when("a", "y"), {"a": "y"}, True),
        (when("a", "y"), {"a": "x"}, False),
        (when("a", "y"), {}, False),
        (when("a", "y", show=False), {"a": "y"}, False),
        (when("a", "y", show=False), {}, True),
        (when("a", ""), {}, True),
        (when("a", ""), {"a": "x"}, False),
        ({"show": "true", "when": "a", "eq": "y"}, {"a": "y"}, True),
        (when("b", value=True), {"b": True}, True),
        (when("b", "true"), {}, False),
        (when("b", "false"), {}, True),
        (when("b", value=False), {"b": True}, False),
        (when("c", "y"), {"c": ["x", "y"]}, True),
        (when("c", "y"), {"c": ["x"]}, False),
        (when("d", 2), {"d": 2}, True),
        (when("d", "2"), {"d": 3}, False),
        (when("f.g", "z"), {"f.g": "z"}, True),
    ],
)
def test_the_simple_condition(condition, answers, visible):
    assert is_visible({"conditional": condition}, answers) is visible


@pytest.mark.parametrize(
    ("rule", "answers", "visible"),
    [
        ({"==": [{"var": "data.a"}, "y"]}, {"a": "y"}, True),
        ({"==": [{"var": "data.a"}, "y"]}, {}, False),
        ({"!": {"var": "data.b"}}, {}, True),
        ({"==": [{"var": "data.b"}, False]}, {}, True),
        ({"and": [{"var": "data.b"}, {">": [{"var": "data.d"}, 2]}]}, {"b": True, "d": 3}, True),
        ({"and": [{"var": "data.b"}, {">": [{"var": "data.d"}, 2]}]}, {"b": True, "d": 2}, False),
        ({">": [{"var": "data.d"}, 2]}, {}, False),
        ({"var": "data.c.y"}, {"c": ["y"]}, True),
        ({"var": "data.c.y"}, {"c": ["x"]}, False),
        ({"in": [{"var": "data.a"}, ["x", "y"]]}, {"a": "x"}, True),
        ({"<": [{"var": "data.e"}, "2003-10-18"]}, {"e": "1990-02-01"}, True),
        ({"==": [{"var": ["data.f.g"]}, "z"]}, {"f.g": "z"}, True),
        ({"if": [{"var": "data.b"}, True, False]}, {"b": True}, True),
    ],
)
def test_json_logic(rule, answers, visible):
    assert is_visible(hangs_on(rule), answers) is visible


@pytest.mark.parametrize(
    "rule",
    [
        {"var": "data.khong_co"},
        {"var": "data.z"},
        {"var": "a"},
        {"var": ""},
        {"var": [["data.a"]]},
        {"var": {"cat": ["data.", "a"]}},
        {"today": []},
        {"log": {"var": "data.a"}},
        {"==": [1], "!=": [1]},
        {"and": [{"khong_co": 1}]},
        {"map": [{"var": "data.c"}, {"var": ""}]},
        {"==": [{"var": "data.a"}]},
    ],
)
def test_a_rule_that_is_not_run_is_refused_when_the_form_is_read(rule):
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(*ASKED, component(key="z", **hangs_on(rule)))

    assert [item.path for item in refusal.value.items] == ["$.components[6].conditional.json"]


def test_a_rule_nested_without_end_is_refused():
    rule = {"var": "data.a"}
    for _ in range(30):
        rule = {"!": rule}

    with pytest.raises(logic.LogicRefusedError):
        logic.keys_of(rule, known={"a": ()})


def test_a_rule_needs_a_sentence_for_people_without_script():
    written = component(key="z", conditional={"json": {"var": "data.b"}})

    with pytest.raises(errors.FormNotSupported) as refusal:
        definitions.parse(definition(*ASKED, written))

    assert [item.path for item in refusal.value.items] == ["$.components[6].conditionText"]


def test_a_rule_over_answers_of_strange_types_does_not_hold():
    rule = {">": [{"var": "data.d"}, 2]}

    assert is_visible(hangs_on(rule), {"d": ["2"]}) is False
    assert is_visible(hangs_on(rule), {"d": "nhiều"}) is False


def test_what_hangs_on_a_hidden_field_is_hidden_too():
    found = form(
        component("radio", key="a", values=choices("x", "y")),
        component("radio", key="b", values=choices("x"), conditional=when("a", "x")),
        component(key="c", conditional=when("b", "x")),
    )

    assert rules.visible(found, {"a": "x", "b": "x"}) == {"mau", "a", "b", "c"}
    assert rules.visible(found, {"a": "y", "b": "x"}) == {"mau", "a"}


def test_the_condition_of_a_fieldset_holds_for_all_in_it():
    group = {
        "type": "fieldset",
        "key": "nhom",
        "legend": "Nhóm",
        "components": [component(key="b"), component(key="c")],
        "conditional": when("a", "x"),
    }
    found = form(component(key="a"), group)

    assert rules.visible(found, {"a": "x"}) == {"mau", "a", "nhom", "b", "c"}
    assert rules.visible(found, {"b": "x"}) == {"mau", "a"}


def test_a_page_may_come_and_go():
    found = form(
        panel(component("checkbox", key="a"), key="mot"),
        panel(component(key="b"), key="hai", conditional=when("a", "true")),
        panel(component(key="c"), key="ba"),
    )

    assert [page.key for page in rules.visible_pages(found, {})] == ["mot", "ba"]
    assert [page.key for page in rules.visible_pages(found, {"a": True})] == ["mot", "hai", "ba"]


def test_a_page_is_drawn_without_what_other_pages_rule_out():
    found = form(
        panel(component("checkbox", key="a"), key="mot"),
        panel(
            component(key="b", conditional=when("a", "true")),
            component(key="c"),
            component(key="d", conditional=when("c", "x")),
            key="hai",
        ),
    )
    page = found.page("hai")

    ruled_out = rules.seen(found, page, {})
    ruled_in = rules.seen(found, page, {"a": True})

    assert [field.key for field in ruled_out.fields] == ["c", "d"]
    assert [(field.key, field.condition is None) for field in ruled_in.fields] == [
        ("b", True),
        ("c", True),
        ("d", False),
    ]


def test_a_page_is_checked_in_the_light_of_the_pages_before():
    found = form(
        panel(component("checkbox", key="a"), key="mot"),
        panel(
            component(key="b", conditional=when("a", "true"), validate={"required": True}),
            key="hai",
        ),
    )
    page = found.page("hai")

    assert rules.check_page(found, page, {"b": ""}, {}, today=TODAY).errors == {}
    assert list(rules.check_page(found, page, {"b": ""}, {"a": True}, today=TODAY).errors) == ["b"]
