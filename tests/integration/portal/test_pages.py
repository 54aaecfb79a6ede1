"""The portal: open to whom it should be, closed to everybody else, never dearer by rows."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers import actions, queries
from motcua.portal import urls
from tests.integration.delivery import AN_MY, NOW, PROCEDURE
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG, person

PUBLIC = {
    "enter-code",
    "guide",
    "home",
    "level-history",
    "life-events",
    "open-data",
    "open-data-csv",
    "open-data-json",
    "original",
    "procedure",
    "revocations",
    "search",
    "suggestions",
    "verify",
}
WITHOUT_OWNER = PUBLIC | {
    "mine",
    "begin",
    "back-from-paying",
    "back-from-portal-paying",
    "inquiries",
    "openings",
    "vault",
}


def address(name, *, draft, dossier, attachment):
    values = {
        "code": PROCEDURE if name in {"procedure", "begin", "level-history"} else dossier.code,
        "agency_code": AN_MY,
        "draft_id": draft.id,
        "event": "sinh-con",
        "key": "nguoi_yeu_cau",
        "kind": "acknowledgement",
        "attachment_id": attachment.id,
        "upload_id": UUID(int=7),
        "question_id": UUID(int=7),
        "record_id": UUID(int=7),
    }
    (pattern,) = [one for one in urls.urlpatterns if one.name == name]
    asked = pattern.pattern.converters
    return reverse(f"portal:{name}", kwargs={key: values[key] for key in asked})


@pytest.fixture
def addresses(an, draft_of, submitted):
    """Every address of the portal, with things of Nguyễn Thị An in it."""
    draft = draft_of(an)
    (attachment,) = queries.attachments_of(submitted)
    return {
        one.name: address(one.name, draft=draft, dossier=submitted, attachment=attachment)
        for one in urls.urlpatterns
    }


def test_a_stranger_is_sent_to_sign_in_everywhere_but_on_public_pages(addresses):
    for name, path in addresses.items():
        answers = [Client().get(path), Client().post(path)]
        if name in PUBLIC:
            assert all(answer.status_code != 302 for answer in answers), name
        else:
            assert all("/cong-dan/dang-nhap/" in answer["Location"] for answer in answers), name


def test_another_citizen_finds_nothing_anywhere(addresses):
    other = citizens_browser(person(name="B", subject="s-2", personal_id="003190000022").id)
    for name, path in addresses.items():
        if name in WITHOUT_OWNER:
            continue
        for method in (other.get, other.post, other.put, other.delete):
            assert method(path).status_code in {404, 405}, (name, path)
        answers = [method(path).status_code for method in (other.get, other.post, other.patch)]
        assert 404 in answers, name


def test_the_owner_sees_her_pages(an, addresses):
    browser = citizens_browser(an.id)
    for name in ("mine", "page", "review", "dossier", "attachment"):
        answer = browser.get(addresses[name])
        assert answer.status_code == 200, name
        assert answer["Cache-Control"] == "no-store", name


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc/?tim=khai", f"/thu-tuc/{PROCEDURE}/", "/kiem-tra/"]
)
def test_public_pages_open_in_both_languages(offered, path):
    for prefix in ("", "/en"):
        assert Client().get(prefix + path).status_code == 200


def test_an_unknown_procedure_is_said_so(offered):
    answer = Client().get("/thu-tuc/9.999999/")

    assert answer.status_code == 404
    assert "9.999999" in answer.content.decode()


def test_the_result_is_not_handed_over_before_it_is_returned(an, submitted):
    from motcua.documents import actions as documents
    from motcua.documents.types import PaperKind

    documents.issue(
        kind=PaperKind.RESULT,
        template="trich-luc-ho-tich",
        subject=f"dossier:{submitted.id}",
        agency=submitted.agency,
        data={
            "dossier_code": submitted.code,
            "result": {"loai_viec": "Khai sinh"},
            "copies": 1,
            "signed_by": "P",
        },
        verification_url="http://127.0.0.1:8000/kiem-tra/",
        is_signed=False,
        by=an.actor,
        at=NOW,
    )
    browser = citizens_browser(an.id)

    assert browser.get(f"/ho-so/{submitted.code}/giay/result/").status_code == 404
    assert "result" not in browser.get(f"/ho-so/{submitted.code}/").content.decode()


def test_a_page_with_errors_shows_what_was_typed_and_keeps_it_for_later(an, draft_of):
    draft = draft_of(an)
    browser = citizens_browser(an.id)
    path = f"/nop/{draft.id}/phan/nguoi_yeu_cau/"

    answer = browser.post(path, {"phan": "nguoi_yeu_cau", "ho_ten": "An", "dien_thoai": "12"})
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    again = citizens_browser(an.id).get(path).content.decode()
    assert 'value="12"' in again
    review = browser.get(f"/nop/{draft.id}/xem-lai/").content.decode()
    assert "Số điện thoại" in review
    assert browser.post(f"/nop/{draft.id}/xem-lai/").status_code == 422


def test_autosave_keeps_what_is_typed_and_judges_nothing(an, draft_of):
    draft = draft_of(an)
    browser = citizens_browser(an.id)
    answer = browser.post(
        f"/nop/{draft.id}/luu/", {"phan": "nguoi_yeu_cau", "ho_ten": "", "dien_thoai": "1"}
    )

    assert answer.json() == {"saved": True, "unmet": [], "computed": {}}
    kept = queries.draft(draft.id, owner=an)
    assert queries.filled(kept).typed["dien_thoai"] == "1"


def test_autosave_of_a_submitted_draft_says_no(an, draft_of):
    draft = draft_of(an)
    actions.submit(draft_id=draft.id, owner=an, at=NOW)
    answer = citizens_browser(an.id).post(f"/nop/{draft.id}/luu/", {"phan": "nguoi_yeu_cau"})

    assert answer.status_code == 409


def test_pressing_submit_twice_leads_to_the_same_dossier(an, draft_of):
    draft = draft_of(an)
    browser = citizens_browser(an.id)
    first, second = (browser.post(f"/nop/{draft.id}/xem-lai/") for _ in range(2))

    assert first["Location"] == second["Location"]
    assert len(queries.dossiers_of(an)) == 1


def test_a_form_cannot_set_what_it_does_not_ask(an, draft_of):
    draft = draft_of(an)
    browser = citizens_browser(an.id)
    browser.post(
        f"/nop/{draft.id}/phan/noi_dung/",
        {"loai_viec": "khai_sinh", "so_ban_sao": "2", "status": "10", "fee_amount": "0"},
    )

    kept = queries.answers_of(queries.draft(draft.id, owner=an))
    assert not {"status", "fee_amount"} & kept.keys()


def test_lists_cost_the_same_for_one_dossier_and_for_ten(
    an, draft_of, django_assert_max_num_queries
):
    for _ in range(10):
        actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW)
    browser = citizens_browser(an.id)
    browser.get("/ho-so/")
    with django_assert_max_num_queries(6):
        assert browser.get("/ho-so/").status_code == 200


def test_a_dossier_page_costs_few_statements(an, submitted, django_assert_max_num_queries):
    browser = citizens_browser(an.id)
    browser.get(f"/ho-so/{submitted.code}/")
    with django_assert_max_num_queries(15):
        browser.get(f"/ho-so/{submitted.code}/")


def test_an_edited_way_back_from_paying_is_refused(an, submitted):
    answer = citizens_browser(an.id).get(
        "/thanh-toan/vnpay/ve/?vnp_TxnRef=1&vnp_ResponseCode=00&vnp_SecureHash=00"
    )

    assert answer.status_code in {404, 422}
    assert queries.dossier(submitted.id).fee_paid_at is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 x", b"\x00" * 1000, JPEG])
def test_a_file_that_is_none_of_ours_is_said_to_be_unknown(offered, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.pdf", content)
    answer = Client().post("/kiem-tra/", {"tep": file})

    assert answer.status_code == 200
    assert "Giấy tờ thật" not in answer.content.decode()
