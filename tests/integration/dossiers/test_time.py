"""What is promised, what pauses do to it, and what is said when time runs out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.agencies import actions as agencies
from motcua.agencies.models import CalendarDay
from motcua.documents import queries as documents
from motcua.documents.types import PaperKind
from motcua.dossiers import actions, errors, jobs, queries
from motcua.dossiers.models import Dossier, Promise, WorkItem
from motcua.dossiers.types import Lateness, PromisedBy, Status, Step
from motcua.identity.types import Role
from motcua.kernel.workingtime import OfficeHours
from motcua.notifications.models import Notice
from tests.integration.delivery import NOW, SEED
from tests.integration.dossiers.moving import LATER, Cast, follow_up

# Received on a Wednesday at 9:30, due the same day at 17:00: two hours, lunch, three and a half.
DUE = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.fixture
def cast(paid, an, officer):
    made = Cast(
        dossier=paid,
        an=an,
        clerk=officer(Role.CLERK, name="Nguyễn Thị Tiếp Nhận"),
        specialist=officer(Role.SPECIALIST, name="Lê Văn Thụ Lý"),
        leader=officer(Role.LEADER, name="Phan Thị Lãnh Đạo"),
    )
    return made.reach(Status.PROCESSING)


@pytest.fixture
def above(officer):
    """A leader of the province's town that the ward belongs to."""
    return officer(Role.LEADER, agency="H47.40", name="Chủ tịch thành phố")


def hours(count):
    return timedelta(hours=count)


def days(count):
    return timedelta(days=count)


def watch(at, monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: at)
    jobs.watch(0)


def promises(cast):
    found = Promise.objects.filter(dossier=cast.dossier.id).order_by("number")
    return [(one.number, one.why, one.promised_at) for one in found]


def told(template):
    return Notice.objects.filter(template=template).count()


def test_a_pause_moves_the_promise_by_the_working_time_it_took(cast):
    cast.do("ask_supplement", at=NOW + hours(1))
    cast.do("supplement", at=NOW + hours(25))

    # A working day later: what was left at 10:30 on Wednesday is left at 10:30 on Thursday.
    assert promises(cast) == [
        (1, PromisedBy.ACCEPT, DUE),
        (2, PromisedBy.PAUSE, DUE + days(1)),
    ]
    assert (cast.now.promised_at, cast.now.due_at) == (DUE + days(1), DUE + days(1))


def test_open_tasks_wait_as_long_as_the_dossier(cast):
    before = cast.item.due_at
    cast.do("stop", at=NOW + hours(1))
    assert cast.item.alarm_at is None
    cast.do("resume", at=NOW + hours(25))

    assert cast.item.due_at == before + days(1)
    assert cast.item.alarm_at is not None


def test_one_pause_into_another_is_one_long_wait(cast):
    cast.do("ask_supplement", at=NOW + hours(1))
    cast.do("stop", at=NOW + hours(25))
    cast.do("resume", at=NOW + hours(49))

    assert cast.now.promised_at == DUE + days(2)


def test_what_was_late_before_a_pause_stays_late_after_it(cast, monkeypatch):
    cast.do("ask_payment", at=DUE + hours(15))
    watch(DUE + hours(16), monkeypatch)
    assert queries.lateness_of(cast.now, at=DUE + hours(16)) is Lateness.PAUSED
    cast.do("obligation_met", at=DUE + days(1))

    assert cast.now.promised_at == DUE
    assert queries.lateness_of(cast.now, at=DUE + days(1)) is Lateness.LATE
    watch(DUE + days(1), monkeypatch)
    assert cast.now.alarmed == Lateness.LATE


def test_the_account_explains_pauses_by_their_papers(cast):
    cast.do("ask_supplement", at=NOW + hours(1))
    follow_up(cast, "ask_supplement")
    cast.do("supplement", at=NOW + hours(25))
    account = queries.account_of(cast.now, at=NOW + hours(26))

    assert [line.kind.value for line in account.ledger] == [
        "work",
        "pause",
        "work",
        "lunch",
        "work",
    ]
    (pause,) = [line for line in account.ledger if line.kind.value == "pause"]
    assert (pause.note, pause.paper) == ("Chờ người nộp bổ sung hồ sơ", "1/2021")
    assert (account.budget, account.used.gross, account.used.paused) == (330, 600, 480)
    assert (account.used.net, account.left) == (120, 210)
    assert [one.why for one in account.told] == [PromisedBy.ACCEPT, PromisedBy.PAUSE]
    assert account.steps[0].used == 120
    assert account.today_says is None


