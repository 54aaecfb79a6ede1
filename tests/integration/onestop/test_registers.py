"""The register and the periodic report: each line is a dossier, and each number leads to some."""

import io
import re
import subprocess
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.audit.models import Event
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import Cell, Period
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast

TODAY = Period(first=date(2021, 10, 20), last=date(2021, 10, 20))
DAY = "?tu=2021-10-20&den=2021-10-20"


@pytest.fixture
def specialist(officer):
    return officer(Role.SPECIALIST)


@pytest.fixture
def casts(made, an, officer):
    """Make dossiers with everybody who has to do with them."""

    def make(count):
        clerk = officer(Role.CLERK, name="Tiếp nhận")
        specialist = officer(Role.SPECIALIST, name="Thụ lý")
        leader = officer(Role.LEADER, name="Lãnh đạo")
        return [Cast(one, an, clerk, specialist, leader) for one in made(count)]

    return make


def figures(viewer, period=TODAY):
    found = queries.report(queries.register_agencies(viewer), period)
    assert found.total.holds
    assert found.broken == ()
    return {cell.value: count for cell, count in found.total.counts.items() if count}


def test_a_past_period_gives_the_same_figures_whatever_happens_later(casts, specialist):
    done, paused, late, gone, plain = casts(5)
    for cast in (done, paused, late, gone, plain):
        cast.do("accept")
    done.do("finish", NOW + timedelta(hours=2))
    paused.do("take_up")
    paused.do("ask_supplement", NOW + timedelta(hours=1))
    plain.do("extend", NOW + timedelta(hours=1))
    actions.ask_withdrawal(dossier_id=gone.dossier.id, owner=gone.an, at=NOW)
    then = figures(specialist)
    assert then == {Cell.ONLINE: 5, Cell.ON_TIME: 1, Cell.RUNNING: 2, Cell.OVERDUE: 2}

    later = NOW + timedelta(days=5)
    done.do("return", later)
    paused.do("supplement", later)
    late.do("finish", later)
    gone.do("withdraw", later)
    plain.do("stop", later)
    assert figures(specialist) == then

    week = Period(first=date(2021, 10, 21), last=date(2021, 10, 31))
    after = figures(specialist, week)
    assert after[Cell.CARRIED] == then[Cell.RUNNING] + then[Cell.OVERDUE]
    assert after[Cell.LATE] == 2


def test_each_number_leads_to_its_dossiers(casts, specialist, officers_browser):
    done, running = casts(2)
    for cast in (done, running):
        cast.do("accept")
    done.do("finish", NOW + timedelta(hours=1))
    browser = officers_browser(specialist)
    page = browser.get(reverse("onestop:periodic") + DAY).text
    assert "Tiếp nhận 2 = đã giải quyết 1 + đang giải quyết 1" in page
    for path, number in re.findall(r'href="([^"]*bao-cao/ho-so/[^"]*)">(\d+)</a>', page):
        listed = browser.get(path.replace("&amp;", "&")).text
        assert len(set(re.findall(r"H47\.40\.2-\d{6}-\d{4}", listed))) == int(number), path
    assert reverse("onestop:counted", args=["tiep-nhan"]) in page


def test_what_is_overdue_is_told_by_cause_and_excuse(casts, specialist, officers_browser):
    excused, again, plain = casts(3)
    for cast in (excused, again, plain):
        cast.do("accept")
    excused.do("reappoint")
    again.do("take_up")
    again.do("ask_supplement")
    again.do("supplement", NOW + timedelta(minutes=5))
    asked = {"wanted": ["Giấy khác"], "reason": "Còn thiếu", "why_again": "Luật mới"}
    actions.ask_supplement(
        dossier_id=again.dossier.id, viewer=again.leader, at=NOW + timedelta(minutes=10), **asked
    )
    again.do("supplement", NOW + timedelta(minutes=20))
    found = queries.report(queries.register_agencies(specialist), TODAY)
    (causes,) = found.causes.values()
    assert (
        found.total.counts[Cell.OVERDUE] == causes.total == 2 + causes.counts["bo-sung-nhieu-lan"]
    )
    assert causes.counts["tai-co-quan"] == 2
    assert causes.excused == 1
    browser = officers_browser(specialist)
    page = browser.get(reverse("onestop:periodic") + DAY).text
    assert "Nguyên nhân quá hạn" in page
    listed = browser.get(reverse("onestop:counted", args=["tat-ca-qua-han"]) + DAY).text
    assert excused.dossier.code in listed
    for form in ("xlsx", "pdf"):
        answer = browser.get(reverse("onestop:periodic-file", args=[form]) + DAY)
        assert answer.status_code == 200
        assert b"".join(answer)


