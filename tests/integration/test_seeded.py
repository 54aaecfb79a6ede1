"""A test that begins in a copy has the rows that it would have made."""

import re

import pytest
from django.db import connection, transaction

from tests import databases
from tests.integration.agencies.conftest import country_rows
from tests.integration.conftest import appendix_rows
from tests.integration.delivery import offering

OWN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d\d:\d\d:\d\d\.\d{4,}")
"""Ids, sums over them, and the time on the clock: new each time."""


def content():
    """Every row of every table, without what is new each time."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = sorted(OWN.sub("#", row) for (row,) in cursor.fetchall())
    return found


def count_from_one():
    """Let numbers begin as they begin in a new database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'S'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER SEQUENCE "{name}" RESTART')


@pytest.mark.parametrize("rows", [offering, appendix_rows, country_rows])
def test_a_copy_has_the_rows_that_a_test_makes(rows, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        databases.begin_with(rows)
        copied = content()
        databases.begin_with(None, alone=True)
        with transaction.atomic():
            count_from_one()
            for part in reversed(databases.chain(rows)):
                part()
            made = content()
            transaction.set_rollback(True)

    assert sum(map(len, made.values())) > 100
    assert [table for table in made if copied[table] != made[table]] == []