def test_the_account_of_a_dossier_that_waits_ends_now(cast):
    cast.do("ask_payment", at=NOW + hours(1))
    account = queries.account_of(cast.now, at=NOW + hours(3))

    assert account.is_standing
    assert account.ledger[-1].kind.value == "pause"
    assert f"{account.ledger[-1].ends_at:%H:%M}" == "12:30"
    assert account.used.net == 60


def test_a_calendar_edited_afterwards_leaves_the_promise_and_is_shown(cast):
    CalendarDay.objects.create(day=date(2021, 10, 20), kind="holiday", name="Nghỉ bão")
    account = queries.account_of(cast.now, at=NOW)

    assert cast.now.promised_at == DUE
    assert f"{account.promised_at:%d/%m}" == "20/10"
    assert f"{account.today_says:%d/%m}" == "21/10"


def test_the_receipt_says_what_was_promised_then(cast):
    cast.do("ask_supplement", at=NOW + hours(1))
    cast.do("supplement", at=NOW + hours(25))

    assert f"{queries.first_promise_of(cast.now).promised_at:%d/%m %H:%M}" == "20/10 17:00"
    assert queries.promise_of(cast.now).promised_at.day == 21


def test_an_extension_is_given_once_before_the_time_is_over(cast):
    with pytest.raises(errors.TooLateToExtend):
        cast.do("extend", at=DUE + hours(1))
    with pytest.raises(errors.DateNotLater):
        actions.extend(
            dossier_id=cast.dossier.id,
            viewer=cast.leader,
            until=date(2021, 10, 20),
            reason="Chờ",
            at=NOW,
        )
    cast.do("extend")
    assert promises(cast)[-1] == (2, PromisedBy.EXTENSION, DUE + days(7))
    assert cast.now.due_at == DUE + days(7)
    with pytest.raises(errors.ExtendedBefore):
        cast.do("extend")


def test_a_new_date_on_a_day_off_is_the_next_working_day(cast):
    actions.extend(
        dossier_id=cast.dossier.id,
        viewer=cast.leader,
        until=date(2021, 10, 23),
        reason="Chờ",
        at=NOW,
    )
    assert cast.now.promised_at == DUE + days(5)


def test_a_re_appointment_tells_another_date_and_excuses_nothing(cast):
    cast.do("reappoint", at=DUE + hours(1))

    assert (cast.now.promised_at, cast.now.due_at) == (DUE + days(7), DUE)
    assert queries.lateness_of(cast.now, at=DUE + hours(1)) is Lateness.LATE
    with pytest.raises(errors.ReappointedBefore):
        cast.do("reappoint", at=DUE + hours(2))


@pytest.mark.parametrize("event", ["extend", "reappoint", "stop", "decline"])
def test_what_is_printed_needs_a_reason(cast, event):
    said = {
        "extend": {"until": LATER, "reason": " "},
        "reappoint": {"until": LATER, "cause": ""},
        "stop": {"reason": ""},
        "decline": {"reason_code": "khong-doc-duoc", "note": ""},
    }[event]
    with pytest.raises(errors.ReasonMissing):
        getattr(actions, event)(dossier_id=cast.dossier.id, viewer=cast.leader, **said, at=NOW)


def test_little_time_is_said_once_to_those_who_hold_the_task(cast, monkeypatch):
    # Five and a half hours were promised; four are left at 11:00.
    watch(NOW + timedelta(minutes=89), monkeypatch)
    assert cast.now.alarmed == ""
    for _ in range(2):
        watch(NOW + timedelta(minutes=90), monkeypatch)
    assert cast.now.alarmed == Lateness.DUE_SOON
    for _ in range(2):
        follow_up(cast, "became_due_soon")

    assert told("deadline_near") == 1
    kinds = [event.kind for event in queries.events(cast.dossier.id)]
    assert kinds.count("dossiers.became_due_soon.v1") == 1


