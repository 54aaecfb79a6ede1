"""JSON Logic as we run it: exact, total, and like the library of others where that is exact too."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_logic import jsonLogic

from motcua.eforms import logic

DATA = {
    "a": 2,
    "b": Fraction(1, 2),
    "chu": "x",
    "so_chu": "12.5",
    "co": True,
    "ngay": "2021-10-18",
    "rong": None,
    "hop": {"x": True, "y": True},
    "hang": [{"ten": "An", "tien": 10}, {"ten": "Bình", "tien": 5}, {"ten": "Chi"}],
}
KNOWN = {**dict.fromkeys(DATA, ()), "hang": ("ten", "tien")}


def var(key):
    return {"var": f"data.{key}"}


def result(rule, **scope):
    logic.keys_of(rule, known=KNOWN, is_check=True)
    return logic.evaluated(rule, {"data": DATA, **scope})


LARGEST = {"max": [{"var": "accumulator"}, {"var": "current.tien"}]}


def total(key):
    return {
        "reduce": [
            {"map": [var("hang"), {"var": key}]},
            {"+": [{"var": "accumulator"}, {"var": "current"}]},
            0,
        ]
    }


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"+": [var("a"), 3]}, 5),
        ({"+": [{"/": [1, 10]}, {"/": [2, 10]}]}, Fraction(3, 10)),
        ({"*": [var("a"), var("b")]}, 1),
        ({"-": [var("a"), 5]}, -3),
        ({"-": [var("a")]}, -2),
        ({"/": [1, 3]}, Fraction(1, 3)),
        ({"/": [1, 0]}, None),
        ({"+": [var("so_chu"), 0]}, Fraction(25, 2)),
        ({"+": [var("chu"), 1]}, 1),
        ({"*": [var("chu"), 1]}, None),
        # Sums leave out what is empty, products and differences are empty with it.
        ({"+": [var("rong"), 1]}, 1),
        ({"+": [var("rong"), var("rong")]}, None),
        ({"-": [var("rong"), 1]}, None),
        ({"*": [var("rong"), 1]}, None),
        ({"min": [3, var("a"), var("rong")]}, 2),
        ({"max": [3, var("a")]}, 3),
        ({"if": [{">": [var("a"), 1]}, "nhiều", "ít"]}, "nhiều"),
        ({"if": [False, 1, {"!": False}, 2, 3]}, 2),
        ({"if": [False, 1]}, None),
        ({"?:": [var("rong"), 1, 2]}, 2),
        (total("tien"), 15),
        ({"reduce": [var("hang"), {"+": [{"var": "accumulator"}, 1]}, 0]}, 3),
        ({"reduce": [var("hang"), LARGEST, 0]}, 10),
        ({"map": [{"filter": [var("hang"), {">": [{"var": "tien"}, 5]}]}, {"var": "ten"}]}, ["An"]),
        ({"all": [var("hang"), {"!!": {"var": "ten"}}]}, True),
        ({"all": [var("hang"), {"var": "tien"}]}, False),
        ({"some": [var("hang"), {"==": [{"var": "ten"}, "Chi"]}]}, True),
        ({"none": [var("hang"), {"==": [{"var": "ten"}, "Dũng"]}]}, True),
        ({"<": ["2021-01-01", var("ngay"), "2022-01-01"]}, True),
        ({"<": [var("a"), "x"]}, False),
        ({">": [var("rong"), -1]}, False),
        ({"==": [var("a"), "2"]}, True),
        ({"===": [var("a"), "2"]}, False),
        ({"===": [{"/": [4, 2]}, 2]}, True),
        ({"!==": [var("chu"), "y"]}, True),
        ({"in": ["x", var("hop")]}, True),
        ({"in": ["z", var("hop")]}, False),
        ({"in": [2, [1, 2]]}, True),
        ({"in": ["18", var("ngay")]}, True),
        ({"and": [1, var("rong"), 2]}, None),
        ({"or": [0, var("chu")]}, "x"),
    ],
)  # fmt: skip
def test_what_a_rule_comes_to(rule, found):
    assert result(rule) == found


@pytest.mark.parametrize(
    "rule",
    [
        {"var": "data.khong_co"},
        {"var": "data.hang.tien"},
        {"var": "input.x"},
        {"var": ["data.a", 1]},
        {"%": [1, 2]},
        {"cat": ["a", "b"]},
        {"log": [1]},
        {"missing": ["data.a"]},
        {"+": []},
        {"-": [1, 2, 3]},
        {"==": [1]},
        {"reduce": [var("hang"), {"var": "current"}]},
        {"map": [var("a"), {"var": ""}]},
        {"map": [[1, 2], {"var": ""}]},
        {"map": [var("hang"), {"var": "khong_co"}]},
        {"map": [var("hang"), var("a")]},
        {"map": [var("hang"), {"map": [var("hang"), {"var": "ten"}]}]},
        {"reduce": [var("hang"), {"reduce": [var("hang"), 1, 0]}, 0]},
        {"and": [1] * 100},
        {"if": [[1] * 600]},
    ],
)
def test_what_is_not_run_is_refused(rule):
    with pytest.raises(logic.LogicRefusedError):
        logic.keys_of(rule, known=KNOWN)


def test_a_rule_says_which_answers_it_asks_for():
    rule = {"and": [var("a"), {"var": "row.b"}, {"some": [var("hang"), {"var": "ten"}]}]}

    assert logic.keys_of(rule, known=KNOWN, row={"b"}) == {"a", "row.b", "hang"}


def test_numbers_do_not_grow_without_end():
    grow = {
        "reduce": [var("hang"), {"*": [{"var": "accumulator"}, {"var": "accumulator"}]}, 10**30]
    }

    assert result(grow) is None


NUMBERS = st.integers(-1_000, 1_000)
LEAVES = NUMBERS | st.booleans() | st.none() | st.sampled_from(["x", "12", ""])
SAFE = st.recursive(
    LEAVES | st.sampled_from([var("a"), var("chu"), var("rong"), var("hang")]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["==", "!=", "<", ">", "+", "-", "*", "/", "in"]),
                  st.lists(inner, min_size=2, max_size=2)),
        st.tuples(st.sampled_from(["and", "or", "if", "+", "min", "max"]),
                  st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("!"), inner),
    ).map(lambda pair: {pair[0]: pair[1]}),
    max_leaves=12,
)  # fmt: skip


@given(SAFE)
def test_no_rule_that_was_read_raises(rule):
    try:
        logic.keys_of(rule, known=KNOWN)
    except logic.LogicRefusedError:
        return

    logic.evaluated(rule, {"data": DATA})


EXACT = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(
            st.sampled_from(["+", "*", "min", "max"]), st.lists(inner, min_size=2, max_size=3)
        ),
        st.tuples(st.just("-"), st.lists(inner, min_size=2, max_size=2)),
        st.tuples(
            st.just("if"),
            st.tuples(
                st.tuples(
                    st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
                    st.lists(inner, min_size=2, max_size=2),
                ).map(lambda pair: {pair[0]: pair[1]}),
                inner, inner,
            ).map(list),
        ),
    ).map(lambda pair: {pair[0]: pair[1]}),
    max_leaves=6,
)  # fmt: skip


@given(EXACT)
def test_over_small_whole_numbers_we_and_the_library_agree(rule):
    # Multiplied often they leave what a float holds; ours stays exact there.
    ours = logic.evaluated(rule, {})
    theirs = jsonLogic(rule, {})

    if ours is not None and abs(ours) < 2**40:
        assert ours == theirs
