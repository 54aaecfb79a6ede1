"""Officers: one post, one agency, one winner; the lifecycle alone moves the status."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, jobs, papers, queries
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.processes.errors import UnknownOutcome
from tests.integration.delivery import NOW
from tests.integration.people import RESULT, person


def item_of(dossier):
    return queries.tasks_of(dossier.id)[-1]


def statuses(dossier):
    return [e.payload["to"] for e in queries.events(dossier.id) if "to" in e.payload]


@pytest.fixture
def clerk(officer):
    return officer(Role.CLERK, name="Nguyễn Thị Tiếp Nhận")


@pytest.fixture
def specialist(officer):
    return officer(Role.SPECIALIST)


@pytest.fixture
def leader(officer):
    return officer(Role.LEADER, name="Phan Thị Lãnh Đạo")


@pytest.fixture
def accepted(paid, clerk):
    return actions.accept(dossier_id=paid.id, viewer=clerk, at=NOW)


@pytest.fixture
def appraised(accepted, specialist):
    actions.enter_result(dossier_id=accepted.id, viewer=specialist, answers=RESULT, at=NOW)
    return actions.do_task(item_id=item_of(accepted).id, viewer=specialist, outcome="xong", at=NOW)


def test_accepting_promises_by_law_and_opens_the_first_task(accepted):
    promise = queries.promise_of(accepted)

    # Received on a Wednesday at 9:30: by closing time of the same day.
    assert f"{promise.promised_at:%d/%m/%Y %H:%M}" == "20/10/2021 17:00"
    assert [line.kind for line in promise.ledger] == ["work", "lunch", "work"]
    item = item_of(accepted)
    assert (item.step, item.post) == ("appraise", "specialist")
    assert item.due_at - NOW == timedelta(hours=2)


def test_an_unpaid_dossier_is_not_received_and_not_in_the_inbox(submitted, clerk):
    assert queries.to_be_received(clerk, at=NOW).rows == []
    with pytest.raises(errors.FeeNotPaid):
        actions.accept(dossier_id=submitted.id, viewer=clerk, at=NOW)
    assert queries.dossier(submitted.id).status == Status.REGISTERED


def test_a_paid_dossier_waits_for_the_clerks_of_its_agency_only(paid, clerk, officer):
    assert queries.to_be_received(clerk, at=NOW).rows == [paid]
    for other in (
        officer(Role.CLERK, agency="H47.40.1"),
        officer(Role.SPECIALIST),
        officer(Role.LEADER),
    ):
        assert queries.to_be_received(other, at=NOW).rows == []
        with pytest.raises(errors.NotYourPost):
            actions.accept(dossier_id=paid.id, viewer=other, at=NOW)


def test_an_officer_of_another_agency_does_not_see_the_case(paid, officer):
    with pytest.raises(errors.UnknownDossier):
        queries.case(officer(Role.CLERK, agency="H47.40.1"), paid.code)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_accepting_at_once_one_wins_and_the_other_is_told(paid, clerk, officer):
    other = officer(Role.CLERK, name="Trần Văn Một Cửa")

    def accept(viewer):
        try:
            return actions.accept(dossier_id=paid.id, viewer=viewer, at=NOW)
        except errors.SomebodyWasFaster as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(accept, (clerk, other)))

    (won,) = [answer for answer in answers if isinstance(answer, Dossier)]
    (told,) = [answer for answer in answers if not isinstance(answer, Dossier)]
    assert won.status == Status.ACCEPTED
    assert "Được tiếp nhận" in str(told)
    assert "09:30 20/10/2021" in str(told)
    assert [e.kind for e in queries.events(paid.id)].count("dossiers.accept.v1") == 1


def test_a_refusal_needs_one_of_the_coded_reasons(paid, clerk):
    with pytest.raises(errors.UnknownReason):
        actions.refuse(dossier_id=paid.id, viewer=clerk, reason_code="vì thế", note="", at=NOW)

    refused = actions.refuse(
        dossier_id=paid.id, viewer=clerk, reason_code="khong-doc-duoc", note="Chụp lại", at=NOW
    )
    assert (refused.status, refused.reason_code) == (Status.REFUSED, "khong-doc-duoc")


def test_the_first_task_taken_up_starts_the_processing(accepted, specialist):
    assert queries.dossier(accepted.id).status == Status.ACCEPTED
    actions.take_up(item_id=item_of(accepted).id, viewer=specialist, at=NOW)

    assert queries.dossier(accepted.id).status == Status.PROCESSING


def test_a_task_that_somebody_took_is_not_done_by_another(accepted, specialist, officer):
    actions.take_up(item_id=item_of(accepted).id, viewer=specialist, at=NOW)
    other = officer(Role.SPECIALIST, name="Người khác")

    with pytest.raises(errors.SomebodyWasFaster):
        actions.do_task(item_id=item_of(accepted).id, viewer=other, outcome="xong", at=NOW)


def test_without_the_content_of_the_result_nothing_is_submitted_to_the_leader(accepted, specialist):
    with pytest.raises(errors.ResultIncomplete):
        actions.do_task(item_id=item_of(accepted).id, viewer=specialist, outcome="xong", at=NOW)
    assert item_of(accepted).done_at is None


def test_the_form_of_the_result_begins_with_the_answers_of_the_application(accepted):
    assert queries.result_sources(accepted)["application"]["ho_ten"] == "Nguyễn Thị An"


def test_who_appraised_does_not_approve(appraised, officer, specialist):
    from motcua.agencies.models import Agency
    from motcua.identity.queries import Viewer

    both = Viewer(
        actor=specialist.actor,
        full_name="Một người hai ghế",
        roles=specialist.roles | {(Role.LEADER, Agency.objects.get(code="H47.40.2").id)},
    )
    with pytest.raises(errors.OwnWorkNotApproved):
        actions.do_task(item_id=item_of(appraised).id, viewer=both, outcome="duyet", at=NOW)


def test_what_the_leader_sends_back_is_appraised_again(appraised, leader):
    send_back = {"item_id": item_of(appraised).id, "viewer": leader, "outcome": "tra-lai"}
    with pytest.raises(errors.SentBackWithoutReason):
        actions.do_task(**send_back, note=" ", at=NOW)
    assert item_of(appraised).step == "approve"

    actions.do_task(**send_back, note="Sai số đăng ký", at=NOW)

    assert item_of(appraised).step == "appraise"
    (why,) = queries.remarks_of(queries.dossier(appraised.id))
    assert (why.kind, why.text, why.by) == ("sent_back", "Sai số đăng ký", leader.actor)
    assert queries.dossier(appraised.id).status == Status.PROCESSING


def test_an_outcome_that_the_step_does_not_have_changes_nothing(appraised, leader):
    with pytest.raises(UnknownOutcome):
        actions.do_task(item_id=item_of(appraised).id, viewer=leader, outcome="bỏ qua", at=NOW)
    assert item_of(appraised).done_at is None


def test_an_extract_goes_all_the_way_and_proves_level_4(appraised, leader, clerk):
    actions.do_task(item_id=item_of(appraised).id, viewer=leader, outcome="duyet", at=NOW)
    assert queries.dossier(appraised.id).status == Status.PROCESSING

    version = queries.dossier(appraised.id).version
    jobs.follow_up(dossier=str(appraised.id), version=version, happened="approve")
    finished = queries.dossier(appraised.id)
    result = documents.paper_of(f"dossier:{finished.id}", PaperKind.RESULT)
    assert finished.status == Status.FINISHED
    found = documents.verified_file(documents.content(result.file))
    assert found.is_genuine
    assert [one.signer for one in found.judgements] == [
        leader.full_name,
        "Ủy ban nhân dân phường An Mỹ",
    ]

    actions.do_task(item_id=item_of(finished).id, viewer=clerk, outcome="xong", at=timezone.now())
    returned = queries.dossier(appraised.id)
    jobs.follow_up(dossier=str(returned.id), version=returned.version, happened="return")
    assert returned.status == Status.RETURNED
    assert statuses(returned) == ["1", "2", "4", "4", "9", "10"]

    from motcua.catalogue.models import LevelEvidence

    (evidence,) = LevelEvidence.objects.all()
    assert (evidence.level, evidence.is_fully_online) == (4, True)


def test_following_an_event_up_twice_does_everything_once(appraised, leader):
    from motcua.notifications.models import Notice

    actions.do_task(item_id=item_of(appraised).id, viewer=leader, outcome="duyet", at=NOW)
    approved = queries.dossier(appraised.id).version
    for _ in range(2):
        jobs.follow_up(dossier=str(appraised.id), version=1, happened="submitted")
        jobs.follow_up(dossier=str(appraised.id), version=3, happened="accept")
        jobs.follow_up(dossier=str(appraised.id), version=approved, happened="approve")

    assert len(documents.papers_of(f"dossier:{appraised.id}")) == 3
    assert Notice.objects.count() == 6
    assert [e.kind for e in queries.events(appraised.id)].count("dossiers.finish.v1") == 1


def test_the_papers_say_what_the_law_wants_said(accepted):
    import subprocess

    papers.issue_due(accepted, happened="accept", at=NOW)
    receipt = documents.paper_of(f"dossier:{accepted.id}", PaperKind.RECEIPT)
    done = subprocess.run(
        ["pdftotext", "-", "-"],
        input=documents.content(receipt.file),
        capture_output=True,
        check=True,
    )
    said = " ".join(done.stdout.decode().split())

    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mẫu số 01 (Thông tư 01/2018/TT-VPCP)",
        accepted.code,
        "049195000011",
        "17 giờ 00 phút, ngày 20 tháng 10 năm 2021",
        "Nghỉ trưa",
        "Nguyễn Thị Tiếp Nhận",
    ):
        assert words in said


@pytest.mark.parametrize("event", ["finish", "return", "approve", "take_up", "expire", "bay"])
def test_a_move_that_the_table_lacks_is_refused_and_nothing_changes(accepted, event):
    from django.db import transaction

    from motcua.dossiers.actions.moves import locked, move
    from motcua.kernel.actors import Actor

    if event == "take_up":
        event = "accept"
    before = len(queries.events(accepted.id))
    with pytest.raises(MoveNotAllowed), transaction.atomic():
        move(locked(accepted.id), event, by=Actor.system("test"), at=NOW)

    assert queries.dossier(accepted.id).status == Status.ACCEPTED
    assert len(queries.events(accepted.id)) == before


def test_only_the_owner_rates_and_only_once_it_has_ended(an, paid, clerk):
    def rate(owner=an, score=5):
        actions.rate(dossier_id=paid.id, owner=owner, score=score, comment="Nhanh", at=NOW)

    with pytest.raises(errors.NotRateable):
        rate()
    actions.refuse(dossier_id=paid.id, viewer=clerk, reason_code="khong-doc-duoc", note="", at=NOW)
    with pytest.raises(errors.UnknownDossier):
        rate(owner=person(name="B", subject="s-2", personal_id="049190000022"))
    with pytest.raises(errors.NotRateable):
        rate(score=6)
    rate()
    with pytest.raises(errors.NotRateable):
        rate(score=1)
    assert queries.rating_of(paid.id).score == 5
