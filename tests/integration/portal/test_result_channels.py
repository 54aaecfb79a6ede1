"""The applicant chooses on the last page how she gets the result."""

import pytest
from django.urls import reverse

from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from tests.integration.pages import citizens_browser


@pytest.fixture
def review(an, draft_of):
    return reverse("portal:review", args=[draft_of(an).id])


def test_the_way_that_she_chooses_is_the_dossiers(an, review):
    browser = citizens_browser(an.id)
    page = browser.get(review).content.decode()
    assert 'value="online" checked' in page
    assert 'name="nhan-ket-qua" type="radio" value="post"' in page

    browser.post(review, {"nhan-ket-qua": "post", "dia-chi-nhan": "5 Trần Phú, Huế"})

    filed = Dossier.objects.get()
    assert filed.result_channel == "post"
    assert queries.post_address_of(filed) == "5 Trần Phú, Huế"


def test_a_way_that_is_not_offered_is_refused_and_nothing_is_filed(an, review):
    answer = citizens_browser(an.id).post(review, {"nhan-ket-qua": "bo-cau"})

    assert answer.status_code == 422
    assert "không trả kết quả theo cách đã chọn" in answer.content.decode()
    assert not Dossier.objects.exists()
