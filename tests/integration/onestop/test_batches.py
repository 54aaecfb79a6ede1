"""Many dossiers with one confirmation, each with its own outcome."""

from datetime import date

import pytest

from motcua.dossiers import actions, errors, queries
from motcua.dossiers.types import Together
from motcua.identity.types import Role
from motcua.kernel import ids
from tests.integration.delivery import AN_MY, NOW
from tests.integration.families import BIRTH, DECIDED, file, provide
from tests.integration.people import RESULT

TODAY = date(2021, 10, 20)


def appraised(dossier, specialist):
    (item,) = queries.tasks_of(dossier.id)
    actions.enter_result(dossier_id=dossier.id, viewer=specialist, answers=RESULT, at=NOW)
    actions.do_task(item_id=item.id, viewer=specialist, outcome="xong", at=NOW)


def work(viewer, what, chosen, **said):
    batch = actions.begin_batch(
        batch_id=ids.new_id(), what=what, chosen=chosen, viewer=viewer, at=NOW, **said
    )
    actions.work_off(batch_id=batch.id, at=NOW, on=TODAY)
    return queries.batch(viewer, batch.id), queries.lines_of(batch)


def test_many_are_signed_with_one_confirmation_and_one_that_cannot_be_says_why(accepted, officer):
    dossiers = accepted(3)
    lan, leader = officer(Role.SPECIALIST, name="Lan"), officer(Role.LEADER)
    for one in dossiers:
        appraised(one, lan)
    waiting = queries.open_tasks(leader, queries.Choices(), at=NOW)
    chosen = [item.id for item in waiting.rows]
    actions.stop(dossier_id=dossiers[1].id, viewer=leader, reason="Có tranh chấp", at=NOW)

    batch, lines = work(leader, Together.DO, chosen)

    assert batch.ended_at
    assert [bool(line.refusal) for line in lines] == [False, True, False]
    assert "tạm dừng" in lines[1].refusal
    approved = [queries.approver_of(one.id) for one in (dossiers[0], dossiers[2])]
    assert approved == [str(leader.actor)] * 2


def test_what_is_confirmed_twice_is_done_once(made, officer):
    (dossier,) = made(1)
    clerk, batch_id = officer(Role.CLERK), ids.new_id()
    for _ in range(2):
        actions.begin_batch(
            batch_id=batch_id, what=Together.ACCEPT, chosen=[dossier.id], viewer=clerk, at=NOW
        )
        actions.work_off(batch_id=batch_id, at=NOW, on=TODAY)
    (line,) = queries.lines_of(queries.batch(clerk, batch_id))
    assert (line.refusal, queries.dossier(dossier.id).status) == ("", "2")


def test_a_batch_that_was_cut_off_goes_on_where_it_stood(made, officer):
    from motcua.dossiers import jobs

    chosen = [one.id for one in made(3)]
    clerk = officer(Role.CLERK)
    batch = actions.begin_batch(
        batch_id=ids.new_id(), what=Together.ACCEPT, chosen=chosen, viewer=clerk, at=NOW
    )
    assert actions.work_off(batch_id=batch.id, at=NOW, on=TODAY, most=1) == 1
    assert queries.batch(clerk, batch.id).ended_at is None
    jobs.batch_was_begun(batch=str(batch.id))
    assert queries.batch(clerk, batch.id).ended_at
    assert [one.status for one in map(queries.dossier, chosen)] == ["2"] * 3


def test_nothing_of_another_agency_gets_into_a_batch(made, officer):
    (dossier,) = made(1)
    elsewhere = officer(Role.CLERK, agency="H47.40.1", name="Nơi khác")
    with pytest.raises(errors.NothingChosen):
        work(elsewhere, Together.ACCEPT, [dossier.id])
    clerk = officer(Role.CLERK)
    batch, _ = work(clerk, Together.ACCEPT, [dossier.id])
    with pytest.raises(errors.UnknownBatch):
        queries.batch(elsewhere, batch.id)


def test_who_lost_her_post_since_she_confirmed_does_nothing_any_more(made, officer):
    from motcua.identity.models import RoleAssignment

    (dossier,) = made(1)
    clerk = officer(Role.CLERK)
    batch = actions.begin_batch(
        batch_id=ids.new_id(), what=Together.ACCEPT, chosen=[dossier.id], viewer=clerk, at=NOW
    )
    RoleAssignment.objects.filter(account__actor_id=clerk.actor.id).update(valid_until=TODAY)
    actions.work_off(batch_id=batch.id, at=NOW, on=TODAY)
    (line,) = queries.lines_of(batch)
    assert "không thuộc vị trí" in line.refusal


def test_tasks_of_the_general_process_are_done_together_too(offered, an, officer):
    provide(BIRTH, AN_MY)
    clerk, lan = officer(Role.CLERK), officer(Role.SPECIALIST)
    for _ in range(2):
        dossier = file(BIRTH, AN_MY, an)
        actions.accept(dossier_id=dossier.id, viewer=clerk, at=NOW)
        (item,) = queries.tasks_of(dossier.id)
        actions.enter_result(dossier_id=dossier.id, viewer=lan, answers=DECIDED, at=NOW)
        actions.do_task(item_id=item.id, viewer=lan, outcome="xong", at=NOW)
    leader = officer(Role.LEADER)
    waiting = [item.id for item in queries.open_tasks(leader, at=NOW).rows]

    _, lines = work(leader, Together.DO, waiting)

    assert [line.refusal for line in lines] == ["", ""]
