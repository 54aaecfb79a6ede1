"""The demo's one-stop has a past, so that its boards and reports show something."""

from datetime import date

import pytest

from motcua.conf import seeds_earlier
from motcua.dossiers.models import Dossier, ImportedDossier
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW, offer, offered

__all__ = ["offer", "offered"]

BY = Actor.system("test")


@pytest.fixture
def brought(offered):
    return seeds_earlier.bring_in(by=BY, at=NOW)


def test_every_row_of_an_agency_that_offers_it_is_taken(brought):
    assert brought > 30
    assert ImportedDossier.objects.filter(source=seeds_earlier.SOURCE).count() == brought


def test_a_second_start_brings_nothing(brought):
    assert seeds_earlier.bring_in(by=BY, at=NOW) == 0
    assert Dossier.objects.count() == brought


def test_what_runs_is_where_no_visitor_works():
    rows = list(seeds_earlier._rows(date(2021, 10, 20)))

    running = [row["DonViXuLy"] for row in rows if row["TrangThaiHoSo"] == "4"]
    assert len(running) > 10
    assert seeds_earlier.VISITED not in running
    assert len({row["MaHoSo"] for row in rows}) == len(rows)
