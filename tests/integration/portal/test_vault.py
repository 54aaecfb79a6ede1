"""A citizen's papers in the vault: seen by her, offered again, and counted as not asked."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.documents import actions as documents
from motcua.documents.actions import vault
from motcua.documents.queries import vault as kept
from motcua.documents.types import Content
from motcua.dossiers import actions, queries
from motcua.kernel.actors import Actor
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
from tests.integration.people import JPEG, person

CLERK = Actor.staff(uuid4())
AN = "049195000011"
DAY = date(2021, 10, 20)


@pytest.fixture
def birth(offer):
    """The birth certificate of An as the vault has it, signed."""
    file = documents.store_file(
        content=JPEG, name="ks.jpg", media_types=["image/jpeg"], max_bytes=10**6, by=CLERK, at=NOW
    )
    said = Content(title="Giấy khai sinh", number="112/1995", personal_id=AN, holder="An")
    paper = vault.Paper(kind="giay_khai_sinh", content=said, agency_id=offer.agency.id)
    return vault.keep_issued(paper, subject="dossier:old", file_id=file.id, by=CLERK, at=NOW)


@pytest.fixture
def draft(an, offer, birth):
    return actions.begin_draft(offer=offer, owner=an, at=NOW)


def page_of(citizen, draft):
    return citizens_browser(citizen.id).get(f"/nop/{draft.id}/phan/noi_dung/").content.decode()


def take(citizen, draft):
    citizens_browser(citizen.id).post(f"/nop/{draft.id}/phan/noi_dung/", {"dung-lai": "giay_to"})
    return queries.filled(queries.draft(draft.id, owner=citizen))


def test_what_is_in_the_vault_is_offered_and_nothing_is_asked_again(an, draft, birth):
    assert "Dùng giấy đã có trong kho: Giấy khai sinh 112/1995" in page_of(an, draft)
    filled = take(an, draft)
    assert filled.sources["giay_to"] == f"vault:{birth.id}:Giấy khai sinh 112/1995"
    (given,) = queries.attachments_of(queries.draft(draft.id, owner=an))
    assert given.file_id == birth.file_id
    review = citizens_browser(an.id).get(f"/nop/{draft.id}/xem-lai/").content.decode()
    assert "không phải nộp lại: Giấy khai sinh 112/1995" in review


def test_taking_it_back_leaves_it_in_the_vault(an, draft, birth):
    take(an, draft)
    citizens_browser(an.id).post(f"/nop/{draft.id}/phan/noi_dung/", {"bo-tep": "giay_to"})
    assert kept.valid_of(AN, on=DAY)[0].record.file_id == birth.file_id


def test_what_was_revoked_is_not_offered(an, draft):
    vault.revoke(subject="dossier:old", by=CLERK, at=NOW)
    assert "Dùng giấy đã có" not in page_of(an, draft)
    assert "giay_to" not in take(an, draft).sources


def test_what_served_is_counted_and_its_owner_sees_for_what(an, birth, draft_of):
    ready = draft_of(an)
    field = queries.form_of_draft(ready).field("giay_to")
    actions.reuse_file(draft_id=ready.id, owner=an, field=field, at=NOW)
    dossier = actions.submit(draft_id=ready.id, owner=an, at=NOW)
    (event,) = queries.events(dossier.id)
    assert (event.payload["papers"], event.payload["papers_known"]) == (1, 1)
    page = citizens_browser(an.id).get("/tai-khoan/giay-to/").content.decode()
    assert "112/1995" in page
    assert dossier.code in page


def test_a_paper_of_somebody_else_is_neither_shown_nor_handed_out(an, birth):
    assert citizens_browser(an.id).get(f"/tai-khoan/giay-to/{birth.id}/").content == JPEG
    other = citizens_browser(person(name="B", subject="s-2", personal_id="003190000022").id)
    assert other.get(f"/tai-khoan/giay-to/{birth.id}/").status_code == 404
    assert "chưa hồ sơ nào" in citizens_browser(an.id).get("/tai-khoan/giay-to/").content.decode()
    assert "112/1995" not in other.get("/tai-khoan/giay-to/").content.decode()
