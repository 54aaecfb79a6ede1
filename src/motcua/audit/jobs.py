"""Periodic work of the audit log, and the sweeper that gives stalled jobs to another worker."""

import logging
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

from motcua.audit import actions, rules

log = logging.getLogger(__name__)


def checkpoint_folder() -> Path:
    """Return where this site exports its checkpoints."""
    return Path(settings.MOTCUA_DATA) / "checkpoints" / str(settings.MOTCUA_SITE)


@app.periodic(cron="*/5 * * * *")
@app.task(name="motcua.audit.jobs.anchor", queueing_lock="audit.anchor", pass_context=False)
def anchor(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Anchor the log every five minutes."""
    actions.make_checkpoint(at=timezone.now(), export_to=checkpoint_folder())
    actions.export_missing(folder=checkpoint_folder())


async def sweep(worker_app: App) -> int:
    """Hand the jobs of dead workers out again; return how many.

    Procrastinate does not do so by itself: after a `kill -9` a job would stay in `doing` for ever.
    Called beside the worker, not as a job, because a job can stall too.
    """
    jobs = list(
        await worker_app.job_manager.get_stalled_jobs(
            seconds_since_heartbeat=rules.STALLED_AFTER_SECONDS
        )
    )
    for job in jobs:
        await _hand_out_again(worker_app, job)
    return len(jobs)


async def _hand_out_again(worker_app: App, job: Job) -> None:
    if rules.is_poisoned(job.attempts):
        log.error(
            "job %s (%s) ended %s workers; set aside", job.id, job.task_name, job.attempts + 1
        )
        await worker_app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        return
    log.warning("job %s (%s) had stalled; handed out again", job.id, job.task_name)
    await worker_app.job_manager.retry_job(job)
