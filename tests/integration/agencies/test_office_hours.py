"""Office hours that agencies set: who may, from when, and what a promise makes of them."""

from datetime import date, datetime, time, timedelta

import pytest

from motcua.agencies import actions, errors, queries
from motcua.agencies.models import Agency, AgencyHours
from motcua.audit import queries as audit
from motcua.identity.types import Role
from motcua.kernel.clock import HANOI
from motcua.kernel.workingtime import OfficeHours, TimeLimit
from tests.integration.delivery import AN_MY, NOW, SEED, offered
from tests.integration.pages import officers_browser
from tests.integration.people import officer

__all__ = ["offered", "officer", "officers_browser"]

PAGE = "/lich-lam-viec/gio/"
SET = "/lich-lam-viec/gio/dat/"
WINTER = OfficeHours(((time(7, 30), time(11, 30)), (time(13), time(16, 30))))
"""450 minutes."""
DAY = date(2021, 10, 25)
"""A Monday; the legal date of NOW is Wednesday the 20th."""


@pytest.fixture
def province(offered):
    return unit("H47")


def unit(code):
    return Agency.objects.valid_on(date(2021, 10, 20)).get(code=code)


def set_hours(agency, **changes):
    said = {"valid_from": DAY, "hours": WINTER, "legal_act": "QĐ 1/2021", "at": NOW}
    return actions.set_hours(agency=agency, by=SEED, **{**said, **changes})


def test_a_unit_has_the_hours_of_the_nearest_one_above(province):
    set_hours(province)
    ward = unit(AN_MY)
    assert queries.working_calendar(ward.pk).hours_on(DAY) == WINTER

    own = OfficeHours(((time(8), time(16)),))
    set_hours(ward, hours=own)
    assert queries.working_calendar(ward.pk).hours_on(DAY) == own
    assert queries.working_calendar(unit("H47.7").pk).hours_on(DAY) == WINTER


def test_they_hold_from_their_day_on(province):
    set_hours(province)
    calendar = queries.working_calendar(province.pk)
    friday = DAY - timedelta(days=3)
    assert calendar.hours_on(friday) == OfficeHours()
    promised = calendar.promised_at(datetime.combine(friday, time(15), tzinfo=HANOI), TimeLimit(1))
    # 120 minutes of Friday, then 360 of the 480 on Monday: 240 until 11:30, 120 from 13:00.
    assert promised == datetime(2021, 10, 25, 15, 0, tzinfo=HANOI)


def test_who_asks_for_no_agency_gets_the_usual_ones(province):
    set_hours(province)
    assert queries.working_calendar().hours_on(DAY) == OfficeHours()


def test_they_are_not_set_for_days_that_are_past(province):
    with pytest.raises(errors.HoursNotUnderstood):
        set_hours(province, valid_from=date(2021, 10, 19))
    with pytest.raises(errors.HoursNotUnderstood):
        set_hours(province, legal_act=" ")
    assert AgencyHours.objects.count() == 0


def test_set_again_for_the_same_day_they_replace_what_was_entered(province):
    set_hours(province)
    set_hours(province, hours=OfficeHours())
    assert queries.working_calendar(province.pk).hours_on(DAY) == OfficeHours()
    recorded = audit.events_of("calendar").filter(kind="agencies.hours_set.v1")
    assert [event.payload["sessions"][0][0] for event in recorded] == ["07:30", "07:00"]


def test_the_calendar_takes_as_many_queries_however_often_hours_changed(
    province, django_assert_num_queries
):
    for number in range(20):
        set_hours(province, valid_from=DAY + timedelta(days=number))
    ward = unit(AN_MY).pk
    with django_assert_num_queries(2):
        queries.working_calendar(ward)


class TestPage:
    @pytest.fixture(autouse=True)
    def at_the_agency(self, as_site):
        as_site("agency")

    @pytest.fixture
    def keeper(self, province, officer, officers_browser):
        return officers_browser(officer(Role.ADMINISTRATOR))

    def entry(self, **changes):
        day = queries.legal_today() + timedelta(days=7)
        own = {
            "agency": AN_MY,
            "valid_from": f"{day:%d/%m/%Y}",
            "sessions": "7h30-11h30, 13h00 – 16h30",
            "legal_act": "QĐ 2",
        }
        return {**own, **changes}

    def test_an_administrator_sets_them_and_everybody_reads_them(self, keeper, client):
        assert keeper.post(SET, self.entry()).status_code == 302
        page = client.get(PAGE).content.decode()
        assert "07:30–11:30, 13:00–16:30" in page
        assert "QĐ 2" in page
        assert "Lưu giờ làm việc" not in page

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"agency": "H47"}, "Ghi mã của một cơ quan bạn quản trị"),
            ({"agency": "không có"}, "Ghi mã của một cơ quan bạn quản trị"),
            ({"sessions": "17:00-7:00"}, "Ghi giờ theo thứ tự"),
            ({"sessions": "25:00-26:00"}, "Ghi giờ theo thứ tự"),
            ({"sessions": "sáng"}, "Ghi giờ theo thứ tự"),
            ({"valid_from": "01/01/2020"}, "ngày đã qua"),
            ({"legal_act": ""}, "Ghi số, ngày của văn bản quy định."),
        ],
    )
    def test_what_makes_no_sense_is_refused_at_its_field(self, keeper, wrong, said):
        answer = keeper.post(SET, self.entry(**wrong))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert AgencyHours.objects.count() == 0

    def test_nobody_else_sets_them(self, province, officer, officers_browser):
        clerk = officers_browser(officer(Role.CLERK))
        assert clerk.post(SET, self.entry()).status_code == 403
