"""Periodic work of identity."""

from procrastinate.contrib.django import app

from motcua.identity.sessions import SessionStore


@app.periodic(cron="17 * * * *")
@app.task(
    name="motcua.identity.jobs.clear_sessions",
    queueing_lock="identity.clear_sessions",
    pass_context=False,
)
def clear_sessions(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Throw sessions away that are over; nobody could use them any more."""
    SessionStore.clear_expired()
