"""A new version strands nobody: who stands where he stood goes over, the others stay and go on."""

import pytest

from motcua.processes import actions, errors, queries
from motcua.processes.models import ProcessInstance
from tests.integration.processes.acts import NOW, done, due, due_now, published, started
from tests.unit.processes.drawing_board import Board

pytestmark = pytest.mark.django_db


def chain(*keys):
    board = Board()
    board.chain("begin", *(board.task(key) for key in keys), "end")
    return board.content()


def decided(*, again="ask"):
    """Ask, sign; signing may send back."""
    board = Board()
    board.node("exclusiveGateway", "ok")
    board.chain("begin", board.task("ask"), board.task("check"), board.task("sign"), "ok")
    board.flow("ok", "end", 'outcome == "yes"')
    board.flow("ok", again, 'outcome == "no"')
    return board.content()


def move(advance, version, **more):
    return actions.migrate(instance_id=advance.instance, version_id=version.id, at=NOW, **more)


def refused(advance, version):
    with pytest.raises(errors.CannotMove) as refusal:
        move(advance, version)
    return [one.step for one in refusal.value.params["obstacles"]]


def test_a_step_that_comes_later_is_met():
    advance = started(chain("first", "last"))

    moved = move(advance, published(chain("first", "middle", "last")))

    assert due(moved) == ["first"]
    assert due(done(moved, "first")) == ["middle"]


def test_a_new_step_that_lies_behind_is_passed():
    advance = done(started(chain("first", "last")), "first")

    moved = move(advance, published(chain("before", "first", "middle", "last")))

    assert due(moved) == ["last"]
    assert done(moved, "last").has_ended


def test_a_step_that_was_done_may_be_gone():
    advance = done(started(chain("first", "last")), "first")

    assert due(move(advance, published(chain("last")))) == ["last"]


def test_a_step_that_waits_keeps_its_id():
    advance = done(started(chain("first", "last")), "first")

    moved = move(advance, published(chain("first", "middle", "last")))

    assert [task.id for task in moved.ready] == [task.id for task in advance.ready]
    assert done(advance, "last").has_ended


def test_who_was_sent_back_goes_over_the_second_time_around():
    advance = started(decided())
    for key, outcome in [("ask", "xong"), ("check", "xong"), ("sign", "no"), ("ask", "xong")]:
        advance = done(advance, key, outcome)

    moved = move(advance, published(decided(again="check")))

    assert due(moved) == ["check"]
    assert due(done(done(moved, "check"), "sign", "no")) == ["check"]


def test_answers_given_at_once_go_over_as_they_are():
    def asked(*more):
        board = Board()
        board.node("parallelGateway", "ask")
        board.node("parallelGateway", "gather")
        for key in ("police", "tax", *more):
            board.chain("ask", board.task(key), "gather")
        board.flow("begin", "ask")
        board.chain("gather", board.task("conclude"), "end")
        return board.content()

    advance = done(started(asked()), "police")
    other = published(asked().replace('name="Việc"', 'name="Việc khác"'))

    moved = move(advance, other)
    assert due(moved) == ["tax"]
    assert due(done(moved, "tax")) == ["conclude"]
    # One more who is asked did not wait before: that is another place, and refused.
    with pytest.raises(errors.CannotMove):
        move(started(asked(), subject="dossier:2"), published(asked("fire")))


@pytest.mark.usefixtures("calendar")
def test_a_timer_keeps_its_time():
    def reminded(name):
        board = Board()
        board.task("ask")
        board.boundary("ask", "late", interrupts=False, name=name)
        board.chain("begin", "ask", "end")
        board.flow("late", board.node("endEvent", "told"))
        return board.content()

    advance = started(reminded("Nhắc"))

    moved = move(advance, published(reminded("Nhắc việc")))

    assert [(one.id, one.due_at) for one in moved.timers] == [
        (one.id, one.due_at) for one in advance.timers
    ]


class TestStaying:
    def test_a_step_that_waits_and_is_gone_holds(self):
        advance = done(started(chain("first", "last")), "first")
        version = published(chain("first", "other"))

        assert refused(advance, version) == ["last"]
        assert due_now(advance.instance) == ["last"]
        assert done(advance, "last").has_ended

    def test_a_step_of_another_post_holds(self):
        advance = started(chain("first"))
        version = published(chain("first").replace('"specialist"', '"leader"'))

        assert refused(advance, version) == ["first"]

    def test_what_has_ended_does_not_move(self):
        advance = done(started(chain("first")), "first")

        assert refused(advance, published(chain("first", "last"))) == []

    def test_it_does_not_move_to_another_process(self):
        version = published(chain("first", "last"), key="quy-trinh-khac")

        assert refused(started(chain("first")), version) == []

    def test_those_who_stay_are_listed_with_why(self):
        stays = done(started(chain("first", "last")), "first")
        started(chain("first", "last"), subject="dossier:2")
        version = published(chain("first", "other"))

        (found,) = queries.stranded(version.id)
        assert (found.instance, found.number) == (stays.instance, 1)
        assert [one.step for one in found.obstacles] == ["last"]
        assert queries.running("mot-quy-trinh") == {1: 2}


def test_a_refused_move_changes_nothing():
    advance = done(started(chain("first", "last")), "first")
    before = ProcessInstance.objects.values().get()
    refused(advance, published(chain("first", "other")))

    assert ProcessInstance.objects.values().get() == before
