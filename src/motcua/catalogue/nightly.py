"""What the catalogue does by itself: levels are judged anew each night, for evidence grows old."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.catalogue import actions, queries
from motcua.kernel.actors import Actor

JUDGE = Actor.system("catalogue.judge")


@app.periodic(cron="10 0 * * *")
@app.task(
    name="motcua.catalogue.jobs.judge_all", queueing_lock="catalogue.judge", pass_context=False
)
def judge_all(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Judge every service that has any level to lose."""
    for service_id in queries.judged_services():
        actions.judge_service(service_id=service_id, by=JUDGE, at=timezone.now())
