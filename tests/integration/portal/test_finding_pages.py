"""Pages on which people find a procedure and read what it asks of them."""

import csv
import gzip
import html
import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from motcua.catalogue import actions, generator, queries
from motcua.conf.seeds_agency import SINCE, seed_catalogue
from tests import databases
from tests.integration.delivery import NOW, PROCEDURE, SEED, circumstances, offering

LIGHT = 14 * 1024
"""Compressed HTML of a page; with style sheet and script it stays far below 60 KB."""


@databases.seed(after=offering)
def procedures_to_show():
    with circumstances():
        seed_catalogue(by=SEED, at=NOW)
        actions.publish_new(generator.generate(30), valid_from=SINCE, by=SEED, at=NOW)


@pytest.fixture
@databases.begins_with(procedures_to_show)
def stocked(offered, has_rows):
    """All procedures that the project carries, and a few made-up ones."""
    has_rows(procedures_to_show)


def page(path, **parameters):
    answer = Client().get(path, parameters)
    assert answer.status_code == 200, path
    return html.unescape(answer.content.decode())


def test_words_without_diacritics_lead_to_the_procedure(stocked):
    found = page("/thu-tuc/", tim="lam giay khai sinh cho con")

    assert found.index("/thu-tuc/1.001193/") < found.index("/thu-tuc/2.000635/")


def test_every_facet_is_a_link_and_can_be_taken_back(stocked):
    narrowed = page("/thu-tuc/", **{"tim": "giay", "linh-vuc": "Hộ tịch"})

    assert "/thu-tuc/1.001193/" in narrowed
    assert "/thu-tuc/1.001612/" not in narrowed
    assert 'href="/thu-tuc/?tim=giay"' in narrowed
    assert 'name="linh-vuc" value="Hộ tịch"' in narrowed


def test_what_nobody_offers_is_said_with_other_ways_to_go_on(stocked):
    found = page("/thu-tuc/", tim="qqqq")

    assert "Không có thủ tục nào phù hợp với “qqqq”" in found
    assert reverse("portal:life-events") in found


def test_wrong_parameters_break_nothing(stocked):
    for parameters in (
        {"linh-vuc": "không có"},
        {"cap": "x", "su-kien": "\x01", "sau": "1.0"},
        {"tim": "' | ! :* \\ & <->", "co-quan": "'"},
        {"tim": "a" * 500, "truc-tuyen": "", "co-that": ""},
    ):
        page("/thu-tuc/", **parameters)


def test_the_next_page_goes_on_where_the_first_ended(stocked):
    first = page("/thu-tuc/")
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = page(following)

    def codes(text):
        return re.findall(r'govuk-heading-s"><a class="govuk-link" href="/thu-tuc/([\d.]+)/"', text)

    assert len(codes(first)) == 20
    assert not set(codes(first)) & set(codes(second))


def test_suggestions_are_names_and_addresses(stocked):
    answer = Client().get("/thu-tuc/goi-y/", {"tim": "khai si"})

    assert {"name": "Đăng ký khai sinh", "href": "/thu-tuc/1.001193/"} in answer.json()[
        "suggestions"
    ]
    assert Client().get("/thu-tuc/goi-y/").json() == {"suggestions": []}


def test_every_carried_procedure_has_a_light_page_that_marks_what_is_uncertain(stocked):
    for said in actions.carried():
        answer = Client().get(f"/thu-tuc/{said.code}/")
        text = html.unescape(answer.content.decode())
        assert answer.status_code == 200
        assert "chưa chắc chắn" in text
        assert ("Mã minh hoạ" in text) == said.has_illustrative_code
        assert all(act.number in text for act in said.legal_basis)
        assert len(gzip.compress(answer.content)) < LIGHT, said.code


def test_a_made_up_procedure_says_so_and_is_not_told_to_search_engines(stocked):
    code = next(generator.generate(1)).code
    text = page(f"/thu-tuc/{code}/")

    assert "Dữ liệu tổng hợp minh hoạ" in text
    assert 'content="noindex"' in text
    assert "application/ld+json" not in text


