"""Two facts open a dossier; one tells nothing, and guessing ends soon."""

import re
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.privacy import throttle
from motcua.registry import queries, views
from motcua.registry.models import SyncedDossier
from motcua.registry.types import NationalStatus
from tests.integration.registry.conftest import AT, send
from tests.unit.registry.snapshots import dossier, returned

PAGE = "/tra-cuu/"
CODE = "H47.40.2-211018-0001"
ID = "049195000011"


@pytest.fixture(autouse=True)
def steady_time(monkeypatch):
    """Windows of misses begin every ten minutes; none shall begin within a test."""
    monkeypatch.setattr(views, "timezone", SimpleNamespace(now=lambda: AT))


@pytest.fixture(autouse=True)
def synced(partner):
    send(
        dossier(
            version=3,
            TrangThaiHoSo="2",
            NgayTiepNhan="20211018093000",
            NgayHenTra="20211018170000",
        )
    )


def ask(client, ma=CODE, so=ID, address="203.0.113.7"):
    return client.post(PAGE, {"ma": ma, "so": so}, REMOTE_ADDR=address)


def without_what_was_typed(answer):
    html = answer.content.decode()
    html = re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    return re.sub('value="H[^"]*"', "", html)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_asks_for_two_things_and_stands_in_the_navigation(client, prefix):
    html = client.get(prefix + PAGE).content.decode()

    assert html.count('class="govuk-input') == 2
    assert f'href="{prefix}{PAGE}" aria-current="page"' in html


def test_a_link_may_carry_the_code(client):
    assert f'value="{CODE}"' in client.get(PAGE, {"ma": CODE}).content.decode()


@pytest.mark.parametrize("so", [ID, " 049 195 000 011 ", "0905123456", "+84 905 123 456"])
@pytest.mark.parametrize("ma", [CODE, CODE.lower(), f" {CODE} "])
def test_code_and_one_number_show_where_it_stands(client, ma, so):
    answer = ask(client, ma, so)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Được tiếp nhận" in html
    assert "Cơ quan đã nhận hồ sơ và hẹn ngày trả kết quả." in html
    assert "17:00 18/10/2021" in html
    assert "Đã quá hẹn" in html
    assert "phường An Mỹ" in html


def test_no_more_of_the_person_is_said_than_was_asked(client):
    html = ask(client).content.decode()

    assert "N*** T*** A***" in html
    for secret in ("Nguyễn", "An<", ID, "0905", "16.000"):
        assert secret not in html


def test_the_answer_is_not_kept_by_any_cache(client):
    assert "no-store" in ask(client)["Cache-Control"]


@pytest.mark.parametrize(
    ("ma", "so"),
    [
        (CODE, "049195000012"),
        (CODE, "0905123457"),
        (CODE, "Nguyễn Thị An"),
        ("H47.40.2-211018-0002", ID),
        ("H99-211018-0001", "049195000012"),
    ],
)
def test_a_wrong_code_and_a_wrong_number_get_the_same_answer(client, ma, so):
    usual = ask(client, "H47.40.2-211018-9999", "000000000000")
    answer = ask(client, ma, so)

    assert answer.status_code == usual.status_code == 404
    assert without_what_was_typed(answer) == without_what_was_typed(usual)


def test_a_wrong_code_and_a_wrong_number_take_the_same_steps(client):
    def statements(**asked):
        with CaptureQueriesContext(connection) as captured:
            ask(client, **asked)
        return [re.sub(r"'[^']*'|s[0-9]+_x[0-9]+", "?", query["sql"]) for query in captured]

    statements(so="000000000001")
    assert statements(so="000000000002") == statements(ma="H47.40.2-211018-9999")


def test_a_dossier_without_numbers_is_opened_by_none(client):
    send(dossier(2, SoGiayToChuHoSo="", SoDienThoai=""))

    for so in ("000000", "      ", "------", "0" * 32):
        assert ask(client, "H47.40.2-211018-0002", so).status_code in {404, 422}


@pytest.mark.parametrize(
    ("ma", "so", "said"),
    [
        ("", ID, "Nhập mã hồ sơ."),
        ("hồ sơ của tôi", ID, "Nhập đúng mã trên giấy tiếp nhận"),
        (CODE, "", "Nhập số định danh hoặc số điện thoại của người nộp."),
        (CODE, "049", "Nhập đủ số định danh"),
        (CODE, "0" * 51, "Số này quá dài"),
        ("H" * 65, ID, "Mã hồ sơ không dài như vậy"),
        (f"{CODE}\0", ID, "Lỗi"),
    ],
)
def test_what_is_not_understood_is_said_and_not_counted(client, ma, so, said):
    answer = ask(client, ma, so)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ask(client).status_code == 200


def test_after_ten_misses_an_address_waits(client):
    for number in range(throttle.MOST_MISSES):
        assert ask(client, so=f"00000000000{number}").status_code == 404
    answer = ask(client)

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert "Hãy đợi một lát" in answer.content.decode()
    assert ask(client, address="203.0.113.8").status_code == 200


def test_who_knows_the_answer_is_never_held_up(client):
    for _ in range(throttle.MOST_MISSES + 2):
        assert ask(client).status_code == 200


def test_a_forwarded_address_is_not_believed(client):
    for number in range(throttle.MOST_MISSES):
        client.post(
            PAGE,
            {"ma": CODE, "so": "000000000000"},
            REMOTE_ADDR="203.0.113.7",
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )
    assert ask(client).status_code == 429


def test_a_home_network_of_ipv6_counts_as_one(client):
    for number in range(throttle.MOST_MISSES):
        ask(client, so="000000000000", address=f"2001:db8:1:2::{number + 1:x}")

    assert ask(client, address="2001:db8:1:2:ffff::1").status_code == 429
    assert ask(client, address="2001:db8:1:3::1").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_gain_nothing():
    cache.clear()

    def guess(number):
        try:
            return throttle.Attempt("test", "203.0.113.9", at=AT).is_allowed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(guess, range(40)))

    assert allowed.count(True) == throttle.MOST_MISSES


def test_a_form_from_elsewhere_is_refused():
    assert ask(Client(enforce_csrf_checks=True)).status_code == 403


@pytest.mark.parametrize("status", list(NationalStatus))
def test_every_status_is_said_in_plain_words(client, status):
    if status is NationalStatus.RETURNED:
        send(returned(version=9))
    else:
        send(dossier(version=9, TrangThaiHoSo=status.value, NgayHenTra="20211030170000"))
    html = ask(client).content.decode()

    assert status.label in html
    assert status.plain in html
    assert ("Hẹn trả kết quả" in html) is status.is_open
    assert "Đã quá hẹn" not in html


def test_only_codes_are_looked_through(client, django_assert_num_queries):
    assert SyncedDossier.objects.count() == 1
    with django_assert_num_queries(1):
        queries.look_up(code=CODE, fact=ID)
