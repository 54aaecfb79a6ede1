"""One filing, several agencies: legs begin, share, wait, fail and end with their whole."""

from datetime import datetime, timedelta

import pytest

from motcua.catalogue.models import LevelEvidence
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, jobs, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Lateness, PausedFor, Status
from motcua.identity.types import Role
from motcua.kernel.clock import HANOI
from motcua.processes.models import ProcessInstance
from tests.integration.delivery import AN_MY, NOW
from tests.integration.families import (
    INSURER,
    NEWBORN,
    POLICE,
    REFUSED,
    Family,
    file,
    land,
    newborn,
    provide,
)

__all__ = ["land", "newborn"]


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW)


def status_of(dossier):
    return Status(queries.dossier(dossier.id).status)


def ask(family, leg):
    specialist = family.by(Role.SPECIALIST, leg.agency.code)
    actions.take_up(item_id=family.item(leg).id, viewer=specialist, at=family.at)
    actions.ask_supplement(
        dossier_id=leg.id,
        viewer=specialist,
        wanted=["Giấy tờ về chỗ ở"],
        reason="Chưa có",
        at=family.at,
    )
    family.heard(leg)


def test_one_filing_brings_three_results(newborn):
    newborn.accept()
    assert newborn.states == {"khai-sinh": "runs"}
    newborn.finish("khai-sinh")
    assert newborn.states == {"khai-sinh": "done", "thuong-tru": "runs"}
    newborn.finish("thuong-tru")
    newborn.finish("bhyt")

    assert newborn.now.status == Status.FINISHED
    clerk = newborn.by(Role.CLERK, AN_MY)
    actions.give_result(dossier_id=newborn.whole.id, viewer=clerk, at=NOW)
    assert newborn.now.status == Status.RETURNED
    legs = queries.legs_of(newborn.whole.id)
    assert [leg.agency.code for leg in legs] == [AN_MY, POLICE, INSURER]
    assert {leg.status for leg in legs} == {Status.RETURNED}
    results = [documents.paper_of(f"dossier:{leg.id}", PaperKind.RESULT) for leg in legs]
    assert all(result.is_signed for result in results)
    # Nobody filed the legs: only the whole says how its service is filed.
    newborn.heard(newborn.whole)
    proof = LevelEvidence.objects.values_list("subject", flat=True)
    assert list(proof) == [f"dossier:{newborn.whole.id}"]


def test_nothing_is_typed_again_and_files_are_shared_not_copied(newborn):
    newborn.accept()
    whole = {one.field: one for one in queries.attachments_of(newborn.whole)}
    birth = newborn.leg("khai-sinh")
    answers = queries.answers_of(birth)
    assert answers["tre.ho_ten"] == "Trần Minh An"
    assert answers["truong_hop"] == "dung-han"
    shared = {one.field: one.file_id for one in queries.attachments_of(birth)}
    assert shared["giay_to_chung_sinh"] == whole["giay_to_chung_sinh"].file_id

    newborn.finish("khai-sinh")

    residence = newborn.leg("thuong-tru")
    said = queries.answers_of(residence)
    assert said["thay_mat_ho_ten"] == "Trần Minh An"
    assert "Chủ hộ: Trần Văn Bình" in said["noi_dung_de_nghi"]
    certificate = documents.paper_of(f"dossier:{birth.id}", PaperKind.RESULT)
    (paper,) = queries.attachments_of(residence)
    assert (paper.field, paper.file_id) == ("giay_to_quan_he", certificate.file_id)


def test_the_one_date_is_the_end_of_the_longest_way(newborn):
    newborn.accept()

    # Wednesday 20 October 2021: the birth the same day, then seven working days from its closing,
    # then five more: 29 October, 5 November.
    promised = queries.promise_of(newborn.now).promised_at
    assert promised == datetime(2021, 11, 5, 17, 0, tzinfo=HANOI)
    assert newborn.leg("khai-sinh").promised_at < newborn.now.promised_at


