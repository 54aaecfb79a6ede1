import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.eforms import actions, draft_queries, sheet
from motcua.eforms.models import FormDraft
from motcua.identity.types import Role
from tests.integration.eforms.test_authoring import AUTHOR, NOW
from tests.integration.eforms.test_authoring_pages import (
    address,
    as_staff,
    begun,
    officers_browser,
    words,
)
from tests.unit.eforms.making import component, definition, panel

__all__ = ["as_staff", "officers_browser"]
pytestmark = pytest.mark.django_db
PAGE = "/bieu-mau/moi/bang-tinh/"


def send(browser, content, **more):
    sent = SimpleUploadedFile("cau-hoi.xlsx", content)
    return browser.post(PAGE, {"ma": "don-xin", "ten": "Đơn xin", "tep": sent, **more})


def test_the_template_is_fetched_filled_in_and_becomes_a_draft(as_staff):
    author = as_staff(Role.FORM_AUTHOR)
    template = author.get("/bieu-mau/moi/mau.xlsx").content

    answer = send(author, template)

    draft = FormDraft.objects.get()
    assert answer["Location"] == address(draft)
    assert (draft.key, draft.title) == ("don-xin", "Đơn xin")
    assert "Quan hệ với người đó" in words(author.get(address(draft)))
    assert author.get(address(draft, "bang.xlsx")).content
    assert draft_queries.revision(draft.id, 1).number == 1


def test_a_bad_row_is_named_and_nothing_is_stored(as_staff):
    author = as_staff(Role.FORM_AUTHOR)
    rows = [sheet.Row(page="A", question="Họ tên", kind="chữ"), sheet.Row(question="B", kind="vẽ")]

    answer = send(author, sheet.written(rows))

    told = words(answer)
    assert answer.status_code == 422
    assert "1 chỗ chưa đúng" in told
    assert "loại này không có" in told
    assert 'value="don-xin"' in told
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-", b"PK\x03\x04x", b"\xff\xfe\x00"])
def test_what_is_no_sheet_is_refused_in_words(as_staff, content):
    answer = send(as_staff(Role.FORM_AUTHOR), content)

    assert answer.status_code == 422
    assert not FormDraft.objects.exists()


def test_a_key_that_is_taken_is_told(as_staff):
    written = definition(panel(component()), name="don-xin")
    actions.begin_from_definition(definition=written, by=AUTHOR, at=NOW)

    answer = send(as_staff(Role.FORM_AUTHOR), sheet.template())
    assert "đang có bản thảo mở" in words(answer)


def test_a_form_that_says_more_than_a_sheet_is_told_where(as_staff):
    rich = component(label="Thu nhập", prefill="a.b")
    draft = begun(definition(panel(rich, key="mot")))
    actions.publish(key="mau", definition=definition(panel(rich)), by=AUTHOR, at=NOW)
    author = as_staff(Role.FORM_REVIEWER)

    for place in (address(draft, "bang.xlsx"), "/bieu-mau/mau/mau/1.xlsx"):
        answer = author.get(place)
        assert answer.status_code == 422
        assert "“Thu nhập”" in words(answer)