def test_terms_of_a_case_are_shown_beside_it(stocked):
    text = page("/thu-tuc/1.001193/")

    assert "Đăng ký sau 60 ngày kể từ ngày sinh" in text
    assert "8.000" in text


def test_search_engines_are_told_of_the_service_in_a_block_that_nothing_can_end(stocked):
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    name = "Trích lục </script><script>alert(1)</script>"
    actions.publish_version(content={**content, "name": name}, valid_from=SINCE, by=SEED, at=NOW)
    answer = Client().get(f"/thu-tuc/{PROCEDURE}/")
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL
    )
    told = json.loads(block)

    assert told["@type"] == "GovernmentService"
    assert told["name"] == name
    assert told["identifier"]["value"] == PROCEDURE
    assert told["url"].endswith(f"/thu-tuc/{PROCEDURE}/")
    assert told["offers"][0] == {
        "@type": "Offer",
        "name": "Phí khai thác, sử dụng thông tin trong cơ sở dữ liệu hộ tịch",
        "price": 8000,
        "priceCurrency": "VND",
        "description": "bản sao trích lục / sự kiện hộ tịch đã đăng ký",
    }
    assert len(told["provider"]) == 4
    assert any("serviceUrl" in channel for channel in told["availableChannel"])


def test_a_few_answers_lead_to_the_procedures_and_say_why(stocked):
    path = "/toi-can-gi/sinh-con/"
    assert "Bạn cần làm việc gì?" in page(path)
    answers = {"viec": "khai-sinh", "bao-hiem": "chua", "ket-hon": "chua"}
    reached = page(path, **answers)

    order = [reached.index(f"/thu-tuc/{code}/") for code in ("9.900201", "1.001193", "1.001022")]
    assert order == sorted(order)
    assert "60 ngày" in reached
    # Each answer can be changed without losing those before it.
    assert f'href="{path}?viec=khai-sinh"' in reached


def test_going_on_without_an_answer_says_what_is_missing(stocked):
    text = page("/toi-can-gi/sinh-con/", tiep="1")

    assert "Chọn một câu trả lời" in text
    assert "<title>Lỗi: " in text


def test_wrong_answers_are_asked_again_and_an_unknown_event_is_not_there(stocked):
    assert "Bạn cần làm việc gì?" in page("/toi-can-gi/sinh-con/", viec="x", x="y")
    assert Client().get("/toi-can-gi/xyz/").status_code == 404


def test_the_open_file_has_everything_in_force_once(stocked):
    answer = Client().get("/du-lieu-mo/thu-tuc.json")
    told = json.loads(b"".join(answer.streaming_content))
    codes = [one["code"] for one in told["procedures"]]

    assert codes == sorted(codes)
    assert set(codes) == {said.code for said in actions.carried()} | {
        said.code for said in generator.generate(30)
    }
    assert answer["ETag"] == f'"{told["digest"]}"'


def test_the_sheet_opens_in_a_spreadsheet_and_says_what_is_not_real(stocked):
    answer = Client().get("/du-lieu-mo/thu-tuc.csv")
    content = b"".join(answer.streaming_content)
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows["1.001193"]["name"] == "Đăng ký khai sinh"
    assert rows["1.001193"]["synthetic"] == "0"
    assert rows[PROCEDURE]["files_online"] == "1"
    assert sum(row["synthetic"] == "1" for row in rows.values()) == 30
    about = page("/du-lieu-mo/")
    assert all(name in about for name in rows["1.001193"])


@pytest.mark.parametrize("path", ["/du-lieu-mo/thu-tuc.json", "/du-lieu-mo/thu-tuc.csv"])
def test_who_has_the_file_already_is_told_until_something_changes(stocked, path):
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "summary": "Khác."}, valid_from=SINCE, by=SEED, at=NOW
    )

    assert Client().get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_ask_no_more_for_more_rows(stocked, django_assert_max_num_queries):
    for path in ("/thu-tuc/?tim=giay+phep", "/thu-tuc/", "/", "/thu-tuc/1.001193/"):
        Client().get(path)
        with django_assert_max_num_queries(9):
            Client().get(path)
