"""Do the faults one after the other under load, judge what is left, and print a table."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import F
from django.utils import timezone

from motcua.audit import jobs, verification
from motcua.conf.bench import cast
from motcua.conf.bench.stage import Stage
from motcua.conf.drill.faults import FAULTS, Fault
from motcua.conf.drill.load import Load, Told
from motcua.documents.models import OfficialPaper
from motcua.dossiers.models import Dossier
from motcua.notifications.models import Notice

Say = Callable[[str], None]

CITIZENS = 2
LONGEST_DRAIN = 600.0
"""Seconds within which what piled up must be done (F15)."""
_UNDONE = """
    SELECT count(*) FROM procrastinate_jobs job WHERE status IN ('todo', 'doing')
        AND (scheduled_at IS NULL OR scheduled_at <= now() + interval '10 minutes')
        AND NOT EXISTS (SELECT FROM procrastinate_periodic_defers WHERE job_id = job.id)
"""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a fault left behind.

    Attributes:
        drained: Seconds until nothing was left to do; None: something still is.
        wrong: What does not hold, in words; empty if everything does.
    """

    fault: Fault
    told: Told
    drained: float | None
    wrong: Sequence[str]


def run(stage: Stage, *, only: Collection[str], say: Say) -> bool:
    """Do the faults, all or those named; return whether everything held each time."""
    cast.offer_ten_fields(at=timezone.now())
    people = cast.citizens(CITIZENS)
    chosen = [one for one in FAULTS if not only or set(only) & set(one.number.split())]
    outcomes = []
    for fault in chosen:
        say(f"{fault.number}: {fault.name} …")
        with Load(stage.port, people) as load:
            time.sleep(3)
            fault.do(stage)
            # Somebody must be served again before it counts as over.
            _until_served(load.told)
        connection.close()
        drained = _drained()
        outcomes.append(
            Outcome(fault=fault, told=load.told, drained=drained, wrong=_wrong(load.told, drained))
        )
    _table(outcomes, say=say)
    return not any(one.wrong for one in outcomes)


def _until_served(told: Told) -> None:
    before, ends = len(told.codes), time.monotonic() + 90
    while len(told.codes) < before + CITIZENS and time.monotonic() < ends:
        time.sleep(0.2)


def _drained() -> float | None:
    began = time.monotonic()
    while time.monotonic() < began + LONGEST_DRAIN:
        with connection.cursor() as cursor:
            cursor.execute(_UNDONE)
            (undone,) = cursor.fetchone()
        if not undone:
            return time.monotonic() - began
        time.sleep(0.5)
    return None


def _wrong(told: Told, drained: float | None) -> list[str]:
    """Return which of the invariants do not hold for what citizens were told."""
    rows = list(Dossier.objects.filter(code__in=told.codes).values_list("code", "id"))
    ids = [str(one) for _, one in rows]
    found = Counter(code for code, _ in rows)
    subjects = [f"dossier:{one}" for one in ids]
    papers = Counter(
        OfficialPaper.objects.filter(subject__in=subjects).values_list("subject", "kind")
    )
    unsynced = Dossier.objects.filter(code__in=told.codes).exclude(synced_version=F("version"))
    told_twice = Counter(
        Notice.objects.filter(about__in=subjects).values_list("about", "template", "channel")
    )
    log = verification.verify(exported=jobs.checkpoint_folder())
    broken = "; ".join(str(one) for one in log.broken[:2])
    checks = {
        "no receipt was given at all": not told.codes,
        f"{len(told.codes) - len(found)} acknowledged dossiers are lost": len(found)
        < len(set(told.codes)),
        "a code was given out twice": len(set(told.codes)) < len(told.codes)
        or any(count > 1 for count in found.values()),
        "a dossier lacks its receipt": len({one for one, _ in papers}) < len(subjects),
        "a paper was issued twice": any(count > 1 for count in papers.values()),
        "somebody was told the same twice": any(count > 1 for count in told_twice.values()),
        f"{unsynced.count()} dossiers are not at the national site": unsynced.exists(),
        f"the audit log is broken: {broken}": bool(broken),
        f"work is left after {LONGEST_DRAIN:.0f} s": drained is None,
    }
    return [what for what, is_so in checks.items() if is_so]


def _table(outcomes: Sequence[Outcome], *, say: Say) -> None:
    head = ("fault", "", "receipts", "sent again", "silence", "drained", "left behind")
    say("{:<8} {:<47} {:>8} {:>10} {:>8} {:>8}  {}".format(*head))
    for one in outcomes:
        drained = "never" if one.drained is None else f"{one.drained:.1f} s"
        say(
            f"{one.fault.number:<8} {one.fault.name:<47} {len(one.told.codes):>8} "
            f"{one.told.unanswered:>10} {one.told.silence:>6.1f} s {drained:>8}  "
            f"{'; '.join(one.wrong) or 'nothing lost, nothing doubled'}"
        )
