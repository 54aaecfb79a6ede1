"""Where people give up a form: counted from what really happened on its pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers import actions, queries
from motcua.dossiers.models import AbandonedDraft, Draft, ProcedureView
from motcua.dossiers.queries import funnel
from motcua.eforms import queries as eforms
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, PROCEDURE
from tests.integration.pages import citizens_browser
from tests.integration.people import ANSWERS, person

PHONE = "Mozilla/5.0 (Linux; Android 12; SM-A032F) AppleWebKit/537.36 Chrome/120.0 Mobile"
FIRST = {
    "ho_ten": "Trần Văn B",
    "so_dinh_danh": "049195000011",
    "ngay_sinh-day": "18",
    "ngay_sinh-month": "10",
    "ngay_sinh-year": "1995",
    "noi_cu_tru": "12 Hùng Vương",
    "dien_thoai": "0905123456",
    "quan_he": "ban_than",
}


@pytest.fixture
def begun(offered):
    """Let somebody begin the form in a browser; her draft and how to send its first page."""

    def make(number, *, agent=PHONE):
        owner = person(
            name=f"Người {number}", subject=f"s-{number}", personal_id=f"0491950{number:05d}"
        )
        browser = citizens_browser(owner.id)
        browser.defaults["HTTP_USER_AGENT"] = agent
        browser.post(f"/thu-tuc/{PROCEDURE}/nop/", {"co-quan": AN_MY})
        draft = Draft.objects.get(owner=owner.id)

        def send(**changes):
            return browser.post(f"/nop/{draft.id}/phan/nguoi_yeu_cau/", {**FIRST, **changes})

        return draft, owner, browser, send

    return make


@pytest.fixture
def found(offered, officer):
    def count():
        now = timezone.now()
        form = eforms.form(queries.form_of(offered_version()))
        return funnel.funnel(
            PROCEDURE,
            form,
            agency_ids=officer_agencies(officer),
            since=now - timedelta(days=7),
            until=now + timedelta(seconds=1),
            at=now,
        )

    return count


def offered_version():
    from motcua.catalogue import queries as catalogue

    return catalogue.current_version(PROCEDURE)


def officer_agencies(officer):
    from motcua.agencies import queries as agencies

    viewer = officer(Role.LEADER, name=f"Lãnh đạo {timezone.now().timestamp()}")
    return agencies.subtree(viewer.agencies_as(Role.LEADER))


def step(funnel, key):
    return next(one for one in funnel.steps if one.key == key)


def left_alone(draft):
    Draft.objects.filter(id=draft.id).update(saved_at=timezone.now() - timedelta(hours=25))


def test_pages_errors_and_exits_are_counted(begun, found):
    for number in range(3):
        draft, _, _, send = begun(number)
        assert send(dien_thoai="12").status_code == 422
        assert send(dien_thoai="12").status_code == 422
        if number:
            assert send().status_code == 302
        left_alone(draft)

    funnel = found()
    assert (funnel.begun, funnel.sent, funnel.left) == (3, 0, 3)
    first, second = step(funnel, "nguoi_yeu_cau"), step(funnel, "noi_dung")
    assert (first.reached, first.left) == (3, 1)
    # Two saw the second page and left it; they worked on nothing there.
    assert (second.reached, second.left) == (0, 2)
    (trouble,) = funnel.troubles
    assert (trouble.key, trouble.people, trouble.times) == ("dien_thoai", 3, 6)
    assert [(part.name, part.begun) for part in funnel.devices] == [("phone", 3)]


def test_fewer_than_five_name_no_worst_question(begun, found):
    for number in range(4):
        begun(number)[3](dien_thoai="12")
    assert found().worst is None
    begun(5)[3](dien_thoai="12")
    assert found().worst.key == "dien_thoai"


def test_what_is_being_filled_in_is_not_left(begun, found):
    _, _, _, send = begun(1)
    send()
    funnel = found()
    assert (funnel.begun, funnel.left) == (1, 0)


def test_a_draft_that_was_thrown_away_still_counts_without_its_owner(begun, found):
    draft, owner, browser, send = begun(1)
    send(dien_thoai="12")
    browser.post(f"/nop/{draft.id}/bo/")

    assert not Draft.objects.exists()
    (kept,) = AbandonedDraft.objects.all()
    assert str(owner.id) not in str(kept.__dict__)
    funnel = found()
    assert (funnel.begun, funnel.left) == (1, 1)
    assert funnel.troubles[0].times == 1


def test_after_three_months_a_draft_nobody_touches_is_gone(begun, found):
    draft, *_ = begun(1)
    now = timezone.now()
    assert actions.forget_drafts(at=now + timedelta(days=89)) == 0
    assert actions.forget_drafts(at=now + timedelta(days=91)) == 1
    assert not Draft.objects.filter(id=draft.id).exists()
    assert AbandonedDraft.objects.count() == 1


def test_a_submitted_form_is_sent_and_not_left(an, draft_of, found):
    draft = draft_of(an)
    actions.submit(draft_id=draft.id, owner=an, at=timezone.now())
    Draft.objects.filter(id=draft.id).update(began_at=timezone.now(), saved_at=timezone.now())
    funnel = found()
    assert (funnel.begun, funnel.sent, funnel.left) == (1, 1, 0)


def test_progress_holds_no_answer(begun):
    draft, _, _, send = begun(1)
    send(dien_thoai="12", ho_ten="Bí Mật")
    kept = str(Draft.objects.get(id=draft.id).progress)
    assert "Bí Mật" not in kept
    assert "0491950" not in kept


def test_opening_a_procedure_is_counted_but_not_for_robots(client, found):
    client.get(f"/thu-tuc/{PROCEDURE}/", headers={"User-Agent": PHONE})
    client.get(f"/thu-tuc/{PROCEDURE}/", headers={"User-Agent": PHONE})
    client.get(f"/thu-tuc/{PROCEDURE}/", headers={"User-Agent": "Examplebot/1.0"})
    client.head(f"/thu-tuc/{PROCEDURE}/", headers={"User-Agent": PHONE})
    (views,) = ProcedureView.objects.all()
    assert (views.device, views.count) == ("phone", 2)
    assert found().views == 2


def test_the_page_hides_small_counts_and_belongs_to_those_who_can_mend(
    begun, officer, officers_browser
):
    for number in range(3):
        begun(number)[3](dien_thoai="12")
    leader = officers_browser(officer(Role.LEADER))
    page = leader.get(f"/mot-cua/bieu-mau/{PROCEDURE}/").content.decode()
    assert "dưới 5" in page
    assert "Nên sửa trước" not in page

    clerk = officers_browser(officer(Role.CLERK))
    assert clerk.get(f"/mot-cua/bieu-mau/{PROCEDURE}/").status_code == 403
    neighbour = officers_browser(officer(Role.LEADER, agency="H47.40.1", name="Láng giềng"))
    listed = neighbour.get("/mot-cua/bieu-mau/").content.decode()
    assert "chưa ai bắt đầu điền" in listed
    assert ANSWERS["da_dang_ky_tai"] not in page


def test_the_pages_cost_the_same_however_many_drafts(begun, officer, officers_browser):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    leader = officers_browser(officer(Role.LEADER))
    begun(1)
    for path in ("/mot-cua/bieu-mau/", f"/mot-cua/bieu-mau/{PROCEDURE}/"):
        leader.get(path)
        with CaptureQueriesContext(connection) as few:
            leader.get(path)
        for number in range(2, 6):
            if not Draft.objects.filter(owner__full_name=f"Người {number}").exists():
                begun(number)
        with CaptureQueriesContext(connection) as many:
            leader.get(path)
        assert len(many) == len(few), path
