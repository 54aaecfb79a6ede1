"""Petitions on pages: sent, dealt with, answered, read by everybody; strangers find nothing."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.audit import queries as audit
from motcua.feedback import actions, queries, rules
from motcua.feedback.models import Petition
from motcua.feedback.types import Kind, Said, Status
from motcua.feedback.views import paging
from motcua.identity.types import Role
from motcua.kernel import ids
from tests.integration.delivery import NOW
from tests.integration.feedback.conftest import DAY, TEXT
from tests.integration.pages import citizens_browser
from tests.integration.people import person

WRITTEN = {"loai": "reflection", "noi-dung": TEXT}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def browser(an):
    return citizens_browser(an.id)


@pytest.fixture
def desk(posts, officers_browser):
    return {role: officers_browser(viewer) for role, viewer in posts.items()}


def test_a_petition_goes_from_its_author_to_everybody(browser, desk, unit):
    page = text(browser.get("/phan-anh/gui/"))
    assert "Phường An Mỹ" in page or "phường An Mỹ" in page
    lan = re.search(r'name="lan" value="([^"]+)"', page)[1]
    written = {**WRITTEN, "lan": lan, "co-quan": unit().id}
    sent = browser.post("/phan-anh/gui/", written)
    assert browser.post("/phan-anh/gui/", written)["Location"] == sent["Location"]
    petition = Petition.objects.get()
    assert sent["Location"] == f"/phan-anh/cua-toi/{petition.code}/"
    assert TEXT in text(browser.get(sent["Location"]))

    address = f"/mot-cua/phan-anh/{petition.code}/"
    clerk, specialist, leader = desk.values()
    assert petition.code in text(clerk.get("/mot-cua/phan-anh/"))
    assert TEXT in text(clerk.get(address))
    assert clerk.post(f"{address}ask_more/", {"noi-dung": "Quầy nào, lúc nào?"}).status_code == 302
    assert "Quầy nào, lúc nào?" in text(browser.get(sent["Location"]))
    assert browser.post(sent["Location"], {"noi-dung": "ngắn"}).status_code == 422
    assert browser.post(sent["Location"], {"noi-dung": "Quầy 3, 9 giờ."}).status_code == 302
    assert clerk.post(f"{address}accept/").status_code == 302
    assert "Gửi trả lời" not in text(clerk.get(address))
    assert "Gửi trả lời" in text(specialist.get(address))
    said = {"noi-dung": "Xin lỗi chị An, đã thêm một quầy."}
    assert specialist.post(f"{address}answer/", said).status_code == 302
    assert "Xin lỗi chị An" in text(browser.get(sent["Location"]))
    assert "Xin lỗi chị An" in text(leader.get(address))
    shown = {"cau-hoi": "Chờ lâu ở quầy tiếp nhận", "noi-dung": "Đã thêm một quầy buổi sáng."}
    assert leader.post(f"{address}publish/", shown).status_code == 302

    public = text(Client().get("/phan-anh/cong-khai/"))
    assert "Chờ lâu ở quầy tiếp nhận" in public
    assert "Nguyễn Thị An" not in public
    assert "chị An" not in public


def test_a_complaint_is_told_where_to_go(browser, posts, unit):
    answer = browser.post("/phan-anh/gui/", {**WRITTEN, "loai": "complaint", "co-quan": unit().id})

    assert answer.status_code == 422
    assert "Luật Khiếu nại" in text(answer)
    assert TEXT in text(answer)
    assert not Petition.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"loai": ""},
        {"loai": "x"},
        {"noi-dung": ""},
        {"noi-dung": "a" * (rules.MOST_LETTERS + 1)},
        {"co-quan": ""},
        {"co-quan": "-1"},
        {"co-quan": "9" * 40},
        {"co-quan": "²"},
    ],
)
def test_bad_input_is_refused_in_words(browser, posts, unit, change):
    answer = browser.post("/phan-anh/gui/", {**WRITTEN, "co-quan": unit().id, **change})
    assert answer.status_code == 422
    assert "Chưa gửi được" in text(answer)
    assert not Petition.objects.exists()


def test_it_may_be_about_a_dossier_of_ones_own(browser, submitted, posts):
    address = f"/phan-anh/gui/?ho-so={submitted.code}"
    assert submitted.code in text(browser.get(address))
    assert f'href="{address}"' in text(browser.get(f"/ho-so/{submitted.code}/"))
    assert browser.post(address, WRITTEN).status_code == 302
    assert Petition.objects.get().dossier_id == submitted.id
    stranger = citizens_browser(person("Trần Văn Bình", "s-2", "049095000022").id)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, WRITTEN).status_code == 404


def test_strangers_find_nothing(sent, officer, officers_browser):
    petition = sent()
    stranger = citizens_browser(person("Trần Văn Bình", "s-2", "049095000022").id)
    assert stranger.get(f"/phan-anh/cua-toi/{petition.code}/").status_code == 404
    assert Client().get(f"/phan-anh/cua-toi/{petition.code}/").status_code == 302
    other = officers_browser(officer(Role.LEADER, agency="H47.40.1"))
    address = f"/mot-cua/phan-anh/{petition.code}/"
    assert other.get(address).status_code == 404
    assert other.post(f"{address}accept/").status_code == 404
    assert petition.code not in text(other.get("/mot-cua/phan-anh/?trang-thai=tat-ca"))


def test_what_another_post_does_is_refused_in_words(sent, desk):
    petition = sent()
    address = f"/mot-cua/phan-anh/{petition.code}/"
    answer = desk[Role.SPECIALIST].post(f"{address}accept/")
    assert answer.status_code == 422
    assert "không thuộc vị trí của bạn" in text(answer)
    assert desk[Role.CLERK].post(f"{address}khong-co/").status_code == 404
    assert Petition.objects.get().status == Status.RECEIVED


def test_reading_goes_on_record(sent, desk):
    petition = sent()
    desk[Role.CLERK].get(f"/mot-cua/phan-anh/{petition.code}/")
    kinds = [event.kind for event in audit.events_of(f"petition:{petition.id}")]
    assert kinds == ["feedback.received.v1", "feedback.read.v1"]


def test_a_list_goes_on_where_it_stopped(posts, unit, desk, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(5):
        author = person("Trần Văn Bình", f"s-{number}", f"04909500{number:04}")
        said = Said(kind=Kind.PROPOSAL, agency_id=unit().id, text=TEXT)
        actions.send(petition_id=ids.new_id(), author=author, said=said, at=NOW + number * DAY)
    for one in Petition.objects.order_by("received_at")[1:3]:
        actions.deal_with(
            petition_id=one.id, event="ask_more", viewer=posts[Role.CLERK], words=TEXT, at=NOW
        )
    codes, address = [], "/mot-cua/phan-anh/"
    for _ in range(3):
        page = text(desk[Role.CLERK].get(address))
        codes += re.findall(r"/mot-cua/phan-anh/(PA-[^/]+)/", page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert address == ""
    assert len(codes) == len(set(codes)) == 5


@pytest.mark.parametrize(
    "key", ["", "_", "x_y", f"2021-01-01_{UUID(int=1)}", "2021-01-01T00:00:00Z_1"]
)
def test_a_row_that_is_none_begins_at_the_first_page(browser, desk, key):
    assert paging.key_of(key) is None
    assert Client().get("/phan-anh/cong-khai/", {"sau": key}).status_code == 200
    assert desk[Role.CLERK].get("/mot-cua/phan-anh/", {"sau": key}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_rows(sent, desk):
    counts = []
    for _ in range(2):
        sent()
        with CaptureQueriesContext(connection) as seen:
            desk[Role.CLERK].get("/mot-cua/phan-anh/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
