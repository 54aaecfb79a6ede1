"""The controller's pages of settings, and what citizens then read."""

import pytest

from motcua.agencies import queries as agencies
from motcua.catalogue.models import Setting
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, PROCEDURE

PAGE = f"/danh-muc/{PROCEDURE}/quy-dinh-rieng/"


@pytest.fixture
def browser(officer, officers_browser, as_site):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def day():
    return f"{agencies.legal_today():%d/%m/%Y}"


def form(**changes):
    return {"co_quan": "H47", "can_cu": "Nghị quyết 9", "tu_ngay": day(), **changes}


def fee(**changes):
    row = {
        "code": "LP-TLHT",
        "name": "Phí khai thác",
        "amount": "5000",
        "unit": "bản",
        "field": "so_ban_sao",
        "legal_basis": "Nghị quyết 9",
        **changes,
    }
    return {"fees-so-dong": "1", **{f"fees-0-{name}": value for name, value in row.items()}}


def test_a_fee_is_set_seen_by_citizens_with_its_source_and_ended(browser, client):
    assert browser.post(f"{PAGE}fees/", form(**fee())).status_code == 302
    listed = browser.get(PAGE).text
    assert "Phí khai thác: 5000 đồng/bản" in listed

    page = client.get(f"/thu-tuc/{PROCEDURE}/?co-quan={AN_MY}").text
    assert "5.000" in page
    assert "Theo Tỉnh Quảng Nam (Nghị quyết 9)" in page

    found = Setting.objects.get()
    ended = browser.post(PAGE, {"quy-dinh": str(found.id), "den_ngay": day()})
    assert ended.status_code == 302
    assert "8.000" in client.get(f"/thu-tuc/{PROCEDURE}/?co-quan={AN_MY}").text


@pytest.mark.parametrize(
    ("field", "posted", "told"),
    [
        (
            "limit",
            {
                "limit.amount": "30",
                "limit.unit": "working_days",
                "limit.wording": "Ba mươi ngày",
            },
            "không được dài hơn quy định",
        ),
        ("payment_hours", {"payment_hours": "0"}, "phải từ 1 trở lên"),
        ("payment_hours", {"payment_hours": "5", "can_cu": ""}, "văn bản làm căn cứ"),
        ("payment_hours", {"payment_hours": "5", "co_quan": "H48"}, "không phải cơ quan của bạn"),
        ("payment_hours", {"payment_hours": "5", "tu_ngay": "31/13/2021"}, "Ghi ngày như"),
        ("fees", {"fees-so-dong": "1", "fees-0-amount": "x", "fees-0-code": "a"}, "số nguyên"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(browser, field, posted, told):
    answer = browser.post(f"{PAGE}{field}/", form(**posted))
    assert answer.status_code == 422
    assert told in answer.text
    assert not Setting.objects.exists()


def test_an_old_version_is_shown_at_its_day(client, offered, as_site):
    from motcua.catalogue import actions, queries
    from tests.integration.delivery import NOW, SEED

    as_site("agency")
    today = agencies.legal_today()
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "summary": "Câu mới."}, valid_from=today, by=SEED, at=NOW
    )
    old = client.get(f"/thu-tuc/{PROCEDURE}/?ngay=2021-08-01").text
    assert "Nội dung áp dụng ngày" in old
    assert "Câu mới." not in old
    assert "Nộp hồ sơ trực tuyến" not in old
    assert "Câu mới." in client.get(f"/thu-tuc/{PROCEDURE}/").text
    assert client.get(f"/thu-tuc/{PROCEDURE}/?ngay=2020-01-01").status_code == 404
