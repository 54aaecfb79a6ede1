"""Times of repeated work."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long some work took, in milliseconds, over its runs."""

    runs: int
    p50: float
    p95: float

    def __str__(self) -> str:
        return f"p50 {self.p50:8.2f} ms   p95 {self.p95:8.2f} ms   ({self.runs} runs)"


def timed(work: Callable[[], object], *, runs: int, warm_up: int = 2) -> Times:
    """Do the work again and again; the first runs are not counted."""
    for _ in range(warm_up):
        work()
    taken: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(taken, n=20, method="inclusive")
    return Times(runs=runs, p50=statistics.median(taken), p95=cuts[-1])
