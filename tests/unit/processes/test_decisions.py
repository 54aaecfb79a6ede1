"""Decision tables answer as the standard says, or are refused before they can answer wrongly."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.processes import decisions, unary
from motcua.processes.adapters import dmn
from motcua.processes.errors import DecisionAmbiguous, DecisionNotSupported
from motcua.processes.types import FactKind

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def file_of(inputs, outputs, rules, *, policy="UNIQUE", figure="", space=SPACE):
    """A DMN file: inputs (name, type[, values]), outputs (name, type[, values[, default]])."""

    def escaped(said):
        return said.replace("&", "&amp;").replace("<", "&lt;")

    def held(tag, said):
        return f"<{tag}><text>{escaped(said)}</text></{tag}>" if said else ""

    columns = "".join(
        f'<input id="i{n}"><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression>'
        f"{held('inputValues', more[0] if more else '')}</input>"
        for n, (name, kind, *more) in enumerate(inputs, start=1)
    ) + "".join(
        f'<output id="o{n}" name="{name}" typeRef="{kind}">'
        f"{held('outputValues', more[0] if more else '')}"
        f"{held('defaultOutputEntry', more[1] if len(more) > 1 else '')}</output>"
        for n, (name, kind, *more) in enumerate(outputs, start=1)
    )
    lines = "".join(
        f'<rule id="r{n}">'
        + "".join(
            f'<{"inputEntry" if m < len(inputs) else "outputEntry"} id="r{n}c{m + 1}">'
            f"<text>{escaped(cell)}</text></{'inputEntry' if m < len(inputs) else 'outputEntry'}>"
            for m, cell in enumerate(row)
        )
        + "</rule>"
        for n, row in enumerate(rules, start=1)
    )
    sums = f' aggregation="{figure}"' if figure else ""
    return (
        f'<definitions xmlns="{space}" id="d" name="d" namespace="urn:test"><decision id="fee"'
        f' name="Phí"><decisionTable id="t" hitPolicy="{policy}"{sums}>{columns}{lines}'
        "</decisionTable></decision></definitions>"
    ).encode()


def read(*args, **more):
    return dmn.read(file_of(*args, **more))


def refused(*args, **more):
    with pytest.raises(DecisionNotSupported) as refusal:
        dmn.read(file_of(*args, **more))
    return sorted((one.element, one.what) for one in refusal.value.params["items"])


# The loan table of the standard (DMN 1.3, figures 8-5 to 8-8 in spirit): several rules apply at 70.
AGE = [("age", "number")]
OVERLAPPING = [
    ["-", '"Standard"', "1"],
    ["> 60", '"Senior"', "3"],
    [">= 70", '"Veteran"', "2"],
]
ORDERED = [("kind", "string", '"Veteran", "Senior", "Standard"'), ("days", "number", "3, 2, 1")]
PLAIN = [("kind", "string"), ("days", "number")]


class TestHitPolicies:
    def found(self, policy, age, outputs=PLAIN, rules=OVERLAPPING, **more):
        return decisions.decide(read(AGE, outputs, rules, policy=policy, **more), {"age": age})

    def test_the_first_that_applies(self):
        assert self.found("FIRST", 70).values == {"kind": "Standard", "days": 1}

    def test_the_one_of_the_highest_priority(self):
        assert self.found("PRIORITY", 70, ORDERED).values == {"kind": "Veteran", "days": 2}
        assert self.found("PRIORITY", 65, ORDERED).values == {"kind": "Senior", "days": 3}

    def test_priorities_count_column_by_column(self):
        rules = [["-", '"a"', "1"], ["-", '"b"', "3"], ["-", '"a"', "2"]]
        outputs = [("kind", "string", '"a", "b"'), ("days", "number", "3, 2, 1")]

        assert self.found("PRIORITY", 1, outputs, rules).values == {"kind": "a", "days": 2}

    def test_all_in_the_order_of_the_table(self):
        found = self.found("RULE ORDER", 70)

        assert [row["kind"] for row in found.rows] == ["Standard", "Senior", "Veteran"]
        assert found.rules == ("r1", "r2", "r3")

    def test_all_in_the_order_of_the_outputs(self):
        rows = self.found("OUTPUT ORDER", 70, ORDERED).rows

        assert [row["kind"] for row in rows] == ["Veteran", "Senior", "Standard"]

    def test_all_collected(self):
        assert len(self.found("COLLECT", 70).rows) == 3
        assert self.found("COLLECT", 61).rules == ("r1", "r2")

    @pytest.mark.parametrize(
        ("figure", "expected"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)]
    )
    def test_one_figure_of_all(self, figure, expected):
        rules = [[row[0], row[2]] for row in OVERLAPPING]
        table = read(AGE, [("days", "number")], rules, policy="COLLECT", figure=figure)

        assert decisions.decide(table, {"age": 70}).values == {"days": expected}

    def test_figures_of_the_same_values_count_each(self):
        rules = [["-", "5"], ["> 1", "5"]]
        for figure, expected in {"SUM": 10, "COUNT": 2}.items():
            table = read(AGE, [("fee", "number")], rules, policy="COLLECT", figure=figure)
            assert decisions.decide(table, {"age": 2}).values == {"fee": expected}

    def test_money_is_summed_exactly(self):
        rules = [["-", "0.1"], ["-", "0.2"]]
        table = read(AGE, [("fee", "number")], rules, policy="COLLECT", figure="SUM")

        assert decisions.decide(table, {"age": 1}).values == {"fee": Decimal("0.3")}

    def test_any_takes_rules_that_say_the_same(self):
        rules = [["> 1", "5"], ["> 2", "5"]]
        table = read(AGE, [("fee", "number")], rules, policy="ANY")

        assert decisions.decide(table, {"age": 3}).values == {"fee": 5}

    def test_where_none_applies_nothing_is_known(self):
        for policy in ("UNIQUE", "FIRST", "ANY"):
            table = read(AGE, [("fee", "number")], [["> 5", "1"]], policy=policy)
            assert decisions.decide(table, {"age": 1}).values == {"fee": None}

    def test_where_none_applies_the_default_counts(self):
        table = read(AGE, [("fee", "number", "", "9")], [["> 5", "1"]])

        assert decisions.decide(table, {"age": 1}).values == {"fee": 9}

    def test_figures_of_none(self):
        for figure, expected in {"SUM": None, "MIN": None, "COUNT": 0}.items():
            table = read(AGE, [("fee", "number")], [["> 5", "1"]], policy="COLLECT", figure=figure)
            assert decisions.decide(table, {"age": 1}).values == {"fee": expected}


class TestRefusals:
    def test_rules_of_which_one_may_apply_are_seen_to_overlap(self):
        assert refused(AGE, [("fee", "number")], [["<= 5", "1"], [">= 5", "2"]]) == [
            ("r1, r2", "rule")
        ]
        assert read(AGE, [("fee", "number")], [["< 5", "1"], [">= 5", "2"]])

    def test_an_overlap_between_two_bounds_is_seen(self):
        assert refused(AGE, [("fee", "number")], [["[1..10)", "1"], ["(9..20]", "2"]])

    def test_any_that_differ_are_refused(self):
        rules = [["> 1", "5"], ["> 2", "6"]]
        assert refused(AGE, [("fee", "number")], rules, policy="ANY") == [("r1, r2", "rule")]

    def test_gaps_are_told_and_not_refused(self):
        table = read(AGE, [("fee", "number")], [["< 5", "1"], ["> 5", "2"]])

        assert [case.values for case in dmn.gaps(table)] == [{"age": 5}]
        assert dmn.gaps(read(AGE, [("fee", "number")], [["<= 5", "1"], ["> 5", "2"]])) == ()

    def test_allowed_values_close_gaps(self):
        place = [("place", "string", '"do", "thi"')]
        rules = [['"do"', "1"], ['"thi"', "2"]]

        assert dmn.gaps(read(place, [("fee", "number")], rules)) == ()
        assert dmn.gaps(read([("place", "string")], [("fee", "number")], rules))

    @pytest.mark.parametrize(
        ("cell", "what"),
        [
            ("age * 2", "inputEntry"),
            ("< income", "inputEntry"),
            ('contains(?, "a")', "inputEntry"),
            ('"five"', "inputEntry"),
            ("[5..1]", "inputEntry"),
            ("[1..", "inputEntry"),
            ("1,,2", "inputEntry"),
            ("not(5", "inputEntry"),
            ('< date("2021-01-01")', "inputEntry"),
        ],
    )
    def test_cells_beyond_what_is_read_are_named(self, cell, what):
        assert refused(AGE, [("fee", "number")], [[cell, "1"]]) == [("r1c1", what)]

    @pytest.mark.parametrize("cell", ["age * 2", '"x"', "1, 2", "> 5", "[1..2]"])
    def test_outputs_are_values(self, cell):
        assert refused(AGE, [("fee", "number")], [["-", cell]]) == [("r1c2", "outputEntry")]

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ({"policy": "BEST"}, ("t", "hitPolicy")),
            ({"policy": "FIRST", "figure": "SUM"}, ("t", "aggregation")),
            ({"policy": "COLLECT", "figure": "AVG"}, ("t", "aggregation")),
            ({"policy": "PRIORITY"}, ("fee", "outputValues")),
            ({"policy": "OUTPUT ORDER"}, ("fee", "outputValues")),
            ({"space": "urn:other"}, ("-", "definitions")),
        ],
    )
    def test_policies_that_cannot_be_kept_are_refused(self, more, expected):
        assert expected in refused(AGE, [("fee", "number")], [["-", "1"]], **more)

    def test_columns_ask_one_fact_of_a_known_kind(self):
        assert refused([("age + 1", "number")], [("fee", "number")], [["-", "1"]]) == [
            ("i1", "inputExpression")
        ]
        assert refused([("age", "context")], [("fee", "number")], [["-", "1"]]) == [
            ("i1", "typeRef")
        ]

    def test_a_decision_that_is_no_table_is_refused(self):
        content = file_of(AGE, [("fee", "number")], [["-", "1"]]).decode()
        start, end = content.index("<decisionTable"), content.index("</decision>")
        literal = "<literalExpression><text>1 + 1</text></literalExpression>"

        with pytest.raises(DecisionNotSupported) as refusal:
            dmn.read((content[:start] + literal + content[end:]).encode())
        assert {one.what for one in refusal.value.params["items"]} == {
            "decisionTable",
            "literalExpression",
        }

    def test_an_ambiguous_table_is_not_answered_even_if_it_was_kept(self):
        table = read(AGE, [("fee", "number")], [["<= 5", "1"], ["> 5", "2"]])
        forced = decisions.Table(
            **{
                **{name: getattr(table, name) for name in table.__slots__},
                "rules": (table.rules[0], table.rules[0]),
            }
        )
        with pytest.raises(DecisionAmbiguous):
            decisions.decide(forced, {"age": 1})


NUMBER, TEXT, DAY, YES = FactKind.NUMBER, FactKind.TEXT, FactKind.DATE, FactKind.YES_NO


@pytest.mark.parametrize(
    ("cell", "kind", "meets", "misses"),
    [
        ("-", NUMBER, [1, None], []),
        ("", TEXT, ["x"], []),
        ("5", NUMBER, [5, Decimal("5.0")], [4, None]),
        ("= 5", NUMBER, [5], [4]),
        ("1, 3", NUMBER, [1, 3], [2]),
        ("< 5", NUMBER, [4, -1], [5, None]),
        ("[1..5]", NUMBER, [1, 5], [0, 6]),
        ("(1..5)", NUMBER, [2, Decimal("1.1")], [1, 5]),
        ("]1..5[", NUMBER, [2], [1, 5]),
        ("[1..5)", NUMBER, [1], [5]),
        ("< 1, > 5", NUMBER, [0, 6], [3]),
        ("not(1, [3..5])", NUMBER, [2, 6], [1, 4, None]),
        ("null", NUMBER, [None], [0]),
        ('"do", "thi"', TEXT, ["do", "thi"], ["xa"]),
        ('not("do")', TEXT, ["xa"], ["do"]),
        ('"a, b"', TEXT, ["a, b"], ["a"]),
        ("true", YES, [True], [False, None]),
        ('>= date("2021-01-01")', DAY, [date(2021, 1, 1)], [date(2020, 12, 31)]),
        ('[date("2021-01-01")..date("2021-12-31")]', DAY, [date(2021, 6, 1)], [date(2022, 1, 1)]),
    ],
)
def test_a_cell_asks_what_it_says(cell, kind, meets, misses):
    tests = unary.parse(cell, kind)

    def holds(value):
        return not tests or any(test.holds(value) for test in tests)

    assert all(holds(value) for value in meets)
    assert not any(holds(value) for value in misses)


@given(
    st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 5)), min_size=1, max_size=4),
    st.integers(-60, 60),
)
def test_no_gap_or_overlap_is_missed(ranges, tenths):
    """Whatever value comes: where the table is told to be whole, exactly one rule applies."""
    rules = [[f"[{low}..{low + wide}]", str(n)] for n, (low, wide) in enumerate(ranges)]
    table = read(AGE, [("fee", "number")], rules, policy="FIRST")
    applying = [rule for rule in table.rules if rule.applies([Decimal(tenths) / 10])]
    unique = decisions.Table(
        **{
            **{name: getattr(table, name) for name in table.__slots__},
            "policy": decisions.HitPolicy.UNIQUE,
        }
    )
    weak = list(decisions.weaknesses(unique))

    if len(applying) > 1:
        assert any(len(case.rules) > 1 for case in weak)
    if not applying:
        assert any(not case.rules for case in weak)


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused(cell):
    try:
        tests = unary.parse(cell, FactKind.NUMBER)
    except unary.WrongTestError:
        return
    assert all(test.holds(1) in {True, False} for test in tests)
