"""The procedures that the project carries are true to their form and honest about the rest."""

import pytest

from motcua.agencies.types import Tier
from motcua.catalogue import rules
from motcua.catalogue.actions.many import carried
from motcua.kernel.levels import Level

CARRIED = carried()
CODES = {said.code for said in CARRIED}


def test_there_are_more_than_thirty_of_three_tiers_and_the_fields_that_the_seeds_name():
    assert len(CARRIED) >= 30
    assert {Tier.DEPARTMENT, Tier.DISTRICT, Tier.COMMUNE} <= {
        tier for said in CARRIED for tier in said.tiers
    }
    fields = " ".join(said.sector for said in CARRIED)
    for field in (
        "Hộ tịch",
        "Đất đai",
        "bảo hiểm y tế",
        "hàng hóa",
        "thông tin điện tử",
        "dân tộc",
    ):
        assert field in fields
    for field in ("hộ kinh doanh", "Lý lịch tư pháp", "Chứng thực", "Đường bộ"):
        assert field in fields


@pytest.mark.parametrize("said", CARRIED, ids=lambda said: said.code)
def test_each_says_what_is_asked_and_what_is_not_certain(said):
    assert said.papers
    assert said.legal_basis
    assert said.refusal_reasons
    assert said.limit.wording
    assert said.certainty
    assert not said.is_synthetic
    assert {*said.related, *said.linked} <= CODES - {said.code}
    assert ("code" in said.uncertain) >= said.has_illustrative_code
    assert ("mã minh hoạ." in said.certainty) >= said.has_illustrative_code


@pytest.mark.parametrize("said", CARRIED, ids=lambda said: said.code)
def test_none_without_a_form_claims_more_than_the_general_form_can_do(said):
    if not said.form:
        assert rules.capable_level(said) <= Level.FILING
        assert not said.online_payment
        assert all(paper.online != "form" for paper in said.papers)
