"""Dossiers go out as rows, and come in again as they went out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency
from motcua.audit.models import Event
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier, ImportedDossier
from motcua.dossiers.queries import exporting
from motcua.dossiers.transfer import columns, files
from motcua.dossiers.types import Status
from motcua.dossiers.verdicts import Verdict
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.sheets import streaming
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast
from tests.transferred import numbered, returned, row

IMPORTER = Actor.system("test.importer")


@pytest.fixture
def within(offered):
    return set(Agency.objects.filter(code__startswith="H47").values_list("id", flat=True))


@pytest.fixture
def take(within):
    def now(*rows):
        sent = [actions.Sent(row=one) for one in rows]
        return actions.take_rows(sent, source="cu", within=within, by=IMPORTER, at=NOW)

    return now


def exported(within, **wanted):
    return list(queries.exported(queries.Wanted(agency_ids=within, **wanted)))


def forget_all():
    """Empty the site of dossiers, as another one would be."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE dossiers_dossier CASCADE")
        cursor.execute("DELETE FROM identity_person WHERE issuer LIKE 'elsewhere:%%'")


ENDED = {"NgayHenTra": "25/10/2021 17:00:00", "LichSu": ""}
ROWS = [
    row(),
    numbered(1, TrangThaiHoSo="1", NgayTiepNhan="", NgayHenTra="", LichSu=""),
    numbered(2, TrangThaiHoSo="2", Buoc="Phê duyệt", HanGiaiQuyet="22/10/2021"),
    numbered(3, TrangThaiHoSo="5", TamDungTu="14/10/2021", LyDo="Bản sao; Ảnh"),
    numbered(4, TrangThaiHoSo="6", TamDungTu="14/10/2021 08:00:00", LyDo="Lệ phí trước bạ"),
    numbered(5, TrangThaiHoSo="8", TamDungTu="14/10/2021", LyDo="=SUM(A1)"),
    numbered(6, TrangThaiHoSo="8", NgayDong="14/10/2021", LyDo="Không đủ điều kiện"),
    numbered(8, TrangThaiHoSo="9", NgayKetThucXuLy="14/10/2021"),
    returned(MaHoSo="000.00.06.H47-210910-0361", KenhThucHien="BCCI", HinhThuc="Bưu chính"),
    returned(
        MaHoSo="H47.40.2-211011-0010",
        LoaiDoiTuong="Tổ chức",
        SoGiayToChuHoSo="4000123456",
        NgaySinh="",
        KenhThucHien="2",
        NopPhiTrucTuyen="có",
        NgayNopPhi="11/10/2021 08:16:00",
    ),
    numbered(
        11, TrangThaiHoSo="3", NgayTiepNhan="", NgayHenTra="", NgayTuChoi="12/10/2021", LyDo="-1"
    ),
    numbered(12, TrangThaiHoSo="7", NgayDong="13/10/2021"),
]


def test_what_went_out_comes_in_and_goes_out_alike(take, within):
    assert {one.verdict for one in take(*ROWS)} == {Verdict.NEW}
    first = exported(within)
    forget_all()
    assert {one.verdict for one in take(*first)} == {Verdict.NEW}
    second = exported(within)

    assert second == first
    assert len(second) == len(ROWS)
    assert {one.verdict for one in take(*second)} == {Verdict.SAME}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_are_the_same_bytes(take, within, kind):
    take(*ROWS)
    first = file_of(exported(within), kind)
    forget_all()
    take(*(one.row for one in files.read(first, file_name=f"ho-so.{kind}")))
    assert file_of(exported(within), kind) == first


def file_of(rows, kind):
    header, _ = files.template()
    if kind == "csv":
        return b"".join(streaming.delimited(header, files.cells(rows)))
    with streaming.streamed(
        sheet="Hồ sơ", header=header, widths=[20] * len(header), rows=files.cells(rows)
    ) as book:
        return book.read()


def test_nothing_in_a_csv_is_calculated(take, within):
    take(numbered(5, TrangThaiHoSo="8", TamDungTu="14/10/2021", LyDo='=HYPERLINK("x")'))
    header, _ = files.template()
    content = b"".join(streaming.delimited(header, files.cells(exported(within))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\"'=HYPERLINK" in content
    (read,) = files.read(content, file_name="ho-so.csv")
    assert read.row["LyDo"] == '=HYPERLINK("x")'


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.REGISTERED])
def test_our_own_dossiers_go_out_as_they_can_come_in(paid, an, officer, take, within, status):
    cast = Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER),
    )
    cast.reach(status)
    (first,) = exported(within)
    first["GiayTo"] = ""
    forget_all()
    (judged,) = take(first)
    assert judged.verdict is Verdict.NEW, [(one.key, one.reason) for one in judged.wrong]
    assert exported(within) == [first]
    assert first["TrangThaiHoSo"] == status.label


def test_only_what_is_wanted_goes_out(take, within):
    take(*ROWS)
    assert len(exported(within, status=Status.RETURNED)) == 2
    shift = agencies.legal_shift()
    day = shift.legal_date(Dossier.objects.get(code=ROWS[0]["MaHoSo"]).submitted_at)
    assert len(exported(within, since=day, until=day)) == len(ROWS)
    assert exported(within, since=day.replace(day=12)) == []
    assert exported(set()) == []
    codes = [one["MaHoSo"] for one in exported(within)]
    assert [one["MaHoSo"] for one in exported(within, after=codes[4])] == codes[5:]


def test_pieces_are_read_on_where_the_last_ended(take, within, monkeypatch):
    take(*ROWS)
    whole = exported(within)
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    assert exported(within) == whole


def test_statements_of_a_piece_do_not_grow_with_rows(take, within):
    def asked():
        with CaptureQueriesContext(connection) as made:
            exported(within)
        return len(made)

    take(ROWS[0], ROWS[8])
    asked()
    few = asked()
    take(*ROWS)
    assert asked() == few


def test_names_of_files_are_told_apart():
    assert exporting.told_apart("a;b.pdf", []) == "a,b.pdf"
    assert exporting.told_apart("a.pdf", ["a.pdf", "a (2).pdf"]) == "a (3).pdf"


def test_every_column_is_explained():
    assert all(column.help and column.title for column in columns.COLUMNS)
    assert len({column.title for column in columns.COLUMNS}) == len(columns.COLUMNS)


def test_the_template_is_what_is_read(within):
    header, rows = files.template()
    content = b"".join(streaming.delimited(header, rows))
    (read,) = files.read(content, file_name="mau.csv")
    (judged,) = actions.take_rows(
        [actions.Sent(row=read.row)], source="cu", within=within, by=IMPORTER, at=NOW
    )
    assert judged.verdict is Verdict.NEW, judged.wrong


def test_history_of_both_systems_is_told(take, within, officer):
    take(row())
    found = Dossier.objects.get()
    actions.stop(dossier_id=found.id, viewer=officer(Role.LEADER), reason="Chờ", at=NOW)
    (out,) = exported(within)
    assert out["LichSu"].split("; ")[-1] == "20/10/2021 09:30:00 = 8"
    assert out["LichSu"].count("=") == 4
    assert ImportedDossier.objects.count() == 1
    assert Event.objects.filter(stream=f"dossier:{found.id}").count() == 2
