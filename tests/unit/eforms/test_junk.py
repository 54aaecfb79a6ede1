"""Whatever is sent to a form with every kind of field: a refusal, never a fault."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.eforms import definitions, rules
from tests.unit.eforms.country import Country
from tests.unit.eforms.making import FILE, TODAY, choices, component, definition, when

CELLS = [
    component(key="chu"),
    component("radio", key="mot", values=choices("a", "b")),
    component("number", key="so", conditional=when("mot", "a")),
    component("number", key="le", decimalLimit=2),
    component("day", key="ngay"),
    component("time", key="gio"),
    component("checkbox", key="dau"),
    component("selectboxes", key="hop", values=choices("a", "b")),
    component("vnAddress", key="noi"),
    component("currency", key="tich", calculateValue={
        "*": [{"var": "row.so"}, {"var": "row.le"}]}),
]  # fmt: skip
OUTSIDE = [
    *(cell for cell in CELLS if cell["key"] != "tich"),
    component("taxCode", key="thue"),
    component("personalId", key="ma"),
    component("file", key="tep", softRequired=True, **FILE),
    component("datagrid", key="hang", components=CELLS, validate={"minLength": 1, "maxLength": 4}),
    component("currency", key="tong", calculateValue={
        "reduce": [{"map": [{"var": "data.hang"}, {"var": "tich"}]},
                   {"+": [{"var": "accumulator"}, {"var": "current"}]}, 0]}),
    component(key="cuoi", validate={"json": {"in": [{"var": "input"}, {"var": "data.hop"}]},
                                    "customMessage": "Không có."}),
]  # fmt: skip
FORM = definitions.parse(definition(*OUTSIDE), units=Country(TODAY))
PAGE = FORM.pages[0]
KEYS = [one["key"] for one in OUTSIDE]
ROW_KEYS = [one["key"] for one in CELLS]

TEXTS = st.sampled_from(
    ["", "a", "12", "1.500,5", "2021-02-30", "8h", "49", "502", "true", "nhiều"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*ROW_KEYS, "province", "line", "on", "la"]), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip
ROWS = st.lists(st.dictionaries(st.sampled_from(ROW_KEYS), JSON, max_size=5), max_size=5)
ANSWERS = st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6) | st.fixed_dictionaries(
    {"hang": ROWS}
)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(ANSWERS)
def test_answers_of_programs_are_judged_whatever_they_are(answers):
    problems = rules.check_all(FORM, answers, today=TODAY)

    rules.visible(FORM, answers)
    kept = rules.relevant(FORM, answers)
    if not problems:
        assert rules.check_all(FORM, kept, today=TODAY) == []
        rules.summary(FORM, kept)
        rules.worded(FORM, kept)


NAMES = st.sampled_from(
    [
        *KEYS, "hang-so", "noi-province", "noi-district", "noi-line", "ngay-day", "ngay-month",
        *(f"hang-{number}-{key}" for number in (0, 1, 2, 5, 99) for key in ROW_KEYS),
        *(f"hang-{number}-{key}" for number in (1, 2) for key in ("noi-province", "ngay-year")),
        "hang-1", "hang--1", "them-dong", "bo-dong", "chon-dia-chi",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(st.dictionaries(NAMES, TEXTS | st.text(max_size=5) | st.sampled_from(["hang", "hang-1"])))
def test_a_page_is_read_judged_and_drawn_whatever_was_sent(posted):
    raw = rules.read(PAGE, posted)

    again = rules.rearranged(PAGE, raw, posted)
    checked = rules.check_page(FORM, PAGE, again or raw, {}, today=TODAY)
    shown = rules.drawn(FORM, PAGE, {**checked.answers, **(again or raw)}).values
    rules.seen(FORM, PAGE, shown)

    assert len(PAGE.places(checked.errors)) == len(checked.errors)
    assert checked.typed.keys() <= raw.keys()
    left = {problem.key for problem in rules.check_all(FORM, checked.answers, today=TODAY)}
    assert not left & checked.answers.keys() - {"cuoi"}
