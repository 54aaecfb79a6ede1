"""Papers on the pages of officers: each as PDF and Word, slips of control, hand-overs."""

from uuid import uuid4

import pytest
from django.urls import reverse

from motcua.documents import queries as documents
from motcua.documents.types import WORD, PaperKind
from motcua.dossiers import actions, papers, queries
from motcua.identity.types import Role
from tests.integration.delivery import NOW


@pytest.fixture
def received(accepted):
    (found,) = accepted(1)
    papers.issue(queries.dossier(found.id), PaperKind.RECEIPT, at=NOW)
    return queries.dossier(found.id)


def receipt_of(dossier):
    return documents.paper_of(f"dossier:{dossier.id}", PaperKind.RECEIPT)


def test_each_paper_is_there_as_pdf_and_as_word(received, officer, officers_browser):
    browser = officers_browser(officer(Role.SPECIALIST))
    issued = receipt_of(received)
    page = browser.get(reverse("onestop:case", args=[received.code])).text
    for name, media_type in (("onestop:one-paper", "application/pdf"), ("onestop:word", WORD)):
        address = reverse(name, args=[received.code, issued.id])
        assert address in page
        answer = browser.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type)


@pytest.mark.parametrize("name", ["onestop:one-paper", "onestop:word"])
def test_a_paper_is_not_had_through_another_dossier(
    received, made, officer, officers_browser, name
):
    (other,) = made(1)
    browser = officers_browser(officer(Role.SPECIALIST))
    address = reverse(name, args=[other.code, receipt_of(received).id])
    assert browser.get(address).status_code == 404


def test_a_slip_of_control_is_shown_before_it_is_final(received, officer, officers_browser):
    page = officers_browser(officer(Role.LEADER)).get(reverse("onestop:slip", args=[received.code]))
    assert "Chưa phải bản cuối" in page.text
    assert "Thẩm định hồ sơ" in page.text


def test_a_specialist_proposes_on_the_page_of_the_dossier(received, officer, officers_browser):
    browser = officers_browser(officer(Role.SPECIALIST))
    address = reverse("onestop:propose", args=[received.code])
    assert address in browser.get(reverse("onestop:case", args=[received.code])).text
    empty = browser.post(address, {"to-trinh": " "})
    assert (empty.status_code, "Chưa ghi nội dung" in empty.text) == (422, True)
    assert browser.post(address, {"to-trinh": "Đề nghị phê duyệt"}).status_code == 302
    clerk = officers_browser(officer(Role.CLERK))
    assert address not in clerk.get(reverse("onestop:case", args=[received.code])).text
    assert clerk.post(address, {"to-trinh": "Đề nghị"}).status_code == 403


def test_a_clerk_hands_dossiers_over_and_downloads_the_slip(received, officer, officers_browser):
    browser = officers_browser(officer(Role.CLERK))
    address = reverse("onestop:hand-overs")
    assert received.code in shown_then(browser, address)
    sent = {"luot": str(uuid4()), "trang": [str(received.id)]}
    for _ in range(2):
        assert browser.post(address, sent).status_code == 302
    (slip,) = queries.hand_overs(officer(Role.CLERK, name="Khác"))
    for form, media_type in (("pdf", "application/pdf"), ("docx", WORD)):
        answer = browser.get(reverse("onestop:hand-over", args=[slip.id, form]))
        assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert browser.get(reverse("onestop:hand-over", args=[slip.id, "xls"])).status_code == 404
    far = officers_browser(officer(Role.CLERK, agency="H47.40.1"))
    assert far.get(reverse("onestop:hand-over", args=[slip.id, "pdf"])).status_code == 404


def test_nothing_chosen_makes_no_slip(received, officer, officers_browser):
    answer = officers_browser(officer(Role.CLERK)).post(reverse("onestop:hand-overs"), {})
    assert (answer.status_code, "Chưa chọn hồ sơ nào" in answer.text) == (422, True)


def test_internal_papers_are_not_shown_to_the_applicant(received, officer):
    from tests.integration.pages import citizens_browser

    actions.propose(
        dossier_id=received.id, viewer=officer(Role.SPECIALIST), words="Đề nghị", at=NOW
    )
    now = queries.dossier(received.id)
    papers.issue(now, PaperKind.SUBMISSION_NOTE, at=NOW, version=now.version)
    browser = citizens_browser(received.owner_id)
    assert "Tờ trình" not in browser.get(reverse("portal:dossier", args=[received.code])).text
    address = reverse("portal:paper", args=[received.code, PaperKind.SUBMISSION_NOTE.value])
    assert browser.get(address).status_code == 404


def shown_then(browser, address):
    """Return the page, as if it were the time at which the dossier was received."""
    from unittest import mock

    with mock.patch("motcua.onestop.views.papers.timezone.now", return_value=NOW):
        return browser.get(address).text
