"""Answers that rules give, and rules that answers must meet."""

import pytest

from motcua.eforms import errors, rules
from tests.unit.eforms.making import TODAY, choices, component, form, panel

TIMES = {"*": [{"var": "row.so_luong"}, {"var": "row.don_gia"}]}
TOTAL = {
    "reduce": [
        {"map": [{"var": "data.hang"}, {"var": "thanh_tien"}]},
        {"+": [{"var": "accumulator"}, {"var": "current"}]},
        0,
    ]
}
GOODS = component(
    "datagrid",
    key="hang",
    rowLabel="Hàng",
    components=[
        component("number", key="so_luong", decimalLimit=2, label="Số lượng"),
        component("currency", key="don_gia", label="Đơn giá"),
        component("currency", key="thanh_tien", label="Thành tiền", calculateValue=TIMES),
    ],
)


def sent(found, posted, answers=None, page=0):
    asked = found.pages[page]
    return rules.check_page(found, asked, rules.read(asked, posted), answers or {}, today=TODAY)


def test_an_invoice_adds_up_to_the_dong():
    found = form(GOODS, component("currency", key="tong", calculateValue=TOTAL))
    posted = {
        "hang-1-so_luong": "2,5", "hang-1-don_gia": "10.001",
        "hang-2-so_luong": "3", "hang-2-don_gia": "1.500.000",
    }  # fmt: skip

    checked = sent(found, posted)

    assert checked.errors == {}
    assert [row["thanh_tien"] for row in checked.answers["hang"]] == [25_003, 4_500_000]
    assert checked.answers["tong"] == 4_525_003


def test_what_is_sent_for_a_computed_field_is_not_looked_at():
    found = form(component("number", key="a"), component("number", key="b", calculateValue={
        "+": [{"var": "data.a"}, 1]}))  # fmt: skip

    checked = sent(found, {"a": "1", "b": "999"})

    assert checked.answers == {"a": 1, "b": 2}
    assert rules.relevant(found, {"a": 1, "b": 999}) == {"a": 1, "b": 2}
    assert rules.check_all(found, {"a": 1, "b": "bịa"}, today=TODAY) == []


def test_a_computed_answer_is_never_older_than_what_it_comes_from():
    found = form(
        panel(component("number", key="a")),
        panel(component("number", key="b", calculateValue={"*": [{"var": "data.a"}, 2]})),
    )

    checked = sent(found, {"a": "5"}, {"a": 1, "b": 2})

    assert rules.relevant(found, checked.answers) == {"a": 5, "b": 10}
    assert [line.text for line in rules.summary(found, checked.answers)] == ["5", "10"]


def test_a_condition_may_hang_on_a_computed_answer():
    found = form(
        component("number", key="a"),
        component("number", key="b", calculateValue={"*": [{"var": "data.a"}, 2]}),
        component(
            key="c",
            conditional={"json": {">": [{"var": "data.b"}, 5]}},
            conditionText="Chỉ khi hơn 5.",
        ),
    )

    assert "c" in rules.visible(found, {"a": 3})
    assert "c" not in rules.visible(found, {"a": 2, "b": 100})


@pytest.mark.parametrize(
    ("decimals", "rule", "found"),
    [
        (0, {"/": [5, 2]}, 3),
        (0, {"/": [1, 3]}, 0),
        (1, {"/": [1, 3]}, "0.3"),
        (2, {"/": [1, 200]}, "0.01"),
        (4, {"/": [1, 3]}, "0.3333"),
        (2, {"+": [1, 1]}, "2"),
        (0, {"/": [1, 0]}, None),
        (0, {"var": "data.a"}, None),
    ],
)
def test_results_are_rounded_once_half_up(decimals, rule, found):
    field = component("number", key="b", decimalLimit=decimals, calculateValue=rule)

    answers = rules.relevant(form(component("number", key="a"), field), {})

    assert answers.get("b") == found


@pytest.mark.parametrize(
    ("field", "rule", "found"),
    [
        (component("textfield", key="b"), {"if": [{"var": "data.a"}, "có", "không"]}, "có"),
        (component("checkbox", key="b"), {">": [{"var": "data.a"}, 1]}, True),
        (component("checkbox", key="b"), {">": [{"var": "data.a"}, 9]}, None),
        (component("radio", key="b", values=choices("x", "y")), {"if": [True, "y"]}, "y"),
        (component("hidden", key="b"), {"if": [True, "kín"]}, "kín"),
        (component("declaration", key="b"), {"if": [True, True]}, None),
    ],
)
def test_a_result_becomes_an_answer_of_the_kind(field, rule, found):
    asked = form(component("number", key="a"), {**field, "calculateValue": rule})

    assert rules.relevant(asked, {"a": 2}).get("b") == found


