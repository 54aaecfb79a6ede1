"""The one-stop's pages: by post and agency; what is refused is said where it was tried."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from motcua.audit import queries as audit
from motcua.dossiers import actions, queries
from motcua.identity.types import Role
from motcua.onestop import urls
from tests.integration.delivery import NOW, PROCEDURE
from tests.integration.pages import citizens_browser
from tests.integration.people import RESULT

ADMINISTRATORS = {"services", "switch-payment"}
MENDERS = {"funnels", "funnel"}
AT_THE_COUNTER = {"counter", "receive", "helping", "help", "suggest", "suggest-help"}
"""Of every agency's own clerks, and of no dossier."""
HER_OWN = {"asked", "inbox", "search", "save-list", "forget-list", "many", "do-many"} | {
    "hand-overs",
    "register",
    "register-file",
    "periodic",
    "periodic-file",
    "counted",
    "digitising",
    "digitising-figures",
    "board",
    "board-dossiers",
    "board-tasks",
    "takings",
    "takings-file",
}
"""Pages that show each officer what is hers."""


@pytest.fixture
def addresses(paid, officer):
    """Every address of the one-stop, with a dossier of phường An Mỹ and its first task in it."""
    clerk = officer(Role.CLERK, name="Tiếp nhận")
    actions.accept(dossier_id=paid.id, viewer=clerk, at=NOW)
    (item,) = queries.tasks_of(paid.id)
    (attachment,) = queries.attachments_of(paid)
    values = {
        "code": paid.code,
        "item_id": item.id,
        "kind": "receipt",
        "event": "stop",
        "attachment_id": attachment.id,
        "sitting_id": uuid4(),
        "list_id": uuid4(),
        "batch_id": uuid4(),
        "paper_id": uuid4(),
        "slip_id": uuid4(),
        "form": "pdf",
        "column": "tiep-nhan",
        "import_id": uuid4(),
        "line_id": uuid4(),
        "record_id": uuid4(),
        "notice_id": uuid4(),
        "number": 1,
        "figure": "qua-han",
        "process": uuid4(),
    }
    found = {}
    for one in urls.urlpatterns:
        asked = {key: values[key] for key in one.pattern.converters}
        if one.name in {"switch-payment", "funnel", "receive", "help"}:
            asked["code"] = PROCEDURE
        found[one.name] = reverse(f"onestop:{one.name}", kwargs=asked)
    return found


def test_strangers_and_citizens_are_sent_to_the_sign_in_of_staff(addresses, an):
    for browser in (Client(), citizens_browser(an.id)):
        for name, path in addresses.items():
            for method in (browser.get, browser.post):
                assert "/dang-nhap/" in method(path)["Location"], name


def test_officers_of_another_agency_find_no_dossier(addresses, officer, officers_browser):
    for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER):
        browser = officers_browser(officer(role, agency="H47.40.1", name=role.value))
        for name, path in addresses.items():
            if name in ADMINISTRATORS | MENDERS | AT_THE_COUNTER | HER_OWN:
                continue
            codes = {browser.get(path).status_code, browser.post(path).status_code}
            assert codes <= {403, 404, 405}, (name, role, codes)
        assert "H47.40.2" not in browser.get(addresses["inbox"]).content.decode()
        assert "H47.40.2" not in browser.get(addresses["search"]).content.decode()


def test_who_holds_no_post_does_not_come_in(addresses, officer, officers_browser):
    browser = officers_browser(officer(Role.REPORTER))
    for name, path in addresses.items():
        assert browser.get(path).status_code in {403, 405}, name
        assert browser.post(path).status_code in {403, 405}, name


def test_a_specialist_neither_receives_nor_refuses(paid, officer, officers_browser):
    browser = officers_browser(officer(Role.SPECIALIST))
    for name in ("accept", "refuse"):
        assert browser.post(reverse(f"onestop:{name}", args=[paid.code])).status_code == 403
    assert queries.dossier(paid.id).status == "1"


def test_a_task_of_another_post_is_refused_and_said_so(addresses, paid, officer, officers_browser):
    answer = officers_browser(officer(Role.LEADER)).post(addresses["do-task"], {"ket-qua": "xong"})

    assert answer.status_code == 422
    assert "không thuộc vị trí của bạn" in answer.content.decode()
    assert queries.dossier(paid.id).status == "2"


