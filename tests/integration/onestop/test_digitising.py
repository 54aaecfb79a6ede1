"""Old results: listed, scanned and typed by one officer, checked beside the scan by another."""

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.documents import queries as documents
from motcua.documents.models import StoredFile, VaultRecord
from motcua.documents.queries import vault
from motcua.documents.types import Quality
from motcua.identity.types import Role
from tests.integration.delivery import PROVIDERS
from tests.integration.people import JPEG

LIST = "/mot-cua/so-hoa/"
TYPED = {
    "number": "112/1995",
    "issuer": "UBND phường An Mỹ",
    "holder": "Nguyễn Thị An",
    "personal_id": "049195000011",
    "issued_on": "02/11/1995",
    "muc-ho_ten": "Nguyễn Thị An",
}


def picture(width=40, height=20, orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def bich(officers_browser, officer):
    return officers_browser(officer(Role.CLERK, name="Lê Thị Bích"))


@pytest.fixture
def chi(officers_browser, officer):
    return officers_browser(officer(Role.SPECIALIST, name="Trần Văn Chi"))


@pytest.fixture
def listed(bich):
    bich.post(LIST, {"loai": "giay_khai_sinh", "so": "112/1995", "ho-ten": "Nguyễn Thị An"})
    return VaultRecord.objects.get()


def files(*contents):
    return [
        SimpleUploadedFile(f"{number}.jpg", one, "image/jpeg")
        for number, one in enumerate(contents, 1)
    ]


def key(browser, record, *contents, **changes):
    told = {**TYPED, **changes, "ban-quet": files(*contents)}
    return browser.post(f"{LIST}{record.id}/", told)


def judge(browser, record, **what):
    seen = VaultRecord.objects.get(id=record.id).keyed_at
    return browser.post(f"{LIST}{record.id}/", {"luc": seen.isoformat(), **what})


def quality(record):
    return VaultRecord.objects.get(id=record.id).quality


def shown(answer):
    return unescape(answer.content.decode())


def test_one_types_another_checks_and_both_are_counted(bich, chi, listed):
    assert key(bich, listed, picture()).status_code == 302
    page = shown(chi.get(f"{LIST}{listed.id}/"))
    assert f"{LIST}{listed.id}/trang/1/" in page
    assert "Đúng với bản quét" in page
    assert judge(chi, listed, **{"dong-y": "1"}).status_code == 302
    assert quality(listed) == Quality.CHECKED
    counted = shown(chi.get(f"{LIST}so-lieu/"))
    assert "Lê Thị Bích" in counted
    assert "Trần Văn Chi" in counted


def test_nobody_is_offered_to_check_what_she_typed_nor_can_she(bich, listed):
    key(bich, listed, picture())
    assert "Đúng với bản quét" not in shown(bich.get(f"{LIST}{listed.id}/"))
    refused = judge(bich, listed, **{"dong-y": "1"})
    assert refused.status_code == 422
    assert "không tự kiểm tra được" in shown(refused)
    assert quality(listed) == Quality.KEYED


def test_of_two_who_check_at_once_the_second_learns_it(
    officers_browser, officer, bich, chi, listed
):
    key(bich, listed, picture())
    seen = VaultRecord.objects.get().keyed_at.isoformat()
    dung = officers_browser(officer(Role.CLERK, name="Phạm Dung"))
    for browser, status in ((chi, 302), (dung, 422)):
        answer = browser.post(f"{LIST}{listed.id}/", {"luc": seen, "dong-y": "1"})
        assert answer.status_code == status


def test_what_is_sent_back_comes_with_its_reason_and_keeps_its_scan(bich, chi, listed):
    key(bich, listed, picture())
    judge(chi, listed, **{"tra-lai": "1", "ly-do": "Số là 113"})
    assert "Số là 113" in shown(bich.get(LIST))
    assert key(bich, listed, number="113/1995").status_code == 302
    (one,) = vault.work_of([listed.agency_id])
    assert (one.content.number, one.content.sent_back) == ("113/1995", "")


def test_pictures_become_one_file_in_their_order_and_upright(bich, listed):
    key(bich, listed, picture(40, 20), picture(60, 20, orientation=6))
    (one,) = vault.work_of([listed.agency_id])
    assert one.record.file.media_type == "application/pdf"
    sizes = [
        Image.open(io.BytesIO(bich.get(f"{LIST}{listed.id}/trang/{n}/").content)).size
        for n in (1, 2)
    ]
    assert sizes == [(40, 20), (20, 60)]
    assert bich.get(f"{LIST}{listed.id}/trang/3/").status_code == 404
    assert bich.get(f"{LIST}{listed.id}/tep/").content == documents.content(one.record.file)


def test_a_damaged_page_is_named_and_nothing_is_kept(bich, listed):
    answer = key(bich, listed, picture(), picture()[:200])
    assert answer.status_code == 422
    assert "Tệp thứ 2 bị hỏng" in shown(answer)
    assert not StoredFile.objects.exists()
    assert quality(listed) == Quality.EXPECTED


@pytest.mark.parametrize("content", [b"GIF89a....", b"%PDF-1.7 broken", b""])
def test_a_scan_of_another_type_is_not_taken(bich, listed, content):
    assert key(bich, listed, content).status_code == 422
    assert quality(listed) == Quality.EXPECTED


def test_without_a_scan_there_is_nothing_to_compare_with(bich, listed):
    assert "Chưa có bản quét" in shown(key(bich, listed))


def test_what_is_wrong_stands_at_its_box(bich, listed):
    answer = key(bich, listed, JPEG, issued_on="31/02/1995")
    assert answer.status_code == 422
    assert "Nhập ngày theo dạng 20/10/2021" in shown(answer)
    assert 'value="31/02/1995"' in shown(answer)


def sheet(*rows):
    header = ["Loại giấy tờ", "Số ký hiệu", "Họ và tên", "Số định danh", "Ngày cấp"]
    out = "\n".join(";".join(row) for row in (header, *rows))
    return SimpleUploadedFile("cu.csv", out.encode("utf-8-sig"), "text/csv")


def test_a_sheet_lists_many_and_the_same_one_again_none(bich):
    rows = [["Giấy khai sinh", f"{n}/1995", "A", "", "02/11/1995"] for n in range(1, 31)]
    assert "them=30" in bich.post(LIST, {"tep": sheet(*rows)}).headers["Location"]
    assert "them=0" in bich.post(LIST, {"tep": sheet(*rows)}).headers["Location"]
    first = shown(bich.get(LIST))
    assert "Trang sau" in first
    assert "30/1995" not in first
    assert "30/1995" in shown(bich.get(f"{LIST}?tim=30/1995"))


def test_of_a_sheet_with_a_wrong_line_nothing_is_listed(bich):
    right, wrong = ["Giấy khai sinh", "1/1995"], ["Giấy gì đó", "2/1995"]
    answer = bich.post(LIST, {"tep": sheet([*right, "", "", ""], [*wrong, "", "", ""])})
    assert answer.status_code == 422
    assert "Dòng 3: loại giấy tờ không có trong danh mục" in shown(answer)
    assert not VaultRecord.objects.exists()


def test_another_agency_sees_nothing_of_it(officers_browser, officer, bich, listed):
    key(bich, listed, picture())
    other = officers_browser(officer(Role.CLERK, agency=PROVIDERS[2]))
    assert "112/1995" not in shown(other.get(LIST))
    for way in ("", "trang/1/", "tep/"):
        assert other.get(f"{LIST}{listed.id}/{way}").status_code in {404, 422}


def test_a_list_asks_as_often_however_long_it_is(bich):
    def asked(count):
        rows = [["Giấy khai sinh", f"{n}/2001", "", "", ""] for n in range(count)]
        bich.post(LIST, {"tep": sheet(*rows)})
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            bich.get(LIST)
        return len(queries)

    assert asked(2) == asked(20)
