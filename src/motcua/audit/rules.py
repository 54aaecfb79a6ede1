"""Decisions about workers and their jobs."""

STALLED_AFTER_SECONDS = 30
"""A worker beats every 10 s; three missed beats mean that it is gone."""

MOST_ATTEMPTS = 5
"""A job that took this many workers with it is set aside as failed, so that others flow."""


def is_poisoned(attempts: int) -> bool:
    """Return whether a job whose worker died has now done so too often.

    Args:
        attempts: Tries before this one.
    """
    return attempts + 1 >= MOST_ATTEMPTS
