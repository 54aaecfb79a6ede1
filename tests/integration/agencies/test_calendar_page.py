import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from motcua.agencies import actions, queries
from motcua.agencies.models import CalendarDay, CalendarYear
from motcua.agencies.types import DayKind
from motcua.audit import queries as audit
from motcua.identity.types import Role
from tests.integration.staff import NOW, SEED

pytestmark = pytest.mark.django_db

PAGE = "/lich-lam-viec/"
SET = "/lich-lam-viec/ngay/"
CLEAR = "/lich-lam-viec/bo-ngay/"
SWAPPED = {"day": "25/04/2026", "kind": "working", "name": "Làm bù cho 24/04", "legal_act": "TB 1"}
FIVE_DAYS = {"ngay": "20/04/2026", "gio": "08:00", "han": "5", "don-vi": "working_days"}
"""Ends an hour into the sixth working day: Tuesday, as the Monday is off for the kings of Hùng."""


@pytest.fixture(autouse=True)
def years(db):
    this_year = datetime.now(UTC).year
    for year in range(2026, max(2028, this_year + 2)):
        actions.enter_year(year=year, by=SEED, at=NOW)


@pytest.fixture
def keeper(new_account, sign_in):
    return sign_in(new_account(Role.ADMINISTRATOR))


def text_of(response):
    """Return the words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_everybody_sees_the_holidays_of_a_year(client):
    page = text_of(client.get(PAGE, {"nam": "2026"}))
    assert "02/09/2026 Thứ Tư Nghỉ lễ Quốc khánh" in page
    assert "Bộ luật Lao động 2019, Điều 112" in page
    assert "Lưu vào lịch" not in page
    assert "Bỏ ngày" not in page


def test_a_holiday_before_2021_rests_on_the_code_then_in_force(client):
    actions.enter_year(year=2019, by=SEED, at=NOW)
    page = text_of(client.get(PAGE, {"nam": "2019"}))
    assert "Bộ luật Lao động 2012, Điều 115" in page
    assert "Bộ luật Lao động 2019" not in page


@pytest.mark.parametrize("year", ["2017", "abc", "", "٢٠٢٦", "9" * 5000])
def test_a_year_that_the_calendar_has_not_is_no_page(client, year):
    assert client.get(PAGE, {"nam": year}).status_code == 404


def test_a_calendar_without_years_says_so(client):
    from motcua.agencies.models import CalendarYear

    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    assert "Chưa nhập lịch của năm nào" in text_of(client.get(PAGE))


def test_the_form_offers_the_legal_moment(client, settings):
    settings.MOTCUA_LEGAL_SHIFT_DAYS = -7
    page = client.get(PAGE).content.decode()
    offered = re.search(r'name="ngay"[^>]* value="([^"]+)"', page)[1]
    day = datetime.strptime(offered, "%d/%m/%Y").replace(tzinfo=UTC)
    assert 6 <= (datetime.now(UTC) - day).days <= 8


def test_the_promise_is_one_sentence_with_an_account_of_every_minute(client):
    page = text_of(client.get(PAGE, FIVE_DAYS))
    assert "Trả kết quả chậm nhất lúc 08:00 Thứ Ba, ngày 28/04/2026." in page
    assert "Nhận lúc 08:00 20/04/2026, thời hạn 5 ngày làm việc." in page
    assert "08:00 – 11:30 20/04/2026 Làm việc 210 2.190" in page
    assert "11:30 – 13:30 20/04/2026 Nghỉ trưa 0 2.190" in page
    assert "Nghỉ lễ: Ngày Giỗ Tổ Hùng Vương" in page
    assert "00:00 25/04/2026 – 00:00 26/04/2026 Cuối tuần 0 60" in page
    assert "Cộng 2.400" in page
    assert "Một ngày làm việc có 480 phút: 07:00–11:30, 13:30–17:00." in page


def test_after_hours_the_count_begins_at_the_next_opening(client):
    page = text_of(client.get(PAGE, {**FIVE_DAYS, "gio": "17h30"}))
    assert "Lúc nhận là ngoài giờ làm việc nên tính từ 07:00 21/04/2026." in page


def test_calendar_days_end_with_the_office_hours_of_a_working_day(client):
    # The sixth day is the Sunday of the kings of Hùng, made up for on Monday.
    page = text_of(client.get(PAGE, {**FIVE_DAYS, "han": "6", "don-vi": "calendar_days"}))
    assert "Trả kết quả chậm nhất lúc 17:00 Thứ Ba, ngày 28/04/2026." in page
    assert "Bộ luật Dân sự 2015, Điều 147 và Điều 148" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ngay": "31/02/2026"}, "Ghi một ngày có thật, dạng 18/10/2021."),
        ({"ngay": ""}, "Ghi ngày."),
        ({"gio": "25:00"}, "Ghi giờ từ 00:00 đến 23:59"),
        ({"han": "0"}, "Ghi thời hạn bằng số nguyên, từ 1 đến 999."),
        ({"han": "mười"}, "Ghi thời hạn bằng số nguyên, từ 1 đến 999."),
        ({"han": "9" * 30}, "Ghi thời hạn bằng số nguyên, từ 1 đến 999."),
        ({"don-vi": "tuan"}, "Chọn đơn vị của thời hạn."),
        ({"ngay": "01/06/1999"}, "Chưa tính được thời hạn: lịch làm việc chỉ có từ 01/01/2026"),
        ({"ngay": "31/12/9999"}, "Chưa tính được thời hạn"),
        ({"han": "999"}, "Bổ sung lịch nghỉ lễ của năm"),
        ({"han": "999", "don-vi": "calendar_days"}, "Bổ sung lịch nghỉ lễ của năm"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_at_the_field(client, wrong, said):
    answer = client.get(PAGE, {**FIVE_DAYS, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa tính được" in page
    assert page.count(said) == 2  # in the summary and beside the field
    assert "Trả kết quả chậm nhất" not in page
    href = re.search(r'error-summary__list">\s*<li>\s*<a href="#([^"]+)"', page)[1]
    assert f'id="{href}"' in page


def test_a_swapped_saturday_moves_the_promise(client, keeper):
    before = text_of(client.get(PAGE, FIVE_DAYS))
    assert "08:00 Thứ Ba, ngày 28/04/2026" in before
    assert keeper.post(SET, SWAPPED).status_code == 302
    after = text_of(client.get(PAGE, FIVE_DAYS))
    assert "08:00 Thứ Bảy, ngày 25/04/2026" in after
    assert "Làm việc: Làm bù cho 24/04" in after


def test_setting_a_day_leads_back_to_it_and_is_recorded(keeper):
    answer = keeper.post(f"{SET}?nam=2026", SWAPPED)
    assert answer.headers["Location"] == f"{PAGE}?nam=2026#ngay-2026-04-25"
    page = keeper.get(PAGE, {"nam": "2026"}).content.decode()
    assert 'id="ngay-2026-04-25"' in page
    event = audit.events_of("calendar").last()
    assert event.kind == "agencies.calendar_day_set.v1"
    assert event.payload == {
        "day": "2026-04-25",
        "kind": "working",
        "name": "Làm bù cho 24/04",
        "act": "TB 1",
    }
    assert event.actor.startswith("staff:")


def test_a_day_is_replaced_not_doubled(keeper):
    keeper.post(SET, SWAPPED)
    keeper.post(SET, {**SWAPPED, "name": "Làm bù, bản đính chính"})
    assert CalendarDay.objects.get(day=date(2026, 4, 25)).name == "Làm bù, bản đính chính"


def test_clearing_a_day_is_recorded_once(keeper):
    for _ in range(2):
        answer = keeper.post(CLEAR, {"day": "2026-09-02"})
        assert answer.headers["Location"] == f"{PAGE}?nam=2026#ngay-2026-09-02"
    assert not CalendarDay.objects.filter(day=date(2026, 9, 2)).exists()
    cleared = audit.events_of("calendar").filter(kind="agencies.calendar_day_cleared.v1")
    assert [event.payload for event in cleared] == [{"day": "2026-09-02"}]


def test_clearing_nothing_that_is_a_day_is_no_page(keeper):
    assert keeper.post(CLEAR, {"day": "hôm nay"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "24/04/2026"}, "ngày làm bù phải là thứ Bảy hoặc Chủ nhật"),
        ({"day": "mai"}, "Ghi một ngày có thật, dạng 18/10/2021."),
        ({"day": "26/04/1975"}, "Lịch chưa có năm 1975."),
        ({"kind": ""}, "Chọn ngày nghỉ hay ngày làm bù."),
        ({"name": "  "}, "Ghi tên, ví dụ Tết Dương lịch."),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_and_what_was_typed_is_kept(keeper, wrong, said):
    before = audit.events_of("calendar").count()
    answer = keeper.post(f"{SET}?nam=2026", {**SWAPPED, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(said) == 2
    assert 'value="TB 1"' in page
    assert ("Làm bù cho 24/04" in page) == ("name" not in wrong)
    assert not CalendarDay.objects.filter(legal_act="TB 1").exists()
    assert audit.events_of("calendar").count() == before


def test_a_hostile_name_is_only_text(keeper):
    keeper.post(SET, {**SWAPPED, "name": "<script>alert(1)</script>"})
    page = keeper.get(PAGE, {**FIVE_DAYS, "nam": "2026"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(("address", "data"), [(SET, SWAPPED), (CLEAR, {"day": "2026-09-02"})])
def test_only_administrators_change_the_calendar(client, new_account, sign_in, address, data):
    before = audit.events_of("calendar").count()
    assert client.post(address, data).headers["Location"].startswith("/dang-nhap/")
    reporter = sign_in(new_account(Role.REPORTER, Role.REPORTING_OFFICER))
    assert reporter.post(address, data).status_code == 403
    assert "Lưu vào lịch" not in text_of(reporter.get(PAGE))
    assert audit.events_of("calendar").count() == before


@pytest.mark.parametrize("address", [SET, CLEAR])
def test_a_link_changes_nothing(keeper, address):
    assert keeper.get(address).status_code == 405


@pytest.mark.parametrize("address", [SET, CLEAR])
def test_another_site_cannot_make_an_administrator_change_the_calendar(keeper, address):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = keeper.cookies
    assert strict.post(address, SWAPPED).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_days_as_for_few(
    client, keeper, django_assert_num_queries
):
    def add(days):
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day, kind=DayKind.HOLIDAY, name="Nghỉ") for day in days
        )

    query = {**FIVE_DAYS, "nam": "2027"}
    with django_assert_num_queries(3):  # years and days for the table, both for the reckoning
        client.get(PAGE, query)
    add(date(2027, 6, day) for day in range(1, 31))
    with django_assert_num_queries(3):
        client.get(PAGE, query)
    with django_assert_num_queries(6):  # and session, account, roles
        keeper.get(PAGE, query)


def test_no_date_is_promised_in_a_year_that_nobody_entered(client):
    CalendarYear.objects.all().delete()
    answer = client.get(PAGE, FIVE_DAYS)
    assert answer.status_code == 422
    assert "chưa nhập lịch nghỉ của năm" in answer.content.decode()


def test_an_administrator_enters_the_next_year(keeper):
    before = queries.calendar_years()
    answer = keeper.post("/lich-lam-viec/nam/")
    assert answer.status_code == 302
    assert queries.calendar_years() == [*before, before[-1] + 1]
    assert audit.events_of("calendar").last().kind == "agencies.calendar_year_entered.v1"
