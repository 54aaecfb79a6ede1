"""What payments does by itself: ask after a notice, send money back, reconcile, expire."""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import outbox
from motcua.kernel.errors import Refusal
from motcua.payments import actions, events, queries

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200


@outbox.subscriber(events.ATTEMPT_HEARD_OF)
def confirm_attempt(*, attempt: str) -> None:
    """Ask the platform what became of an attempt that something was heard of."""
    actions.confirm(attempt_id=UUID(attempt), at=timezone.now())


@outbox.subscriber(events.REFUND_REQUESTED)
def send_refund(*, refund: str) -> None:
    """Send a refund to the platform."""
    actions.follow_refund(refund_id=UUID(refund), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="motcua.payments.jobs.reconcile", queueing_lock="payments.reconcile", pass_context=False
)
def reconcile(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Ask about everything that has waited long enough: no notice needs to arrive for it."""
    at = timezone.now()
    for attempt_id in queries.attempts_to_ask(at=at, most=MOST_AT_ONCE):
        _try(partial(actions.confirm, attempt_id=attempt_id, at=timezone.now()))
    for refund_id in queries.refunds_to_follow(at=at, most=MOST_AT_ONCE):
        _try(partial(actions.follow_refund, refund_id=refund_id, at=timezone.now()))


@app.periodic(cron="* * * * *")
@app.task(name="motcua.payments.jobs.expire", queueing_lock="payments.expire", pass_context=False)
def expire(timestamp: int) -> None:  # noqa: ARG001 as above
    """Let unpaid charges expire whose time is over."""
    actions.expire_due(at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="motcua.payments.jobs.read_statement",
    queueing_lock="payments.read_statement",
    pass_context=False,
)
def read_statement(timestamp: int) -> None:  # noqa: ARG001 as above
    """Read what came on our bank account, if there is one."""
    if queries.takes_transfers():
        _try(partial(actions.read_statement, at=timezone.now()))


@app.periodic(cron="17 3 * * *")
@app.task(name="motcua.payments.jobs.forget", queueing_lock="payments.forget", pass_context=False)
def forget(timestamp: int) -> None:  # noqa: ARG001 as above
    """Throw away forged notices that nobody will look at any more."""
    actions.forget_forged(at=timezone.now())


def _try(ask: Callable[[], object]) -> None:
    """Ask about one thing; what the platform does not answer is asked again at its time."""
    try:
        ask()
    except Refusal as failure:
        log.warning("not settled: %s", failure)
