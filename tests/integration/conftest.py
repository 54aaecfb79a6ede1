"""A small world on real PostgreSQL: agencies, definitions, the 2019 appendix."""

from datetime import UTC, datetime
from importlib import resources

import pytest

from motcua.kernel.actors import Actor
from motcua.kernel.periods import Period
from tests import databases

NOW = datetime(2026, 3, 2, 3, 4, 5, 678901, tzinfo=UTC)
SEED = Actor.system("test")
OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000001")
OTHER_OFFICER = Actor.staff("019380f4-0000-7000-8000-000000000002")
Y2019 = Period.parse("2019")


@databases.seed()
def reference_rows():
    from motcua.agencies import actions as agencies
    from motcua.indicators import actions as indicators

    agencies.load_reference(by=SEED, at=NOW)
    indicators.load_definitions(by=SEED, at=NOW)


@databases.seed(after=reference_rows)
def appendix_rows():
    from motcua.reporting import actions

    actions.import_file(
        content=appendix_bytes(), file_name="cv929.csv", period=Y2019, by=SEED, at=NOW
    )


@pytest.fixture
@databases.begins_with(reference_rows)
def reference(has_rows):
    """Agencies and definitions, no values."""
    has_rows(reference_rows)


@pytest.fixture
@databases.begins_with(appendix_rows)
def appendix_2019(reference, has_rows):
    """The appendix of công văn 929, published; returns its file."""
    from motcua.reporting.models import ImportedFile

    has_rows(appendix_rows)
    return ImportedFile.objects.get()


def appendix_bytes() -> bytes:
    folder = resources.files("motcua.reporting").joinpath("data")
    return folder.joinpath("level4_2019_cv929.csv").read_bytes()
