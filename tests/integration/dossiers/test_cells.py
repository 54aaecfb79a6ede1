"""What the database counts in periodic reports is what the rule says of each dossier."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.periodic import Course, Span, cells
from motcua.dossiers.queries import courses
from motcua.kernel.clock import LegalShift

START = datetime(2021, 9, 30, 17, tzinfo=UTC)
moments = st.integers(-10 * 48, 10 * 48).map(lambda halves: START + timedelta(minutes=30 * halves))
lives = st.builds(
    Course,
    is_online=st.booleans(),
    accepted_at=moments,
    resolved_at=moments | st.none(),
    declined_at=moments | st.none(),
    due_at=moments | st.none(),
    stood_since=moments | st.none(),
)
_CELLED = f"""
    WITH course AS (
        SELECT * FROM unnest(%(n)s::int[], %(online)s::bool[], %(accepted)s::timestamptz[],
            %(resolved)s::timestamptz[], %(declined)s::timestamptz[], %(due)s::timestamptz[],
            %(stood)s::timestamptz[])
        AS made(n, is_online, accepted_at, resolved_at, declined_at, due_at, stood_since)
    ), cell AS ({courses.CELLS})
    SELECT came, became FROM cell ORDER BY n
"""


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(lives, min_size=1, max_size=40), moments, st.integers(1, 480), st.integers(-9, 9))
def test_statement_and_rule_agree(lived, since, halves, weeks):
    until = since + timedelta(minutes=30 * halves)
    asked = {
        **courses.bounds(since, until),
        "n": list(range(len(lived))),
        "online": [one.is_online for one in lived],
        "accepted": [one.accepted_at for one in lived],
        "resolved": [one.resolved_at for one in lived],
        "declined": [one.declined_at for one in lived],
        "due": [one.due_at for one in lived],
        "stood": [one.stood_since for one in lived],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CELLED, asked)
        found = [tuple(cell for cell in row if cell) for row in cursor.fetchall()]
    span = Span(since=since, until=until, shift=LegalShift(weeks * 7))
    assert found == [cells(one, span) for one in lived]
