"""Papers that came on paper are scanned when a dossier is received; each says how it stands."""

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.utils import timezone

from motcua.documents.actions import reading
from motcua.documents.models import OfficialPaper, StoredFile, VaultRecord
from motcua.documents.queries import vault as kept
from motcua.dossiers.models import Dossier, HandedPaper
from motcua.dossiers.queries import digitised
from motcua.dossiers.queries.digitised import State
from motcua.dossiers.types import Filing, Status
from motcua.identity.types import Role
from tests.engines import engine
from tests.integration.delivery import NOW
from tests.integration.pages import citizens_browser
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


def become(dossier, status):
    """Let a dossier stand as one that was taken over from before."""
    now = timezone.now()
    Dossier.objects.filter(id=dossier.id).update(
        version=F("version") + 1, status=status, accepted_at=now, finished_at=now, returned_at=now
    )
    return Dossier.objects.get(id=dossier.id)


@pytest.fixture
def given(dossier):
    """One whose result went out on paper, as those of before do."""
    return become(dossier, Status.RETURNED)


def test_the_scan_of_a_result_on_paper_is_hers_and_says_what_it_is(clerk, given, an):
    page = unescape(clerk.get(f"/mot-cua/ho-so/{given.code}/so-hoa/").content.decode())
    assert "Kết quả trên giấy" in page
    assert scan(clerk, given, place=digitised.RESULT).status_code == 302
    record = VaultRecord.objects.get()
    assert (record.origin, record.quality) == ("given", "scanned")
    personal_id = "049195000011"
    assert [one.record.id for one in kept.all_of(personal_id)] == [record.id]
    assert kept.valid_of(personal_id, on=date(2021, 10, 20)) == []
    hers = citizens_browser(an.id)
    told = unescape(hers.get(f"/ho-so/{given.code}/").content.decode())
    assert "bản quét kết quả giấy, không thay bản gốc" in told
    assert "không thay bản gốc" in unescape(hers.get("/tai-khoan/giay-to/").content.decode())
    assert hers.get(f"/tai-khoan/giay-to/{record.id}/").content == JPEG


def test_a_result_that_was_not_given_yet_needs_no_scan(clerk, dossier):
    assert scan(clerk, become(dossier, Status.FINISHED), place=digitised.RESULT).status_code == 422
    assert not VaultRecord.objects.exists()


def test_a_result_that_is_signed_needs_no_scan(clerk, given):
    OfficialPaper.objects.create(
        kind="result",
        regulation="03/2025/TT-VPCP",
        subject=f"dossier:{given.id}",
        agency=given.agency,
        year=2021,
        number=1,
        verification_code="A" * 20,
        file=StoredFile.objects.first(),
        is_signed=True,
        issued_at=NOW,
    )
    assert scan(clerk, given, place=digitised.RESULT).status_code == 422
    assert not VaultRecord.objects.exists()
