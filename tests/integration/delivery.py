"""The delivery side as the agency site has it at its first start; fixtures for the folders."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.test import override_settings

from motcua.kernel.actors import Actor
from tests import databases

NOW = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
"""A Wednesday, 9:30 in Hanoi; the legal date is 20 October 2021 by the shift of these tests."""
SHIFT = -265 * 7
SEED = Actor.system("test")
PROCEDURE = "2.000635"
AN_MY = "H47.40.2"
PROVIDERS = ("H47.7", "H47.40", "H47.40.1", AN_MY)
"""Some of those that the demo has."""


@contextmanager
def circumstances():
    """Let it be 2021 in law, in a province of few units."""
    from motcua.conf import seeds_agency

    with (
        override_settings(MOTCUA_LEGAL_SHIFT_DAYS=SHIFT),
        mock.patch.object(seeds_agency, "PROVIDERS", PROVIDERS),
    ):
        yield


@databases.seed()
def offering():
    """Make units of Quảng Nam, the procedure with form and process, and some of its services."""
    from motcua.agencies import actions as agencies
    from motcua.conf.seeds_agency import seed_agency

    with circumstances():
        agencies.load_reference(by=SEED, at=NOW)
        for year in (2020, 2021, 2022):
            agencies.enter_year(year=year, by=SEED, at=NOW)
        seed_agency(by=SEED, at=NOW)


@pytest.fixture
@databases.begins_with(offering)
def offered(has_rows, settings, monkeypatch):
    """What the province offers, on a day of 2021."""
    from motcua.conf import seeds_agency

    monkeypatch.setattr(seeds_agency, "PROVIDERS", PROVIDERS)
    # By the fixture that others set settings with: two ways, undone crosswise, leave one behind.
    settings.MOTCUA_LEGAL_SHIFT_DAYS = SHIFT
    has_rows(offering)


@pytest.fixture
def offer(offered):
    """The procedure as phường An Mỹ provides it."""
    from motcua.catalogue import queries as catalogue

    return catalogue.offer(PROCEDURE, AN_MY, on=date(2021, 10, 20))
