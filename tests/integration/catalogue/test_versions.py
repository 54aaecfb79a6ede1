"""Which version of a procedure holds on which day."""

from datetime import date, timedelta

import pytest

from motcua.catalogue import actions, errors, jobs, queries
from motcua.catalogue.models import Procedure
from motcua.catalogue.types import Running
from tests.integration.delivery import AN_MY, NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)
LATER = date(2021, 11, 1)


def publish(valid_from=TODAY, running=Running.STAY, closes_on=None, at=NOW, **changes):
    content = queries.history(PROCEDURE)[0].content.model_dump(mode="json")
    return actions.publish_version(
        content={**content, **changes},
        valid_from=valid_from,
        running=running,
        closes_on=closes_on,
        by=SEED,
        at=at,
    )


def number_on(day):
    return queries.current_version(PROCEDURE, on=day).number


def test_a_later_version_holds_from_its_day_on_and_not_before(offered):
    publish(LATER, summary="Mới")

    assert number_on(LATER - timedelta(days=1)) == 1
    assert number_on(LATER) == 2
    assert queries.offer(PROCEDURE, AN_MY, on=TODAY).version.number == 1
    assert queries.offer(PROCEDURE, AN_MY, on=LATER).version.number == 2


def test_there_is_no_moment_between_two_versions(offered):
    """The job that moves what searches go by may come late: readers ask by date."""
    publish(LATER, summary="Mới")
    publish(LATER + timedelta(days=9), summary="Sau nữa")
    on_the_day = NOW + (LATER - TODAY)

    before_the_job = [number_on(LATER + timedelta(days=day)) for day in range(-2, 12)]
    assert queries.due_procedures(on=LATER) == [PROCEDURE]
    assert actions.bring_into_force(procedure_code=PROCEDURE, by=SEED, at=on_the_day)
    assert not actions.bring_into_force(procedure_code=PROCEDURE, by=SEED, at=on_the_day)

    assert [number_on(LATER + timedelta(days=day)) for day in range(-2, 12)] == before_the_job
    assert before_the_job == [1] * 2 + [2] * 9 + [3] * 3
    assert Procedure.objects.get().upcoming_from == LATER + timedelta(days=9)
    assert queries.due_procedures(on=LATER) == []


def test_before_its_first_version_a_procedure_is_not_there(offered):
    with pytest.raises(errors.UnknownProcedure):
        queries.current_version(PROCEDURE, on=date(2021, 6, 30))
    with pytest.raises(errors.UnknownService):
        queries.offer(PROCEDURE, AN_MY, on=date(2021, 6, 30))


def test_versions_come_into_force_in_the_order_of_their_numbers(offered):
    publish(LATER, summary="Mới")

    with pytest.raises(errors.LaterVersionPublished, match="01/11/2021"):
        publish(TODAY, summary="Chen vào")
    assert publish(LATER, summary="Sửa lại").number == 3
    assert number_on(LATER) == 3


def test_seeds_may_publish_their_own_version_again_after_later_ones(offered):
    first = queries.current_version(PROCEDURE)
    publish(TODAY, summary="Của cán bộ kiểm soát")

    again = actions.publish_version(
        content=first.content.model_dump(mode="json"),
        valid_from=first.valid_from,
        by=SEED,
        at=NOW,
    )
    assert again.id == first.id
    assert number_on(TODAY) == 2


def test_the_hourly_job_asks_for_today(offered, monkeypatch):
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW - timedelta(days=1))
    publish(TODAY, summary="Mới", at=NOW - timedelta(days=1))
    jobs.bring_into_force(0)
    assert Procedure.objects.get().current.number == 1

    monkeypatch.setattr(jobs.timezone, "now", lambda: NOW)
    jobs.bring_into_force(0)
    assert Procedure.objects.get().current.number == 2


def test_a_procedure_takes_dossiers_until_its_day(offered):
    publish(TODAY, running=Running.CLOSE, closes_on=LATER)

    found = queries.current_version(PROCEDURE, on=TODAY)
    assert found.takes_dossiers_on(LATER - timedelta(days=1))
    assert not found.takes_dossiers_on(LATER)
