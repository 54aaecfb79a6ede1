"""The tree of organisations, as the server sends it, and the units of addresses."""

from datetime import date

import pytest

from motcua.agencies import queries

pytestmark = pytest.mark.django_db

AUTUMN = "2021-10-18"
TODAY_OF_34 = "2025-07-01"


def page(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def address(code, since="2008-08-01", scheme="gov"):
    return f"/co-quan/{scheme}/{code}/{since}/"


@pytest.mark.parametrize("site", ["agency", "national"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_tree_opens_on_every_site_in_both_languages(reference, as_site, client, site, prefix):
    as_site(site)
    assert "Cao Bằng" in page(client, f"{prefix}/co-quan/")
    assert "Cao Bằng" in page(client, prefix + address("H14"))


@pytest.mark.parametrize(
    ("day", "provinces"), [("2019-12-31", 63), ("31/12/2019", 63), (TODAY_OF_34, 34)]
)
def test_a_day_shows_the_provinces_of_that_day(reference, client, day, provinces):
    html = page(client, "/co-quan/", ngay=day)
    assert f"{provinces} đơn vị cấp tỉnh" in html


@pytest.mark.parametrize(("month", "provinces"), [(0, 63), (89, 63), (90, 34), (107, 34)])
def test_the_slider_shows_the_first_of_a_month_without_script(reference, client, month, provinces):
    """Month 90 is July 2025, whose first day is that of the 34."""
    html = client.get("/co-quan/", {"thang": month}).content.decode()

    assert f"{provinces} đơn vị cấp tỉnh" in html
    assert f'value="{month}"' in html


@pytest.mark.parametrize("month", ["-1", "120", "xyz"])
def test_a_slider_cannot_leave_its_months(reference, client, month):
    assert client.get("/co-quan/", {"thang": month}).status_code == 422


def test_a_day_that_is_none_is_said_to_be_none(reference, client):
    answer = client.get("/co-quan/", {"ngay": "31/02/2021"})
    assert answer.status_code == 422
    assert "Ghi một ngày có thật" in answer.content.decode()


def test_before_the_first_day_there_is_nothing(reference, client):
    html = page(client, "/co-quan/", ngay="2000-01-01")
    assert "Dữ liệu bắt đầu từ ngày 01/08/2008" in html


def test_a_province_leads_down_and_says_what_became_of_it(country, client):
    html = page(client, address("H47"), ngay=AUTUMN)
    assert "Hợp nhất: nay là" in html
    assert "/co-quan/gov/H17/2025-07-01/" in html
    assert "Trung tâm Phục vụ hành chính công" in html
    assert "Thành phố Tam Kỳ" in html
    assert "Phường An Mỹ" not in html, "communes are a page further"

    html = page(client, address("H47.40"), ngay=AUTUMN)
    assert "Phường An Mỹ" in html
    assert "Kết thúc hoạt động" in html
    assert "không có đơn vị nào thay thế" in html
    assert "Mã minh hoạ" in html
    assert "danh mục tháng 01/2025" in html

    html = page(client, address("00004", scheme="gso"), ngay=AUTUMN)
    assert "Phường Trúc Bạch" in html
    assert "Phường Ba Đình" in html, "the same code since"
    assert "Chưa có dữ liệu xã này nhập vào xã mới nào" in html

    html = page(client, "/co-quan/", ngay=AUTUMN)
    assert "10.051" in html
    assert "danh mục tháng 01/2025" in html
    assert "danh mục tháng 01/2025" not in page(client, "/co-quan/", ngay=TODAY_OF_34)

    for asked in ("phuong an my", "AN MỸ", "20341"):
        html = page(client, "/co-quan/", ngay=AUTUMN, tim=asked)
        assert "Phường An Mỹ" in html
    assert "Thành phố Tam Kỳ, Quảng Nam" in html
    assert "còn nữa: ghi rõ hơn" in page(client, "/co-quan/", ngay=AUTUMN, tim="xã")


def test_a_merged_province_names_those_before_it(reference, client):
    html = page(client, address("H05", "2025-07-01"))
    assert "hình thành từ" in html
    assert address("H02") in html
    assert "Nghị quyết 202/2025/QH15" in html
    assert "Bắc Giang" in html


def test_a_search_finds_by_part_of_a_name_and_by_code(reference, client):
    def found(asked):
        return [agency.name for agency in queries.search(asked, on=date(2019, 12, 31))]

    assert found("thua thien") == ["Thừa Thiên Huế"]
    assert found("H38") == ["Lào Cai"]
    assert found("ninh")[:3] == ["Bắc Ninh", "Quảng Ninh", "Tây Ninh"]
    assert found("an giang") == ["An Giang"], "beginnings of words, not their insides: Kiên Giang"
    assert found("gian") == [
        "An Giang",
        "Bắc Giang",
        "Hà Giang",
        "Hậu Giang",
        "Kiên Giang",
        "Tiền Giang",
    ]
    assert found("không có đâu") == []
    assert found("  ") == []


@pytest.mark.parametrize(
    "path",
    [
        address("H99"),
        address("H05", "2020-01-01"),
        address("H05", "hôm-qua"),
        address("20341", scheme="abc"),
    ],
)
def test_what_is_not_there_is_404(reference, client, path):
    assert client.get(path).status_code == 404


def test_pages_cost_the_same_for_34_and_for_63(reference, client, django_assert_max_num_queries):
    page(client, "/co-quan/")
    with django_assert_max_num_queries(9):
        page(client, "/co-quan/", ngay=AUTUMN)
    with django_assert_max_num_queries(9):
        page(client, "/co-quan/", ngay=TODAY_OF_34)
    with django_assert_max_num_queries(14):
        page(client, address("H47"), ngay=AUTUMN)


def test_units_of_an_address_come_step_by_step(country, client):
    def units(**query):
        answer = client.get("/api/v1/units", query)
        assert answer.status_code == 200
        return {unit["code"]: unit["name"] for unit in answer.json()}

    assert len(units(on=AUTUMN)) == 63
    assert units(on=AUTUMN, parent="49")["502"] == "Thành phố Tam Kỳ"
    assert units(on=AUTUMN, parent="502")["20341"] == "Phường An Mỹ"
    assert units(on=AUTUMN, parent="20341") == {}
    assert len(units(on=TODAY_OF_34)) == 34
    assert len(units(on=TODAY_OF_34, parent="48")) == 94

    answer = client.get("/api/v1/units", {"on": TODAY_OF_34, "parent": "49"})
    assert answer.status_code == 404
    assert answer.json()["code"] == "agencies.unknown_unit"
