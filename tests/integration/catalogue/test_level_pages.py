"""Pages that say what services are worth."""

from datetime import date
from types import SimpleNamespace

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions
from motcua.catalogue.models import Service
from motcua.catalogue.types import Channel, Lived
from motcua.catalogue.views import levels
from motcua.kernel.levels import Level, Provision
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED


@pytest.fixture(autouse=True)
def site(as_site, offered, monkeypatch):
    as_site("agency")
    monkeypatch.setattr(levels, "timezone", SimpleNamespace(now=lambda: NOW))


def prove(**changes):
    whole = {
        "filed_online": True,
        "processed_online": True,
        "fee_due": True,
        "fee_paid_online": True,
        "result_channel": Channel.ONLINE,
    }
    actions.record_evidence(
        service_id=Service.objects.get(agency__code=AN_MY).id,
        subject="dossier:1",
        lived=Lived(**{**whole, **changes}),
        ended_at=NOW,
        by=SEED,
        at=NOW,
    )


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_agencies_are_compared_by_three_counts(client):
    prove()
    html = page(client, "/muc-do/")

    assert "UBND" in html or "Ủy ban nhân dân" in html
    assert "1 trên 1" in html
    assert "0 trên 1" in html


def test_an_agency_shows_what_each_service_lacks(client):
    prove(fee_paid_online=False)
    html = page(client, f"/muc-do/{AN_MY}/")

    assert "(thấp hơn khai báo)" in html
    assert "1 trên 1 hồ sơ" in html
    assert "Cấp bản sao trích lục hộ tịch" in html


@pytest.mark.parametrize(
    ("state", "number"), [("du", 1), ("thieu", 0), ("chung-minh", 0), ("chua", 1), ("lạ", 1)]
)
def test_services_are_filtered_by_what_was_found(client, state, number):
    assert f"Có {number} dịch vụ." in page(client, f"/muc-do/{AN_MY}/?loc={state}")


def test_a_service_tells_both_schemes_and_its_history(client):
    prove(result_channel=Channel.COUNTER)
    actions.declare_level(
        service_id=Service.objects.get(agency__code=AN_MY).id,
        level=Provision.FULL,
        valid_from=date(2021, 10, 1),
        legal_act="Công văn 5/STTTT",
        by=SEED,
        at=NOW,
    )
    html = page(client, f"/muc-do/{AN_MY}/{PROCEDURE}/")

    assert "Nghị định 42/2022/NĐ-CP" in html
    assert "<strong>một phần</strong> 1 trên 1 hồ sơ" in html
    assert "Cơ quan khai báo toàn trình từ 01/10/2021, theo Công văn 5/STTTT" in html
    assert "Mức đã chứng minh: chưa chứng minh → 4" in html


@pytest.mark.parametrize(
    "path", ["/muc-do/H99/", f"/muc-do/{AN_MY}/9.999999/", "/muc-do/H99/2.000635/"]
)
def test_what_is_not_there_is_said_with_404(client, path):
    page(client, path, status=404)


def test_a_list_shows_who_delivers_and_who_owes(client):
    asked = actions.make_list(
        name="Danh mục năm 2021",
        legal_act="Quyết định 1/QĐ-TTg",
        decided_on=date(2021, 1, 5),
        issuer="Thủ tướng Chính phủ",
        criteria="Nhiều hồ sơ",
        least_level=Level.FILING,
        valid_from=date(2021, 2, 1),
        by=SEED,
        at=NOW,
    )
    province = Agency.objects.get(code="H47", valid_until__isnull=False)
    for agency in (None, province):
        actions.put_on_list(
            list_id=asked.id, procedure_code=PROCEDURE, agency=agency, by=SEED, at=NOW
        )

    assert "Danh mục năm 2021" in page(client, "/danh-muc-dich-vu/")
    number = Service.objects.count()
    html = page(client, f"/danh-muc-dich-vu/{asked.id}/?co-quan=H47")
    assert f"{number} trên {number + 1} dịch vụ trong danh mục" in html
    assert "cơ quan không cung cấp" in html


def test_statements_do_not_grow_with_agencies(client, django_assert_max_num_queries):
    client.get("/muc-do/")
    with django_assert_max_num_queries(8):
        client.get("/muc-do/")
    with django_assert_max_num_queries(12):
        client.get(f"/muc-do/{AN_MY}/")
