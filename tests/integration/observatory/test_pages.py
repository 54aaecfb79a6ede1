"""The public pages, as the server sends them."""

import pytest

from motcua.observatory import jobs
from motcua.reporting import actions as reporting
from motcua.ui.models import Drawing
from tests.integration.conftest import NOW, SEED, Y2019

pytestmark = pytest.mark.usefixtures("appendix_2019")

PAGES = ["/", "/xep-hang/2019/", "/xep-hang/2019/H38/", "/du-lieu-mo/", "/thanh-phan/"]


def page(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_open_in_both_languages(client, prefix, path):
    html = page(client, prefix + path)
    assert f'lang="{"en" if prefix else "vi"}"' in html


def test_the_finding_stands_above_the_ranking(client):
    html = page(client, "/")
    assert "8 trên 83 cơ quan thật sự đạt 30%" in html
    assert "Số in cho thấy 10, vì 2 cơ quan đã được làm tròn lên." in html
    assert html.index("11,13%") < html.index("Quảng Bình")


def test_the_national_catalogue_is_reached_from_every_page(client):
    assert 'href="/danh-muc/"' in page(client, "/")
    assert 'href="/en/danh-muc/"' in page(client, "/en/du-lieu-mo/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"khoi": "bo"}, 20),
        ({"khoi": "tinh"}, 63),
        ({"loc": "lam-tron"}, 2),
        ({"loc": "dat"}, 8),
        ({"loc": "duoi-nguong"}, 19),
        ({"khoi": "tinh", "loc": "duoi-nguong"}, 14),
        ({"khoi": "sai", "loc": "sai", "xep": "sai", "ban": "sai"}, 83),
    ],
)
def test_filters_keep_the_rows_they_say(client, query, shown):
    assert page(client, "/", **query).count('<th scope="row"') == shown


def test_an_agency_shows_the_line_of_the_file_it_was_read_from(client):
    html = page(client, "/xep-hang/2019/H38/")
    assert "cv929.csv, dòng 58" in html
    assert "62.000 so với 62.280" in html


def test_only_what_the_letter_printed_is_said_to_be_printed_in_it(client):
    content = (
        b"agency_name,procedures_total,level4_services,printed_percent\nLao Cai,2076,630,31%\n"
    )
    reporting.import_file(content=content, file_name="sua.csv", period=Y2019, by=SEED, at=NOW)
    assert "trong Công văn 929/BTTTT-THH" in page(client, "/xep-hang/2019/H38/", ban=1)
    assert "trong Công văn 929/BTTTT-THH" not in page(client, "/xep-hang/2019/H38/")
    assert "trong Công văn 929/BTTTT-THH" in page(client, "/xep-hang/2019/H40/")


def test_an_agency_of_the_past_leads_to_the_ranking_of_the_past(client):
    html = page(client, "/xep-hang/2019/H38/", ban=1)
    assert 'href="/xep-hang/2019/?ban=1#H38"' in html
    assert 'href="/xep-hang/2019/"' not in html


@pytest.mark.parametrize(
    "path",
    [
        "/xep-hang/2018/",
        "/xep-hang/nam-ngoai/",
        "/xep-hang/2019/X99/",
        "/xep-hang/2019/?ban=9",
        "/xep-hang/2019/phu-luc-exact.exe",
        "/xep-hang/2019/phu-luc-guessed.pdf",
        "/xep-hang/2018/phu-luc-exact.pdf",
        "/xep-hang/2019/so-lieu.json",
    ],
)
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_charts_are_drawn_before_anyone_asks(client):
    from motcua.indicators.models import Snapshot

    Drawing.objects.all().delete()
    jobs.draw_charts(snapshot=str(Snapshot.objects.get().pk))
    drawn = Drawing.objects.count()
    assert drawn >= 3 * 4

    for query in ({}, {"khoi": "bo"}, {"khoi": "tinh"}):
        page(client, "/", **query)
        page(client, "/en/", **query)
    assert Drawing.objects.count() == drawn


def test_the_ranking_costs_the_same_for_20_rows_and_for_83(client, django_assert_max_num_queries):
    page(client, "/")
    with django_assert_max_num_queries(16):
        page(client, "/", khoi="bo")
    with django_assert_max_num_queries(16):
        page(client, "/")


@pytest.mark.parametrize("path", [*PAGES, "/health", "/khong-co"])
def test_every_answer_carries_the_content_policy(client, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


def test_pages_are_sent_compressed(client):
    answer = client.get("/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
