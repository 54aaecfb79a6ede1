"""The head of an agency lets a colleague sign in her place: for a time, on record, taken back."""

from datetime import timedelta

import pytest

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.identity import actions, errors, queries
from motcua.identity.models import RoleAssignment, StaffAccount
from motcua.identity.types import Role
from tests.integration.delivery import NOW, offer, offered
from tests.integration.pages import officers_browser
from tests.integration.people import officer

__all__ = ["offer", "offered", "officer", "officers_browser"]
PAGE = "/ban-lam-viec/ky-thay/"


@pytest.fixture
def head(officer):
    return officer(Role.LEADER, name="Trưởng")


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Phó")


@pytest.fixture
def appoints(head):
    def appoint(viewer, *, by=head, begins=0, lasts=2, agency=None):
        first = agencies.legal_today() + timedelta(days=begins)
        return actions.appoint_deputy(
            viewer=by,
            actor_id=viewer.actor.id,
            agency_id=agency or next(iter(head.agencies_as(Role.LEADER))),
            first=first,
            last=first + timedelta(days=lasts - 1),
            legal_act="QĐ 12/QĐ-UBND ngày 18/10/2021",
            at=NOW,
        )

    return appoint


def roles_on(viewer, day):
    account = StaffAccount.objects.get(actor_id=viewer.actor.id)
    return {role for role, _ in queries.viewer_of(account, on=day).roles}


def test_she_leads_from_the_first_day_to_the_last(appoints, clerk):
    appoints(clerk, begins=1, lasts=2)
    today = agencies.legal_today()
    leads = [Role.LEADER in roles_on(clerk, today + timedelta(days=days)) for days in range(4)]
    assert leads == [False, True, True, False]
    given = list(audit.events_of(f"account:{clerk.actor.id}"))[-1]
    assert given.kind == "identity.role_assigned.v1"
    assert given.payload["is_deputy"]


def test_a_deputy_appoints_nobody(appoints, clerk, officer):
    appoints(clerk)
    other = officer(Role.SPECIALIST, name="Lan")
    deputy = queries.viewer_of(
        StaffAccount.objects.get(actor_id=clerk.actor.id), on=agencies.legal_today()
    )
    with pytest.raises(errors.NotYoursToGive):
        appoints(other, by=deputy)
    assert RoleAssignment.objects.filter(is_deputy=True).count() == 1


def test_only_an_officer_of_the_agency_and_not_herself(appoints, head, officer):
    stranger = officer(Role.CLERK, agency="H47.40", name="Xa")
    for whom in (stranger, head):
        with pytest.raises(errors.NoColleague):
            appoints(whom)


@pytest.mark.parametrize(("begins", "lasts"), [(-1, 2), (0, 0), (0, 91)])
def test_a_term_that_cannot_be_is_refused(appoints, clerk, begins, lasts):
    with pytest.raises(errors.BadTerm):
        appoints(clerk, begins=begins, lasts=lasts)


def test_ninety_days_are_enough_and_terms_do_not_overlap(appoints, clerk):
    appoints(clerk, lasts=90)
    with pytest.raises(errors.LeadsAlready):
        appoints(clerk, begins=89)
    appoints(clerk, begins=90)


def test_recalled_she_leads_no_more_and_a_term_to_come_never_was(appoints, head, clerk, officer):
    running = appoints(clerk)
    RoleAssignment.objects.filter(pk=running.pk).update(
        valid_from=agencies.legal_today() - timedelta(days=1)
    )
    to_come = appoints(officer(Role.SPECIALIST, name="Lan"), begins=5)
    for one in (running, to_come):
        actions.recall_deputy(viewer=head, assignment_id=one.pk, at=NOW)
    assert Role.LEADER not in roles_on(clerk, agencies.legal_today())
    assert RoleAssignment.objects.filter(is_deputy=True).count() == 1
    with pytest.raises(errors.NotYoursToGive):
        actions.recall_deputy(viewer=head, assignment_id=running.pk, at=NOW)


def test_the_page_appoints_lists_and_recalls(head, clerk, officers_browser):
    page = officers_browser(head)
    today = agencies.legal_today()
    asked = {
        "deputy": f"{clerk.actor.id}:{next(iter(head.agencies_as(Role.LEADER)))}",
        "first": f"{today:%d/%m/%Y}",
        "last": f"{today + timedelta(days=3):%d/%m/%Y}",
        "legal_act": "QĐ 12/QĐ-UBND",
    }
    wrong = page.post(f"{PAGE}cu/", {**asked, "last": "mai"})
    assert wrong.status_code == 422
    assert "Ghi một ngày có thật" in wrong.content.decode()
    assert page.post(f"{PAGE}cu/", asked).status_code == 302
    shown = page.get(PAGE).content.decode()
    assert "QĐ 12/QĐ-UBND" in shown
    (term,) = RoleAssignment.objects.filter(is_deputy=True)
    assert page.post(f"{PAGE}{term.pk}/thoi/").status_code == 302
    assert "Chưa cử ai ký thay" in page.get(PAGE).content.decode()
    assert officers_browser(clerk).get(PAGE).status_code == 403
