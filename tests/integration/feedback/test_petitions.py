"""A petition from its author to its answer: each move by whose it is, in time, on record."""

import json
from datetime import timedelta

import pytest

from motcua.audit import queries as audit
from motcua.dossiers.errors import UnknownDossier
from motcua.dossiers.types import Lateness
from motcua.feedback import actions, errors, jobs, queries, rules
from motcua.feedback.lifecycle import DOERS, MOVES, PETITION
from motcua.feedback.models import Petition, Statement
from motcua.feedback.types import Counted, Kind, Said, StatementKind, Status
from motcua.identity.types import Role
from motcua.kernel import ids
from motcua.kernel.lifecycle import MoveNotAllowed
from motcua.notifications import queries as notices
from tests.integration.delivery import AN_MY, NOW
from tests.integration.feedback.conftest import DAY, TEXT
from tests.integration.people import JPEG, person

OTHER = "H47.40.1"
EVENTS = sorted({move.event for move in MOVES})
BOTH = (Role.CLERK, Role.LEADER)
"""Who may decide on a new one."""
PATHS = {
    Status.RECEIVED: [],
    Status.ASKED_MORE: ["ask_more"],
    Status.ACCEPTED: ["accept"],
    Status.REFUSED: ["refuse"],
    Status.FORWARDED: ["forward"],
    Status.ANSWERED: ["accept", "answer"],
    Status.PUBLISHED: ["accept", "answer", "publish"],
    Status.CLOSED: ["accept", "answer", "close"],
}


@pytest.fixture
def elsewhere(officer):
    """The clerk of another agency, which takes petitions by that."""
    return officer(Role.CLERK, agency=OTHER)


@pytest.fixture
def do(an, posts, deal, unit, elsewhere):
    """Try any move by whoever may make it: `do(petition, "forward")`."""

    def make(petition, event, **more):
        if event == "add_more":
            return actions.add_more(
                petition_id=petition.id, author=an, words="Việc xảy ra ngày 12.", at=NOW
            )
        if event == "forward":
            return actions.forward(
                petition_id=petition.id,
                viewer=posts[Role.CLERK],
                agency_id=unit(OTHER).id,
                at=NOW,
            )
        return deal(petition, event, **more)

    return make


def now(petition):
    return Petition.objects.get(id=petition.id)


def stream(petition):
    return list(audit.events_of(f"petition:{petition.id}"))


def test_a_petition_has_a_code_and_is_answered_within_15_working_days(sent):
    petition = sent()

    assert petition.code == f"PA-{AN_MY}-211020-0001"
    assert petition.due_at - NOW == 2 * DAY
    assert petition.answer_due_at - NOW == 21 * DAY
    assert sent().code.endswith("-0002")


def test_what_is_said_lies_sealed_and_no_event_holds_it(sent, do):
    petition = sent()
    for event in ("ask_more", "add_more", "accept", "answer", "publish"):
        do(petition, event)

    assert "Nguyễn Thị An".encode() not in bytes(Statement.objects.earliest("id").text)
    said = json.dumps([event.payload for event in stream(petition)], ensure_ascii=False)
    assert "An" not in said.replace("answer_due_at", "")
    assert queries.statements_of(petition)[0].text == TEXT


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("status", Status)
def test_a_move_of_the_table_is_made_and_any_other_changes_nothing(sent, do, status, event):
    petition = sent()
    for step in PATHS[status]:
        do(petition, step)
    before, logged = now(petition), len(stream(petition))
    assert before.status == status

    if event in PETITION.events_from(status):
        do(petition, event)
        assert now(petition).status == PETITION.next(status, event)
        assert len(stream(petition)) == logged + 1
    else:
        with pytest.raises(MoveNotAllowed):
            do(petition, event)
        assert now(petition).version == before.version
        assert len(stream(petition)) == logged


