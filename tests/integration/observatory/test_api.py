"""The public API of DESIGN §7."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.usefixtures("appendix_2019")

VALUES = "/api/v1/indicators/level4_share/values"


def values(client, **query):
    answer = client.get(VALUES, {"period": "2019", "source": "declared", **query})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_row_carries_integers_exact_value_and_printed_value(client):
    rows = {row["agency"]["name"]: row for row in values(client)["values"]}
    assert rows["An Giang"] == {
        "agency": {"code": "H01", "name": "An Giang", "section": "province"},
        "numerator": 654,
        "denominator": 1915,
        "value": "0.341514",
        "printed": "34.15%",
        "meets_target": True,
        "findings": [],
    }
    assert rows["Lào Cai"]["meets_target"] is False
    assert rows["Lào Cai"]["printed"] == "30%"
    assert [finding["code"] for finding in rows["Lào Cai"]["findings"]] == [
        "indicators.printed_differs",
        "indicators.rounded_over_target",
    ]


def test_only_rows_with_something_wrong_have_findings(client):
    wrong = [row["agency"]["name"] for row in values(client)["values"] if row["findings"]]
    assert sorted(wrong) == ["Bộ Thông tin và Truyền thông", "Lào Cai"]


def test_the_summary_names_both_averages(client):
    body = values(client)
    summary = body["summary"]
    assert len(body["values"]) == 83
    assert summary["numerator"] == 14_419
    assert summary["denominator"] == 125_336
    assert summary["pooled"] == "0.115043"
    assert Decimal(summary["mean_of_ratios"]).quantize(Decimal("0.0001")) == Decimal("0.1306")
    assert summary["meeting_target"] == 8
    assert summary["below_5_percent"] == 19
    assert [finding["code"] for finding in summary["findings"]] == [
        "reporting.average_not_reproduced",
        "reporting.count_only_as_printed",
        "reporting.count_only_as_printed",
    ]


@pytest.mark.parametrize("name", ["section", "tier"])
@pytest.mark.parametrize(
    ("section", "count", "meeting", "below"), [("ministry", 20, 4, 5), ("province", 63, 4, 14)]
)
def test_one_section_is_summed_by_itself(client, name, section, count, meeting, below):
    body = values(client, **{name: section})
    assert len(body["values"]) == count
    assert body["summary"]["meeting_target"] == meeting
    assert body["summary"]["below_5_percent"] == below


def test_a_period_without_values_is_empty_and_no_error(client):
    body = values(client, period="2018")
    assert body["values"] == []
    assert body["snapshot"] is None
    assert body["summary"]["pooled"] is None


def test_a_year_that_is_over_has_no_measured_values(client):
    assert values(client, source="measured")["values"] == []


@pytest.mark.parametrize(
    ("path", "query", "status", "code"),
    [
        (VALUES, {"period": "2019-13"}, 422, "kernel.not_a_period"),
        (VALUES, {"period": "2019", "source": "guessed"}, 422, "api.request_not_understood"),
        (VALUES, {"period": "2019", "snapshot": "7"}, 404, "indicators.unknown_snapshot"),
        (VALUES, {}, 422, "api.request_not_understood"),
        ("/api/v1/indicators/none/values", {"period": "2019"}, 404, "indicators.unknown_indicator"),
    ],
)
def test_refusals_are_problem_details_with_a_code(client, path, query, status, code):
    answer = client.get(path, query)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code


def test_the_same_call_downloads_csv(client):
    answer = client.get(VALUES, {"period": "2019", "source": "declared", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 83
    assert rows[0]["agency"] == "Bộ Kế hoạch và Đầu tư"
    assert rows[0]["value"] == "0.750000"
    assert "attachment" in answer["Content-Disposition"]


def test_the_same_call_downloads_xlsx(client):
    answer = client.get(VALUES, {"period": "2019", "source": "declared", "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == 84
    assert sheet.cell(2, 5).value == 45


def test_indicators_are_listed_with_their_periods(client):
    (indicator,) = client.get("/api/v1/indicators").json()
    assert indicator["code"] == "level4_share"
    assert indicator["periods"] == {"declared": ["2019"], "measured": []}
    assert indicator["target"]["numerator"] == 30


def test_agencies_of_a_day(client):
    before = client.get("/api/v1/agencies", {"on": "2019-12-31"}).json()
    after = client.get("/api/v1/agencies", {"on": "2025-07-01"}).json()
    assert len(before) == 83
    assert {agency["code"] for agency in after} < {agency["code"] for agency in before}


def test_the_description_is_openapi_3_1(client):
    body = client.get("/api/openapi.json").json()
    assert body["openapi"].startswith("3.1")
    assert "/api/v1/indicators/{code}/values" in body["paths"]


def test_reading_values_costs_the_same_for_20_rows_and_for_83(client, django_assert_num_queries):
    with django_assert_num_queries(8):
        values(client, section="ministry")
    with django_assert_num_queries(8):
        values(client)
