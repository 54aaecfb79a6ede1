"""Instances move one step at a time, and their timers with them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from motcua.processes import actions, errors, queries
from motcua.processes.models import ProcessInstance, ProcessTimer
from tests.integration.processes.acts import NOW, done, due, due_now, published, started
from tests.unit.processes.drawing_board import Board

pytestmark = pytest.mark.django_db


def linear():
    board = Board()
    board.chain("begin", board.task("first"), board.task("second"), "end")
    return board.content()


def reminded(**timer):
    board = Board()
    board.task("ask")
    board.boundary("ask", "late", interrupts=False, motcua_event="remind", **timer)
    board.chain("begin", "ask", "end")
    board.flow("late", board.node("endEvent", "told"))
    return board.content()


def by_area():
    board = Board(facts=[("area", "number")])
    board.node("exclusiveGateway", "how", default="usual")
    board.chain("begin", "how")
    board.flow("how", board.task("large"), "area > 500", key="is-large")
    board.flow("how", board.task("small"), None, key="usual")
    board.chain("large", "end")
    board.chain("small", "end")
    return board.content()


def test_a_process_is_walked_to_its_end():
    advance = started(linear())
    assert (due(advance), advance.has_ended) == (["first"], False)

    advance = done(done(advance, "first"), "second")

    assert advance.has_ended
    assert ProcessInstance.objects.get().ended_at == NOW


def test_a_subject_has_one_process():
    started(linear())
    with pytest.raises(IntegrityError):
        started(linear())


def test_a_task_is_done_once():
    before = started(linear())
    done(before, "first")

    with pytest.raises(errors.TaskIsGone):
        done(before, "first")


def test_an_outcome_that_the_step_does_not_have_changes_nothing():
    advance = started(linear())
    with pytest.raises(errors.UnknownOutcome):
        done(advance, "first", outcome="khac")

    assert due_now(advance.instance) == ["first"]


@pytest.mark.parametrize(
    ("facts", "step"),
    [({"area": 501, "other": "x"}, "large"), ({"area": 1}, "small"), ({}, "small")],
)
def test_facts_choose_the_way(facts, step):
    assert due(started(by_area(), facts=facts)) == [step]


def test_a_fact_of_another_kind_is_refused():
    with pytest.raises(errors.FactOfAnotherKind):
        started(by_area(), facts={"area": "501"})


def test_a_process_says_what_facts_it_asks():
    assert list(queries.facts(published(by_area()).id)) == ["area"]


@pytest.mark.usefixtures("calendar")
class TestTimers:
    def test_working_hours_count_by_the_calendar(self):
        # 9:30 on a Wednesday; eight hours of an office that closes at 17:00 end on Thursday 9:30.
        (timer,) = started(reminded()).timers

        assert timer.due_at == NOW + timedelta(days=1)

    def test_calendar_time_counts_by_the_clock(self):
        content = reminded(motcua_hours="").replace(
            "<timerEventDefinition/>",
            "<timerEventDefinition><timeDuration>P3DT2H</timeDuration></timerEventDefinition>",
        )

        (timer,) = started(content).timers
        assert timer.due_at == NOW + timedelta(days=3, hours=2)

    def test_a_due_timer_goes_off_once_and_raises_its_event(self):
        advance = started(reminded())
        moment = advance.timers[0].due_at
        assert queries.due_timers(at=moment - timedelta(minutes=1)) == []
        (due_one,) = queries.due_timers(at=moment)
        assert (due_one.subject, due_one.key) == ("dossier:1", "late")

        fired = actions.fire(instance_id=due_one.instance, timer_id=due_one.id, at=moment)

        assert (fired.event, due(fired), fired.timers) == ("remind", ["ask"], ())
        assert queries.due_timers(at=moment) == []
        with pytest.raises(errors.TimerIsGone):
            actions.fire(instance_id=due_one.instance, timer_id=due_one.id, at=moment)

    def test_a_timer_does_not_go_off_before_its_time(self):
        advance = started(reminded())
        with pytest.raises(errors.TimerNotDue):
            actions.fire(instance_id=advance.instance, timer_id=advance.timers[0].id, at=NOW)

    def test_a_step_that_is_done_takes_its_timer_along(self):
        done(started(reminded()), "ask")

        assert not ProcessTimer.objects.exists()

    def test_a_timer_keeps_its_time_while_others_move(self):
        board = Board()
        board.node("parallelGateway", "ask")
        board.node("parallelGateway", "gather")
        board.task("tax")
        board.boundary("tax", "late", interrupts=False)
        board.flow("late", board.node("endEvent", "told"))
        board.chain("begin", "ask", "tax", "gather", "end")
        board.chain("ask", board.task("police"), "gather")
        first = started(board.content())

        second = done(first, "police")

        assert second.timers == first.timers


def test_a_step_costs_few_statements(django_assert_max_num_queries):
    advance = started(linear())
    with django_assert_max_num_queries(4):
        done(advance, "first")


def test_a_state_of_the_first_version_is_run_and_written_anew():
    """The row of a dossier that was filed before states were written shorter."""
    advance = started(linear())
    row = ProcessInstance.objects.get()
    usual = {"data": {}, "delta": {"deletions": [], "updates": {}}, "internal_data": {}}
    usual |= {"triggered": False, "typename": "Task"}
    row.state["tasks"] = {
        key: {**usual, **task, "id": key} for key, task in row.state["tasks"].items()
    }
    row.state_version = 1
    row.save()

    done(advance, "first")

    row.refresh_from_db()
    assert row.state_version == 2
    assert due_now(advance.instance) == ["second"]


def test_published_versions_are_never_changed():
    version = published(linear())
    with pytest.raises(Exception, match=r"append-only|never"), connection.cursor() as cursor:
        cursor.execute("UPDATE processes_processversion SET bpmn = '' WHERE id = %s", [version.id])


@pytest.mark.parametrize("key", ["", "Hoa", "a b", "đăng-ký", "-a", "a" * 81])
def test_a_key_stands_in_addresses(key):
    with pytest.raises(errors.WrongKey):
        published(linear(), key=key)


@pytest.mark.usefixtures("calendar")
def test_an_instance_that_is_cancelled_is_due_nowhere():
    before = started(reminded())
    assert actions.cancel(instance_id=before.instance, at=NOW)

    assert ProcessInstance.objects.get().ended_at == NOW
    assert not ProcessTimer.objects.exists()
    with pytest.raises(errors.TaskIsGone):
        done(before, "ask")
    assert not actions.cancel(instance_id=before.instance, at=NOW), "once is enough"