def test_lateness_gives_the_leader_an_apology_to_write(cast, monkeypatch):
    watch(NOW + hours(4), monkeypatch)
    watch(DUE, monkeypatch)
    watch(DUE + hours(1), monkeypatch)
    follow_up(cast, "became_late")

    (apology,) = WorkItem.objects.filter(dossier=cast.dossier.id, step=Step.APOLOGISE)
    assert (apology.post, apology.done_at) == ("leader", None)
    assert queries.open_tasks(cast.leader, at=NOW).rows == [apology]
    assert told("deadline_passed") == 2
    cast.do("reappoint", at=DUE + hours(2))
    follow_up(cast, "reappoint")
    apology.refresh_from_db()
    assert (apology.outcome, apology.done_by) == ("reappoint", str(cast.leader.actor))
    paper = documents.paper_of(f"dossier:{cast.dossier.id}", PaperKind.APOLOGY)
    assert documents.verified_file(documents.content(paper.file)).is_genuine
    assert told("dossier_reappointed") == 3


def test_a_second_lateness_goes_up_to_the_agency_above(cast, above, monkeypatch):
    for at in (NOW + hours(4), DUE):
        watch(at, monkeypatch)
    cast.do("reappoint", at=DUE + hours(1))
    watch(DUE + days(7), monkeypatch)
    follow_up(cast, "became_late_again")

    assert queries.lateness_of(cast.now, at=DUE + days(7)) is Lateness.LATE_AGAIN
    # Specialist and leader of the ward, and the leader above them.
    assert told("deadline_passed_again") == 3
    watch(DUE + days(30), monkeypatch)
    kinds = [event.kind for event in queries.events(cast.dossier.id)]
    assert kinds.count("dossiers.became_late_again.v1") == 1


def test_who_is_re_appointed_in_time_is_late_all_the_same_and_writes_no_second_apology(
    cast, monkeypatch
):
    cast.do("reappoint")
    for at in (NOW + hours(4), DUE):
        watch(at, monkeypatch)

    assert cast.now.alarmed == Lateness.LATE
    assert not WorkItem.objects.filter(dossier=cast.dossier.id, step=Step.APOLOGISE).exists()


def test_a_task_is_told_of_once_at_each_level(cast, monkeypatch):
    task = cast.item
    for at in (task.alarm_at, task.due_at, task.due_at + hours(1)):
        watch(at, monkeypatch)

    kinds = [event.kind for event in queries.events(cast.dossier.id)]
    assert kinds.count("dossiers.task_became_due_soon.v1") == 1
    assert kinds.count("dossiers.task_became_late.v1") == 1
    follow_up(cast, "task_became_late")
    assert told("deadline_passed") == 1


def test_one_that_cannot_be_counted_holds_up_no_other(cast, monkeypatch):
    def fail(**_said):
        raise errors.UnknownDossier

    monkeypatch.setattr(actions, "look_at_dossier", fail)
    watch(cast.item.due_at, monkeypatch)

    assert (cast.now.alarmed, cast.item.alarmed) == ("", Lateness.LATE)


def test_nothing_is_late_once_it_is_finished(cast, monkeypatch):
    cast.do("finish")
    watch(DUE + days(1), monkeypatch)

    assert cast.now.alarmed == ""
    assert queries.lateness_of(cast.now, at=DUE + days(1)) is Lateness.ON_TIME


def test_looking_for_alarms_reads_only_what_is_due(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert actions.due_alarms(at=NOW) == ([], [])
    assert Dossier.objects.filter(alarm_at__isnull=False).exists()


def test_days_of_the_calendar_are_left_as_days(cast):
    Dossier.objects.filter(id=cast.dossier.id).update(limit_unit="calendar_days")
    cast.do("ask_supplement", at=NOW + hours(1))
    cast.do("supplement", at=NOW + hours(1) + days(3))

    # Three days after Wednesday is Saturday: Monday.
    assert cast.now.promised_at == DUE + days(5)


def test_the_office_hours_of_the_agency_make_the_promise(paid, officer):
    shorter = OfficeHours(((time(8), time(11)), (time(13), time(15))))
    agencies.set_hours(
        agency=paid.agency,
        valid_from=date(2021, 10, 20),
        hours=shorter,
        legal_act="QĐ 1",
        by=SEED,
        at=NOW,
    )
    clerk = officer(Role.CLERK)
    accepted = actions.accept(dossier_id=paid.id, viewer=clerk, at=NOW)

    # Within the day, whose office closes at three: two hours before the usual.
    assert accepted.promised_at == DUE - hours(2)
    account = queries.account_of(queries.dossier(paid.id), at=NOW)
    assert account.budget == 90 + 120