def test_the_date_is_never_later_than_the_law_allows(offered, an, officer, newborn):
    provide(NEWBORN, limit={"amount": 3, "unit": "working_days", "wording": "Ba ngày làm việc"})
    family = Family(file(NEWBORN, AN_MY, an), an, officer).accept()

    assert queries.promise_of(family.now).promised_at.date().isoformat() == "2021-10-25"


def test_a_leg_begins_once_however_often_the_job_runs(newborn):
    newborn.accept()
    for _ in range(3):
        actions.conduct(dossier_id=newborn.whole.id, at=NOW)
    newborn.finish("khai-sinh")
    for _ in range(3):
        actions.conduct(dossier_id=newborn.whole.id, at=NOW)

    assert Dossier.objects.filter(parent=newborn.whole.id).count() == 2
    begun = [one for one in queries.events(newborn.whole.id) if "leg_begun" in one.kind]
    assert len(begun) == 2


def test_a_request_of_a_leg_lets_the_whole_wait_too(newborn):
    newborn.accept()
    before = newborn.now.promised_at
    birth = newborn.leg("khai-sinh")
    ask(newborn, birth)

    assert newborn.now.status == Status.SUPPLEMENT
    pause = queries.running_pause(newborn.whole.id)
    assert (pause.leg_id, pause.reason) == (birth.id, PausedFor.SUPPLEMENT)
    assert pause.began_at == queries.running_pause(birth.id).began_at
    assert queries.lateness_of(newborn.now) is Lateness.PAUSED

    actions.supplement(
        dossier_id=birth.id, owner=newborn.owner, words="Đã gửi", at=NOW + timedelta(days=1)
    )
    newborn.heard(birth)

    assert newborn.now.status == Status.PROCESSING
    assert newborn.now.promised_at == before + timedelta(days=3), "a working day, over a weekend"
    ended = newborn.now.pauses.get()
    assert ended.ended_at == NOW + timedelta(days=1)


def test_what_a_leg_waits_for_is_not_noted_at_the_whole(newborn):
    newborn.accept()
    birth = newborn.leg("khai-sinh")
    specialist = newborn.by(Role.SPECIALIST, AN_MY)
    actions.take_up(item_id=newborn.item(birth).id, viewer=specialist, at=NOW)
    actions.ask_payment(
        dossier_id=birth.id,
        viewer=specialist,
        amount=8_000,
        notice_number="1/TB",
        what_for="Lệ phí hộ tịch",
        at=NOW,
    )
    newborn.heard(birth)

    assert newborn.now.status == Status.OBLIGATION
    clerk = newborn.by(Role.CLERK, AN_MY)
    assert "obligation_met" not in {one.event for one in queries.moves_for(clerk, newborn.now)}
    with pytest.raises(errors.LegStands):
        actions.obligation_met(dossier_id=newborn.whole.id, viewer=clerk, at=NOW)
    actions.obligation_met(dossier_id=birth.id, viewer=clerk, at=NOW)
    newborn.heard(birth)
    assert newborn.now.status == Status.PROCESSING


def test_legs_stop_with_the_whole_and_go_on_with_it(newborn):
    newborn.accept()
    birth = newborn.leg("khai-sinh")
    leader = newborn.by(Role.LEADER, AN_MY)
    actions.stop(dossier_id=newborn.whole.id, viewer=leader, reason="Có tranh chấp", at=NOW)
    newborn.heard(newborn.whole)
    assert status_of(birth) is Status.STOPPED
    with pytest.raises(errors.ClockStands):
        newborn.appraise(birth)

    actions.resume(dossier_id=newborn.whole.id, viewer=leader, at=NOW)
    newborn.heard(newborn.whole)
    assert status_of(birth) is Status.PROCESSING
    newborn.finish("khai-sinh")
    assert newborn.states["thuong-tru"] == "runs"