@pytest.mark.parametrize(
    ("event", "status", "role"),
    [
        (event, status, role)
        for (event, status), doers in DOERS.items()
        for role in (Role.CLERK, Role.SPECIALIST, Role.LEADER)
        if doers and role not in doers
    ],
)
def test_who_holds_another_post_makes_no_move(sent, do, posts, event, status, role):
    petition = sent()
    for step in PATHS[status]:
        do(petition, step)
    with pytest.raises(errors.NotYours):
        if event == "forward":
            actions.forward(
                petition_id=petition.id, viewer=posts[role], agency_id=petition.agency_id, at=NOW
            )
        else:
            do(petition, event, viewer=posts[role])
    assert now(petition).status == status


def test_an_officer_elsewhere_neither_sees_nor_moves_it(sent, deal, elsewhere):
    petition = sent()
    with pytest.raises(errors.UnknownPetition):
        queries.petition(elsewhere, petition.code)
    with pytest.raises(errors.NotYours):
        deal(petition, "accept", viewer=elsewhere)


def test_another_citizen_neither_sees_nor_completes_it(sent, deal):
    petition = sent()
    deal(petition, "ask_more")
    other = person("Trần Văn Bình", "s-2", "049095000022")
    with pytest.raises(errors.UnknownPetition):
        queries.petition_of(other, petition.code)
    with pytest.raises(errors.UnknownPetition):
        actions.add_more(petition_id=petition.id, author=other, words=TEXT, at=NOW)


def test_sent_twice_it_is_one(an, posts, unit):
    said = Said(kind=Kind.PROPOSAL, agency_id=unit().id, text=TEXT)
    one = ids.new_id()
    first = actions.send(petition_id=one, author=an, said=said, at=NOW)
    again = actions.send(petition_id=one, author=an, said=said, at=NOW)

    assert first.id == again.id
    assert Petition.objects.count() == 1
    assert Statement.objects.count() == 1


def test_so_many_wait_for_an_answer_and_no_more(sent, do):
    petitions = [sent() for _ in range(rules.MOST_OPEN)]
    with pytest.raises(errors.TooManyOpen):
        sent()
    do(petitions[0], "refuse")
    assert sent().status == Status.RECEIVED


def test_a_dossier_of_somebody_else_cannot_be_named(submitted, posts, unit):
    other = person("Trần Văn Bình", "s-2", "049095000022")
    said = Said(kind=Kind.REFLECTION, agency_id=unit().id, text=TEXT, dossier_id=submitted.id)
    with pytest.raises(UnknownDossier):
        actions.send(petition_id=ids.new_id(), author=other, said=said, at=NOW)
    assert not Petition.objects.exists()


def test_an_agency_without_clerks_takes_none(sent, unit):
    with pytest.raises(errors.NotThere):
        sent(agency_id=unit(OTHER).id)


def test_while_the_author_is_asked_no_clock_runs(sent, deal, an):
    petition = sent()
    deal(petition, "ask_more", at=NOW + DAY)
    assert now(petition).due_at is None
    assert now(petition).alarm_at is None

    told_at = NOW + 8 * DAY
    actions.add_more(petition_id=petition.id, author=an, words="Lúc 9 giờ sáng.", at=told_at)
    assert now(petition).answer_due_at == petition.answer_due_at + 7 * DAY


def test_the_author_is_asked_once_and_not_after_five_days(sent, deal, do):
    petition = sent()
    with pytest.raises(errors.TooLateToAsk):
        deal(petition, "ask_more", at=NOW + 8 * DAY)
    deal(petition, "ask_more")
    do(petition, "add_more")
    with pytest.raises(errors.AskedBefore):
        deal(petition, "ask_more")


def test_the_agency_that_gets_a_forwarded_one_has_all_that_was_said(sent, do, an, elsewhere):
    petition = sent()
    there = do(petition, "forward")

    moved = {"from": "received", "to": "forwarded", "agency": there.agency_id, "version": 2}
    assert stream(petition)[-1].payload == moved
    assert there.code.startswith(f"PA-{OTHER}-")
    assert queries.petition(elsewhere, there.code).origin_id == petition.id
    assert [one.text for one in queries.statements_of(there)] == [TEXT]
    assert [one.code for one in queries.petitions_of(an)] == [there.code]


