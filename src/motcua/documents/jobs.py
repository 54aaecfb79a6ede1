"""What the store does by itself: bytes that nothing speaks of are thrown away each night."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.documents import actions

log = logging.getLogger(__name__)


@app.periodic(cron="20 2 * * *")
@app.task(name="motcua.documents.jobs.sweep", queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Forget what broken-off tries left behind."""
    gone = actions.forget_orphans(at=timezone.now())
    if gone:
        log.info("orphaned files forgotten", extra={"files": gone})
