"""Facts that go up: published in the transaction of the change, delivered by the worker after it.

A module that wants to hear of a fact subscribes in its `jobs.py`; the publisher does not know it.
Delivery is at least once, so a subscriber does the same thing however often it is called.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

import procrastinate
from procrastinate.contrib.django import app

RETRY = procrastinate.RetryStrategy(max_attempts=8, exponential_wait=4)
"""4 s, 16 s, … about a day in all; then the job stays as failed, visible to operators."""

_FIRST: Final = 10
_SUBSCRIBERS: dict[str, list[Any]] = defaultdict(list)


def subscriber(fact: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call the decorated function with the payload of every published `fact`."""

    def subscribe(function: Callable[..., None]) -> Callable[..., None]:
        name = f"{function.__module__}.{function.__name__}"
        _SUBSCRIBERS[fact].append(app.task(name=name, retry=RETRY)(function))
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
        task.configure(priority=_FIRST if first else 0).defer(**payload)
    return len(tasks)
