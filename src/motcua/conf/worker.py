"""The worker of one site: runs its jobs, and sweeps up after workers that died."""

import asyncio
import logging
import os
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from procrastinate import App, PsycopgConnector
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params

from motcua.audit import jobs
from motcua.audit.rules import STALLED_AFTER_SECONDS
from motcua.conf.environment import Site

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""Jobs are asked for, not announced: announcing takes a lock over all commits (ADR 0005)."""

GRACE_SECONDS = 20.0

AT_ONCE = 4
"""Jobs side by side: most of their time they wait for a disk, a mail server, another system."""

NICENESS = 10
"""Where processors are short, people who wait for a page go first."""


def run() -> None:
    """Work until SIGTERM or SIGINT; running jobs get 20 s to end."""
    os.nice(NICENESS)
    with _stand_ins(), working_app() as worker_app:
        asyncio.run(_work(worker_app))


class WorkerConnector(PsycopgConnector):
    """Fetches and ends jobs on connections of its own; what jobs defer goes through Django's.

    On the worker's own connections it would be queued outside the transaction of the job: before
    the change is there, or although it never comes.
    """

    def get_sync_connector(self) -> BaseConnector:
        """Return what code of ours defers through: the connection that it writes with."""
        return DjangoConnector()


def working_app() -> AbstractContextManager[App]:
    """Return the application as a worker runs it, for as long as the context holds."""
    return app.replace_connector(WorkerConnector(kwargs=connector_params()))


def _stand_ins() -> AbstractContextManager[None]:
    """Return what runs beside the jobs: on the sandbox the mail server, elsewhere nothing."""
    if settings.MOTCUA_SITE != Site.SANDBOX:
        return nullcontext()
    from motcua.sandbox.messages import mailserver

    return mailserver.listening()


async def _work(worker_app: App) -> None:
    async with worker_app.open_async():
        sweeper = asyncio.create_task(_sweep_for_ever(worker_app))
        try:
            await worker_app.run_worker_async(
                concurrency=AT_ONCE,
                # What is done is told by the data; the queue stays as short as the work.
                delete_jobs="successful",
                listen_notify=False,
                fetch_job_polling_interval=POLL_SECONDS,
                shutdown_graceful_timeout=GRACE_SECONDS,
            )
        finally:
            sweeper.cancel()


async def _sweep_for_ever(worker_app: App) -> None:
    while True:
        try:
            await jobs.sweep(worker_app)
        except Exception:
            # The database may be away for a moment; the next round finds what this one missed.
            log.exception("sweeping failed; trying again")
        await asyncio.sleep(STALLED_AFTER_SECONDS)
