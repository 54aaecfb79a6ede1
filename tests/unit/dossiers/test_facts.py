"""Answers as facts of a process: of the kind that is asked for, or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.dossiers.queries.facts import fact_of
from motcua.processes.types import FactKind


@pytest.mark.parametrize(
    ("answer", "kind", "fact"),
    [
        (12, "number", 12),
        ("12.5", "number", Decimal("12.5")),
        ("NaN", "number", None),
        ("rộng", "number", None),
        (True, "boolean", True),
        ("co", "boolean", True),
        ("khong", "boolean", False),
        ("có lẽ", "boolean", None),
        ("2021-09-20", "date", date(2021, 9, 20)),
        ("20/09/2021", "date", None),
        ("me", "text", "me"),
        (["me"], "text", None),
        (None, "text", None),
    ],
)
def test_an_answer_is_a_fact_where_it_is_of_the_kind(answer, kind, fact):
    assert fact_of(answer, FactKind(kind)) == fact
