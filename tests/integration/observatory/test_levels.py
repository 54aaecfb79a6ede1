"""Declared and measured side by side; every number opens the dossiers it was counted from."""

import csv
import io
import re

import pytest

from motcua.registry.models import SyncedDossier
from tests.integration.registry.conftest import (
    AT,
    H47,
    legal_2021,
    partner,
    register,
    send,
    send_services,
)
from tests.unit.registry.snapshots import dossier, returned, service

__all__ = ["legal_2021", "partner"]

PROVINCE = "/muc-do/H47/"
SERVICE = "/muc-do/H47.40.2/2.000635/"
VALUES = "/api/v1/indicators/level4_share/values"


@pytest.fixture(autouse=True)
def synced(appendix_2019, partner):
    """An Mỹ proved level 4 once in three; Tân Thạnh has no dossier; Sở Tư pháp proved 3."""
    send_services(
        service(),
        service(
            MaDichVu="s-2", DonViXuLy="H47.40.1", TenDonViXuLy="Ủy ban nhân dân phường Tân Thạnh"
        ),
        service(MaDichVu="s-3", DonViXuLy="H47.7", TenDonViXuLy="Sở Tư pháp tỉnh Quảng Nam"),
    )
    receipts = send(
        returned(1),
        returned(2, KenhThucHien="1", MucDoThucTe=2),
        returned(3, DuocThanhToanTrucTuyen="0", MucDoThucTe=3),
        dossier(4),
        returned(
            5,
            DonViXuLy="H47.7",
            MaHoSo="H47.7-211018-0005",
            DuocThanhToanTrucTuyen="0",
            MucDoThucTe=3,
        ),
    )
    assert {str(receipt.outcome) for receipt in receipts} == {"taken"}


