"""Ratings before officers: counted by procedure and month, few of them hidden."""

from datetime import date
from decimal import Decimal

import pytest

from motcua.dossiers import actions
from motcua.dossiers.models import Rating
from motcua.dossiers.queries import places, ratings
from motcua.identity.types import Role
from motcua.privacy import sealing
from tests.integration.delivery import NOW


@pytest.fixture
def rate(an, draft_of):
    """Make dossiers that were rated: `rate(5, 4)`."""

    def make(*scores):
        for score in scores:
            dossier = actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW)
            comment = sealing.seal("Chỉ dẫn rõ ràng.", place=places.place_of_rating(dossier.id))
            Rating.objects.create(dossier=dossier, score=score, comment=comment, rated_at=NOW)

    return make


def test_five_are_counted_in_their_legal_month(rate, unit):
    rate(5, 5, 4, 4, 1)
    (found,) = ratings.ratings_at([unit().id])

    assert found.month == date(2021, 10, 1)
    assert (found.count, found.total, found.satisfied) == (5, 19, 4)
    assert found.mean == Decimal("3.8")


def test_of_four_only_the_number_is_told(rate, unit):
    rate(5, 5, 4, 4)
    (found,) = ratings.ratings_at([unit().id])
    assert (found.count, found.total, found.satisfied, found.mean) == (4, None, None, None)


def test_the_page_draws_shares_and_leaders_read_the_words(rate, posts, officers_browser):
    rate(5, 5, 4, 4, 1)
    pages = {
        role: officers_browser(viewer).get("/mot-cua/danh-gia/").content.decode()
        for role, viewer in posts.items()
    }

    for page in pages.values():
        assert "3,8" in page
        assert "4\u00a0trên\u00a05" in page
        assert "mc-bar__value" in page
    assert "Chỉ dẫn rõ ràng." in pages[Role.LEADER]
    assert "Chỉ dẫn rõ ràng." not in pages[Role.CLERK]


def test_another_agency_sees_none(rate, officer, officers_browser):
    rate(5)
    browser = officers_browser(officer(Role.LEADER, agency="H47.40.1"))
    page = browser.get("/mot-cua/danh-gia/").content.decode()
    assert "Chưa có lượt đánh giá nào." in page
    assert "Chỉ dẫn" not in page
