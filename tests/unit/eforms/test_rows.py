"""Questions asked once for each of several: members of a household."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms import definitions, errors, rules
from tests.unit.eforms.making import FILE, TODAY, choices, component, definition, form, panel, when

HO_TEN = component(key="ho_ten", label="Họ tên", validate={"required": True, "maxLength": 30})
CON = component("radio", key="la_con", values=choices("co", "khong"), label="Là con")
LOP = component(key="lop", label="Lớp", conditional=when("nguoi.la_con", "co"))
TUOI = component("number", key="tuoi", label="Tuổi", validate={"max": 150})


def household(*cells, key="nguoi", **more):
    words = {
        "components": [*(cells or (HO_TEN, CON, LOP, TUOI))],
        "label": "Người cùng hộ",
        "rowLabel": "Thành viên",
        "addAnother": "Thêm thành viên",
    }
    return component("datagrid", key=key, **{**words, **more})


def page_of(*components):
    found = form(*components)
    return found, found.pages[0]


def sent(found, posted, answers=None):
    page = found.pages[0]
    return rules.check_page(found, page, rules.read(page, posted), answers or {}, today=TODAY)


def test_rows_come_by_their_numbers_and_keep_their_order():
    found, _ = page_of(household())

    checked = sent(
        found,
        {"nguoi-2-ho_ten": "Lê Bình", "nguoi-1-ho_ten": "Lê An", "nguoi-1-tuoi": "41"},
    )

    assert checked.errors == {}
    assert checked.answers == {"nguoi": [{"ho_ten": "Lê An", "tuoi": 41}, {"ho_ten": "Lê Bình"}]}


def test_a_row_that_was_left_blank_is_no_row():
    found, _ = page_of(household())

    checked = sent(found, {"nguoi-so": "3", "nguoi-2-ho_ten": "Lê An", "nguoi-3-tuoi": " "})

    assert checked.answers == {"nguoi": [{"ho_ten": "Lê An"}]}


def test_an_error_names_the_row_and_the_field_and_leads_to_it():
    found, page = page_of(household())

    checked = sent(found, {"nguoi-1-ho_ten": "Lê An", "nguoi-2-tuoi": "9", "nguoi-3-tuoi": "999"})

    assert checked.answers == {}
    assert checked.errors["nguoi-2-ho_ten"].text().startswith("Chưa điền “Thành viên 2: Họ tên”.")
    assert page.places(checked.errors) == [
        ("nguoi-2-ho_ten", "nguoi-2-ho_ten"),
        ("nguoi-3-ho_ten", "nguoi-3-ho_ten"),
        ("nguoi-3-tuoi", "nguoi-3-tuoi"),
    ]


def test_rows_with_an_error_are_kept_as_typed():
    found, _ = page_of(household(), component(key="o"))

    checked = sent(found, {"nguoi-1-tuoi": "nhiều", "o": "x"}, {"nguoi": [{"ho_ten": "Cũ"}]})

    assert checked.answers == {"o": "x"}
    assert list(checked.typed) == ["nguoi"]
    assert checked.typed["nguoi"][0]["tuoi"] == "nhiều"


def test_a_condition_inside_a_row_looks_at_its_own_row():
    needed = component(key="lop", validate={"required": True}, conditional=when("la_con", "co"))
    found, _ = page_of(household(HO_TEN, CON, needed))

    checked = sent(
        found,
        {
            "nguoi-1-ho_ten": "A", "nguoi-1-la_con": "khong", "nguoi-1-lop": "giấu",
            "nguoi-2-ho_ten": "B", "nguoi-2-la_con": "co",
        },
    )  # fmt: skip

    assert list(checked.errors) == ["nguoi-2-lop"]

    checked = sent(
        found,
        {"nguoi-1-ho_ten": "A", "nguoi-1-la_con": "khong", "nguoi-1-lop": "giấu"},
    )
    assert checked.answers == {"nguoi": [{"ho_ten": "A", "la_con": "khong"}]}


def test_a_condition_inside_a_row_may_look_at_the_form_before_it():
    needed = component(key="lop", conditional=when("co_con", "true"))
    found = form(
        panel(component("checkbox", key="co_con"), key="mot"),
        panel(household(HO_TEN, needed), key="hai"),
    )
    page = found.page("hai")
    raw = rules.read(page, {"nguoi-1-ho_ten": "A", "nguoi-1-lop": "5"})

    with_children = rules.check_page(found, page, raw, {"co_con": True}, today=TODAY)
    without = rules.check_page(found, page, raw, {}, today=TODAY)

    assert with_children.answers["nguoi"] == [{"ho_ten": "A", "lop": "5"}]
    assert without.answers["nguoi"] == [{"ho_ten": "A"}]
    (drawn,) = rules.seen(found, page, {}).components
    assert [cell.key for cell in drawn.cells] == ["ho_ten"]
    (drawn,) = rules.seen(found, page, {"co_con": True}).components
    assert [cell.condition for cell in drawn.cells] == [None, None]


def test_json_logic_in_a_row_looks_at_row_and_form():
    rule = {"and": [{"var": "data.co"}, {">": [{"var": "row.tuoi"}, 17]}]}
    cell = component(key="nghe", conditional={"json": rule}, conditionText="Chỉ khi đủ 18 tuổi.")
    found, _ = page_of(component("checkbox", key="co"), household(TUOI, cell))
    posted = {"nguoi-1-tuoi": "18", "nguoi-1-nghe": "Thợ", "nguoi-2-tuoi": "17",
              "nguoi-2-nghe": "Thợ"}  # fmt: skip

    assert sent(found, {**posted, "co": "true"}).answers["nguoi"] == [
        {"tuoi": 18, "nghe": "Thợ"},
        {"tuoi": 17},
    ]
    assert sent(found, posted).answers["nguoi"] == [{"tuoi": 18}, {"tuoi": 17}]


@pytest.mark.parametrize(
    ("limits", "rows", "refusal"),
    [
        ({"minLength": 2}, 1, errors.TooFewRows),
        ({"minLength": 2}, 0, errors.TooFewRows),
        ({"required": True}, 0, errors.TooFewRows),
        ({"maxLength": 2}, 2, None),
        ({}, 0, None),
    ],
)
def test_so_many_rows_at_least(limits, rows, refusal):
    found, _ = page_of(household(TUOI, validate=limits))

    checked = sent(found, {f"nguoi-{number}-tuoi": "1" for number in range(1, rows + 1)})

    assert [type(error) for error in checked.errors.values()] == ([refusal] if refusal else [])


@pytest.mark.parametrize("number", ["31", "999", "0", "-1", "1e9", "99999999999999999999", "٣"])
def test_a_row_number_out_of_range_is_not_looked_at(number):
    found, _ = page_of(household())
    posted = {f"nguoi-{number}-ho_ten": "Xa", "nguoi-1-ho_ten": "Lê An"}

    assert sent(found, posted).answers == {"nguoi": [{"ho_ten": "Lê An"}]}


def test_a_page_that_says_it_shows_a_billion_rows_is_read_to_the_most():
    _, page = page_of(household(TUOI))

    raw = rules.read(page, {"nguoi-so": "9999", "nguoi-30-tuoi": "1", "nguoi-31-tuoi": "1"})

    assert len(raw["nguoi"]) == 30


def test_a_button_adds_a_row_and_keeps_everything_typed():
    _, page = page_of(household(), component(key="o"))
    posted = {"nguoi-1-tuoi": "nhiều", "o": "x", "them-dong": "nguoi"}

    again = rules.rearranged(page, rules.read(page, posted), posted)

    assert again["o"] == "x"
    assert [row.get("tuoi") for row in again["nguoi"]] == ["nhiều", None]


def test_a_button_drops_the_row_it_names():
    _, page = page_of(household(TUOI))
    posted = {f"nguoi-{number}-tuoi": str(number) for number in (1, 2, 3)}
    raw = rules.read(page, posted)

    again = rules.rearranged(page, raw, {**posted, "bo-dong": "nguoi-2"})

    assert again["nguoi"] == [{"tuoi": "1"}, {"tuoi": "3"}]


@pytest.mark.parametrize(
    "button",
    [
        {"bo-dong": "nguoi-9"},
        {"bo-dong": "nguoi-"},
        {"bo-dong": "nguoi"},
        {"bo-dong": "khac-1"},
        {"bo-dong": "nguoi-" + "9" * 5000},
        {"them-dong": "khac"},
    ],
)
def test_a_button_that_names_nothing_changes_nothing(button):
    _, page = page_of(household(TUOI))
    raw = rules.read(page, {"nguoi-1-tuoi": "1"})

    assert rules.rearranged(page, raw, button) == raw


def test_there_is_no_row_beyond_the_most():
    _, page = page_of(household(TUOI, validate={"maxLength": 2}))
    raw = rules.read(page, {"nguoi-1-tuoi": "1", "nguoi-2-tuoi": "2"})

    assert rules.rearranged(page, raw, {"them-dong": "nguoi"}) == raw


def test_without_a_button_the_page_is_judged():
    _, page = page_of(household())

    assert rules.rearranged(page, {}, {"nguoi-1-tuoi": "1"}) is None


def test_the_summary_reads_row_by_row():
    found, _ = page_of(household())
    answers = {"nguoi": [{"ho_ten": "Lê An", "tuoi": 41}, {"ho_ten": "Lê Bình"}]}

    (line,) = rules.summary(found, answers)

    assert line.text == "Thành viên 1: Họ tên: Lê An; Tuổi: 41\nThành viên 2: Họ tên: Lê Bình"


@pytest.mark.parametrize(
    "value",
    ["x", 7, True, {}, {"ho_ten": "A"}, ["x"], [["x"]], [{"la": "x"}], [{"tuoi": "1"}],
     [{"ho_ten": "A", "tuoi": True}], [{"ho_ten": "A"}] * 31, [None]],
)  # fmt: skip
def test_rows_sent_by_a_program_are_looked_at_too(value):
    found, _ = page_of(household())

    problems = rules.check_all(found, {"nguoi": value}, today=TODAY)

    assert problems or value == {}


def test_what_was_right_on_the_page_is_right_at_the_end():
    found, _ = page_of(household(validate={"minLength": 1}))
    answers = sent(
        found, {"nguoi-1-ho_ten": "A", "nguoi-1-la_con": "co", "nguoi-1-lop": "5"}
    ).answers

    assert rules.check_all(found, answers, today=TODAY) == []
    assert rules.relevant(found, answers) == answers


CELLS = st.fixed_dictionaries(
    {}, optional={"ho_ten": st.sampled_from(["A", "B", ""]), "la_con": st.sampled_from(["co", "x"]),
                  "lop": st.text(max_size=3), "tuoi": st.sampled_from(["1", "151", "nhiều", ""])}
)  # fmt: skip


@given(st.lists(CELLS, max_size=5))
def test_a_page_gives_answers_that_are_right_or_says_why_not(rows):
    found, _ = page_of(household())
    posted = {
        f"nguoi-{number}-{key}": cell
        for number, row in enumerate(rows, 1)
        for key, cell in row.items()
    }

    checked = sent(found, posted)

    if checked.errors:
        assert "nguoi" not in checked.answers
    else:
        assert rules.check_all(found, checked.answers, today=TODAY) == []
        assert rules.relevant(found, checked.answers) == checked.answers


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        (component("file", key="f", **FILE), "type"),
        (component("hidden", key="h"), "type"),
        (household(TUOI, key="trong"), "type"),
        (component(key="z", conditional=when("nguoi.khong_co", "x")), "conditional.when"),
        (component(key="z", conditional=when("sau", "x")), "conditional.when"),
    ],
)
def test_what_a_row_cannot_hold_is_refused_by_name(cell, place):
    with pytest.raises(errors.FormNotSupported) as refusal:
        definitions.parse(definition(household(TUOI, cell), component(key="sau")))

    assert [item.path for item in refusal.value.items] == [f"$.components[0].components[1].{place}"]


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"components": []}, "components"),
        ({"validate": {"minLength": 3, "maxLength": 2}}, "validate.maxLength"),
        ({"validate": {"maxLength": 101}}, "validate.maxLength"),
        ({"calculateValue": {"var": "data.a"}}, "calculateValue"),
    ],
)
def test_rows_that_cannot_be_are_refused(more, place):
    with pytest.raises(errors.FormNotSupported) as refusal:
        form(household(TUOI, **more))

    assert refusal.value.items[0].path == f"$.components[0].{place}"


def test_keys_inside_rows_are_their_own():
    found = form(component(key="ho_ten"), household(HO_TEN), household(HO_TEN, key="khac"))

    assert [field.key for field in found.fields] == ["ho_ten", "nguoi", "khac"]


def test_rows_may_be_adopted_from_elsewhere():
    found, _ = page_of(household(prefill="population.household"))
    known = {"population": {"household": [{"ho_ten": "Lê An", "tuoi": 41, "la": 1}, "x"]}}

    assert rules.prefilled(found, known) == {"nguoi": [{"ho_ten": "Lê An", "tuoi": 41}]}