def test_a_file_that_is_none_spoils_the_whole(an, posts, unit):
    said = Said(kind=Kind.REFLECTION, agency_id=unit().id, text=TEXT)
    good, bad = ("anh.jpg", JPEG), ("tep.pdf", b"MZ\x90\x00")
    petition = ids.new_id()
    with pytest.raises(Exception, match=r"tep\.pdf"):
        actions.send(petition_id=petition, author=an, said=said, files=[good, bad], at=NOW)
    assert not Petition.objects.exists()
    kept = actions.send(petition_id=petition, author=an, said=said, files=[good], at=NOW)
    assert [one.name for one in queries.files_of(kept)] == ["anh.jpg"]


def test_everybody_reads_what_was_written_anew_and_nothing_else(sent, do):
    petition = sent()
    for event in ("accept", "answer", "publish"):
        do(petition, event)
    ((shown,), following) = queries.published()

    assert (shown.question, shown.answer) == ("Chờ lâu ở quầy", "Đã thêm một quầy.")
    assert following is None


def test_the_author_is_told_once_and_without_the_words(sent):
    petition = sent()
    for _ in range(2):
        jobs.follow_up(petition=str(petition.id), version=1, happened="receive")

    told = notices.notices_about(f"petition:{petition.id}")
    assert sorted(one.channel for one in told) == ["email", "in_app", "sms"]


def test_lateness_is_said_once_each_and_to_those_who_can_act(sent):
    petition = sent()
    soon = petition.due_at - timedelta(hours=1)
    assert actions.due_alarms(at=soon) == [petition.id]
    assert actions.look_at(petition_id=petition.id, at=soon) is Lateness.DUE_SOON
    assert actions.look_at(petition_id=petition.id, at=soon) is None
    late = petition.due_at + timedelta(minutes=1)
    assert actions.look_at(petition_id=petition.id, at=late) is Lateness.LATE
    assert actions.due_alarms(at=late + DAY) == []

    jobs.follow_up(petition=str(petition.id), version=3, happened="become_late")
    told = notices.notices_about(f"petition:{petition.id}")
    assert {one.template for one in told} == {"petition_late"}
    jobs.follow_up(petition=str(petition.id), version=3, happened="become_late")
    assert len(notices.notices_about(f"petition:{petition.id}")) == len(told) >= len(BOTH)


def test_a_period_counts_what_was_answered_in_time(sent, do, elsewhere, unit):
    in_time, late, refused, forwarded = (sent() for _ in range(4))
    do(in_time, "accept")
    do(in_time, "answer")
    do(late, "accept")
    do(late, "answer", at=NOW + 30 * DAY)
    do(refused, "refuse")
    do(forwarded, "forward")
    sent()
    day = queries.agencies.legal_shift().legal_date(NOW)

    found = queries.counted(day, day, agency_ids=[unit().id], at=NOW + 31 * DAY)
    assert found == Counted(received=4, in_time=1, late=1, overdue=1, waiting=0, refused=1)
    assert queries.counted(day, day, agency_ids=[unit().id], at=NOW).waiting == 1
    tomorrow = day + DAY
    assert queries.counted(tomorrow, tomorrow, agency_ids=[unit().id], at=NOW).received == 0


def test_every_statement_kind_comes_from_a_move(sent, do):
    petition = sent()
    for event in ("ask_more", "add_more", "accept", "answer"):
        do(petition, event)
    kinds = [one.kind for one in queries.statements_of(petition)]
    assert kinds == [
        StatementKind.PETITION,
        StatementKind.QUESTION,
        StatementKind.ADDITION,
        StatementKind.ANSWER,
    ]
