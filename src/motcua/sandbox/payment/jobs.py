"""The platform tells its merchants, again and again until they are content."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.sandbox.payment import actions, switch
from motcua.sandbox.payment.models import PlatformNotice

MOST_TRIES = 10
WAIT_SECONDS = 10
"""The real platform waits five minutes; nobody who looks at a demo would."""


@app.task(name="motcua.sandbox.payment.jobs.send_notice")
def send_notice(*, notice: str, tries: int) -> None:
    """Send a notice; if the merchant is not content, once more later."""
    is_done = actions.deliver(UUID(notice), at=timezone.now())
    if not is_done and tries < MOST_TRIES:
        _send_in(WAIT_SECONDS, notice, tries=tries + 1)


def send(notices: Iterable[PlatformNotice]) -> None:
    """Queue notices, in their order."""
    late = switch.LATE_SECONDS if switch.position() == switch.NOTICE_LATE else 0
    for place, notice in enumerate(notices):
        _send_in(late + 2 * place, str(notice.pk), tries=1)


def _send_in(seconds: int, notice: str, *, tries: int) -> None:
    send_notice.configure(schedule_in={"seconds": seconds}).defer(notice=notice, tries=tries)
