"""Answers that are not personal are counted over all versions; small numbers are hidden."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.agencies.models import Agency
from motcua.dossiers import actions, queries
from motcua.dossiers.models import AnswerFact
from motcua.dossiers.queries.statistics import hidden_small
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from tests.integration.delivery import NOW, PROCEDURE
from tests.integration.pages import officers_browser
from tests.integration.people import person

__all__ = ["officers_browser"]


@pytest.fixture
def submit(draft_of):
    def by(number, at=NOW, **changes):
        citizen = person(
            name=f"Người {number}", subject=f"s-{number}", personal_id=f"0491950{number:05d}"
        )
        return actions.submit(draft_id=draft_of(citizen, **changes).id, owner=citizen, at=at)

    return by


def counted(form, dossier, **changes):
    asked = {
        "agency_ids": [dossier.agency_id],
        "since": NOW - timedelta(days=1),
        "until": NOW + timedelta(days=1),
        **changes,
    }
    return {
        one.key: {answer.label: answer.count for answer in one.answers}
        for one in queries.answer_counts(PROCEDURE, form, **asked)
    }


def test_submitting_writes_what_may_be_counted_and_nothing_personal(submit):
    dossier = submit(1)

    assert dict(dossier.answer_facts.values_list("question", "value")) == {
        "quan_he": "ban_than",
        "loai_viec": "khai_sinh",
        "so_ban_sao": "2",
    }


def test_answers_are_counted_and_small_numbers_hidden(submit, offer):
    form = eforms.form(queries.form_of(offer.version))
    for number in range(1, 7):
        dossier = submit(number)
    submit(7, loai_viec="ket_hon", so_ban_sao=1)

    found = counted(form, dossier)

    # One alone is hidden: so is the next smallest, or it could be reckoned from the sum.
    assert found["loai_viec"]["Kết hôn"] is None
    assert found["loai_viec"]["Khai sinh"] is None
    assert found["loai_viec"]["Khai tử"] == 0
    assert found["quan_he"] == {"Của bản thân": 7, "Của người khác": 0}
    assert found["so_ban_sao"] == {"1 bản": None, "2 bản": None}


def test_other_agencies_and_other_times_are_left_out(submit, offer):
    form = eforms.form(queries.form_of(offer.version))
    dossier = submit(1)

    assert counted(form, dossier)
    assert not counted(form, dossier, since=NOW + timedelta(hours=1))
    assert not counted(form, dossier, until=NOW)
    other = Agency.objects.exclude(id=dossier.agency_id).first()
    assert not counted(form, dossier, agency_ids=[other.id])


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 30), max_size=8))
def test_no_hidden_number_can_be_reckoned_from_the_sum(counts):
    told = hidden_small(counts)

    assert told.keys() == counts.keys()
    hidden = [value for value, count in told.items() if count is None]
    assert all(count is None or count >= 5 for count in told.values())
    assert len(hidden) != 1 or len(counts) == 1


def test_a_controller_reads_the_counts_of_her_agencies(submit, officer, officers_browser):
    for number in range(1, 6):
        # The page counts back from the clock on the wall.
        submit(number, at=timezone.now())
    browser = officers_browser(officer(Role.CONTROLLER, name="Kiểm soát"))

    page = browser.get(reverse("onestop:answers", args=[PROCEDURE]))

    said = page.content.decode()
    assert page.status_code == 200
    assert "Loại việc hộ tịch cần cấp bản sao trích lục" in said
    assert "Người 1" not in said
    clerk = officers_browser(officer(Role.CLERK, name="Một cửa"))
    assert clerk.get(reverse("onestop:answers", args=[PROCEDURE])).status_code == 403
    assert AnswerFact.objects.count() == 15
