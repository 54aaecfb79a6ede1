"""The 2019 appendix added up by the 34 provinces of today."""

import csv
import io
import re
from datetime import date

import pytest

from motcua.indicators import queries
from motcua.indicators.types import LEVEL4_SHARE, Section, Source
from tests.integration.conftest import Y2019

pytestmark = pytest.mark.usefixtures("appendix_2019")

SINCE = date(2025, 7, 1)
SUMS = {
    "Hà Nội": (244, 1818),
    "Cao Bằng": (177, 1703),
    "Tuyên Quang": (271, 3986),
    "Điện Biên": (91, 2101),
    "Lai Châu": (73, 1868),
    "Sơn La": (91, 1700),
    "Lào Cai": (752, 4268),
    "Thái Nguyên": (536, 3582),
    "Lạng Sơn": (579, 1740),
    "Quảng Ninh": (308, 1725),
    "Bắc Ninh": (395, 4397),
    "Phú Thọ": (393, 5576),
    "Hải Phòng": (295, 3763),
    "Hưng Yên": (343, 3862),
    "Ninh Bình": (833, 5906),
    "Thanh Hóa": (177, 1965),
    "Nghệ An": (51, 1769),
    "Hà Tĩnh": (50, 1700),
    "Quảng Trị": (105, 3336),
    "Huế": (786, 2617),
    "Đà Nẵng": (614, 3336),
    "Quảng Ngãi": (441, 3498),
    "Gia Lai": (224, 3677),
    "Khánh Hòa": (107, 3830),
    "Đắk Lắk": (394, 3594),
    "Lâm Đồng": (558, 6337),
    "Đồng Nai": (341, 3760),
    "Hồ Chí Minh": (765, 6291),
    "Tây Ninh": (283, 3906),
    "Đồng Tháp": (583, 3961),
    "Vĩnh Long": (598, 5642),
    "An Giang": (963, 4109),
    "Cần Thơ": (672, 5645),
    "Cà Mau": (428, 3667),
}
"""Level-4 services and procedures of 2019, as sums of the appendix's rows."""


def values(client, **query):
    query = {"period": "2019", "source": "declared", "section": "province", **query}
    answer = client.get("/api/v1/indicators/level4_share/values", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def page(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_34_sums_are_those_of_the_appendix(client):
    body = values(client, units="now")
    found = {
        row["agency"]["name"]: (row["numerator"], row["denominator"]) for row in body["values"]
    }
    assert found == SUMS
    assert len(SUMS) == 34


def test_nothing_is_lost_and_nothing_counted_twice(client):
    then, now = values(client)["summary"], values(client, units="now")["summary"]
    assert (now["numerator"], now["denominator"]) == (then["numerator"], then["denominator"])
    assert now["pooled"] == then["pooled"]
    assert now["mean_of_ratios"] != then["mean_of_ratios"]


def test_without_the_parameter_the_contract_is_as_it_was(client):
    assert values(client) == values(client, units="then")
    assert len(values(client)["values"]) == 63


def test_a_sum_says_that_it_is_one_and_has_no_printed_share(client):
    rows = {row["agency"]["name"]: row for row in values(client, units="now")["values"]}
    bac_ninh = rows["Bắc Ninh"]
    assert bac_ninh["agency"]["code"] == "H05"
    assert bac_ninh["printed"] is None
    (finding,) = bac_ninh["findings"]
    assert finding["code"] == "indicators.added_up"
    assert finding["params"] == {"count": "2", "names": "Bắc Giang, Bắc Ninh"}
    assert "không phải số dịch vụ khác nhau" in finding["message"]

    assert rows["Cao Bằng"]["printed"] == "10.39%"
    assert rows["Huế"]["printed"] is not None, "renamed, not added up"
    assert rows["Huế"]["findings"] == []


def test_units_that_nobody_knows_are_refused(client):
    answer = client.get(
        "/api/v1/indicators/level4_share/values", {"period": "2019", "units": "tomorrow"}
    )
    assert answer.status_code == 422


def test_ministries_stay_as_they_reported():
    standing = queries.standing(LEVEL4_SHARE, period=Y2019, source=Source.DECLARED)
    now = queries.by_units_of(standing, on=SINCE)
    ministries = [row.agency_code for row in now.rows if row.section is Section.MINISTRY]
    assert len(ministries) == 20
    assert "G14" in ministries, "ended, and its figures have no other place"
    assert len(now.rows) == 54


def test_by_the_units_of_the_period_itself_nothing_changes():
    standing = queries.standing(LEVEL4_SHARE, period=Y2019, source=Source.DECLARED)
    assert queries.by_units_of(standing, on=date(2019, 12, 31)).rows == standing.rows


def test_the_page_offers_both_and_says_what_a_sum_is(client):
    then = page(client, "/xep-hang/2019/", khoi="tinh")
    assert "Theo đơn vị khi đó (63 tỉnh)" in then
    assert "Theo đơn vị hiện nay (34 tỉnh)" in then

    now = page(client, "/xep-hang/2019/", khoi="tinh", **{"don-vi": "nay"})
    assert now.count('<th scope="row"') == 34
    assert "không phải số dịch vụ khác nhau" in now
    assert "các tỉnh nay là một đơn vị có cùng màu" in now
    colours = dict(re.findall(r'data-code="(\d\d)".*?fill="(#\w+)"', now, re.DOTALL))
    assert len(colours) == 63
    assert colours["24"] == colours["27"], "Bắc Giang and Bắc Ninh"


def test_a_sum_opens_the_rows_it_was_added_up_from(client):
    html = page(client, "/xep-hang/2019/", **{"don-vi": "nay"})
    assert 'href="/xep-hang/2019/H05/?don-vi=nay"' in html
    assert 'href="/xep-hang/2019/H14/"' in html, "Cao Bằng reported itself"

    html = page(client, "/xep-hang/2019/H05/", **{"don-vi": "nay"})
    assert "395" in html
    assert 'href="/xep-hang/2019/H02/"' in html
    assert 'href="/xep-hang/2019/H05/"' in html
    assert client.get("/xep-hang/2019/H02/", {"don-vi": "nay"}).status_code == 404


def test_downloads_follow_the_page(client):
    answer = client.get("/xep-hang/2019/so-lieu.csv", {"khoi": "tinh", "don-vi": "nay"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 34
    assert "units-" in answer["Content-Disposition"]


def test_adding_up_costs_the_same_for_one_section_and_for_all(
    client, django_assert_max_num_queries
):
    page(client, "/", **{"don-vi": "nay"})
    for section in ("bo", "tinh", ""):
        with django_assert_max_num_queries(24):
            page(client, "/", khoi=section, **{"don-vi": "nay"})
