"""SpiffWorkflow: starts, restores and moves instances; `joins` and this alone know the library.

The library is given a file cut down to what it is to do: no drawing, every person's task of one
kind, a decision as a call back to us, timers that never go off by its clock. Conditions are our own
(`expressions`); the library's would be run as Python. Facts are given with each move and are not
stored: they may be personal. What decisions find is stored, with the state.

The specification is kept per process version and put back when a state is restored, and so is what
most tasks have in common: a stored state holds what is particular (2 KB instead of 11).
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from motcua.processes import expressions, upgrades
from motcua.processes.adapters import xml_files
from motcua.processes.adapters.bpmn_file import BPMN, NODES, NS, TASKS, kind, ours
from motcua.processes.adapters.joins import SERIALIZER, Parser
from motcua.processes.types import ReadyTask, Step, TimerEvent, Value

State = dict[str, Any]
Decide = Callable[[str, Mapping[str, Value]], Mapping[str, Value]]
"""Answers a decision: its key and the facts known there in, what it finds by name out."""

_SPECIFICATION = ("spec", "subprocess_specs")
_NEVER = '"9999-12-31T00:00:00+00:00"'
_KEPT = {*NODES, "laneSet", "lane", "flowNodeRef", "sequenceFlow", "conditionExpression"}
_KEPT |= {"timerEventDefinition", "incoming", "outgoing"}
_CALLED = {**dict.fromkeys(TASKS, "userTask"), "businessRuleTask": "scriptTask"}


class Done(NamedTuple):
    """A step that was done with an outcome, or a timer that went off (no outcome)."""

    key: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an instance stands.

    Attributes:
        ready: Tasks that are due.
        timers: Those that wait.
        found: What decisions have found so far, by name; the last of a name counts.
        has_ended: Whether nothing is left to do.
    """

    ready: tuple[ReadyTask, ...]
    timers: "tuple[SetTimer, ...]"
    found: dict[str, Value]
    has_ended: bool

    def task(self, task_id: UUID) -> ReadyTask | None:
        """Return the task of that id, or None when it is not due."""
        return next((task for task in self.ready if task.id == task_id), None)


@dataclass(frozen=True, slots=True)
class SetTimer:
    """A timer that waits; `id` is the engine's."""

    id: UUID
    timer: TimerEvent


def _no_decision(key: str, facts: Mapping[str, Value]) -> Mapping[str, Value]:  # noqa: ARG001 -- a `Decide`
    message = f"the process asks the decision {key}, which was not given"
    raise LookupError(message)


class Engine:
    """Runs instances of one process version."""

    def __init__(
        self,
        *,
        bpmn: str,
        process_id: str,
        steps: Mapping[str, Step],
        timers: Mapping[str, TimerEvent] | None = None,
        decide: Decide = _no_decision,
    ) -> None:
        """Parse the file, once per process.

        Args:
            bpmn: Content of a file that `adapters.bpmn.read` took.
            process_id: Of the process in it.
            steps: Its tasks by element id.
            timers: Its timers by element id.
            decide: Answers its decisions.
        """
        parser = Parser()
        parser.add_bpmn_xml(_cut_down(xml_files.parse(bpmn.encode())))
        self._spec = parser.get_spec(process_id)
        self._steps, self._timers, self._decide = steps, timers or {}, decide
        fresh = SERIALIZER.to_dict(BpmnWorkflow(self._spec))
        self._specification = {key: fresh[key] for key in _SPECIFICATION}

    def start(self, facts: Mapping[str, Value] | None = None) -> State:
        """Return the state of a new instance that stands before its first tasks."""
        workflow = BpmnWorkflow(self._spec, script_engine=_Answers(facts or {}, self._decide))
        workflow.do_engine_steps()
        return self._stored(workflow)

    def standing(self, state: State) -> Standing:
        """Return where an instance stands."""
        workflow = self._restored(state)
        done = sorted(workflow.get_tasks(), key=lambda task: task.last_state_change)
        return Standing(
            ready=tuple(
                ReadyTask(task.id, self._steps[task.task_spec.bpmn_id]) for task in _due(workflow)
            ),
            timers=tuple(
                SetTimer(task.id, self._timers[task.task_spec.bpmn_id])
                for task in _waiting(workflow, self._timers)
            ),
            found={
                name: _read_back(value)
                for task in done
                for name, value in task.data.items()
                if name != "outcome"
            },
            has_ended=bool(workflow.is_completed()),
        )

    @property
    def keys(self) -> frozenset[str]:
        """Keys of its steps and timers."""
        return frozenset(self._steps) | frozenset(self._timers)

    def done(self, state: State) -> tuple[Done, ...]:
        """Return what was done so far, in order."""
        tasks = self._restored(state).get_tasks(state=TaskState.COMPLETED)
        return tuple(
            Done(task.task_spec.bpmn_id, task.data.get("outcome", ""))
            for task in sorted(tasks, key=lambda task: task.last_state_change)
            if task.task_spec.bpmn_id in self.keys
        )

    def complete(
        self,
        state: State,
        task_id: UUID,
        outcome: str,
        facts: Mapping[str, Value] | None = None,
    ) -> State | None:
        """Return the state after a task was done, or None when that task is not due.

        Args:
            state: Before.
            task_id: Of a ready task.
            outcome: One of the step's.
            facts: What conditions and decisions behind it may ask.
        """
        workflow = self._restored(state, facts)
        task = next((task for task in _due(workflow) if task.id == task_id), None)
        if task is None:
            return None
        task.data["outcome"] = outcome
        task.run()
        workflow.do_engine_steps()
        return self._stored(workflow)

    def fire(
        self, state: State, timer_id: UUID, facts: Mapping[str, Value] | None = None
    ) -> State | None:
        """Return the state after a timer went off, or None when it does not wait any more."""
        workflow = self._restored(state, facts)
        waiting = _waiting(workflow, self._timers)
        task = next((task for task in waiting if task.id == timer_id), None)
        if task is None:
            return None
        # What the library sets when its own clock says so.
        task._set_internal_data(event_fired=True)  # noqa: SLF001 -- there is no public way
        workflow.refresh_timers()
        workflow.do_engine_steps()
        return self._stored(workflow)

    def _stored(self, workflow: BpmnWorkflow) -> State:
        state: State = SERIALIZER.to_dict(workflow)
        kept = {key: value for key, value in state.items() if key not in _SPECIFICATION}
        return upgrades.leave_out_the_usual(kept)

    def _restored(self, state: State, facts: Mapping[str, Value] | None = None) -> BpmnWorkflow:
        # The library edits what it is given; what is shared must stay as it is.
        tasks = {
            key: {**copy.deepcopy(dict(upgrades.USUAL)), **task, "id": key}
            for key, task in _parents_first(state)
        }
        workflow = SERIALIZER.from_dict({**state, "tasks": tasks, **self._specification})
        workflow.script_engine = _Answers(facts or {}, self._decide)
        return workflow


