"""What notifications does by itself: hand over, try again, ask for receipts."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.audit import outbox
from motcua.identity import events as accounts
from motcua.identity import queries as identity
from motcua.kernel.actors import Actor
from motcua.notifications import actions, events, queries
from motcua.ui import formats

MOST_AT_ONCE = 200


@outbox.subscriber(events.NOTICE_QUEUED)
def hand_over(*, notice: str) -> None:
    """Hand a new notice to its carrier."""
    actions.attend_to(notice_id=UUID(notice), at=timezone.now())


@outbox.subscriber(events.WEBHOOK_DUE)
def tell_integrator(*, delivery: str) -> None:
    """Send a message to an integrator."""
    actions.deliver(delivery_id=UUID(delivery), at=timezone.now())


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
    for delivery_id in queries.due_messages(at=timezone.now(), most=MOST_AT_ONCE):
        actions.deliver(delivery_id=delivery_id, at=timezone.now())


@outbox.subscriber(accounts.LINK_MADE)
def send_link(*, link: str) -> None:
    """Send somebody the link by which she sets her password."""
    letter = identity.letter_of_link(UUID(link))
    if letter is not None:
        _write("staff_link", letter, key=f"account-link:{link}")


@outbox.subscriber(accounts.FACTOR_RESET)
def tell_of_reset(*, account: str, reset: int) -> None:
    """Tell somebody that her second factor was forgotten."""
    letter = identity.letter_of_reset(UUID(account))
    _write("staff_factor_reset", letter, key=f"factor-reset:{reset}")


def _write(template: str, letter: identity.Letter, *, key: str) -> None:
    actions.notify(
        key=key,
        channel="email",
        to=letter.email,
        template=template,
        values={
            "name": letter.name,
            "agency": letter.agency,
            "link": letter.link,
            "until": formats.moment(letter.until) if letter.until else "",
        },
        language="vi",
        by=Actor.system("identity"),
        at=timezone.now(),
    )
