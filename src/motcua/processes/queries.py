"""Reads of processes."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count
from markupsafe import Markup

from motcua.processes import decisions, errors, moving, upgrades
from motcua.processes.adapters import bpmn, diagrams, dmn
from motcua.processes.adapters.bpmn import ProcessFile
from motcua.processes.adapters.engine import Engine, Standing, State
from motcua.processes.decisions import Finding, Table
from motcua.processes.drawing import Sheet, svg
from motcua.processes.models import (
    DecisionVersion,
    ProcessInstance,
    ProcessTimer,
    ProcessVersion,
)
from motcua.processes.types import Fact, FactKind, Mark, Obstacle, ReadyTask, Step, Value


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A timer that may go off: pass `instance` and `id` to `actions.fire`."""

    instance: UUID
    subject: str
    id: UUID
    key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Stranded:
    """An instance that stays on its version: which, of what number, and why."""

    instance: UUID
    subject: str
    number: int
    obstacles: tuple[Obstacle, ...]


def latest(key: str) -> ProcessVersion:
    """Return the version that new instances get.

    Raises:
        UnknownProcess: None is published under the key.
    """
    found = ProcessVersion.objects.filter(key=key).order_by("-number").first()
    if found is None:
        raise errors.UnknownProcess(key=key)
    return found


def exists(key: str) -> bool:
    """Tell whether a process is published under a key."""
    return ProcessVersion.objects.filter(key=key).exists()


def steps(version_id: UUID) -> dict[str, Step]:
    """Return the steps of a version by their element ids, in the order of the file."""
    return file_of(version_id).steps


def version_of(instance_id: UUID) -> UUID:
    """Return the version that an instance runs on now."""
    return ProcessInstance.objects.values_list("version", flat=True).get(id=instance_id)


def facts(version_id: UUID) -> dict[str, Fact]:
    """Return what a version asks of its caller, by name: to be given with every move."""
    return file_of(version_id).facts


def way_to(
    version_id: UUID, wanted: Callable[[Step], bool], facts: Mapping[str, Value]
) -> tuple[tuple[str, str], ...] | None:
    """Return the shortest way from the beginning to where a wanted step is due.

    Args:
        version_id: Of the process.
        wanted: Tells of a step whether it is the one.
        facts: As far as they are known; conditions may need them.

    Returns:
        Steps with their outcomes, in order; empty where it is due at once; None: no way was found.
    """
    run, taken = engine(version_id), _of_file(version_id, facts)
    waiting: deque[tuple[State, tuple[tuple[str, str], ...]]] = deque([(run.start(taken), ())])
    seen: set[tuple[str, ...]] = set()
    while waiting:
        state, way = waiting.popleft()
        ready = run.standing(state).ready
        if any(wanted(task.step) for task in ready):
            return way
        stands = tuple(sorted(task.step.key for task in ready))
        if stands in seen:
            continue
        seen.add(stands)
        for task in ready:
            for outcome in task.step.outcomes:
                after = run.complete(state, task.id, outcome.value, taken)
                if after is not None:
                    waiting.append((after, (*way, (task.step.key, outcome.value))))
    return None


def walked(
    version_id: UUID, way: Iterable[tuple[str, str]], facts: Mapping[str, Value]
) -> tuple[State, Standing]:
    """Return a new instance after it has gone a way that `way_to` found; nothing is stored."""
    run, taken = engine(version_id), _of_file(version_id, facts)
    state = run.start(taken)
    for key, outcome in way:
        task = next(one for one in run.standing(state).ready if one.step.key == key)
        state = run.complete(state, task.id, outcome, taken) or state
    return state, run.standing(state)


def _of_file(version_id: UUID, known: Mapping[str, Value]) -> dict[str, Value]:
    """Return the facts that a process asks for; what else is known is left out."""
    declared = facts(version_id)
    return {name: value for name, value in known.items() if name in declared}


def ready_tasks(instance_id: UUID) -> tuple[ReadyTask, ...]:
    """Return what is due in an instance."""
    return standing(ProcessInstance.objects.get(id=instance_id)).ready


def standing(instance: ProcessInstance) -> Standing:
    """Return where an instance stands."""
    return engine(instance.version_id).standing(
        upgrades.current(instance.state, instance.state_version)
    )


def latest_decision(key: str) -> DecisionVersion:
    """Return the version of a decision that is asked from now on.

    Raises:
        UnknownDecision: None is published under the key.
    """
    found = latest_decisions([key]).get(key)
    if found is None:
        raise errors.UnknownDecision(key=key)
    return found


def latest_decisions(keys: Iterable[str]) -> dict[str, DecisionVersion]:
    """Return the newest versions of decisions by their keys; of one that has none nothing."""
    rows = DecisionVersion.objects.filter(key__in=list(keys)).order_by("key", "-number")
    return {row.key: row for row in rows.distinct("key")}


