"""The page of a dossier takes few statements, however much hangs on the dossier."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.catalogue.types import Channel
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, papers, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import gathering
from motcua.dossiers.types import Status
from motcua.identity.models import StaffAccount
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import Cast, follow_up
from tests.integration.families import land, newborn
from tests.integration.people import RESULT

__all__ = ["land", "newborn"]

MOST = 12
POSTS = (Role.CLERK, Role.SPECIALIST, Role.LEADER)


def browser_of(viewer):
    """A browser in which an officer showed both factors; nothing of it is left out here."""
    account = StaffAccount.objects.get(actor_id=viewer.actor.id)
    Authenticator.objects.get_or_create(user=account, type=Authenticator.Type.TOTP, data={})
    browser = Client()
    browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa"}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return browser


def statements(viewer, code):
    browser, path = browser_of(viewer), f"/mot-cua/ho-so/{code}/"
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path)
    assert answer.status_code == 200
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]


@pytest.fixture
def cast(an, draft_of, officer):
    filed = actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW, result_channel=Channel.POST)
    actions.note_payment(dossier_id=filed.id, charge_id=filed.id, by=an.actor, at=NOW)
    clerk, specialist, leader = (officer(role, name=f"Cán bộ {role.value}") for role in POSTS)
    cast = Cast(dossier=filed, an=an, clerk=clerk, specialist=specialist, leader=leader)
    return cast.reach(Status.PROCESSING)


def consult(cast):
    asked = queries.consultable(cast.now, at=NOW)[0]
    actions.consult(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        agency_id=asked.id,
        question="Sổ gốc ghi thế nào?",
        papers=[],
        with_answers=False,
        hours=8,
        at=NOW,
    )


def remark(cast):
    for viewer in (cast.clerk, cast.specialist, cast.leader):
        actions.write_note(dossier_id=cast.dossier.id, viewer=viewer, words="Đã xem", at=NOW)
    actions.ask_applicant(
        dossier_id=cast.dossier.id, viewer=cast.specialist, words="Năm nào?", at=NOW
    )


def enter(cast, number):
    actions.enter_result(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        answers={**RESULT, "so_dang_ky": number},
        at=NOW,
    )


def worked_on(cast):
    """Let everything happen to a dossier that is worked on."""
    cast.do("ask_supplement")
    cast.do("supplement")
    cast.do("ask_payment")
    cast.do("obligation_met")
    cast.do("extend")
    consult(cast)
    remark(cast)
    for number in ("1/1995", "2/1995", "112/1995"):
        enter(cast, number)
    for event in ("accept", "ask_supplement", "extend"):
        follow_up(cast, event)


def sent_and_come_back(cast, number):
    actions.send_parcel(dossier_id=cast.dossier.id, viewer=cast.clerk, number=number, at=NOW)
    actions.note_parcel(dossier_id=cast.dossier.id, viewer=cast.clerk, is_delivered=False, at=NOW)


def counts(cast):
    return [
        len(statements(one, cast.dossier.code))
        for one in (cast.clerk, cast.specialist, cast.leader)
    ]


def test_a_case_costs_few_statements_at_every_stage_and_for_every_post(cast):
    found = {"taken up": counts(cast)}
    worked_on(cast)
    found["worked on"] = counts(cast)
    cast.do("stop")
    found["stopped"] = counts(cast)
    cast.do("resume")
    cast.do("finish")
    papers.issue(cast.now, PaperKind.RESULT, at=NOW)
    sent_and_come_back(cast, "EB123456785VN")
    actions.write_correction(
        dossier_id=cast.dossier.id,
        viewer=cast.specialist,
        answers={**RESULT, "so_dang_ky": "113/1995"},
        at=NOW,
    )
    found["finished, correction pending"] = counts(cast)
    cast.do("correct")
    papers.issue(cast.now, PaperKind.RESULT, at=NOW)
    actions.give_result(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW)
    found["returned, corrected"] = counts(cast)
    assert max(max(each) for each in found.values()) <= MOST, found


def test_a_dossier_with_legs_or_a_consultation_costs_no_more(newborn, land):
    land.known = newborn.known
    newborn.accept()
    land.accept()
    land.appraise(land.whole)
    for one in (newborn.whole, newborn.leg("khai-sinh"), land.whole):
        for role in POSTS:
            viewer = newborn.by(role, one.agency.code)
            assert len(statements(viewer, one.code)) <= MOST, (one.code, role)


def test_what_hangs_on_a_dossier_costs_no_statement_more_each(cast):
    worked_on(cast)
    once = counts(cast)
    consult(cast)
    remark(cast)
    enter(cast, "4/1995")
    enter(cast, "112/1995")
    assert counts(cast) == once


def test_what_is_gathered_at_once_is_what_django_reads_one_by_one(cast):
    worked_on(cast)
    cast.do("finish")
    sent_and_come_back(cast, "EB123456785VN")
    together, each = (Dossier.objects.get(id=cast.dossier.id) for _ in range(2))
    gathering.gather(together)
    prefetch_related_objects([each], *gathering.ON_THE_DESK)
    with CaptureQueriesContext(connection) as asked:
        for path in gathering.ON_THE_DESK:
            name, _, key = path.partition("__")
            assert values(together, name, key) == values(each, name, key)
            assert values(each, name, key) or name == "handed", f"no {name}: nothing is proven"
    assert len(asked) == 0


def values(found, name, key):
    rows = sorted(getattr(found, name).all(), key=lambda one: str(one.pk))
    behind = [getattr(one, key) for one in rows] if key else []
    assert all(one.dossier is found for one in rows)
    return [
        {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
        for one in [*rows, *behind]
    ]
