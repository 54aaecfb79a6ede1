"""Controllers take the catalogue away as a file, send it back, look, and publish."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue import files, queries
from motcua.catalogue.models import ProcedureFile, ProcedureVersion
from motcua.identity.types import Role
from motcua.sheets import tables
from tests.integration.delivery import PROCEDURE

PREVIEW = "/danh-muc/tep/xem-truoc/"


@pytest.fixture
def browser(as_site, offered, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def send(browser, content, *, name="thu-tuc.json", day="20/10/2099"):
    sent = SimpleUploadedFile(name, content)
    return browser.post("/danh-muc/tep/", {"tep": sent, "ap_dung": day})


def published():
    return queries.history(PROCEDURE)[0].content


def sheet_with(change):
    book = openpyxl.load_workbook(io.BytesIO(queries.exported("xlsx", codes=[PROCEDURE])))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_the_catalogue_is_taken_away_whole_or_one_field_of_it(browser, kind):
    answer = browser.get(f"/danh-muc/tep/thu-tuc.{kind}")
    assert answer.content == queries.exported(kind)
    sector = published().sector
    one = browser.get(f"/danh-muc/tep/thu-tuc.{kind}?linh-vuc={sector}").content
    codes = [content.code for content in files.read(one, file_name=f"x.{kind}").contents]
    assert PROCEDURE in codes
    none = browser.get(f"/danh-muc/tep/thu-tuc.{kind}?linh-vuc=Không có").content
    assert none != one


def test_what_does_not_fit_into_a_sheet_is_said_before_and_after(browser, monkeypatch):
    assert "10.000 hàng, khoảng 80 thủ tục" in browser.get("/danh-muc/tep/").text
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    answer = browser.get("/danh-muc/tep/thu-tuc.xlsx")
    assert answer.status_code == 422
    assert "Quá nhiều thủ tục" in answer.text


def test_every_problem_is_shown_at_once_by_row_and_nothing_is_stored(browser):
    lines = []

    def spoil(sheet):
        for cells in sheet.iter_rows(min_row=2):
            if cells[3].value == "Mức thu (đồng)":
                cells[4].value = "tám nghìn"
                lines.append(cells[0].row)
            if cells[3].value == "Tóm tắt":
                cells[3].value = "Tóm lược"
                lines.append(cells[0].row)

    answer = send(browser, sheet_with(spoil), name="thu-tuc.xlsx")
    assert answer.status_code == 422
    assert "phải là số nguyên" in answer.text
    assert "Không có trường “Tóm lược”" in answer.text
    assert len(lines) >= 2
    assert all(f">{line}<" in answer.text for line in lines)
    assert not ProcedureFile.objects.exists()
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 1


def test_a_file_is_looked_at_before_it_is_published(browser):
    renamed = published().model_copy(update={"name": "Tên mới"})
    new = renamed.model_copy(update={"code": "9.900999", "name": "Thủ tục mới tinh"})
    assert send(browser, files.as_json([renamed, new])).headers["Location"] == PREVIEW
    page = browser.get(PREVIEW).text
    assert "1 thủ tục mới, 1 thủ tục thay đổi, 0 thủ tục giữ nguyên" in page
    assert "20/10/2099" in page
    assert "<ins>" in browser.get(f"{PREVIEW}{PROCEDURE}/").text
    assert published().name != "Tên mới"

    seen = ProcedureFile.objects.get().sent_at.isoformat()
    assert browser.post(PREVIEW, {"gui_luc": seen}).status_code == 302
    version = queries.history(PROCEDURE)[0]
    assert (version.content.name, version.valid_from) == ("Tên mới", date(2099, 10, 20))
    assert queries.history("9.900999")[0].number == 1
    assert not ProcedureFile.objects.exists()

    again = browser.post(PREVIEW, {"gui_luc": seen})
    assert again.status_code == 422
    assert "Không còn tệp này" in again.text
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 2


def test_another_file_sent_meanwhile_is_not_published_unseen(browser):
    send(browser, files.as_json([published().model_copy(update={"name": "Một"})]))
    seen = ProcedureFile.objects.get().sent_at.isoformat()
    send(browser, files.as_json([published().model_copy(update={"name": "Hai"})]))
    answer = browser.post(PREVIEW, {"gui_luc": seen})
    assert answer.status_code == 422
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 1


def test_what_is_the_same_has_nothing_to_publish(browser):
    send(browser, queries.exported("json", codes=[PROCEDURE]))
    page = browser.get(PREVIEW).text
    assert "1 thủ tục giữ nguyên" in page
    assert "Công bố các thủ tục này" not in page
    assert browser.post("/danh-muc/tep/bo/").status_code == 302
    assert not ProcedureFile.objects.exists()


def test_a_day_that_is_past_is_refused(browser):
    answer = send(browser, queries.exported("json"), day="01/01/2001")
    assert answer.status_code == 422
    assert "không được trước hôm nay" in answer.text


def test_a_controller_of_one_unit_does_not_rewrite_the_catalogue(
    as_site, offered, officer, officers_browser
):
    as_site("agency")
    browser = officers_browser(officer(Role.CONTROLLER, agency="H47.40"))
    assert browser.get("/danh-muc/tep/").status_code == 403
    assert browser.get("/danh-muc/tu-dong-nghia/").status_code == 403