def test_the_second_clerk_is_told_who_was_faster(paid, officer, officers_browser):
    first, second = (officer(Role.CLERK, name=name) for name in ("Lan", "Cúc"))
    path = reverse("onestop:accept", args=[paid.code])
    assert officers_browser(first).post(path).status_code == 302
    answer = officers_browser(second).post(path)

    assert answer.status_code == 422
    assert "Lan vừa xử lý hồ sơ này" in answer.content.decode()


def test_reading_a_dossier_and_a_file_goes_on_record(addresses, paid, officer, officers_browser):
    reader = officer(Role.SPECIALIST)
    browser = officers_browser(reader)
    browser.get(addresses["case"])
    browser.get(addresses["attachment"])

    read = audit.events_of(f"reading:{paid.id}")
    assert [event.actor for event in read] == [str(reader.actor)] * 2
    assert len(queries.events(paid.id)) == 3


def test_what_is_wrong_in_the_result_is_said_and_what_is_right_is_kept(
    addresses, paid, officer, officers_browser
):
    browser = officers_browser(officer(Role.SPECIALIST))
    wrong = browser.post(addresses["enter-result"], {"loai_viec": "khai_sinh", "ho_ten": "An"})
    assert wrong.status_code == 422
    assert 'value="An"' in wrong.content.decode()

    day = {"ngay_sinh": ["18", "10", "1995"], "ngay_dang_ky": ["2", "11", "1995"]}
    posted = {key: text for key, text in RESULT.items() if key not in day}
    for key, (date, month, year) in day.items():
        posted |= {f"{key}-day": date, f"{key}-month": month, f"{key}-year": year}
    answer = browser.post(addresses["enter-result"], posted)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert queries.result_of(queries.dossier(paid.id))["so_dang_ky"] == "112/1995"


def test_a_search_finds_names_without_diacritics(paid, officer, officers_browser):
    clerk = officer(Role.CLERK)
    browser = officers_browser(clerk)

    for words in ("nguyen thi an", "THỊ AN", paid.code, paid.code.lower()):
        assert paid.code in browser.get("/mot-cua/ho-so/", {"tim": words}).content.decode()
    assert paid.code not in browser.get("/mot-cua/ho-so/", {"tim": "bình"}).content.decode()
    searches = audit.events_of(f"searches:{clerk.actor.id}")
    assert [event.payload["found"] for event in searches] == [1, 1, 1, 1, 0]


def test_the_inbox_costs_the_same_for_one_dossier_and_for_many(
    an, draft_of, officer, officers_browser, django_assert_max_num_queries
):
    from uuid import uuid4

    for _ in range(8):
        dossier = actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW)
        actions.note_payment(dossier_id=dossier.id, charge_id=uuid4(), by=an.actor, at=NOW)
    browser = officers_browser(officer(Role.CLERK))
    browser.get("/mot-cua/")
    with django_assert_max_num_queries(12):
        page = browser.get("/mot-cua/").content.decode()
    assert page.count("H47.40.2-211020-") >= 8


def test_the_account_of_its_time_is_shown_when_it_is_asked_for(
    addresses, officer, officers_browser
):
    browser = officers_browser(officer(Role.SPECIALIST))
    shown = browser.get(addresses["case"]).content.decode()
    assert "Từng bước" not in shown
    assert f"{addresses['case']}?thoi-han=1" in shown
    assert "Từng bước" in browser.get(f"{addresses['case']}?thoi-han=1").content.decode()


def test_an_administrator_switches_payment_off_and_the_levels_drop(
    offered, officer, officers_browser
):
    browser = officers_browser(officer(Role.ADMINISTRATOR, agency="H47"))
    assert "đang bật" in browser.get("/mot-cua/dich-vu/").content.decode()
    assert (
        browser.post(f"/mot-cua/dich-vu/{PROCEDURE}/thanh-toan/", {"bat": "0"}).status_code == 302
    )

    page = browser.get("/mot-cua/dich-vu/").content.decode()
    assert "đang tắt" in page
    assert "phiên bản 2" in page


def test_services_below_the_administrators_agency_cost_no_query_each(
    offered, officer, officers_browser, django_assert_max_num_queries
):
    browser = officers_browser(officer(Role.ADMINISTRATOR, agency="H47"))
    browser.get("/mot-cua/dich-vu/")
    with django_assert_max_num_queries(9):
        browser.get("/mot-cua/dich-vu/")