def test_a_leg_that_its_own_leader_stopped_stays_stopped(newborn):
    newborn.accept()
    birth, leader = newborn.leg("khai-sinh"), newborn.by(Role.LEADER, AN_MY)
    actions.stop(dossier_id=birth.id, viewer=leader, reason="Xác minh", at=NOW)
    newborn.heard(birth)

    actions.conduct(dossier_id=newborn.whole.id, at=NOW)

    assert status_of(birth) is Status.STOPPED
    assert newborn.now.status in {Status.ACCEPTED, Status.PROCESSING}


def test_legs_end_with_a_whole_that_is_withdrawn(newborn):
    newborn.accept()
    birth = newborn.leg("khai-sinh")
    actions.ask_withdrawal(dossier_id=newborn.whole.id, owner=newborn.owner, at=NOW)
    clerk = newborn.by(Role.CLERK, AN_MY)
    actions.confirm_withdrawal(dossier_id=newborn.whole.id, viewer=clerk, at=NOW)
    newborn.heard(newborn.whole)

    assert status_of(birth) is Status.WITHDRAWN
    assert not [one for one in queries.tasks_of(birth.id) if one.done_at is None]
    assert not ProcessInstance.objects.filter(ended_at=None).exists()
    actions.conduct(dossier_id=newborn.whole.id, at=NOW)
    assert newborn.states == {"khai-sinh": "failed"}


def test_of_a_leg_that_is_refused_the_officer_of_the_whole_decides(newborn):
    newborn.accept()
    newborn.finish("khai-sinh")
    residence = newborn.leg("thuong-tru")
    specialist = newborn.by(Role.SPECIALIST, POLICE)
    actions.take_up(item_id=newborn.item(residence).id, viewer=specialist, at=NOW)
    leader = newborn.by(Role.LEADER, POLICE)
    actions.decline(dossier_id=residence.id, viewer=leader, at=NOW, **REFUSED)
    newborn.heard(residence)

    assert newborn.states == {"khai-sinh": "done", "thuong-tru": "failed"}
    decide = newborn.item(newborn.whole)
    assert (decide.step, decide.post) == ("decide", "specialist")
    officer = newborn.by(Role.SPECIALIST, AN_MY)
    actions.do_task(item_id=decide.id, viewer=officer, outcome="xong", at=NOW)
    assert newborn.now.status == Status.FINISHED
    assert newborn.leg("bhyt") is None


def test_a_filing_that_nobody_can_carry_out_is_not_accepted(newborn):
    from motcua.catalogue.models import Service

    Service.objects.filter(procedure="9.900202").delete()
    clerk = newborn.by(Role.CLERK, AN_MY)
    with pytest.raises(errors.LegWithoutAgency):
        actions.accept(dossier_id=newborn.whole.id, viewer=clerk, at=NOW)
    assert newborn.now.status == Status.REGISTERED


def test_an_applicant_lists_what_she_filed_and_hears_of_it_once(newborn):
    from motcua.notifications.models import Notice

    newborn.accept()
    newborn.finish("khai-sinh")

    assert [one.id for one in queries.dossiers_of(newborn.owner)] == [newborn.whole.id]
    about = set(Notice.objects.values_list("about", flat=True))
    assert about == {f"dossier:{newborn.whole.id}"}
    birth = newborn.leg("khai-sinh")
    kinds = {paper.kind for paper in documents.papers_of(f"dossier:{birth.id}")}
    assert kinds == {PaperKind.RESULT, PaperKind.PROCESS_SLIP}, "no receipt of its own"


def test_legs_are_listed_with_who_has_them_and_who_is_late(newborn):
    newborn.accept()
    lines = queries.leg_lines(newborn.now, at=NOW + timedelta(days=2))
    assert [line.state.value for line in lines] == ["runs", "waits", "waits"]
    assert lines[0].lateness is Lateness.LATE
    assert lines[0].agency.startswith("Ủy ban nhân dân phường An Mỹ")