def decided(versions: Iterable[DecisionVersion]) -> dict[str, dict[str, FactKind]]:
    """Return what decisions find, by their keys; of one that finds lists nothing."""
    tables = {version.key: table_of(version.id) for version in versions}
    return {
        key: {output.fact.name: output.fact.kind for output in table.outputs}
        for key, table in tables.items()
        if table.is_single
    }


def decide(version_id: UUID, facts: Mapping[str, Value]) -> Finding:
    """Return what a version of a decision says of facts; more than it asks may be given.

    Raises:
        FactOfAnotherKind: A fact is not what the table asks.
        DecisionAmbiguous: As `decisions.decide`.
    """
    table = table_of(version_id)
    check_kinds(facts, {one.fact.name: one.fact for one in table.inputs})
    return decisions.decide(table, facts)


def check_kinds(facts: Mapping[str, Value], declared: Mapping[str, Fact]) -> None:
    """See that facts are what they are declared as; what is not declared may be anything.

    Raises:
        FactOfAnotherKind: One is not.
    """
    for name, fact in declared.items():
        if not fact.kind.holds(facts.get(name)):
            raise errors.FactOfAnotherKind(name=name, kind=fact.kind.label)


def running(key: str) -> dict[int, int]:
    """Return how many instances of a process run on each of its versions, by number."""
    rows = ProcessInstance.objects.filter(version__key=key, ended_at=None)
    counted = rows.values_list("version__number").annotate(Count("id")).order_by("version__number")
    return dict(counted)


def stranded(version_id: UUID, *, most: int = 100) -> list[Stranded]:
    """Return running instances of other versions that could not go over to this one, and why.

    They are not in danger: each stays on the version that it has, which never changes. The list is
    for whoever wants all of them on one version.

    Args:
        version_id: Where they would go.
        most: How many are looked at.
    """
    version = ProcessVersion.objects.get(id=version_id)
    rows = (
        ProcessInstance.objects.filter(version__key=version.key, ended_at=None)
        .exclude(version=version)
        .select_related("version")
        .order_by("id")[:most]
    )
    new = file_of(version_id)
    found = [
        Stranded(
            row.id,
            row.subject,
            row.version.number,
            tuple(moving.obstacles(standing(row), file_of(row.version_id), new)),
        )
        for row in rows
    ]
    return [one for one in found if one.obstacles]


def due_timers(*, at: datetime, most: int = 100) -> list[DueTimer]:
    """Return timers that may go off at a moment, the longest overdue first."""
    rows = ProcessTimer.objects.filter(due_at__lte=at, instance__ended_at=None)
    return [
        DueTimer(row.instance_id, row.instance.subject, row.task, row.key, row.due_at)
        for row in rows.select_related("instance").order_by("due_at", "id")[:most]
    ]


def file_of(version_id: UUID) -> ProcessFile:
    """Return what the file of a version says."""
    return _read(version_id)[1]


def drawing(version_id: UUID, marks: Mapping[str, Mark] | None = None) -> Markup:
    """Return a version as SVG, drawn as in its file, or laid out where that draws nothing.

    Args:
        version_id: Which.
        marks: What to show at which step, by its key; a page that shows them says so in words too.
    """
    sheet, title = _sheet(version_id)
    return svg(sheet, title=title, marks=marks)


def drawing_of(content: bytes) -> Markup:
    """Return a file that is not published yet as SVG.

    Raises:
        ProcessNotSupported: It is not run.
    """
    return svg(diagrams.sheet_of(content.decode("utf-8-sig")), title=bpmn.read(content).name)


def engine(version_id: UUID) -> Engine:
    """Return the engine of a version; versions never change, so each is parsed once per process."""
    return _read(version_id)[0]


@lru_cache(maxsize=512)
def _read(version_id: UUID) -> tuple[Engine, ProcessFile]:
    version = ProcessVersion.objects.get(id=version_id)
    pinned = {key: UUID(decision) for key, decision in version.decisions.items()}
    asked = DecisionVersion.objects.filter(id__in=pinned.values()) if pinned else ()
    file = bpmn.read(version.bpmn.encode(), decided(asked))
    running = Engine(
        bpmn=version.bpmn,
        process_id=file.process_id,
        steps=file.steps,
        timers=file.timers,
        decide=lambda key, facts: decide(pinned[key], facts).values,
    )
    return running, file


@lru_cache(maxsize=512)
def _sheet(version_id: UUID) -> tuple[Sheet, str]:
    version = ProcessVersion.objects.get(id=version_id)
    return diagrams.sheet_of(version.bpmn), file_of(version_id).name or version.key


@lru_cache(maxsize=512)
def table_of(version_id: UUID) -> Table:
    """Return the table of a decision version; each is parsed once per process."""
    return dmn.read(DecisionVersion.objects.get(id=version_id).dmn.encode())
