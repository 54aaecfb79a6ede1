"""Jobs are asked for, not announced: NOTIFY takes one lock over all commits (ADR 0005)."""

from django.db import migrations

TABLE = "procrastinate_jobs"
TRIGGERS = (
    "procrastinate_jobs_notify_queue_job_inserted_v1",
    "procrastinate_jobs_notify_queue_job_aborted_v1",
)


def _switch(word: str) -> str:
    return "".join(f"ALTER TABLE {TABLE} {word} TRIGGER {trigger};" for trigger in TRIGGERS)


class Migration(migrations.Migration):
    """Switch the notify triggers of the job queue off."""

    dependencies = [
        ("audit", "0002_append_only"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(_switch("DISABLE"), _switch("ENABLE"))]
