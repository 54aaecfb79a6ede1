"""Services as a sheet: what is written can be sent back; only what differs is changed."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue import jobs, service_sheet
from motcua.catalogue.models import BulkChange, Service
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY

SHEET = "/danh-muc/dich-vu/bang.xlsx"
TAKE = "/danh-muc/dich-vu/nhap/"
COLUMNS = list(service_sheet.TITLES)


@pytest.fixture
def browser(as_site, offered, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def export(browser):
    answer = browser.get(SHEET)
    assert answer.status_code == 200
    return answer.content


def changed(content, row=2, **cells):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for field, value in cells.items():
        book.active.cell(row, COLUMNS.index(field) + 1, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(browser, content, name="dich-vu.xlsx"):
    return browser.post(TAKE, {"bang": SimpleUploadedFile(name, content)})


def apply(browser, address):
    browser.post(f"{address}quyet-dinh/", {"viec": "thuc-hien"})
    jobs.run_bulk(bulk=str(BulkChange.objects.get().id))


FULL = {
    "level": "3",
    "level_act": "Quyết định 7/QĐ-UBND",
    "level_from": "20/10/2021",
    "provision": "Toàn trình",
    "provision_act": "Quyết định 7/QĐ-UBND",
    "provision_from": "20/10/2021",
    "eligible": "đủ",
    "reason": "Có dữ liệu",
    "eligible_from": "20/10/2021",
    "dossiers": "1.200",
}


def test_the_sheet_as_it_was_wants_nothing(browser):
    answer = send(browser, export(browser))

    assert answer.status_code == 422
    assert "Chưa chọn dịch vụ nào." in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_what_is_sent_back_is_what_is_exported_next_byte_for_byte(browser):
    assert export(browser) == export(browser)
    answer = send(browser, changed(export(browser), **FULL))
    assert answer.status_code == 302
    assert BulkChange.objects.get().total == 4
    apply(browser, answer.headers["Location"])

    once = export(browser)
    row = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(once)).active[2]]
    assert dict(zip(COLUMNS, row, strict=True)) | {"level": 3, "dossiers": 1200} == (
        dict(zip(COLUMNS, row, strict=True))
    )
    assert row[COLUMNS.index("provision")] == "toàn trình"
    assert send(browser, once).status_code == 422
    assert export(browser) == once


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"level": "5"}, "Mức độ khai báo", "1, 2, 3 hoặc 4"),
        ({"level": ""}, "Mức độ khai báo", "không xóa được"),
        ({"level_from": "2021-10-20"}, "Mức độ từ ngày", "ngày/tháng/năm"),
        ({"provision": "một nửa"}, "Toàn trình hay một phần", "một phần"),
        ({"provision": "một phần"}, "Văn bản khai báo toàn trình", "thiếu"),
        ({"eligible": "có lẽ"}, "Đủ điều kiện", "không đủ"),
        ({"eligible": "đủ"}, "Lý do", "thiếu"),
        ({"dossiers": "12,5"}, "Số hồ sơ một năm", "số"),
        ({"dossiers": "=1+1"}, "Số hồ sơ một năm", "công thức"),
        ({"procedure": "9.999999"}, "Mã thủ tục", "không cung cấp"),
        ({"agency": "H26"}, "Mã thủ tục", "không cung cấp"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column_and_nothing_is_kept(browser, cells, column, said):
    answer = send(browser, changed(export(browser), **cells))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert column in html
    assert said in html
    assert not BulkChange.objects.exists()


def test_all_bad_cells_are_named_at_once(browser):
    content = changed(changed(export(browser), level="7", dossiers="-1"), row=3, level="x")
    assert "Bảng có 3 chỗ chưa đúng" in send(browser, content).content.decode()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_a_file_that_is_no_such_sheet_is_refused(browser, content):
    assert send(browser, content).status_code == 422


def test_a_csv_is_taken_as_well(browser):
    service = Service.objects.select_related("procedure", "agency").get(agency__code=AN_MY)
    header = ",".join(f'"{title}"' for title in service_sheet.TITLES.values())
    line = [service.procedure_id, "", AN_MY, "", "4", "Khai báo minh hoạ của bản demo"]
    line += ["01/07/2021", "", "", "", "", "", "", "88"]
    answer = send(browser, f"{header}\n{','.join(line)}\n".encode(), name="dich-vu.csv")

    assert answer.status_code == 302
    assert BulkChange.objects.get().total == 1


def test_the_sheet_asks_no_more_for_more_lines(browser, django_assert_max_num_queries):
    export(browser)
    with django_assert_max_num_queries(12):
        export(browser)