def test_a_result_out_of_range_is_an_error():
    field = component("currency", key="b", calculateValue={"-": [{"var": "data.a"}, 10]})
    found = form(component("currency", key="a"), field)

    assert list(sent(found, {"a": "5"}).errors) == ["b"]


def test_a_page_shows_what_is_computed_as_people_read_it():
    found = form(GOODS, component("currency", key="tong", calculateValue=TOTAL))
    page = found.pages[0]
    raw = rules.read(page, {"hang-1-so_luong": "2", "hang-1-don_gia": "1.500"})

    shown = rules.drawn(found, page, raw).values

    assert shown["tong"] == "3.000 đồng"
    assert shown["hang"][0]["thanh_tien"] == "3.000 đồng"
    assert shown["hang"][0]["don_gia"] == "1.500"


ENDS = component(
    "day",
    key="den",
    label="Đến ngày",
    validate={
        "json": {">=": [{"var": "input"}, {"var": "data.tu"}]},
        "customMessage": "Ngày kết thúc phải sau ngày bắt đầu.",
    },
)


def test_a_rule_across_fields_says_the_authors_sentence():
    found = form(component("day", key="tu"), ENDS)

    problems = rules.check_all(found, {"tu": "2021-02-01", "den": "2021-01-31"}, today=TODAY)

    assert [problem.key for problem in problems] == ["den"]
    assert problems[0].error.text() == "“Đến ngày”: Ngày kết thúc phải sau ngày bắt đầu."
    assert rules.check_all(found, {"tu": "2021-02-01", "den": "2021-02-01"}, today=TODAY) == []
    assert rules.check_all(found, {"tu": "2021-02-01"}, today=TODAY) == []


def test_a_rule_inside_a_row_looks_at_its_row():
    cell = component(
        "number",
        key="con",
        validate={
            "json": {"<=": [{"var": "row.con"}, {"var": "row.cha"}]},
            "customMessage": "Sai.",
        },
    )
    rows = component("datagrid", key="r", components=[component("number", key="cha"), cell])

    checked = sent(form(rows), {"r-1-cha": "5", "r-1-con": "5", "r-2-cha": "5", "r-2-con": "6"})

    assert list(checked.errors) == ["r-2-con"]


def test_a_rule_may_judge_rows_as_a_whole():
    rows = component(
        "datagrid",
        key="r",
        components=[component("number", key="phan")],
        validate={
            "json": {
                "==": [
                    {"reduce": [{"var": "data.r"},
                                {"+": [{"var": "accumulator"}, {"var": "current.phan"}]}, 0]},
                    100,
                ]
            },
            "customMessage": "Các phần phải đủ 100.",
        },
    )  # fmt: skip
    found = form(rows)

    assert sent(found, {"r-1-phan": "40", "r-2-phan": "60"}).errors == {}
    assert list(sent(found, {"r-1-phan": "40", "r-2-phan": "59"}).errors) == ["r"]


def test_an_answer_that_a_rule_refuses_decides_nothing():
    found = form(
        component("number", key="a", validate={"json": {">": [{"var": "input"}, 5]},
                                               "customMessage": "Hơn 5."}),
        component(key="b", conditional={"json": {"var": "data.a"}}, conditionText="Khi có a."),
    )  # fmt: skip

    assert sent(found, {"a": "3", "b": "x"}).answers == {}


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"calculateValue": {"var": "data.sau"}}, "calculateValue"),
        ({"calculateValue": {"var": "data.o"}}, "calculateValue"),
        ({"calculateValue": {"var": "row.o"}}, "calculateValue"),
        ({"calculateValue": [1]}, "calculateValue"),
        ({"calculateValue": {"var": "data.a"}, "allowCalculateOverride": True},
         "allowCalculateOverride"),
        ({"validate": {"json": {"var": "data.sau"}, "customMessage": "x"}}, "validate.json"),
        ({"validate": {"json": {"var": "input"}}}, "validate.customMessage"),
        ({"validate": {"json": "input > 3", "customMessage": "x"}}, "validate.json"),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_run_are_refused_by_name(more, place):
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(component("number", key="a"), component("number", **more), component(key="sau"))

    assert [item.path for item in refusal.value.items] == [f"$.components[1].{place}"]
