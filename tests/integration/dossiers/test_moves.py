"""Every line of the table can be made from where it says, and from nowhere else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.audit.models import Event
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, queries, rules
from motcua.dossiers.lifecycle import DOSSIER, MOVES, PAPERS, clock_of
from motcua.dossiers.models import Dossier, Pause, Supplement
from motcua.dossiers.types import Clock, Doer, PausedFor, Status
from motcua.identity.types import Role
from motcua.kernel.errors import Refusal
from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.payments import actions as payments
from motcua.payments import queries as charges
from tests.integration.delivery import NOW
from tests.integration.dossiers.moving import WANTED, Cast, follow_up
from tests.integration.people import JPEG, person

LINES = [(move, source) for move in MOVES for source in Status if source in move.sources]
STEPS = {move.event for move in MOVES if move.is_step}
EVENTS = sorted({move.event for move in MOVES})
OTHERS = {"take_up"} | {move.event for move in MOVES if move.doers == {Doer.SYSTEM}}
"""Events that no officer and no applicant has a use case of their own for."""


@pytest.fixture
def cast(paid, an, officer):
    return Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK, name="Nguyễn Thị Tiếp Nhận"),
        specialist=officer(Role.SPECIALIST, name="Lê Văn Thụ Lý"),
        leader=officer(Role.LEADER, name="Phan Thị Lãnh Đạo"),
    )


def pauses(cast):
    found = Pause.objects.filter(dossier=cast.dossier.id).order_by("began_at", "id")
    return [(one.reason, one.ended_at is None) for one in found]


@pytest.mark.parametrize(
    ("line", "source"), LINES, ids=[f"{line.event}-{source}" for line, source in LINES]
)
def test_every_line_of_the_table_can_be_made(cast, line, source):
    cast.reach(source)
    cast.do(line.event)

    assert cast.status is line.target
    last = queries.events(cast.dossier.id)[-1]
    assert last.payload["version"] == cast.now.version
    stands = [reason for reason, is_open in pauses(cast) if is_open]
    assert bool(stands) == (line.clock is Clock.STANDS)
    if line.clock in {Clock.STANDS, Clock.ENDED}:
        assert cast.now.alarm_at is None


@pytest.mark.parametrize("status", Status)
def test_what_the_table_lacks_is_refused_and_changes_nothing(cast, status):
    cast.reach(status)
    before, count = cast.now, len(queries.events(cast.dossier.id))
    for event in set(EVENTS) - set(DOSSIER.events_from(status)):
        with pytest.raises(Refusal), transaction.atomic():
            cast.raise_event(event) if event in STEPS else cast.do(event)
        assert cast.now.status == status.value, event
    assert (cast.now.version, len(queries.events(cast.dossier.id))) == (before.version, count)


@pytest.mark.parametrize("event", sorted(set(EVENTS) - OTHERS))
def test_a_move_is_made_by_nobody_but_those_the_table_names(cast, officer, event):
    line = next(one for one in reversed(MOVES) if one.event == event)
    cast.reach(next(source for source in Status if source in line.sources))
    if event == "return":
        cast.clerk = cast.leader
    elif event == "approve":
        cast.do("take_up") if cast.status is Status.ACCEPTED else None
        cast.leader = officer(Role.LEADER, agency="H47.40.1")
    elif line.doers == {Doer.APPLICANT} or event == "supplement":
        cast.an = person(name="Trần B", subject="s-2", personal_id="049190000022")
    else:
        far = {"agency": "H47.40.1"}
        cast.clerk = officer(Role.CLERK, **far)
        cast.specialist = officer(Role.SPECIALIST, **far)
        cast.leader = officer(Role.LEADER, **far)
    before = cast.status
    with pytest.raises((errors.NotYourPost, errors.UnknownDossier)), transaction.atomic():
        cast.do(event)
    assert cast.status is before


@pytest.mark.parametrize("event", sorted(set(PAPERS) - {"approve"}))
def test_each_paper_is_issued_once_however_often_the_job_runs(cast, event):
    line = next(one for one in MOVES if one.event == event)
    cast.reach(next(source for source in Status if source in line.sources)).do(event)
    for _ in range(2):
        follow_up(cast, event)

    issued = documents.papers_of(f"dossier:{cast.dossier.id}")
    *before, paper = [one for one in issued if one.kind == PAPERS[event]]
    assert len(before) == (event == "correct")
    signed = {"extend", "reappoint", "stop", "decline", "revoke", "correct"}
    assert paper.is_signed == (event in signed)
    if paper.is_signed:
        assert documents.verified_file(documents.content(paper.file)).is_genuine


def test_a_paper_says_what_its_event_said_though_more_has_happened_since(cast):
    cast.reach(Status.SUPPLEMENT).do("supplement")
    actions.ask_supplement(
        dossier_id=cast.dossier.id,
        viewer=cast.leader,
        wanted=["Giấy khác"],
        reason="Còn thiếu",
        why_again="Luật mới",
        at=NOW,
    )
    first, second = Supplement.objects.filter(dossier=cast.dossier.id).order_by("asked_at", "id")
    from motcua.dossiers import jobs

    for asked in (second, first):
        jobs.follow_up(
            dossier=str(cast.dossier.id), version=asked.version, happened="ask_supplement"
        )

    issued = documents.papers_of(f"dossier:{cast.dossier.id}")
    assert [one.occasion for one in issued if one.kind == PaperKind.SUPPLEMENT_REQUEST] == [
        second.version,
        first.version,
    ]
    assert (second.is_extra, second.why_again) == (True, "Luật mới")


def test_a_second_supplement_is_a_leaders_to_ask_and_with_a_reason(cast):
    cast.reach(Status.SUPPLEMENT).do("supplement")
    with pytest.raises(errors.AskedBefore):
        cast.do("ask_supplement")
    with pytest.raises(errors.AskedBefore):
        actions.ask_supplement(
            dossier_id=cast.dossier.id, viewer=cast.leader, **WANTED, why_again=" ", at=NOW
        )
    assert cast.status is Status.PROCESSING


def test_a_request_before_receipt_leaves_the_stage_after_it_its_own(cast):
    cast.do("complete")
    cast.reach(Status.REGISTERED)
    cast.do("accept")
    cast.do("take_up")
    cast.do("ask_supplement")

    assert [one.is_received for one in queries.supplements_of(cast.dossier.id)] == [False, True]


def test_files_that_answer_a_request_belong_to_it(cast):
    cast.reach(Status.SUPPLEMENT)
    with pytest.raises(errors.NothingAnswered):
        actions.supplement(dossier_id=cast.dossier.id, owner=cast.an, words=" ", at=NOW)
    given = actions.give_file(
        dossier_id=cast.dossier.id, owner=cast.an, name="trang 2.jpg", content=JPEG, at=NOW
    )
    actions.supplement(dossier_id=cast.dossier.id, owner=cast.an, words="", at=NOW)

    (asked,) = queries.supplements_of(cast.dossier.id)
    assert list(asked.files.all()) == [given]
    assert given in queries.attachments_of(cast.now)
    with pytest.raises(errors.NothingAsked):
        actions.give_file(
            dossier_id=cast.dossier.id, owner=cast.an, name="a.jpg", content=JPEG, at=NOW
        )


def test_what_was_refused_after_receipt_is_not_resumed_and_counts_as_ended(cast):
    cast.reach(Status.PROCESSING).do("decline")

    with pytest.raises(errors.NotResumable):
        cast.do("resume")
    assert rules.has_ended(cast.status, cast.now.closed_at)
    assert queries.moves_for(cast.leader, cast.now) == ()
    assert all(one.done_at for one in queries.tasks_of(cast.dossier.id))


def test_an_officer_withdraws_only_what_the_applicant_asked_to(cast):
    cast.reach(Status.PROCESSING)
    with pytest.raises(errors.WithdrawalNotAsked):
        actions.confirm_withdrawal(dossier_id=cast.dossier.id, viewer=cast.clerk, at=NOW)
    with pytest.raises(MoveNotAllowed):
        actions.withdraw(dossier_id=cast.dossier.id, owner=cast.an, at=NOW)
    assert cast.status is Status.PROCESSING


def test_nothing_is_worked_on_while_the_clock_stands(cast):
    cast.reach(Status.OBLIGATION)

    with pytest.raises(errors.ClockStands):
        actions.do_task(item_id=cast.item.id, viewer=cast.specialist, outcome="xong", at=NOW)
    assert queries.open_tasks(cast.specialist, at=NOW).rows == []
    cast.do("obligation_met")
    assert queries.open_tasks(cast.specialist, at=NOW).rows == [cast.item]


def test_a_stop_during_a_pause_ends_the_pause_and_the_request(cast):
    cast.reach(Status.SUPPLEMENT).do("stop", at=NOW + timedelta(hours=1))

    assert pauses(cast) == [(PausedFor.SUPPLEMENT, False), (PausedFor.STOP, True)]
    assert queries.open_supplement(cast.dossier.id) is None


def test_the_fee_goes_back_only_where_nobody_received_the_dossier(cast):
    charge = queries.charge_of(cast.now)
    cast.do("withdraw")
    follow_up(cast, "withdraw")
    charge.refresh_from_db()
    assert charge.status == "cancelled"


def test_a_fee_that_was_paid_goes_back_when_the_dossier_is_withdrawn(cast):
    from motcua.payments.models import Charge

    Charge.objects.filter(subject=f"dossier:{cast.dossier.id}").update(status="paid")
    asked = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payments, "request_refund", lambda **said: asked.append(said["reason_code"]))
        cast.do("withdraw")
        follow_up(cast, "withdraw")
    assert asked == ["dossier_withdrawn"]
    assert charges.charge_of(f"dossier:{cast.dossier.id}").status == "paid"


def test_what_is_withdrawn_after_receipt_keeps_its_fee(cast):
    cast.reach(Status.PROCESSING).do("withdraw")
    follow_up(cast, "withdraw")

    assert queries.charge_of(cast.now).status == "due"


@pytest.mark.parametrize("status", Status)
def test_the_buttons_of_an_officer_are_moves_that_succeed(cast, status):
    cast.reach(status)
    for viewer in (cast.clerk, cast.specialist, cast.leader):
        for move in queries.moves_for(viewer, cast.now, at=NOW):
            assert status in move.sources
            with transaction.atomic():
                cast.do(move.event)
                transaction.set_rollback(True)


def test_an_officer_of_another_agency_has_no_buttons(cast, officer):
    cast.reach(Status.PROCESSING)
    assert queries.moves_for(officer(Role.LEADER, agency="H47.40.1"), cast.now) == ()
    assert queries.moves_of_applicant(cast.an, cast.now)


def test_events_stay_in_order_though_a_clock_is_turned_back(cast):
    cast.reach(Status.PROCESSING)
    before = cast.now
    cast.do("ask_supplement", at=NOW - timedelta(hours=2))
    cast.do("supplement", at=NOW - timedelta(days=1))

    times = [event.at for event in queries.events(cast.dossier.id)]
    assert times == sorted(times)
    assert cast.now.promised_at == before.promised_at
    (pause,) = Pause.objects.filter(dossier=cast.dossier.id)
    assert (pause.began_at, pause.ended_at) == (NOW, NOW)


def test_the_database_lets_no_status_change_without_an_event(cast):
    with pytest.raises(DatabaseError), transaction.atomic():
        Dossier.objects.filter(id=cast.dossier.id).update(status="10")
    with pytest.raises(DatabaseError), transaction.atomic():
        Dossier.objects.filter(id=cast.dossier.id).update(status="11", version=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "event"),
    [
        (Status.PROCESSING, "ask_supplement"),
        (Status.PROCESSING, "stop"),
        (Status.PROCESSING, "decline"),
        (Status.OBLIGATION, "obligation_met"),
        (Status.STOPPED, "resume"),
        (Status.REGISTERED, "refuse"),
    ],
)
def test_of_two_at_once_one_wins_and_the_other_is_told_who_and_when(cast, status, event):
    cast.reach(status)

    def make(_):
        try:
            return cast.do(event)
        except Refusal as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(make, range(2)))

    (told,) = [answer for answer in answers if isinstance(answer, Refusal)]
    assert isinstance(told, errors.SomebodyWasFaster)
    assert "09:30 20/10/2021" in str(told)
    assert (
        Event.objects.filter(
            stream=f"dossier:{cast.dossier.id}", kind=f"dossiers.{event}.v1"
        ).count()
        == 1
    )


@pytest.mark.django_db(transaction=True)
def test_of_an_officer_and_the_applicant_at_once_one_wins(cast):
    moves = ["accept", "withdraw"]

    def make(event):
        try:
            return cast.do(event)
        except Refusal as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(make, moves))

    assert cast.status in {Status.ACCEPTED, Status.WITHDRAWN}
    if cast.status is Status.WITHDRAWN and isinstance(answers[0], Refusal):
        assert "Người nộp" in str(answers[0])
    assert cast.now.version == len(queries.events(cast.dossier.id))


def test_an_unknown_dossier_is_unknown_to_every_move(cast):
    cast.dossier.id = uuid4()
    for event in ("accept", "stop", "ask_withdrawal"):
        with pytest.raises(errors.UnknownDossier):
            cast.do(event)


def test_the_clock_of_a_status_is_that_of_its_moves():
    for move in MOVES:
        if move.event != "decline":
            assert move.clock is clock_of(move.target)
