"""The delivery side as the agency site has it at its first start; fixtures for the folders."""

from datetime import UTC, date, datetime

import pytest

from motcua.kernel.actors import Actor

NOW = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
"""A Wednesday, 9:30 in Hanoi; the legal date is 20 October 2021 by the shift of these tests."""
SHIFT = -265 * 7
SEED = Actor.system("test")
PROCEDURE = "2.000635"
AN_MY = "H47.40.2"
PROVIDERS = ("H47.7", "H47.40", "H47.40.1", AN_MY)
"""Some of those that the demo has."""


@pytest.fixture
def offered(db, settings, monkeypatch):
    """Units of Quảng Nam, the procedure with form and process, and some of its services."""
    from motcua.agencies import actions as agencies
    from motcua.conf import seeds_agency
    from motcua.conf.seeds_agency import seed_agency

    monkeypatch.setattr(seeds_agency, "PROVIDERS", PROVIDERS)
    settings.MOTCUA_LEGAL_SHIFT_DAYS = SHIFT
    agencies.load_reference(by=SEED, at=NOW)
    for year in (2020, 2021, 2022):
        agencies.enter_year(year=year, by=SEED, at=NOW)
    seed_agency(by=SEED, at=NOW)


@pytest.fixture
def offer(offered):
    """The procedure as phường An Mỹ provides it."""
    from motcua.catalogue import queries as catalogue

    return catalogue.offer(PROCEDURE, AN_MY, on=date(2021, 10, 20))
