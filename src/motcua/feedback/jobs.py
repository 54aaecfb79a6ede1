"""What follows an event of a petition, and the watch over time."""

import logging
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import outbox
from motcua.feedback import actions, notices, queries
from motcua.feedback.events import CHANGED
from motcua.kernel.errors import Refusal

log = logging.getLogger(__name__)


@outbox.subscriber(CHANGED)
def follow_up(*, petition: str, version: int, happened: str) -> None:
    """Tell those whom an event concerns."""
    found = queries.fresh(UUID(petition))
    notices.tell_author(found, happened=happened, version=version, at=timezone.now())
    notices.tell_officers(found, happened=happened, version=version, at=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="motcua.feedback.jobs.watch", queueing_lock="feedback.watch", pass_context=False)
def watch(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Say each quarter of an hour what is due soon, and what became late."""
    at = timezone.now()
    for petition_id in actions.due_alarms(at=at):
        try:
            actions.look_at(petition_id=petition_id, at=at)
        except Refusal as refusal:
            log.warning("no alarm: %s", refusal)
