"""`motcua bench search`: how often people find what they mean, and how fast.

The questions stand in `queries.csv`, written before the search was tuned, by those who made it; a
third, chosen by hash, was never tuned on. `right` names what may stand among the first three.
"""

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import resources

from django.db import connection, transaction
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, generator, queries
from motcua.conf.bench.timing import Times, timed
from motcua.kernel.actors import Actor

BENCH = Actor.system("bench")
BUDGET_MS = 50
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the codes that answer it, and whether it was never tuned on."""

    words: str
    right: frozenset[str]
    is_held_out: bool


@dataclass(slots=True)
class Hits:
    """How many questions were answered first, and among the first three."""

    asked: int = 0
    first: int = 0
    third: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, asked: Asked, found: Sequence[str]) -> None:
        """Count one question."""
        self.asked += 1
        self.first += bool(asked.right & set(found[:1]))
        self.third += bool(asked.right & set(found[:3]))
        if not asked.right & set(found[:3]):
            self.missed.append(asked.words)

    def __str__(self) -> str:
        return (
            f"top 1 {self.first:3} of {self.asked} ({self.first / self.asked:.1%})   "
            f"top 3 {self.third:3} of {self.asked} ({self.third / self.asked:.1%})"
        )


def questions() -> list[Asked]:
    """Return the questions of the set."""
    file = resources.files("motcua.conf").joinpath("bench", "queries.csv")
    return [
        Asked(row["query"], frozenset(row["right"].split("|")), row["held_out"] == "yes")
        for row in csv.DictReader(file.read_text("utf-8").splitlines())
    ]


def run(*, procedures: int, say: Say) -> None:
    """Measure on this site's database, filled up with made-up procedures; all is rolled back."""
    with transaction.atomic():
        began = time.perf_counter()
        added = _fill(procedures)
        say(
            f"{procedures} procedures, {added} made up just now in "
            f"{time.perf_counter() - began:.1f} s"
        )
        asked = questions()
        for real_first in (False, True):
            say("real before made-up ones, as on the page" if real_first else "all alike")
            _report(asked, real_first=real_first, say=say)
        times = _timed(asked)
        verdict = "within" if times.p95 <= BUDGET_MS else "MISSES"
        say(f"a search     {times}   {verdict} the budget of {BUDGET_MS} ms at p95")
        began, times_asked = time.process_time(), len(asked)
        for one in asked:
            queries.rank(one.words)
        spent = (time.process_time() - began) / times_asked * 1000
        say(f"  of which {spent:.1f} ms of this process, the rest is the database and waiting")
        say(f"a whole page {timed(lambda: queries.find('giay phep', most=20), runs=40)}")
        transaction.set_rollback(True)


def _fill(procedures: int) -> int:
    there = queries.find("", most=1).total
    made = list(generator.generate(procedures))
    known = queries.names_of([one.code for one in made])
    made = [one for one in made if one.code not in known]
    new = made[: max(0, procedures - there)]
    actions.publish_new(new, valid_from=agencies.legal_today(), by=BENCH, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_searchentry")
    return len(new)


def _report(asked: Sequence[Asked], *, real_first: bool, say: Say) -> None:
    tuned, held_out = Hits(), Hits()
    for one in asked:
        hits = held_out if one.is_held_out else tuned
        hits.count(one, queries.rank(one.words, real_first=real_first, most=3))
    say(f"  tuned on  {tuned}")
    say(f"  held out  {held_out}")
    for words in (*tuned.missed, *held_out.missed):
        say(f"    missed: {words}")


def _timed(asked: Sequence[Asked]) -> Times:
    words = iter([one.words for one in asked] * 3)
    return timed(lambda: queries.rank(next(words)), runs=2 * len(asked))
