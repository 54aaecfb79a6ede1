"""The board of management: whatever it counts, its lists have exactly so many rows."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Period
from motcua.dossiers.queries import board as queries
from motcua.dossiers.queries.board import Aim, Figure
from motcua.identity.types import Role
from motcua.onestop.views import board
from tests.integration.delivery import AN_MY, NOW, PROCEDURE
from tests.integration.families import BIRTH, provide
from tests.integration.onestop.test_registers import TODAY, casts

__all__ = ["casts"]

DAY = "?tu=2021-10-20&den=2021-10-20"
LINK = re.compile(r'href="([^"]*/dieu-hanh/(?:ho-so|viec)/[^"]*)">([\d.]+)</a>')


@pytest.fixture
def leader(officer):
    return officer(Role.LEADER, name="Chủ tịch")


def figures(viewer, at=NOW):
    aim = Aim(agency_ids=queries.board_agencies(viewer), period=TODAY)
    found = Counter()
    for one in queries.board_figures(aim, at=at):
        found[one.figure] += one.count
    return found


def lived(casts):
    done, late, paused, given, plain = casts(5)
    for cast in (done, late, paused, given, plain):
        cast.do("accept")
    done.do("finish", NOW + timedelta(hours=1))
    late.do("finish", NOW + timedelta(hours=3))
    Dossier.objects.filter(id=late.dossier.id).update(due_at=NOW + timedelta(hours=2))
    paused.do("take_up")
    paused.do("ask_supplement", NOW + timedelta(hours=1))
    given.do("take_up")
    return done, late, paused, given, plain


def test_dossiers_stand_where_their_time_says(casts, leader):
    lived(casts)
    assert figures(leader, NOW + timedelta(minutes=1)) == {
        Figure.RECEIVED: 5,
        Figure.ON_TIME: 1,
        Figure.LATE: 1,
        Figure.PAUSED: 1,
        Figure.IN_TIME: 2,
    }
    assert figures(leader, NOW + timedelta(days=30))[Figure.OVERDUE] == 2


def test_every_number_opens_its_list(casts, leader, officers_browser):
    lived(casts)
    browser = officers_browser(leader)
    page = browser.get(reverse("onestop:board") + DAY).text
    links = LINK.findall(page)
    assert len(links) > 20
    for path, number in set(links):
        listed = browser.get(path.replace("&amp;", "&"))
        assert f"Có {number} " in listed.text, path
        rows = re.findall(r"H47\.40\.2-\d{6}-\d{4}", listed.text)
        assert len(rows) >= int(number), path


def test_bottlenecks_are_drawn_and_listed(casts, leader, officer, officers_browser):
    lived(casts)
    browser = officers_browser(leader)
    board = browser.get(reverse("onestop:board") + DAY).text
    path = re.search(r'href="([^"]*/dieu-hanh/quy-trinh/[^"?]*)', board)[1]
    page = browser.get(path + DAY).text
    assert "2 chờ" in page
    assert "<svg" in page
    links = LINK.findall(page)
    assert links
    for href, number in links:
        assert f"Có {number} việc" in browser.get(href.replace("&amp;", "&")).text
    other = officers_browser(officer(Role.LEADER, agency="H47.40.1"))
    assert other.get(path).status_code == 404
    asked = reverse("onestop:board-tasks", args=["dang-cho"]) + "?quy-trinh=khong"
    assert browser.get(asked).status_code == 404


def test_the_board_narrows_to_a_row(casts, leader, officers_browser):
    lived(casts)
    browser = officers_browser(leader)
    whole = browser.get(reverse("onestop:board") + DAY).text
    narrowed = browser.get(reverse("onestop:board") + DAY + "&linh-vuc=Hộ tịch").text
    assert "Chỉ xem" in narrowed
    assert len(LINK.findall(narrowed)) == len(LINK.findall(whole))
    nothing = browser.get(reverse("onestop:board") + DAY + "&linh-vuc=Đất đai").text
    assert LINK.findall(nothing) == []


def test_a_leader_reads_nothing_of_other_agencies(casts, officer, officers_browser):
    lived(casts)
    browser = officers_browser(officer(Role.LEADER, agency="H47.40.1"))
    page = browser.get(reverse("onestop:board") + DAY).text
    assert LINK.findall(page) == []
    other = Dossier.objects.values_list("agency", flat=True)[0]
    asked = f"{DAY}&co-quan={other}"
    for name, figure in (("onestop:board-dossiers", "tiep-nhan"), ("onestop:board-tasks", "cham")):
        assert "H47.40.2-" not in browser.get(reverse(name, args=[figure]) + asked).text


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST])
def test_the_board_is_for_who_leads(officer, officers_browser, role):
    assert officers_browser(officer(role)).get(reverse("onestop:board")).status_code == 403


@pytest.mark.parametrize("name", ["onestop:board-dossiers", "onestop:board-tasks"])
def test_an_unknown_number_has_no_list(leader, officers_browser, name):
    assert officers_browser(leader).get(reverse(name, args=["nhieu"])).status_code == 404


def test_it_costs_the_same_for_one_and_for_many(accepted, leader, officers_browser):
    browser = officers_browser(leader)
    accepted(1)
    browser.get(reverse("onestop:board") + DAY)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("onestop:board") + DAY)
        return len(asked)

    before = cost()
    accepted(4)
    assert cost() == before <= 16


hours = st.integers(-72, 72).map(lambda count: NOW + timedelta(hours=count))
dates = st.tuples(
    hours, hours | st.none(), hours | st.none(), st.sampled_from(["4", "5", "6", "8", "9", "10"])
)


def test_numbers_and_lists_agree_whatever_the_dates(accepted, leader):
    kept = [one.id for one in accepted(4)]

    @settings(deadline=None, max_examples=20)
    @given(st.lists(dates, min_size=4, max_size=4))
    def agree(lives):
        for _id, (received, due, finished, status) in zip(kept, lives, strict=True):
            Dossier.objects.filter(id=_id).update(
                accepted_at=received,
                due_at=due,
                finished_at=finished,
                status=status,
                version=F("version") + 1,
            )
        found = figures(leader)
        aim = Aim(agency_ids=queries.board_agencies(leader), period=TODAY)
        for figure in Figure:
            assert queries.board_dossiers(figure, aim, at=NOW).count == found[figure]

    agree()


def test_steps_of_one_name_are_told_apart_by_their_procedures(casts, leader, officers_browser):
    provide(BIRTH, AN_MY)
    other = ProcedureVersion.objects.get(procedure=BIRTH)
    for cast in casts(3):
        cast.do("accept")
    Dossier.objects.filter(id=cast.dossier.id).update(procedure_version=other)
    page = officers_browser(leader).get(reverse("onestop:board") + DAY).text
    links = [(path, int(n)) for path, n in LINK.findall(page) if "viec/dang-cho" in path]
    steps = {re.search(r"thu-tuc=([\d.]+)", path)[1]: n for path, n in links if "buoc=" in path}
    assert steps == {PROCEDURE: 2, other.procedure_id: 1}


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        ("2021-10-01", "2021-10-31", 20 / 7),
        ("2021-09-01", "2021-09-30", 30 / 7),
        ("2021-10-20", "2021-10-20", 1 / 7),
        ("2021-11-01", "2021-11-30", 1 / 7),
    ],
)
def test_a_week_is_seven_days_of_the_period_that_have_passed(first, last, weeks):
    period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last))
    assert board._weeks_so_far(period, today=date(2021, 10, 20)) == weeks
