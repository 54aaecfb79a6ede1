"""What the store does by itself: scans are read, bytes that nothing speaks of are thrown away."""

import logging
from typing import Final
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import outbox
from motcua.documents import actions
from motcua.documents.actions import checking, reading
from motcua.documents.adapters import antivirus
from motcua.documents.events import SCAN_KEPT
from motcua.documents.queries import readings

log = logging.getLogger(__name__)

NIGHTLY: Final = 500
"""Scans that a night catches up with: those of before there was an engine."""


@outbox.subscriber(SCAN_KEPT)
def scan_was_kept(*, file: str) -> None:
    """Have a scan read, where there is an engine."""
    if readings.engine():
        read_scan.configure(priority=-10).defer(file=file)


@app.task(name="motcua.documents.jobs.read_scan", lock="documents.read_scan", retry=outbox.RETRY)
def read_scan(*, file: str) -> None:
    """Read one scan; one at a time, for it takes a processor for many seconds."""
    reading.read_scan(file_id=UUID(file), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="motcua.documents.jobs.check_waiting", queueing_lock="documents.check", pass_context=False
)
def check_waiting(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Ask again about files that the scanner of viruses has not judged."""
    if antivirus.is_configured():
        checking.check_waiting(at=timezone.now())


@app.periodic(cron="50 2 * * *")
@app.task(
    name="motcua.documents.jobs.catch_up", queueing_lock="documents.catch_up", pass_context=False
)
def catch_up(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Have scans read that were kept before there was an engine."""
    for file_id in readings.unread(most=NIGHTLY) if readings.engine() else ():
        read_scan.configure(priority=-10).defer(file=str(file_id))


@app.periodic(cron="20 2 * * *")
@app.task(name="motcua.documents.jobs.sweep", queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Forget what broken-off tries left behind."""
    gone = actions.forget_orphans(at=timezone.now())
    if gone:
        log.info("orphaned files forgotten", extra={"files": gone})
