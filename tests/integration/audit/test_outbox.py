"""Jobs enter the queue with the change that caused them, and dead workers lose none."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from motcua.audit import jobs, outbox, queries, rules
from motcua.conf.worker import working_app

HEARD = []


@outbox.subscriber("test.fact.v1")
def hear(*, number):
    HEARD.append(number)


@outbox.subscriber("test.relayed.v1")
def relay(*, number, fails):
    """Tell another fact in a change of its own, as most jobs do."""
    with transaction.atomic():
        outbox.publish("test.fact.v1", number=number)
        if fails:
            raise RuntimeError


pytestmark = pytest.mark.django_db(transaction=True)


def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


def jobs_by_status():
    """Count our jobs; the periodic ones come when their minute comes."""
    return dict(
        rows(
            "SELECT status::text, count(*) FROM procrastinate_jobs"
            " WHERE right(task_name, 5) = '.hear' GROUP BY status"
        )
    )


def stall(*, attempts=0):
    """Leave a job as a killed worker would: taken, its worker silent for a minute."""
    outbox.publish("test.fact.v1", number=3)
    ((worker,),) = rows(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - interval '60 seconds') RETURNING id"
    )
    rows(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s",
        worker,
        attempts,
    )


def apart(do):
    """Do something in a thread of its own: this one may hold the event loop of a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


def sweep():
    async def run(worker_app):
        async with worker_app.open_async():
            return await jobs.sweep(worker_app)

    with working_app() as worker_app:
        return apart(lambda: asyncio.run(run(worker_app)))


def work():
    with working_app() as worker_app:
        apart(
            lambda: worker_app.run_worker(
                wait=False, install_signal_handlers=False, listen_notify=False
            )
        )


def test_a_fact_of_a_rolled_back_change_is_never_told():
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.publish("test.fact.v1", number=1)
        raise RuntimeError
    assert jobs_by_status() == {}


@pytest.mark.parametrize(("fails", "heard"), [(True, []), (False, [4])])
def test_what_a_job_tells_belongs_to_the_change_of_the_job(fails, heard):
    HEARD.clear()
    outbox.publish("test.relayed.v1", number=4, fails=fails)

    work()

    assert heard == HEARD
    assert bool(jobs_by_status()) is not fails


def test_a_fact_is_told_to_its_subscribers_after_the_change():
    HEARD.clear()
    with transaction.atomic():
        assert outbox.publish("test.fact.v1", number=2) == 1
    work()
    assert HEARD == [2]
    assert jobs_by_status() == {"succeeded": 1}


def test_a_fact_that_nobody_wants_is_no_job():
    assert outbox.publish("test.unheard.v1", number=2) == 0
    assert jobs_by_status() == {}


def test_the_job_of_a_killed_worker_is_handed_out_again():
    HEARD.clear()
    stall()
    assert sweep() == 1
    assert jobs_by_status() == {"todo": 1}
    work()
    assert HEARD == [3]


def test_a_job_that_kills_its_workers_is_set_aside():
    stall(attempts=rules.MOST_ATTEMPTS - 1)
    assert sweep() == 1
    assert jobs_by_status() == {"failed": 1}


def test_the_job_of_a_living_worker_is_left_alone():
    stall()
    rows("UPDATE procrastinate_workers SET last_heartbeat = now()")
    assert sweep() == 0
    assert jobs_by_status() == {"doing": 1}


def test_a_worker_is_seen_while_it_beats():
    assert not queries.worker_was_seen()
    stall()
    assert not queries.worker_was_seen()
    rows("UPDATE procrastinate_workers SET last_heartbeat = now()")
    assert queries.worker_was_seen()


def test_a_new_job_announces_nothing():
    """NOTIFY takes one lock over all commits; the worker polls instead (ADR 0005)."""
    states = rows(
        "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = 'procrastinate_jobs'::regclass"
        " AND tgname LIKE '%%notify%%'"
    )
    assert len(states) == 2
    assert {enabled for _name, enabled in states} == {"D"}


def test_what_somebody_waits_for_goes_before_what_waits_already():
    HEARD.clear()
    for number in range(3):
        outbox.publish("test.fact.v1", number=number)
    outbox.publish("test.fact.v1", first=True, number=9)

    work()

    assert HEARD == [9, 0, 1, 2]


def test_what_follows_of_work_on_many_goes_after_the_work_of_one():
    HEARD.clear()
    with outbox.behind_others():
        outbox.publish("test.relayed.v1", number=1, fails=False)
        outbox.publish("test.relayed.v1", number=2, fails=False)
    outbox.publish("test.relayed.v1", number=9, fails=False)

    work()

    assert HEARD == [9, 1, 2]
