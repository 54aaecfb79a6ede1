"""A small world on real PostgreSQL: agencies, definitions, the 2019 appendix."""

from datetime import UTC, datetime
from importlib import resources

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.periods import Period

NOW = datetime(2026, 3, 2, 3, 4, 5, 678901, tzinfo=UTC)
SEED = Actor.system("test")
OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000001")
OTHER_OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000002")
Y2019 = Period.parse("2019")


@pytest.fixture
def reference(db):
    """Agencies and definitions, no values."""
    from motcua.agencies import actions as agencies
    from motcua.indicators import actions as indicators

    agencies.load_reference(by=SEED, at=NOW)
    indicators.load_definitions(by=SEED, at=NOW)


@pytest.fixture
def appendix_2019(reference):
    """The appendix of công văn 929, published; returns its file."""
    from motcua.reporting import actions

    return actions.import_file(
        content=appendix_bytes(), file_name="cv929.csv", period=Y2019, by=SEED, at=NOW
    )


def appendix_bytes() -> bytes:
    folder = resources.files("motcua.reporting").joinpath("data")
    return folder.joinpath("level4_2019_cv929.csv").read_bytes()
