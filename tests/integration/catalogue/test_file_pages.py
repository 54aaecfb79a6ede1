"""Controllers take the catalogue away as a file, send it back, look, and publish."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.catalogue import actions, errors, files, jobs, queries
from motcua.catalogue.models import FiledProcedure, ProcedureFile, ProcedureVersion
from motcua.catalogue.types import Running
from motcua.catalogue.views.controller import sent_file
from motcua.identity.types import Role
from motcua.sheets import tables
from tests.integration.delivery import NOW, PROCEDURE, SEED

PREVIEW = "/danh-muc/tep/xem-truoc/"


@pytest.fixture
def browser(as_site, offered, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def send(browser, content, *, name="thu-tuc.json", day="20/10/2099", **more):
    sent = SimpleUploadedFile(name, content)
    asked = {"tep": sent, "ap_dung": day, "ho_so": "stay", **more}
    return browser.post("/danh-muc/tep/", asked)


def publish(browser):
    """Let the kept file be published, and the worker do so."""
    kept = ProcedureFile.objects.get()
    assert browser.post(PREVIEW, {"gui_luc": kept.sent_at.isoformat()}).status_code == 302
    jobs.publish_file(file=str(kept.id))
    kept.refresh_from_db()
    return kept


def renamed(name, **changes):
    return published().model_copy(update={"name": name, **changes})


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
    new = renamed("Thủ tục mới tinh", code="9.900999")
    sent = files.as_json([renamed("Tên mới"), new])
    assert send(browser, sent).headers["Location"] == PREVIEW
    page = browser.get(PREVIEW).text
    assert "1 thủ tục mới, 1 thủ tục thay đổi, 0 thủ tục giữ nguyên" in page
    assert "20/10/2099" in page
    assert "<ins>" in browser.get(f"{PREVIEW}{PROCEDURE}/").text
    assert published().name != "Tên mới"

    assert "chờ xem và công bố" in browser.get("/danh-muc/tep/").text
    kept = publish(browser)
    assert "tệp đã công bố xong" in browser.get("/danh-muc/tep/").text
    version = queries.history(PROCEDURE)[0]
    assert (version.content.name, version.valid_from) == ("Tên mới", date(2099, 10, 20))
    assert queries.history("9.900999")[0].number == 1
    assert "Đã công bố 2 thủ tục." in browser.get(PREVIEW).text

    seen = {"gui_luc": kept.sent_at.isoformat()}
    assert browser.post(PREVIEW, seen).status_code == 422
    browser.post("/danh-muc/tep/bo/")
    again = browser.post(PREVIEW, seen)
    assert again.status_code == 422
    assert "Không còn tệp này" in again.text
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 2


def test_another_file_sent_meanwhile_is_not_published_unseen(browser):
    send(browser, files.as_json([renamed("Một")]))
    seen = ProcedureFile.objects.get().sent_at.isoformat()
    send(browser, files.as_json([renamed("Hai")]))
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


def test_a_file_is_read_once_and_not_for_each_page(browser, monkeypatch):
    send(browser, files.as_json([renamed("Tên mới")]))
    monkeypatch.delattr(files, "read")

    assert "Tên mới" in browser.get(PREVIEW).text
    assert "<ins>" in browser.get(f"{PREVIEW}{PROCEDURE}/").text
    publish(browser)
    assert published().name == "Tên mới"


def test_a_page_of_the_preview_asks_no_more_for_more_procedures(
    browser, django_assert_max_num_queries
):
    many = [renamed(f"Thủ tục {n}", code=f"9.9009{n:02}") for n in range(60)]
    send(browser, files.as_json(many))
    with django_assert_max_num_queries(12):
        page = browser.get(PREVIEW).text
    assert "9.900949" in page
    assert "9.900950" not in page


def test_while_it_is_published_the_page_shows_how_far_it_is(browser, monkeypatch):
    monkeypatch.setattr("motcua.catalogue.actions.files.AT_ONCE", 1)
    send(browser, files.as_json([renamed("Tên mới"), renamed("Khác", code="9.900999")]))
    kept = ProcedureFile.objects.get()
    browser.post(PREVIEW, {"gui_luc": kept.sent_at.isoformat()})

    assert actions.publish_some(file_id=kept.id, at=NOW)
    answer = browser.get(PREVIEW)
    assert "Đã xong 1 trên 2 thủ tục" in answer.text
    assert answer.headers["Refresh"]
    assert "đang được công bố" in send(browser, files.as_json([renamed("Chen")])).text
    assert browser.post("/danh-muc/tep/bo/").status_code >= 400
    jobs.publish_file(file=str(kept.id))
    jobs.publish_file(file=str(kept.id))
    assert "Refresh" not in browser.get(PREVIEW).headers
    assert queries.history("9.900999")[0].number == 1
    assert ProcedureVersion.objects.filter(procedure=PROCEDURE).count() == 2


def test_what_was_published_since_the_file_was_sent_is_left_and_named(browser):
    send(browser, files.as_json([renamed("Từ tệp"), renamed("Khác", code="9.900999")]))
    content = renamed("Từ bản thảo").model_dump(mode="json")
    actions.publish_version(content=content, valid_from=date(2021, 10, 20), by=SEED, at=NOW)
    publish(browser)

    assert published().name == "Từ bản thảo"
    assert queries.history("9.900999")[0].content.name == "Khác"
    page = browser.get(f"{PREVIEW}?vuong").text
    assert "Đã công bố 1 thủ tục. 1 thủ tục không công bố được" in page
    assert "Phiên bản 2 đã được công bố sau khi tệp này được gửi" in page
    assert "9.900999" not in page


@pytest.mark.parametrize("choice", list(Running))
def test_the_sender_says_what_becomes_of_dossiers_on_their_way(browser, choice):
    day = "21/10/2099" if choice is Running.CLOSE else ""
    send(browser, files.as_json([renamed("Tên mới")]), ho_so=choice.value, ngung_nhan=day)
    assert str(choice.label) in browser.get(PREVIEW).text
    publish(browser)

    version = queries.history(PROCEDURE)[0]
    assert version.running is choice
    assert version.closes_on == (date(2099, 10, 21) if day else None)


def test_closing_is_a_change_though_nothing_else_is_said(browser):
    send(browser, files.as_json([published()]), ho_so="close", ngung_nhan="21/10/2099")
    publish(browser)
    assert queries.history(PROCEDURE)[0].closes_on == date(2099, 10, 21)


@pytest.mark.parametrize(
    ("day", "said"), [("", "Chưa ghi ngày"), ("19/10/2099", "không được trước")]
)
def test_days_of_closing_that_do_not_fit_are_refused(browser, day, said):
    answer = send(browser, files.as_json([renamed("x")]), ho_so="close", ngung_nhan=day)
    assert answer.status_code == 422
    assert said in answer.text
    assert not ProcedureFile.objects.exists()


def test_a_file_that_is_too_big_is_refused_and_not_read_whole(browser, monkeypatch, rf):
    monkeypatch.setattr(files, "MOST_MB", 1)
    big = b'{"procedures": []}' + b" " * (2 * 1024 * 1024)

    answer = send(browser, big)
    assert answer.status_code == 422
    assert "Tệp lớn hơn 1 MB" in answer.text
    request = rf.post("/", {"tep": SimpleUploadedFile("a.json", big)})
    content, name = sent_file(request, "tep", most_mb=1)
    assert (len(content), name) == (1024 * 1024 + 1, "a.json")


def test_nothing_sent_is_refused(browser):
    answer = browser.post("/danh-muc/tep/", {"ap_dung": "20/10/2099", "ho_so": "stay"})
    assert answer.status_code == 422
    assert "không có nội dung" in answer.text


def test_a_day_that_passed_since_the_file_was_sent_is_refused(offered):
    kept = actions.keep_file(
        content=files.as_json([renamed("x")]),
        file_name="a.json",
        valid_from=date(2021, 10, 20),
        by=SEED,
        at=NOW,
    )
    with pytest.raises(errors.BeginsInThePast):
        actions.publish_file(file_id=kept.id, seen_at=NOW, by=SEED, at=NOW + timedelta(days=1))
    assert FiledProcedure.objects.count() == 1
