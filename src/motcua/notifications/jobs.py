"""What notifications does by itself: hand over, try again, ask for receipts."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import outbox
from motcua.notifications import actions, events, queries

MOST_AT_ONCE = 200


@outbox.subscriber(events.NOTICE_QUEUED)
def hand_over(*, notice: str) -> None:
    """Hand a new notice to its carrier."""
    actions.attend_to(notice_id=UUID(notice), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="motcua.notifications.jobs.sweep",
    queueing_lock="notifications.sweep",
    pass_context=False,
)
def sweep(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Attend to everything that is due: tried in vain, left by a killed worker, without receipt."""
    for notice_id in queries.due(at=timezone.now(), most=MOST_AT_ONCE):
        actions.attend_to(notice_id=notice_id, at=timezone.now())