def test_dates_that_contradict_each_other_are_named(casts, specialist, officers_browser):
    (cast,) = casts(1)
    cast.do("accept")
    Dossier.objects.filter(id=cast.dossier.id).update(finished_at=NOW - timedelta(days=3))
    page = officers_browser(specialist).get(reverse("onestop:periodic") + DAY).text
    assert "Số liệu không khớp" in page
    assert cast.dossier.code in page


def test_a_report_goes_out_as_a_sheet_and_on_paper(casts, specialist, officers_browser):
    (cast,) = casts(1)
    cast.do("accept")
    browser = officers_browser(specialist)
    rows = sheet(browser.get(reverse("onestop:periodic-file", args=["xlsx"]) + DAY))
    assert rows[4][:3] == (1, "Hộ tịch", 1)
    assert rows[5][1:3] == ("Tổng cộng", 1)
    text = printed(browser.get(reverse("onestop:periodic-file", args=["pdf"]) + DAY).content)
    assert "chưa đối chiếu" in text
    assert "Hộ tịch" in text
    assert browser.get(reverse("onestop:periodic-file", args=["doc"])).status_code == 404


def test_the_register_lists_in_the_order_of_receipt_page_by_page(accepted, specialist, monkeypatch):
    from motcua.dossiers.queries import register

    monkeypatch.setattr(register, "PAGE", 2)
    wanted = [one.code for one in accepted(5)]
    here, found, after = queries.register_agencies(specialist), [], None
    while True:
        rows, after = queries.register_page(here, TODAY, after=after)
        found += [one.code for one in rows]
        if after is None:
            break
    assert found == wanted
    assert queries.register_count(here, TODAY) == 5
    assert queries.register_page(here, TODAY, sector="Đất đai") == ([], None)
    assert queries.register_sectors(here, TODAY) == ["Hộ tịch"]
    tomorrow = Period(first=date(2021, 10, 21), last=date(2021, 10, 21))
    assert queries.register_page(here, tomorrow) == ([], None)


def test_the_register_goes_out_as_a_sheet_and_on_paper(accepted, specialist, officers_browser):
    (found,) = accepted(1)
    browser = officers_browser(specialist)
    rows = sheet(browser.get(reverse("onestop:register-file", args=["xlsx"]) + DAY))
    assert rows[3][1:5] == (
        found.code,
        "Cấp bản sao trích lục hộ tịch",
        "Nguyễn Thị An",
        "12 Hùng Vương, phường An Mỹ; 0905123456",
    )
    text = printed(browser.get(reverse("onestop:register-file", args=["pdf"]) + DAY).content)
    assert found.code in text
    assert "Mẫu số 06 (Thông tư 01/2018/TT-VPCP)" in text
    assert Event.objects.filter(kind="dossiers.listed.v1").count() == 2


def test_a_register_too_long_for_paper_says_so(accepted, specialist, officers_browser, monkeypatch):
    from motcua.onestop.views import register

    monkeypatch.setattr(register, "MOST_PRINTED", 0)
    accepted(1)
    answer = officers_browser(specialist).get(
        reverse("onestop:register-file", args=["pdf"]) + DAY, follow=True
    )
    assert "nên không in ra PDF" in answer.text


@pytest.mark.parametrize("name", ["onestop:register", "onestop:periodic"])
def test_an_officer_of_another_agency_reads_nothing_of_it(
    accepted, officer, officers_browser, name
):
    accepted(1)
    browser = officers_browser(officer(Role.LEADER, agency="H47.40.1"))
    assert "H47.40.2" not in browser.get(reverse(name) + DAY).text


@pytest.mark.parametrize("name", ["onestop:register", "onestop:periodic"])
def test_a_period_that_is_none_is_said(specialist, officers_browser, name):
    page = officers_browser(specialist).get(reverse(name) + "?ky=hom-qua").text
    assert "Không đọc được kỳ đã chọn" in page


@pytest.mark.parametrize("name", ["onestop:register", "onestop:periodic"])
def test_they_cost_the_same_for_one_and_for_many(accepted, specialist, officers_browser, name):
    browser = officers_browser(specialist)
    accepted(1)
    browser.get(reverse(name) + DAY)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse(name) + DAY)
        return len(asked)

    before = cost()
    accepted(4)
    assert cost() == before


def sheet(answer):
    content = io.BytesIO(b"".join(answer.streaming_content))
    return list(openpyxl.load_workbook(content, read_only=True).active.iter_rows(values_only=True))


def printed(pdf):
    command = ["pdftotext", "-layout", "-", "-"]
    read = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())
