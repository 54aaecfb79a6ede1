"""Rules are proposed for the programs of imported forms; no program is run."""

import pytest

from motcua.eforms import definitions
from tests.unit.eforms.making import component, definition, panel


def examined(*components):
    return definitions.examined(definition(*components))


def proposal(place, script):
    more = {"validate": {"custom": script}} if place == "custom" else {place: script}
    found = examined(component(key="a"), component(key="z", **more))
    (item,) = found.items
    assert found.form is None
    assert item.script == script
    return item.proposal


@pytest.mark.parametrize(
    ("place", "script", "rule"),
    [
        ("customConditional", "show = data.a === 'x';", {"===": [{"var": "data.a"}, "x"]}),
        (
            "customConditional",
            "show = data.a == 'x' && row.b > 3;",
            {"and": [{"==": [{"var": "data.a"}, "x"]}, {">": [{"var": "row.b"}, 3]}]},
        ),
        (
            "customConditional",
            "// chỉ khi cần\nshow = !(data.a || data.b)",
            {"!": {"or": [{"var": "data.a"}, {"var": "data.b"}]}},
        ),
        ("customConditional", "show = !!data.a", {"!!": {"var": "data.a"}}),
        ("customConditional", "show = data['a'] != null", {"!=": [{"var": "data.a"}, None]}),
        ("customConditional", "show = data.a.b", {"var": "data.a.b"}),
        (
            "calculateValue",
            "value = data.a + data.b",
            {"+": [{"var": "data.a"}, {"var": "data.b"}]},
        ),
        (
            "calculateValue",
            "value = data.a * 0.15",
            {"*": [{"var": "data.a"}, {"/": [15, 100]}]},
        ),
        (
            "calculateValue",
            "value = data.a ? (data.a - 1) / 2 : -1",
            {"if": [{"var": "data.a"}, {"/": [{"-": [{"var": "data.a"}, 1]}, 2]}, {"-": [1]}]},
        ),
        ("custom", "valid = input > 3 ? true : 'Phải hơn 3'", {">": [{"var": "input"}, 3]}),
        ("custom", "valid = input <= data.a", {"<=": [{"var": "input"}, {"var": "data.a"}]}),
    ],
)  # fmt: skip
def test_what_only_compares_and_computes_is_proposed(place, script, rule):
    assert proposal(place, script) == rule


@pytest.mark.parametrize(
    "script",
    [
        "value = 1",
        "show = true",
        "show = data.a; show = data.b",
        "var b = data.a; show = b",
        "show = data.a.length > 3",
        "show = instance.root.x",
        "show = fetch('https://x.vn')",
        "show = data.a > Date.now()",
        "show = moment(data.a) > 3",
        "show = /x/.test(data.a)",
        "show = data[key]",
        "show = data.a?.b",
        "show = `x${data.a}`",
        "show = 'a' + data.a",
        "show = data.a % 2",
        "show = (data.a = 1)",
        "show = data.a ===",
        "show = function () { return 1 }",
        "if (data.a) { show = true }",
        "show += data.a",
        "show = 1e9 < data.a",
        "show = 'a\\u0041' == data.a",
        "x" * 5_000,
        "show = " + "(" * 2_000 + "data.a" + ")" * 1_900,
        "while (true) {}",
    ],
)
def test_for_everything_else_there_is_no_proposal(script):
    assert proposal("customConditional", script) is None


def test_a_proposal_in_the_place_of_the_program_is_run():
    rule = proposal("calculateValue", "value = data.a + data.a")

    found = examined(
        component("number", key="a"), component("number", key="z", calculateValue=rule)
    )

    assert found.items == ()
    assert found.form.field("z").computed.rule == rule


def test_a_foreign_form_is_examined_item_by_item():
    found = examined(
        panel(
            component("signature", key="ky"),
            component(key="a", customConditional="show = data.b > 1", placeholder="Nhập"),
            component("select", key="c", dataSrc="url", data={"url": "https://x.vn"}),
        )
    )

    assert found.form is None
    places = {item.path.removeprefix("$.components[0].components") for item in found.items}
    assert {"[0].type", "[1].customConditional", "[1].placeholder", "[2].dataSrc"} <= places
    assert [item.proposal for item in found.items if item.proposal] == [
        {">": [{"var": "data.b"}, 1]}
    ]


def test_a_form_of_ours_is_examined_without_a_word():
    found = examined(component(key="a"))

    assert found.items == ()
    assert found.form.fields[0].key == "a"
