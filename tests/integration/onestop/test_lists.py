"""Work lists: chosen, counted, page by page; given out, kept, and worked off many at once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.dossiers import actions, errors, queries
from motcua.dossiers.types import Filing, Held, Lateness, Post
from motcua.identity.types import Role
from tests.integration.delivery import NOW, PROCEDURE
from tests.integration.people import RESULT, person

TODAY = date(2021, 10, 20)


def tasks(viewer, **choices):
    return queries.open_tasks(viewer, queries.Choices(**choices), at=NOW).rows


def codes(rows):
    return [getattr(one, "dossier", one).code for one in rows]


def everything(page):
    """Walk a list page by page."""
    found, after = [], None
    while True:
        listed = page(after)
        found += listed.rows
        if listed.next is None:
            return found
        after = listed.next


def test_pages_follow_each_other_and_miss_nothing(accepted, officer, monkeypatch):
    from motcua.dossiers.queries import lists

    monkeypatch.setattr(lists, "PAGE", 2)
    wanted = sorted(codes(accepted(5)))
    specialist = officer(Role.SPECIALIST)

    walked = everything(lambda after: queries.open_tasks(specialist, at=NOW, after=after))
    assert sorted(codes(walked)) == wanted
    found = everything(
        lambda after: queries.found_cases(specialist, queries.Choices(), at=NOW, after=after)
    )
    assert codes(found) == wanted[::-1]
    assert queries.open_tasks(specialist, at=NOW).count == 5


def test_pages_of_what_waits_for_receipt_follow_each_other(made, officer, monkeypatch):
    from motcua.dossiers.queries import lists

    monkeypatch.setattr(lists, "PAGE", 2)
    wanted = codes(made(5))
    clerk = officer(Role.CLERK)
    walked = everything(lambda after: queries.to_be_received(clerk, at=NOW, after=after))
    assert codes(walked) == wanted


def test_a_long_list_is_not_counted_to_its_end(accepted, officer, monkeypatch):
    from motcua.dossiers.queries import lists

    monkeypatch.setattr(lists, "PAGE", 2)
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    accepted(5)
    listed = queries.open_tasks(officer(Role.SPECIALIST), at=NOW)
    assert (listed.count, len(listed.rows)) == (4, 2)


@pytest.mark.parametrize(
    ("choices", "hits"),
    [
        ({"procedure": PROCEDURE}, True),
        ({"procedure": "1.000001"}, False),
        ({"sector": "Hộ tịch"}, True),
        ({"sector": "Đất đai"}, False),
        ({"agency": "H47.40.2"}, True),
        ({"agency": "H47.40.1"}, False),
        ({"filing": Filing.SELF_ONLINE}, True),
        ({"filing": Filing.COUNTER}, False),
        ({"days": 1}, True),
        ({"step": "Thẩm định hồ sơ"}, True),
        ({"step": "Phê duyệt"}, False),
        ({"lateness": Lateness.ON_TIME}, True),
        ({"lateness": Lateness.LATE}, False),
        ({"held": Held.FREE}, True),
        ({"held": Held.MINE}, False),
        ({"post": Post.SPECIALIST}, True),
        ({"post": Post.LEADER}, False),
    ],
)
def test_a_list_is_narrowed_by_what_is_chosen(accepted, officer, choices, hits):
    accepted(1)
    assert bool(tasks(officer(Role.SPECIALIST), **choices)) is hits


def test_lateness_is_that_of_the_moment(accepted, officer):
    accepted(1)
    specialist = officer(Role.SPECIALIST)
    later = NOW + timedelta(days=30)
    late = queries.Choices(lateness=Lateness.LATE)
    assert queries.open_tasks(specialist, late, at=later).rows
    assert queries.found_cases(specialist, late, at=later).rows
    on_time = queries.Choices(lateness=Lateness.ON_TIME)
    assert not queries.open_tasks(specialist, on_time, at=later).rows
    assert not queries.found_cases(specialist, on_time, at=later).rows


def test_a_leader_looks_at_the_tasks_of_specialists_and_gives_them_out(accepted, officer):
    accepted(1)
    leader, lan, cuc = officer(Role.LEADER), *(officer(Role.SPECIALIST, name=n) for n in "LC")
    assert tasks(leader) == []
    (item,) = tasks(leader, post=Post.SPECIALIST, held=Held.ANYBODY)

    actions.assign(item_id=item.id, viewer=leader, to=lan.actor, at=NOW)
    assert tasks(lan, held=Held.MINE) == [item]
    assert tasks(cuc) == []
    with pytest.raises(errors.SomebodyWasFaster):
        actions.take_up(item_id=item.id, viewer=cuc, at=NOW)

    actions.assign(item_id=item.id, viewer=lan, to=cuc.actor, at=NOW)
    assert tasks(cuc, held=Held.MINE) == [item]
    actions.assign(item_id=item.id, viewer=leader, to=None, at=NOW)
    assert tasks(lan) == tasks(cuc) == [item]
    kinds = [event.kind for event in queries.events(item.dossier_id)]
    assert kinds.count("dossiers.task_assigned.v1") == 3


def test_giving_a_task_starts_nothing_and_doing_it_does(accepted, officer):
    (dossier,) = accepted(1)
    leader, lan = officer(Role.LEADER), officer(Role.SPECIALIST, name="Lan")
    (item,) = queries.tasks_of(dossier.id)
    actions.assign(item_id=item.id, viewer=leader, to=lan.actor, at=NOW)
    assert queries.dossier(dossier.id).status == "2"
    actions.enter_result(dossier_id=dossier.id, viewer=lan, answers=RESULT, at=NOW)
    actions.do_task(item_id=item.id, viewer=lan, outcome="xong", at=NOW)
    assert queries.dossier(dossier.id).status == "4"


def test_nobody_gives_away_what_is_not_hers_or_to_whom_it_does_not_belong(accepted, officer):
    (dossier,) = accepted(1)
    (item,) = queries.tasks_of(dossier.id)
    leader, lan, cuc = officer(Role.LEADER), *(officer(Role.SPECIALIST, name=n) for n in "LC")
    elsewhere = officer(Role.SPECIALIST, agency="H47.40.1", name="Nơi khác")
    with pytest.raises(errors.NotToBeGiven):
        actions.assign(item_id=item.id, viewer=lan, to=cuc.actor, at=NOW)
    for taker in (leader, elsewhere):
        with pytest.raises(errors.TakerHoldsNoPost):
            actions.assign(item_id=item.id, viewer=leader, to=taker.actor, at=NOW)
    stranger = officer(Role.LEADER, agency="H47.40.1", name="Lãnh đạo khác")
    with pytest.raises(errors.NotToBeGiven):
        actions.assign(item_id=item.id, viewer=stranger, to=lan.actor, at=NOW)


def test_a_deputy_signs_with_her_own_account_while_she_is_one(accepted, officer):
    from motcua.agencies.models import Agency
    from motcua.identity import actions as identity
    from motcua.identity import queries as identities
    from motcua.identity.models import StaffAccount

    officer(Role.LEADER)
    deputy = officer(Role.CLERK, name="Phó")
    account = StaffAccount.objects.get(actor_id=deputy.actor.id)
    identity.assign_role(
        account=account,
        role=Role.LEADER,
        agency=Agency.objects.get(code="H47.40.2"),
        valid_from=TODAY,
        valid_until=TODAY + timedelta(days=2),
        by=deputy.actor,
        at=NOW,
    )
    (dossier,) = accepted(1)
    (item,) = queries.tasks_of(dossier.id)
    lan = officer(Role.SPECIALIST, name="Lan")
    actions.enter_result(dossier_id=dossier.id, viewer=lan, answers=RESULT, at=NOW)
    actions.do_task(item_id=item.id, viewer=lan, outcome="xong", at=NOW)

    acting = identities.viewer_of(account, on=TODAY)
    (approval,) = tasks(acting, post=Post.LEADER)
    actions.do_task(item_id=approval.id, viewer=acting, outcome="duyet", at=NOW)
    assert queries.approver_of(dossier.id) == str(deputy.actor)
    after = identities.viewer_of(account, on=TODAY + timedelta(days=2))
    assert after.agencies_as(Role.LEADER) == frozenset()


def test_lists_are_kept_by_name_and_belong_to_one(officer):
    lan, cuc = (officer(Role.SPECIALIST, name=name) for name in "LC")
    actions.save_list(viewer=lan, name=" Gấp ", choices={"han": "qua-han"})
    kept = actions.save_list(viewer=lan, name="Gấp", choices={"han": "sap-den-han"})
    assert [one.choices for one in queries.saved_lists(lan)] == [{"han": "sap-den-han"}]
    assert queries.saved_lists(cuc) == []
    actions.forget_list(viewer=cuc, list_id=kept.id)
    assert queries.saved_lists(lan)
    actions.forget_list(viewer=lan, list_id=kept.id)
    assert queries.saved_lists(lan) == []
    for number in range(20):
        actions.save_list(viewer=lan, name=f"{number}", choices={})
    with pytest.raises(errors.TooManyLists):
        actions.save_list(viewer=lan, name="thêm", choices={})


@pytest.mark.parametrize(
    "words",
    [
        "thi an",
        "NGUYỄN THỊ AN",
        "an",
        "049195000011",
        "049 195 000 011",
        "0905 123 456",
        "+84905123456",
    ],
)
def test_people_are_found_by_name_number_and_phone(paid, officer, words):
    found = queries.found_cases(officer(Role.CLERK), queries.Choices(words=words), at=NOW)
    assert codes(found.rows) == [paid.code]


@pytest.mark.parametrize("words", ["binh", "049195000012", "0905123457", "H47.40.1", "'; --", "&"])
def test_others_are_not(paid, officer, words):
    found = queries.found_cases(officer(Role.CLERK), queries.Choices(words=words), at=NOW)
    assert codes(found.rows) == []


def test_a_code_is_found_by_its_beginning(paid, officer):
    found = queries.found_cases(officer(Role.CLERK), queries.Choices(words="h47.40.2-2110"), at=NOW)
    assert codes(found.rows) == [paid.code]


def test_words_between_officers_stay_there_and_questions_are_answered_once(paid, an, officer):
    lan = officer(Role.SPECIALIST, name="Lan")
    said = {"dossier_id": paid.id, "at": NOW}
    actions.write_note(viewer=lan, words="Hỏi lại sổ gốc", **said)
    question = actions.ask_applicant(viewer=lan, words="Bà sinh ở đâu?", **said)
    stranger = person(name="Trần B", subject="s-9", personal_id="049195000099")
    with pytest.raises(errors.UnknownDossier):
        actions.answer_question(question_id=question.id, owner=stranger, words="Huế", **said)
    with pytest.raises(errors.NothingWritten):
        actions.answer_question(question_id=question.id, owner=an, words="  ", **said)
    actions.answer_question(question_id=question.id, owner=an, words="Tam Kỳ", **said)
    with pytest.raises(errors.UnknownQuestion):
        actions.answer_question(question_id=question.id, owner=an, words="Hội An", **said)

    found = queries.dossier(paid.id)
    hers = queries.questions_of(an, found)
    assert [one.text for one in hers] == ["Bà sinh ở đâu?", "Tam Kỳ"]
    assert queries.questions_of(stranger, found) == []
    assert [one.kind for one in queries.remarks_of(found)] == ["note", "question", "answer"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(text::text, '') FROM dossiers_remark")
        assert "Tam Kỳ".encode().hex() not in cursor.fetchone()[0]


def test_she_is_told_of_a_question(paid, an, officer):
    from motcua.dossiers import jobs
    from motcua.notifications.models import Notice

    actions.ask_applicant(dossier_id=paid.id, viewer=officer(Role.CLERK), words="Ở đâu?", at=NOW)
    version = queries.dossier(paid.id).version
    jobs.follow_up(dossier=str(paid.id), version=version, happened="asked")
    told = Notice.objects.filter(template="question_asked").values_list("channel", flat=True)
    assert sorted(told) == ["email", "in_app", "sms"]


def statements(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as found:
        page = browser.get(path)
    assert page.status_code == 200
    return len(found)


def test_lists_and_search_cost_the_same_for_one_and_for_many(
    accepted, made, officer, officers_browser
):
    browser = officers_browser(officer(Role.CLERK))
    specialist = officers_browser(officer(Role.SPECIALIST))
    accepted(1), made(1)
    paths = (reverse("onestop:inbox"), reverse("onestop:search") + "?tim=an")
    few = [statements(one, path) for one in (browser, specialist) for path in paths]
    accepted(4), made(4)
    many = [statements(one, path) for one in (browser, specialist) for path in paths]
    assert few == many
    assert max(many) <= 12


def test_a_clerk_accepts_a_whole_page_after_one_question(made, officer, officers_browser):
    dossiers = made(2)
    browser = officers_browser(officer(Role.CLERK))
    posted = {"viec": "accept", "luot": str(uuid4()), "trang": [str(one.id) for one in dossiers]}
    asked = browser.post(reverse("onestop:many"), posted).content.decode()
    assert "Xác nhận 2 hồ sơ" in asked
    assert queries.dossier(dossiers[0].id).status == "1"
    answer = browser.post(reverse("onestop:do-many"), {**posted, "chon": posted.pop("trang")})
    page = browser.get(answer["Location"]).content.decode()
    assert page.count("Đã xong") == 2
    assert {queries.dossier(one.id).status for one in dossiers} == {"2"}


def test_a_leader_gives_tasks_out_from_the_list_and_the_page(accepted, officer, officers_browser):
    (dossier,) = accepted(1)
    (item,) = queries.tasks_of(dossier.id)
    lan = officer(Role.SPECIALIST, name="Lan Anh")
    browser = officers_browser(officer(Role.LEADER))
    listed = browser.get(reverse("onestop:inbox") + "?vi-tri=specialist").content.decode()
    assert dossier.code in listed
    given = {"viec": "assign", "luot": str(uuid4()), "chon": str(item.id), "cho": str(lan.actor)}
    assert "Lan Anh" in browser.post(reverse("onestop:many"), given).content.decode()
    browser.post(reverse("onestop:do-many"), given)
    (item,) = queries.tasks_of(dossier.id)
    assert item.taken_by == str(lan.actor)

    path = reverse("onestop:assign", args=[dossier.code, item.id])
    assert path in browser.get(reverse("onestop:case", args=[dossier.code])).content.decode()
    assert browser.post(path, {"cho": ""}).status_code == 302
    (item,) = queries.tasks_of(dossier.id)
    assert item.taken_by == ""


def test_a_list_is_saved_and_opened_again(officer, officers_browser):
    browser = officers_browser(officer(Role.SPECIALIST))
    answer = browser.post(reverse("onestop:save-list"), {"ten": "Gấp", "han": "qua-han"})
    assert answer["Location"] == "/mot-cua/?han=qua-han"
    assert 'href="/mot-cua/?han=qua-han"' in browser.get("/mot-cua/").content.decode()
    assert browser.post(reverse("onestop:save-list"), {"ten": " "}).status_code == 422


@pytest.mark.parametrize(
    "query", ["sau=bay", "sau=-_x", "sau=9" * 30, "han=x&kenh=y&ngay=z&vi-tri=q"]
)
def test_an_address_that_means_nothing_narrows_nothing(officer, officers_browser, query):
    browser = officers_browser(officer(Role.SPECIALIST))
    for name in ("inbox", "search"):
        assert browser.get(f"{reverse(f'onestop:{name}')}?{query}").status_code == 200


def test_a_question_goes_from_the_page_of_officers_to_hers_and_back(
    paid, an, officer, officers_browser
):
    from tests.integration.pages import citizens_browser

    browser, hers = officers_browser(officer(Role.CLERK)), citizens_browser(an.id)
    browser.post(reverse("onestop:ask", args=[paid.code]), {"cau-hoi": "Bà sinh ở đâu?"})
    browser.post(reverse("onestop:note", args=[paid.code]), {"ghi-chu": "Xem sổ gốc"})
    shown = hers.get(reverse("portal:dossier", args=[paid.code])).content.decode()
    assert "Bà sinh ở đâu?" in shown
    assert "Xem sổ gốc" not in shown
    (question,) = queries.questions_of(an, queries.dossier(paid.id))
    reply = reverse("portal:reply", args=[paid.code, question.id])
    assert hers.post(reply, {"tra-loi": ""}).status_code == 422
    assert hers.post(reply, {"tra-loi": "Tam Kỳ"}).status_code == 302
    case = browser.get(reverse("onestop:case", args=[paid.code])).content.decode()
    assert "Tam Kỳ" in case
    assert "Xem sổ gốc" in case


def test_the_process_is_drawn_with_where_it_stands(accepted, officer, officers_browser):
    (dossier,) = accepted(1)
    browser = officers_browser(officer(Role.SPECIALIST))
    page = browser.get(reverse("onestop:case", args=[dossier.code])).content.decode()
    assert "mc-process-frame" in page
    assert "Thẩm định hồ sơ: <strong>đang làm" in page
