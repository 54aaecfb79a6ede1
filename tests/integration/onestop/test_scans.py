"""Papers that came on paper are scanned when a dossier is received; each says how it stands."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.documents.actions import reading
from motcua.documents.models import VaultRecord
from motcua.dossiers.models import Dossier, HandedPaper
from motcua.dossiers.queries import digitised
from motcua.dossiers.queries.digitised import State
from motcua.dossiers.types import Filing
from motcua.identity.types import Role
from tests.engines import engine
from tests.integration.delivery import NOW
from tests.integration.people import JPEG


@pytest.fixture
def dossier(paid):
    """One filed at a counter, with a paper on paper beside its file."""
    Dossier.objects.filter(id=paid.id).update(filing=Filing.COUNTER)
    HandedPaper.objects.create(
        draft=paid.draft,
        dossier=paid,
        field="giay_to_quan_he",
        label="Giấy tờ chứng minh quan hệ",
        originals=1,
        copies=0,
    )
    return Dossier.objects.get(id=paid.id)


@pytest.fixture
def clerk(officers_browser, officer):
    return officers_browser(officer(Role.CLERK))


def scan(browser, dossier, content=JPEG, place="giay_to_quan_he"):
    file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    return browser.post(
        f"/mot-cua/ho-so/{dossier.code}/so-hoa/", {"giay": place, "ban-quet": [file]}
    )


def states(dossier):
    return {one.place: one.state for one in digitised.components(dossier)}


def test_a_scanned_paper_is_digitised_and_can_be_had(clerk, dossier):
    assert states(dossier) == {"giay_to_quan_he": State.NONE, "giay_to": State.DIGITISED}
    assert scan(clerk, dossier).status_code == 302
    assert states(dossier)["giay_to_quan_he"] is State.DIGITISED
    page = unescape(clerk.get(f"/mot-cua/ho-so/{dossier.code}/so-hoa/").content.decode())
    assert "1. đã số hóa" in page
    case = unescape(clerk.get(f"/mot-cua/ho-so/{dossier.code}/").content.decode())
    assert f"/mot-cua/ho-so/{dossier.code}/so-hoa/" in case
    record = VaultRecord.objects.get()
    assert clerk.get(f"/mot-cua/so-hoa/{record.id}/tep/").content == JPEG


def test_a_second_scan_takes_the_place_of_the_first(clerk, dossier):
    scan(clerk, dossier)
    scan(clerk, dossier)
    old = VaultRecord.objects.get(ending="superseded")
    assert old.successor == VaultRecord.objects.get(ended_at=None)


@pytest.mark.parametrize(
    ("content", "place"), [(JPEG[:100], "giay_to_quan_he"), (b"MZ", "giay_to_quan_he"), (JPEG, "x")]
)
def test_what_cannot_be_taken_leaves_nothing(clerk, dossier, content, place):
    assert scan(clerk, dossier, content, place).status_code == 422
    assert not VaultRecord.objects.exists()


def test_a_clerk_of_another_agency_finds_no_such_dossier(officers_browser, officer, dossier):
    other = officers_browser(officer(Role.CLERK, agency="H47.40.1"))
    assert other.get(f"/mot-cua/ho-so/{dossier.code}/so-hoa/").status_code in {404, 422}
    assert scan(other, dossier).status_code in {404, 422}
    assert not VaultRecord.objects.exists()


def test_what_a_machine_read_is_shown_as_unchecked(clerk, dossier, settings, tmp_path):
    scan(clerk, dossier)
    record = VaultRecord.objects.get()
    address = f"/mot-cua/ho-so/{dossier.code}/so-hoa/"
    assert "Chưa nhận dạng chữ" in unescape(clerk.get(address).content.decode())
    assert clerk.get(f"/mot-cua/so-hoa/{record.id}/tim-duoc/").status_code == 404
    settings.MOTCUA_RECOGNISER = str(engine(tmp_path))
    reading.read_scan(file_id=record.file_id, at=NOW)
    page = unescape(clerk.get(address).content.decode())
    assert "Nguyễn Thị\nAn" in page
    assert "Máy đọc, chưa kiểm tra" in page
    assert "89%" in page
    copy = clerk.get(f"/mot-cua/so-hoa/{record.id}/tim-duoc/")
    assert copy["Content-Type"] == "application/pdf"
    assert clerk.get(f"/mot-cua/so-hoa/{record.id}/tep/").content == JPEG
