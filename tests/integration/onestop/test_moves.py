"""Moves on the page of a dossier: offered to whom they belong, and made by what is typed."""

from html import unescape

import pytest
from django.urls import reverse

from motcua.dossiers import actions, queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.onestop import moving
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast
from tests.integration.people import JPEG

STOPS = {"ly-do": "Có tranh chấp"}


@pytest.fixture
def cast(paid, an, officer):
    return Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK),
        specialist=officer(Role.SPECIALIST),
        leader=officer(Role.LEADER),
    )


def move(cast, event):
    return reverse("onestop:move", args=[cast.dossier.code, event])


@pytest.mark.parametrize("status", Status)
def test_the_page_of_a_dossier_in_every_status_shows_the_moves_of_each_post(
    cast, status, officers_browser
):
    cast.reach(status)
    for viewer in (cast.clerk, cast.specialist, cast.leader):
        page = officers_browser(viewer).get(reverse("onestop:case", args=[cast.dossier.code]))
        said = page.content.decode()
        assert page.status_code == 200
        for one in moving.offered(viewer, cast.now):
            assert move(cast, one.event) in said


def test_a_leader_stops_a_dossier_and_goes_on_with_it(cast, officers_browser):
    cast.reach(Status.PROCESSING)
    browser = officers_browser(cast.leader)
    assert browser.post(move(cast, "stop"), STOPS).status_code == 302
    assert cast.status is Status.STOPPED
    assert browser.post(move(cast, "resume")).status_code == 302
    assert cast.status is Status.PROCESSING


def test_a_request_takes_a_line_for_each_thing(cast, officers_browser):
    cast.reach(Status.PROCESSING)
    typed = {"noi-dung": "Trang 2\n\nGiấy ủy quyền", "ly-do": "Ảnh mờ"}
    officers_browser(cast.specialist).post(move(cast, "ask_supplement"), typed)

    assert queries.open_supplement(cast.dossier.id).wanted == ["Trang 2", "Giấy ủy quyền"]


@pytest.mark.parametrize(
    ("event", "typed", "says"),
    [
        ("stop", {"ly-do": " "}, "Chưa ghi lý do"),
        ("extend", {"den-ngay": "mai", "ly-do": "Chờ"}, "Chưa đọc được ngày"),
        ("extend", {"den-ngay": "2021-01-04", "ly-do": "Chờ"}, "phải sau ngày đã hẹn"),
        ("decline", {"ma-ly-do": "x", "ly-do": "Không có"}, "Chưa chọn lý do"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast, officers_browser, event, typed, says, monkeypatch
):
    from motcua.onestop.views import cases
    from tests.integration.delivery import NOW

    monkeypatch.setattr(cases.timezone, "now", lambda: NOW)
    cast.reach(Status.PROCESSING)
    answer = officers_browser(cast.leader).post(move(cast, event), typed)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    if typed["ly-do"].strip():
        assert typed["ly-do"] in answer.content.decode()
    assert cast.status is Status.PROCESSING


@pytest.mark.parametrize("amount", ["0", "-5", "1,5", "mười", "9" * 20, "١٢"])
def test_an_amount_that_is_none_is_refused(cast, officers_browser, amount):
    cast.reach(Status.PROCESSING)
    typed = {"khoan-nop": "Thuế", "so-tien": amount, "so-thong-bao": "1/TB"}
    answer = officers_browser(cast.specialist).post(move(cast, "ask_payment"), typed)

    assert answer.status_code == 422
    assert cast.status is Status.PROCESSING


def test_no_other_event_has_an_address(cast, officers_browser):
    cast.reach(Status.PROCESSING)
    for event in ("finish", "approve", "bay"):
        assert officers_browser(cast.leader).post(move(cast, event)).status_code == 404


def test_what_came_of_a_request_to_complete_stands_on_the_case(cast, officers_browser):
    cast.reach(Status.SUPPLEMENT)
    browser = officers_browser(cast.specialist)
    address = reverse("onestop:case", args=[cast.dossier.code])
    assert "Đã bổ sung" not in unescape(browser.get(address).content.decode())
    same = {"dossier_id": cast.dossier.id, "owner": cast.an, "at": NOW}
    given = actions.give_file(name="trang 2.jpg", content=JPEG, **same)
    actions.supplement(words="Đã chụp lại trang 2", **same)
    page = unescape(browser.get(address).content.decode())
    told = page[page.index("Đã bổ sung") : page.index("Nội dung khai</h2>")]
    assert "Đã chụp lại trang 2" in told
    assert given.name in told
    (asked,) = queries.supplements_of(cast.dossier.id)
    assert asked.wanted[0] in told