def page(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html):
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize("path", [PROVINCE, SERVICE, "/xep-hang/2019/H47/", "/muc-do/H48/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_open_in_both_languages(client, prefix, path):
    assert f'lang="{"en" if prefix else "vi"}"' in page(client, prefix + path)


@pytest.mark.parametrize("path", ["/xep-hang/2019/H47/", PROVINCE])
def test_both_figures_stand_side_by_side_each_with_its_period_and_denominator(client, path):
    said = text_of(page(client, path))

    assert "Khai báo, năm 2019 175 trên 1.938 thủ tục" in said
    assert "Đo được, 23/07/2021 – 20/10/2021 1 trên 3 dịch vụ đã đồng bộ" in said
    assert "Mới đo được trên 3 dịch vụ đã đồng bộ; năm 2019 cơ quan khai báo 1.938" in said
    assert "không chia cho nhau" in said


def test_an_agency_that_sent_nothing_is_said_to_be_unmeasured(client):
    for path in ("/xep-hang/2019/H48/", "/muc-do/H48/"):
        said = text_of(page(client, path))
        assert "Chưa đo được: cơ quan chưa đồng bộ dịch vụ nào" in said
        assert "Đo được, " not in said


def test_the_services_show_three_levels_and_n_of_m(client):
    said = text_of(page(client, PROVINCE))

    assert "phường An Mỹ 4 4 4 1 trên 3" in said
    assert "phường Tân Thạnh 4 4 Chưa chứng minh 0 trên 0" in said
    assert "Sở Tư pháp tỉnh Quảng Nam 4 4 3 (thấp hơn khai báo) 1 trên 1" in said


@pytest.mark.parametrize(
    ("state", "agency"), [("muc-4", "An Mỹ"), ("chua", "Tân Thạnh"), ("thap-hon", "Sở Tư pháp")]
)
def test_a_number_opens_the_services_it_counts(client, state, agency):
    html = page(client, PROVINCE, loc=state)

    assert html.count('<th scope="row"') == 1
    assert agency in html
    assert "Có 1 trên 3 dịch vụ." in html


def test_a_service_opens_its_dossiers_without_names(client):
    html = page(client, SERVICE)

    assert "1 hồ sơ</a> trên" in html
    assert "3 hồ sơ đã trả</a>" in html
    for number in (1, 2, 3):
        assert f"H47.40.2-211018-000{number}" in html
    assert "H47.40.2-211018-0004" not in html, "it is not returned"
    assert "Nguyễn" not in html
    assert "15:15 18/10/2021" in html


def test_n_opens_the_dossiers_that_lived_the_level(client):
    html = page(client, SERVICE, loc="chung-minh")

    assert html.count('<th scope="row"') == 1
    assert "H47.40.2-211018-0001" in html


def test_where_no_service_has_a_dossier_nothing_was_measured_and_that_is_no_nought(client):
    SyncedDossier.objects.all().delete()
    said = text_of(page(client, "/xep-hang/2019/H47/"))

    assert "20/10/2021 – trên 3 dịch vụ đã đồng bộ" in said
    assert "bằng hồ sơ thật; chưa chứng minh: 3" in said


def test_when_a_version_can_do_less_the_proven_level_drops_at_once(client):
    send_services(service(PhienBan=2, MucDoKhaNang=3, ThanhToanTrucTuyen=0))

    said = text_of(page(client, PROVINCE))
    assert "phường An Mỹ 4 3 3 (thấp hơn khai báo) 2 trên 3" in said
    assert "0 trên 3 dịch vụ đã đồng bộ chứng minh được mức độ 4" in said


def test_what_can_do_nothing_proves_nothing(client):
    send_services(service(PhienBan=2, MucDoKhaNang=0))

    assert "phường An Mỹ 4 – Chưa chứng minh 0 trên 3" in text_of(page(client, PROVINCE))
    assert "không đáp ứng mức nào" in page(client, SERVICE)


def test_dossiers_outside_the_ninety_days_prove_nothing(client, settings):
    settings.MOTCUA_LEGAL_SHIFT_DAYS += 7 * 14
    assert "phường An Mỹ 4 4 Chưa chứng minh 0 trên 0" in text_of(page(client, PROVINCE))


def test_dossiers_of_services_that_were_not_sent_are_named_and_not_counted(client):
    send(returned(9, MaTTHC="1.001193"))
    said = text_of(page(client, PROVINCE))

    assert "Ngoài ra có 1 hồ sơ đã trả thuộc dịch vụ chưa đồng bộ" in said
    assert "phường An Mỹ 4 4 4 1 trên 3" in said


@pytest.mark.parametrize(
    "path",
    ["/muc-do/H99/", "/muc-do/H47.40.2/", "/muc-do/H47.40.2/1.001193/", "/muc-do/x/y/"],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_odd_choices_are_as_if_not_made(client):
    assert page(client, PROVINCE, loc="sai", trang="-7").count('<th scope="row"') == 3
    assert page(client, SERVICE, loc="sai", trang="x").count('<th scope="row"') == 3


def test_long_lists_come_in_pages(client):
    send(*[returned(number) for number in range(100, 200)])
    html = page(client, SERVICE, trang=2)

    assert html.count('<th scope="row"') == 50
    assert "?trang=3" in html


def test_pages_cost_the_same_for_3_services_and_for_103(client, django_assert_max_num_queries):
    page(client, PROVINCE)
    with django_assert_max_num_queries(10):
        page(client, PROVINCE)
    send_services(
        *[
            service(MaDichVu=f"t-{number}", MaTTHC=f"1.{number:06}", TenTTHC=f"Thủ tục {number}")
            for number in range(100)
        ]
    )
    with django_assert_max_num_queries(10):
        assert "Có 103 trên 103 dịch vụ." in page(client, PROVINCE)


def measured(client, period="2021", **query):
    answer = client.get(VALUES, {"period": period, "source": "measured", **query})
    assert answer.status_code == 200, answer.content
    return answer


@pytest.mark.parametrize("period", ["2021", "2021-H2", "2021-Q4", "2021-10", "2021-01..2021-12"])
def test_the_api_answers_with_integers_from_the_registry(client, period):
    body = measured(client, period).json()

    (row,) = body["values"]
    assert row["agency"] == {"code": "H47", "name": "Quảng Nam", "section": "province"}
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 3, "0.333333")
    assert (row["printed"], row["meets_target"]) == (None, None)
    assert row["findings"] == [
        {
            "code": "indicators.only_synced_services",
            "message": "Đo trên 3 dịch vụ đã đồng bộ, không phải trên tổng số thủ tục; 1 dịch vụ "
            "chưa có hồ sơ nào trong 90 ngày. Đã đếm 4 hồ sơ.",
            "params": {"services": "3", "unproven": "1", "dossiers": "4"},
        }
    ]
    assert body["snapshot"] is None
    assert (body["summary"]["numerator"], body["summary"]["denominator"]) == (1, 3)
    assert body["summary"]["meeting_target"] == 0
    (finding,) = body["summary"]["findings"]
    assert finding["code"] == "indicators.not_judged"
    assert finding["params"] == {"first": "23/07/2021", "last": "20/10/2021"}


@pytest.mark.parametrize("period", ["2019", "2020", "2021-Q3", "2021-11", "2022"])
def test_a_period_without_today_has_no_measured_values(client, period):
    assert measured(client, period).json()["values"] == []


def test_another_section_has_no_rows(client):
    assert measured(client, section="ministry").json()["values"] == []


def test_the_api_lists_the_periods_that_are_measured(client):
    (indicator,) = client.get("/api/v1/indicators").json()

    assert indicator["periods"]["measured"] == ["2021", "2021-H2", "2021-Q4", "2021-10"]


def test_the_same_call_downloads_csv(client):
    answer = measured(client, format="csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))

    assert (row["code"], row["numerator"], row["denominator"]) == ("H47", "1", "3")
    assert (row["rank"], row["meets_target"], row["printed"]) == ("", "", "")
    assert "level4_share-2021-measured.csv" in answer["Content-Disposition"]


def test_a_province_has_as_many_services_as_it_sent_whoever_else_sends(client):
    register("motcua-h48", "H48")
    send_services(
        service(DonViXuLy="H48.1"),
        sender=type(H47)(client="motcua-h48", agency_code="H48"),
        at=AT,
    )
    rows = {row["agency"]["code"]: row for row in measured(client).json()["values"]}

    assert (rows["H47"]["denominator"], rows["H48"]["denominator"]) == (3, 1)
    assert rows["H48"]["numerator"] == 0


def test_the_ranking_is_as_it_was(client):
    html = page(client, "/")

    assert "8 trên 83 cơ quan thật sự đạt 30%" in html
    assert "Đo được" not in html
