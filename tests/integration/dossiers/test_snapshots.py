"""What the national site gets of a dossier in each status, and of what was asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.dossiers import queries, snapshots, sync
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.exchange import actions as exchange
from motcua.identity.types import Role
from motcua.registry import incoming
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast


@pytest.fixture
def cast(paid, an, officer):
    return Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST, name="Lê Văn Thụ Lý"),
        leader=officer(Role.LEADER),
    )


@pytest.fixture
def sent(monkeypatch):
    """Rows that went to the national site, which takes all of them."""
    rows = []

    def call(**said):
        rows.extend(said["body"]["data"])
        return {"data": [{"MaHoSo": row["MaHoSo"], "accepted": True} for row in rows]}

    monkeypatch.setattr(exchange, "is_connected", lambda partner: True)
    monkeypatch.setattr(exchange, "call", call)
    return rows


@pytest.mark.parametrize("status", Status)
def test_the_national_site_reads_a_dossier_in_every_status(cast, sent, status):
    cast.reach(status)
    sync.push_batch(at=NOW)

    now = agencies.legal_shift().legal_moment(timezone.now()) + timedelta(days=1)
    row = incoming.read(incoming.DossierRow, sent[-1], now=now)
    assert not isinstance(row, str), row
    assert row.status.value == status.value


def test_a_request_is_sent_with_who_asked_and_how_the_date_moved(cast, sent):
    cast.reach(Status.PROCESSING)
    cast.do("ask_supplement", at=NOW + timedelta(hours=1))
    sync.push_batch(at=NOW)
    (asked,) = sent[-1]["DanhSachHoSoBoSung"]
    assert (asked["TrangThaiBoSung"], asked["NgayTiepNhanBoSung"]) == ("0", "")

    cast.do("supplement", at=NOW + timedelta(hours=25))
    sync.push_batch(at=NOW)
    (asked,) = sent[-1]["DanhSachHoSoBoSung"]
    assert {
        "NguoiYeuCauBoSung": "Lê Văn Thụ Lý",
        "NoiDungBoSung": "Bản chụp rõ trang 2",
        "NgayBoSung": "20211020103000",
        "NgayTiepNhanBoSung": "20211021103000",
        "TrangThaiBoSung": "1",
        "NgayHenTraTruoc": "20211020170000",
        "NgayHenTraMoi": "20211021170000",
    }.items() <= asked.items()


def test_a_refusal_after_receipt_is_sent_as_one(cast, sent):
    cast.reach(Status.PROCESSING).do("decline", at=NOW + timedelta(hours=1))
    sync.push_batch(at=NOW)

    assert (sent[-1]["TrangThaiHoSo"], sent[-1]["NgayTuChoi"]) == ("8", "20211020103000")


def test_more_requests_cost_no_more_queries(cast, sent, django_assert_num_queries):
    cast.reach(Status.SUPPLEMENT)
    behind = Dossier.objects.prefetch_related("promises", "supplements__files")
    (found,) = behind.select_related("agency", "imported")
    shift = agencies.legal_shift()
    queries.terms_of(found)
    with django_assert_num_queries(0):
        snapshots.snapshot(
            found,
            event_id="1",
            contact={"personal_id": "", "phone": "", "email": ""},
            shift=shift,
            names={},
        )
