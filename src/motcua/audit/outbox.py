"""Facts that go up: published in the transaction of the change, delivered by the worker after it.

A module that wants to hear of a fact subscribes in its `jobs.py`; the publisher does not know it.
Delivery is at least once, so a subscriber does the same thing however often it is called.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import procrastinate
from procrastinate import JobContext
from procrastinate.contrib.django import app

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4)
"""4 s, 16 s, … about a day in all; then the job stays as failed, visible to operators."""

_FIRST: Final = 10
_LAST: Final = -10
_PRIORITY: ContextVar[int] = ContextVar("priority", default=0)
"""Of what is published now, unless it goes first."""
_SUBSCRIBERS: dict[str, list[Any]] = defaultdict(list)


def subscriber(fact: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call the decorated function with the payload of every published `fact`."""

    def subscribe(function: Callable[..., None]) -> Callable[..., None]:
        name = f"{function.__module__}.{function.__name__}"
        task = app.task(name=name, retry=RETRY, task_middleware=[_as_it_waited])(function)
        _SUBSCRIBERS[fact].append(task)
        return function

    return subscribe


def publish(fact: str, *, first: bool = False, **payload: Any) -> int:
    """Queue one job per subscriber in the current transaction; return how many.

    Args:
        fact: Past tense, dotted, versioned: `indicators.snapshot_taken.v1`.
        first: Somebody waits for it before a screen: it goes before all that waits already.
        payload: JSON values: ids, not contents.
    """
    tasks = _SUBSCRIBERS[fact]
    for task in tasks:
        task.configure(priority=_FIRST if first else _PRIORITY.get()).defer(**payload)
    return len(tasks)


@contextmanager
def behind_others() -> Iterator[None]:
    """Let what is published in here, and what follows of it, go after the work of single people.

    For work on many at once: one who signs a dossier does not wait behind one who signs fifty.
    """
    with _of_priority(_LAST):
        yield


def _as_it_waited(do: Callable[[], Any], context: JobContext, _worker: Any) -> Any:
    """What follows of a job waits as the job did, but never goes before the screens of others."""
    with _of_priority(min(context.job.priority, 0)):
        return do()


@contextmanager
def _of_priority(priority: int) -> Iterator[None]:
    token = _PRIORITY.set(priority)
    try:
        yield
    finally:
        _PRIORITY.reset(token)
