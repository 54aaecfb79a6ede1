"""What the registry does by itself."""

from oauth2_provider.models import clear_expired
from procrastinate.contrib.django import app


@app.periodic(cron="20 * * * *")
@app.task(name="motcua.registry.jobs.forget_old_tokens", pass_context=False)
def forget_old_tokens(timestamp: int) -> None:  # noqa: ARG001 procrastinate passes the planned second
    """Delete the tokens that ran out: each push of an agency may leave one."""
    clear_expired()
