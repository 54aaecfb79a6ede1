"""Dossiers of another one-stop by a file: looked at, taken, taken out again."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.audit.models import Event
from motcua.documents.models import StoredFile
from motcua.dossiers import actions, jobs
from motcua.dossiers.actions import import_files
from motcua.dossiers.models import Attachment, Dossier, Import, ImportLine
from motcua.dossiers.queries.transfers import COLUMNS, cells
from motcua.dossiers.verdicts import Verdict
from motcua.identity.types import Role
from motcua.sheets import streaming
from tests.integration.delivery import NOW
from tests.integration.people import JPEG
from tests.transferred import numbered, returned, row

HERE = "/mot-cua/nhap-xuat/"
GOOD = [row(), returned(MaHoSo="H47.40.2-211011-0008")]
BAD = numbered(9, KenhThucHien="qua Zalo", LePhi="tám nghìn")


def sheet(rows):
    header = [column.title for column in COLUMNS]
    return b"".join(streaming.delimited(header, cells(rows)))


@pytest.fixture
def administrator(officer):
    return officer(Role.ADMINISTRATOR, agency="H47.40")


@pytest.fixture
def page(administrator, officers_browser):
    return officers_browser(administrator)


@pytest.fixture
def send(page):
    def post(rows, *, papers=None, source="mot-cua-cu", name="ho-so.csv"):
        content = rows if isinstance(rows, bytes) else sheet(rows)
        sent = {"nguon": source, "tep": SimpleUploadedFile(name, content)}
        if papers is not None:
            sent["giay-to"] = SimpleUploadedFile("giay-to.zip", papers)
        return page.post(HERE, sent)

    return post


def confirm(page):
    kept = Import.objects.latest("sent_at")
    assert page.post(f"{HERE}{kept.id}/").status_code == 302
    return kept


def work(kept):
    jobs.import_was_confirmed(kept=str(kept.id))
    kept.refresh_from_db()


def test_a_file_is_looked_at_before_anything_changes(send, page):
    answer = send([*GOOD, BAD])

    shown = page.get(answer["Location"]).content.decode()
    assert not Dossier.objects.exists()
    assert "Chỉ nhập 2 dòng đúng" in shown
    assert "Kênh nộp" in shown
    assert "qua Zalo" in shown
    kept = Import.objects.get()
    assert (kept.total, kept.new, kept.refused) == (3, 2, 1)


def test_only_the_good_lines_are_taken(send, page):
    send([*GOOD, BAD])
    kept = confirm(page)
    work(kept)

    assert Dossier.objects.count() == 2
    assert (kept.done, kept.left) == (3, 0)
    assert "Đã nhập 2 hồ sơ" in page.get(f"{HERE}{kept.id}/").content.decode()
    assert [event.kind for event in Event.objects.filter(stream=f"import:{kept.id}")] == [
        "dossiers.import_sent.v1",
        "dossiers.import_confirmed.v1",
        "dossiers.import_ended.v1",
    ]
    taken = kept.lines.filter(is_taken=True)
    assert [bytes(line.content) for line in taken] == [b"", b""]


def test_why_lines_were_refused_is_a_sheet(send, page):
    send([*GOOD, BAD])
    answer = page.get(f"{HERE}{Import.objects.get().id}/loi.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert [line[:4] for line in rows[1:]] == [
        ["4", "H47.40.2-211011-0009", "Kênh nộp", "qua Zalo"],
        ["4", "H47.40.2-211011-0009", "Lệ phí", "tám nghìn"],
    ]


def test_the_same_file_again_changes_nothing(send, page):
    send(GOOD)
    work(confirm(page))
    events = Event.objects.filter(stream__startswith="dossier:").count()

    send(GOOD)
    kept = Import.objects.latest("sent_at")
    assert (kept.same, kept.new) == (2, 0)
    assert page.post(f"{HERE}{kept.id}/").status_code == 422
    assert Event.objects.filter(stream__startswith="dossier:").count() == events


def test_a_worker_killed_in_the_middle_goes_on_where_it_stood(send, page, monkeypatch):
    monkeypatch.setattr(import_files, "AT_ONCE", 2)
    send([numbered(number) for number in range(1, 6)])
    kept = confirm(page)
    assert actions.take_some(import_id=kept.id, at=NOW)
    kept.refresh_from_db()
    assert (kept.done, Dossier.objects.count()) == (2, 2)

    def dies(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(import_files, "_record", dies)
    assert actions.take_some(import_id=kept.id, at=NOW)
    with pytest.raises(KeyboardInterrupt):
        actions.take_some(import_id=kept.id, at=NOW)
    kept.refresh_from_db()
    assert (kept.done, Dossier.objects.count(), kept.ended_at) == (4, 4, None)
    assert "Đã xong 4 trên 5 dòng" in page.get(f"{HERE}{kept.id}/").content.decode()

    monkeypatch.undo()
    work(kept)
    assert (kept.done, Dossier.objects.count()) == (5, 5)
    assert Event.objects.filter(kind="dossiers.imported.v1").count() == 5
    assert not actions.take_some(import_id=kept.id, at=NOW)


def test_what_changed_between_look_and_taking_says_why(send, page, officer):
    send([row(), numbered(1)])
    first = Import.objects.get()
    send([row()], source="he-thong-khac")
    work(confirm(page))
    page.post(f"{HERE}{first.id}/")
    work(first)

    assert (first.left, Dossier.objects.count()) == (1, 2)
    line = first.lines.get(position=1)
    assert (line.verdict, line.is_taken) == (Verdict.REFUSED, False)
    assert "he-thong-khac" in page.get(f"{HERE}{first.id}/?dong=refused").content.decode()


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_jpg", ".jpg"), content)
    return out.getvalue()


def test_papers_come_beside_the_sheet(send, page):
    rows = [row(GiayTo="can-cuoc.jpg"), numbered(1, GiayTo="thieu.jpg")]
    send(rows, papers=archive(**{"can-cuoc_jpg": JPEG}))
    kept = Import.objects.get()
    assert (kept.new, kept.refused) == (1, 1)
    work(confirm(page))
    given = Attachment.objects.get()
    assert (given.name, given.dossier.code) == ("can-cuoc.jpg", row()["MaHoSo"])


def test_a_paper_that_is_not_what_it_says_refuses_its_line(send):
    send([row(GiayTo="can-cuoc.jpg")], papers=archive(**{"can-cuoc_jpg": b"MZ not a picture"}))
    assert Import.objects.get().refused == 1
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có nội dung"),
        (b"%PDF-1.7", "không phải bảng"),
        ("Mã hồ sơ,Mã thủ tục\nx,y\n".encode(), "Thiếu cột"),
        ("Mã hồ sơ,Ghi chú lạ\nx,y\n".encode(), "Không rõ cột"),
        ("Mã hồ sơ,MaHoSo\nx,y\n".encode(), "trùng nghĩa"),
    ],
)
def test_a_file_that_is_no_table_of_dossiers_is_refused_whole(send, content, said):
    answer = send(content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_papers_that_are_no_archive_refuse_the_file(send):
    assert send(GOOD, papers=b"not a zip").status_code == 422
    assert not Import.objects.exists()


def test_the_source_must_be_named(send):
    assert send(GOOD, source="Một cửa cũ").status_code == 422


def test_a_dropped_file_leaves_no_papers(send, page):
    send([row(GiayTo="a.jpg")], papers=archive(a_jpg=JPEG))
    kept = Import.objects.get()
    assert page.post(f"{HERE}{kept.id}/bo/").status_code == 302
    assert not ImportLine.objects.exists()
    assert not StoredFile.objects.exists()


def test_rows_that_nobody_took_are_forgotten_after_a_month(send):
    send([BAD])
    assert actions.forget_imports(at=Import.objects.get().sent_at + import_files.KEPT) == 0
    late = Import.objects.get().sent_at + import_files.KEPT * 2
    assert actions.forget_imports(at=late) == 1
    assert not ImportLine.objects.exists()


def test_a_workbook_with_days_as_people_enter_them_is_read(send, page):
    from datetime import datetime

    book = openpyxl.Workbook()
    book.active.append([column.title for column in COLUMNS])
    said = row(NgayNopHoSo=datetime(2021, 10, 11, 8, 15), NgaySinh=datetime(1985, 9, 2))  # noqa: DTZ001 cells have no zone
    book.active.append([said.get(column.key) for column in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    send(out.getvalue(), name="ho-so.xlsx")
    assert Import.objects.get().new == 1


def test_an_administrator_tells_of_her_agencies_only(officer, officers_browser):
    other = officers_browser(officer(Role.ADMINISTRATOR, agency="H47.7"))
    other.post(HERE, {"nguon": "cu", "tep": SimpleUploadedFile("a.csv", sheet(GOOD))})
    assert Import.objects.get().refused == 2


def test_another_does_not_see_what_she_sent(send, officer, officers_browser):
    send(GOOD)
    kept = Import.objects.get()
    other = officers_browser(officer(Role.ADMINISTRATOR, agency="H47"))
    assert other.get(f"{HERE}{kept.id}/").status_code == 404
    assert other.get(f"{HERE}{kept.id}/loi.xlsx").status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST, Role.LEADER, Role.HELPER])
def test_officers_of_the_one_stop_take_nothing_out(officer, officers_browser, role):
    browser = officers_browser(officer(role))
    for path in (HERE, f"{HERE}ho-so.csv", f"{HERE}mau.csv"):
        assert browser.get(path).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_dossiers_go_out_on_record(send, page, kind):
    send(GOOD)
    work(confirm(page))
    answer = page.get(f"{HERE}ho-so.{kind}?trang-thai=10&tu=01/10/2021&co-quan=H47.40.2")
    content = b"".join(answer.streaming_content)

    assert answer["Cache-Control"] == "no-store"
    assert content[:3] in {b"\xef\xbb\xbf", b"PK\x03"}
    (event,) = Event.objects.filter(kind="dossiers.exported.v1")
    assert (event.payload["count"], event.payload["form"]) == (1, kind)
    b"".join(page.get(f"{HERE}ho-so.{kind}?co-quan=H47.7").streaming_content)
    assert Event.objects.filter(kind="dossiers.exported.v1").latest("id").payload["count"] == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_sent(page, send, kind):
    content = b"".join(page.get(f"{HERE}mau.{kind}").streaming_content)
    send(content, name=f"mau.{kind}")
    assert Import.objects.get().new == 1


def test_the_page_explains_every_column(page):
    shown = page.get(HERE).content.decode()
    assert all(column.title in shown and column.key in shown for column in COLUMNS)
    assert page.get("/ban-lam-viec/").content.decode().count(HERE) == 1


def test_the_page_of_an_imported_dossier_says_so(send, page, officer, officers_browser):
    send(GOOD)
    work(confirm(page))
    browser = officers_browser(officer(Role.SPECIALIST))
    for code in (row()["MaHoSo"], "H47.40.2-211011-0008"):
        shown = browser.get(f"/mot-cua/ho-so/{code}/").content.decode()
        assert "nhập từ hệ thống một cửa khác" in shown
        assert "Nhập từ hệ thống một cửa khác" in shown
    clerk = officers_browser(officer(Role.CLERK))
    for kind in ("receipt", "declaration"):
        assert clerk.get(f"/mot-cua/ho-so/{row()['MaHoSo']}/giay/{kind}/").status_code == 404
