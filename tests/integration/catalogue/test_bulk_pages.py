"""The controller changes many services: chooses, looks, applies, takes back."""

import pytest

from motcua.catalogue import jobs
from motcua.catalogue.models import BulkChange, LevelDeclaration, Service
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, PROCEDURE

NEIGHBOUR = "H47.40.1"


@pytest.fixture
def browser(as_site, offered, officer, officers_browser):
    as_site("agency")
    return officers_browser(officer(Role.CONTROLLER, agency="H47"))


def declaring(**changes):
    return {
        "viec": "declare",
        "muc": "nd43-2011:3",
        "van_ban": "Quyết định 7/QĐ-UBND",
        "tu_ngay": "20/10/2021",
        "dv": [f"{PROCEDURE}|{AN_MY}", f"{PROCEDURE}|{NEIGHBOUR}"],
        **changes,
    }


def prepared(browser, path="/danh-muc/dich-vu/", **changes):
    answer = browser.post(path, declaring(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return BulkChange.objects.get(), answer.headers["Location"]


def decide(browser, address, what):
    assert browser.post(f"{address}quyet-dinh/", {"viec": what}).status_code == 302
    jobs.run_bulk(bulk=str(BulkChange.objects.get().id))


def page(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def levels():
    rows = LevelDeclaration.objects.filter(valid_from="2021-10-20")
    return sorted(rows.values_list("service__agency__code", "level"))


def test_services_are_listed_and_filtered(browser):
    number = Service.objects.count()
    assert f"Có {number} dịch vụ." in page(browser, "/danh-muc/dich-vu/")
    assert "Có 1 dịch vụ." in page(browser, f"/danh-muc/dich-vu/?co-quan={AN_MY}")
    assert f"Có {number} dịch vụ." in page(browser, "/danh-muc/dich-vu/?tim=trich luc")
    assert "Không có dịch vụ nào khớp." in page(browser, "/danh-muc/dich-vu/?tim=dat dai")


def test_a_change_is_looked_at_applied_and_taken_back(browser):
    _, address = prepared(browser)
    html = page(browser, address)
    assert "mức 3; Quyết định 7/QĐ-UBND" in html
    assert "Thực hiện" in html
    assert levels() == []

    decide(browser, address, "thuc-hien")
    assert levels() == [(NEIGHBOUR, 3), (AN_MY, 3)]
    assert "Hoàn tác cả đợt" in page(browser, address)
    decide(browser, address, "hoan-tac")
    assert levels() == []
    assert "Đã hoàn tác" in page(browser, "/danh-muc/dot/")


def test_a_change_under_way_shows_how_far_it_is_and_comes_again(browser):
    bulk, address = prepared(browser)
    browser.post(f"{address}quyet-dinh/", {"viec": "thuc-hien"})
    answer = browser.get(address)
    assert "Đã xong 0 trên 2 dòng" in answer.content.decode()
    assert answer.headers["Refresh"]

    jobs.run_bulk(bulk=str(bulk.id))
    assert "Refresh" not in browser.get(address).headers


def test_all_that_the_filter_leaves_can_be_chosen(browser):
    bulk, _ = prepared(browser, f"/danh-muc/dich-vu/?co-quan={AN_MY}", **{"dv": [], "tat-ca": "1"})
    assert bulk.total == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"van_ban": ""}, "Ghi hoặc chọn ô này."),
        ({"tu_ngay": "31/02/2021"}, "#id_tu_ngay"),
        ({"muc": "nd43-2011:9"}, "#id_muc"),
        ({"viec": ""}, "#id_viec"),
        ({"dv": []}, "Chưa chọn dịch vụ nào."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(browser, changes, said):
    answer = browser.post("/danh-muc/dich-vu/", declaring(**changes))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_a_line_out_of_reach_is_named_and_cannot_be_applied(browser):
    _, address = prepared(browser, dv=[f"{PROCEDURE}|H26"])
    html = page(browser, address)

    assert "cơ quan này không thuộc phạm vi của bạn" in html
    assert "thuc-hien" not in html


def test_agencies_are_given_a_procedure_and_relieved_of_it(browser):
    page(browser, f"/danh-muc/{PROCEDURE}/giao/")
    answer = browser.post(f"/danh-muc/{PROCEDURE}/giao/", {"co-quan": ["H47", AN_MY]})
    before = Service.objects.filter(valid_until=None).count()

    assert BulkChange.objects.get().total == before
    decide(browser, answer.headers["Location"], "thuc-hien")
    standing = Service.objects.filter(valid_until=None).values_list("agency__code", flat=True)
    assert sorted(standing) == ["H47", AN_MY]


def test_another_agencys_change_is_not_there(browser, officer, officers_browser):
    _, address = prepared(browser)
    other = officers_browser(officer(Role.CONTROLLER, agency=NEIGHBOUR))

    assert other.get(address).status_code == 404
    assert other.post(f"{address}quyet-dinh/", {"viec": "bo"}).status_code == 404
    assert BulkChange.objects.get().status == "prepared"


@pytest.mark.parametrize(
    "asked",
    [{"viec": "end"}, {"viec": "classify", "su_kien": "viec-lam"}, {"viec": "list"}],
)
def test_what_agencies_owe_and_provide_is_not_decided_by_themselves(
    browser, officer, officers_browser, asked
):
    from tests.integration.catalogue.test_bulk import listed

    own = officers_browser(officer(Role.CONTROLLER, agency=AN_MY))
    asked = {"danh_muc": str(listed().id), **asked}

    answer = own.post("/danh-muc/dich-vu/", declaring(dv=[f"{PROCEDURE}|{AN_MY}"], **asked))
    assert answer.status_code == 403
    assert not BulkChange.objects.exists()
    html = page(own, "/danh-muc/dich-vu/")
    assert 'value="declare"' in html
    assert f'value="{asked["viec"]}"' not in html


def test_only_who_answers_for_all_agencies_gives_them_a_procedure(
    browser, officer, officers_browser
):
    address = f"/danh-muc/{PROCEDURE}/giao/"
    own = officers_browser(officer(Role.CONTROLLER, agency=AN_MY))

    assert own.get(address).status_code == 403
    assert own.post(address, {"co-quan": []}).status_code == 403
    assert not BulkChange.objects.exists()
    assert address not in page(own, f"/thu-tuc/{PROCEDURE}/phien-ban/")
    assert address in page(browser, f"/thu-tuc/{PROCEDURE}/phien-ban/")


def test_an_agency_still_declares_its_own_services(browser, officer, officers_browser):
    own = officers_browser(officer(Role.CONTROLLER, agency=AN_MY))
    prepared(own, dv=[f"{PROCEDURE}|{AN_MY}"])


def test_lines_that_were_left_are_shown_with_their_reason(browser):
    bulk, address = prepared(browser, viec="end")
    Service.objects.filter(agency__code=NEIGHBOUR).update(valid_from="2021-10-25")
    decide(browser, address, "thuc-hien")

    html = page(browser, address)
    assert "1 dòng bị bỏ lại" in html
    assert "không thực hiện được: Ngày thôi cung cấp không được trước" in html
    assert "vuong" in html
    only = page(browser, f"{address}?vuong")
    assert "thôi cung cấp" in only
    assert only.count("không thực hiện được: ") == 1
    assert bulk.lines.count() == 2