class _Answers(PythonScriptEngine):
    """Answers what the library asks during one move; never by running text as a program."""

    def __init__(self, facts: Mapping[str, Value], decide: Decide) -> None:
        super().__init__()
        self._facts, self._decide = facts, decide

    def evaluate(self, task: Any, expression: str, external_context: object = None) -> object:  # noqa: ARG002 -- the library's
        """Answer a condition; a timer gets the moment that never comes."""
        if expression == _NEVER:
            return _NEVER.strip('"')
        return expressions.evaluate(expressions.parse(expression), self._known(task)) is True

    def execute(self, task: Any, script: str, external_context: object = None) -> bool:  # noqa: ARG002 -- the library's
        """Answer a decision, whose key stands in for the program."""
        found = self._decide(script, self._known(task))
        task.data.update({name: _written(value) for name, value in found.items()})
        return True

    def _known(self, task: Any) -> dict[str, Value]:
        found = {name: _read_back(value) for name, value in task.data.items()}
        return {**found, **self._facts}


def _parents_first(state: State) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield tasks as the library must read them: what a task knows is told by its parent.

    The order in which they were written is lost in the database, and a child that is read first
    silently knows nothing.
    """
    waiting = [state["root"]]
    while waiting:
        key = waiting.pop()
        task = state["tasks"][key]
        waiting.extend(task["children"])
        yield key, task


def _due(workflow: BpmnWorkflow) -> list[Any]:
    return list(workflow.get_tasks(state=TaskState.READY, manual=True))


def _waiting(workflow: BpmnWorkflow, timers: Mapping[str, TimerEvent]) -> list[Any]:
    tasks = workflow.get_tasks(state=TaskState.WAITING)
    return [task for task in tasks if task.task_spec.bpmn_id in timers]


def _cut_down(root: etree._Element) -> etree._Element:
    """Return what the library is to see of a file that was examined."""
    cut = etree.Element(root.tag, nsmap=root.nsmap)
    process = root.find("b:process", NS)
    _translate(etree.SubElement(cut, process.tag, id=process.get("id")), process)
    return cut


def _translate(into: etree._Element, element: etree._Element) -> None:
    """Copy what is run in an element, in the words that the library is to read."""
    for child in element:
        said = kind(child) if isinstance(child.tag, str) else ""
        if said not in _KEPT:
            continue
        tag = _CALLED.get(said, said)
        copied = etree.SubElement(into, f"{{{BPMN}}}{tag}", dict(child.attrib))
        copied.text = child.text
        if said == "timerEventDefinition":
            etree.SubElement(copied, f"{{{BPMN}}}timeDate").text = _NEVER
        elif said == "businessRuleTask":
            etree.SubElement(copied, f"{{{BPMN}}}script").text = ours(child, "decision")
        _translate(copied, child)


def _written(value: Value) -> object:
    """Return a value as JSON holds it; numbers and days keep what they are."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _read_back(stored: Any) -> Value:
    """Return a value that `_written` wrote."""
    match stored:
        case {"number": str(number)}:
            return Decimal(number)
        case {"date": str(day)}:
            return date.fromisoformat(day)
    value: Value = stored
    return value
