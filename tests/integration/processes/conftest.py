"""A calendar of 2026, as timers count."""

import pytest

from motcua.agencies import actions as agencies
from tests import databases
from tests.integration.processes.acts import BY, NOW


@databases.seed()
def calendar_rows():
    """Make the calendar."""
    for year in (2026, 2027):
        agencies.enter_year(year=year, by=BY, at=NOW)


@pytest.fixture
@databases.begins_with(calendar_rows)
def calendar(has_rows, settings):
    """Working days of 2026; the law is at today's date."""
    settings.MOTCUA_LEGAL_SHIFT_DAYS = 0
    has_rows(calendar_rows)
