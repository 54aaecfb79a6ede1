"""SpiffWorkflow: starts, restores and moves instances; the only file that knows the library.

The specification is kept per process version and put back when a state is restored, so a stored
state holds the state alone (5 KB instead of 11).
"""

from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from motcua.processes.types import ReadyTask, Step

_SERIALIZER = BpmnWorkflowSerializer(registry=BpmnWorkflowSerializer.configure())
_SPECIFICATION = ("spec", "subprocess_specs")


class Engine:
    """Runs instances of one process version."""

    def __init__(self, *, bpmn: str, process_id: str, steps: dict[str, Step]) -> None:
        """Parse the file, once per process.

        Args:
            bpmn: Content of a file that `adapters.bpmn.read` took.
            process_id: Of the process in it.
            steps: Its tasks by element id.
        """
        parser = BpmnParser()
        safe = etree.XMLParser(resolve_entities=False, no_network=True)
        parser.add_bpmn_xml(etree.fromstring(bpmn.encode(), safe))
        self._spec = parser.get_spec(process_id)
        self._steps = steps
        fresh = _SERIALIZER.to_dict(BpmnWorkflow(self._spec))
        self._specification = {key: fresh[key] for key in _SPECIFICATION}

    def start(self) -> dict[str, Any]:
        """Return the state of a new instance that stands before its first tasks."""
        workflow = BpmnWorkflow(self._spec)
        workflow.do_engine_steps()
        return self._stored(workflow)

    def ready(self, state: dict[str, Any]) -> tuple[ReadyTask, ...]:
        """Return the tasks that are due."""
        return self._ready(self._restored(state))

    def complete(self, state: dict[str, Any], task_id: UUID, outcome: str) -> dict[str, Any] | None:
        """Return the state after a task was done, or None when that task is not due.

        Args:
            state: Before.
            task_id: Of a ready task.
            outcome: One of the step's.
        """
        workflow = self._restored(state)
        task = next((task for task in _due(workflow) if task.id == task_id), None)
        if task is None:
            return None
        task.data["outcome"] = outcome
        task.run()
        workflow.do_engine_steps()
        return self._stored(workflow)

    def has_ended(self, state: dict[str, Any]) -> bool:
        """Tell whether nothing is left to do."""
        return bool(self._restored(state).is_completed())

    def _ready(self, workflow: BpmnWorkflow) -> tuple[ReadyTask, ...]:
        return tuple(
            ReadyTask(task.id, self._steps[task.task_spec.bpmn_id]) for task in _due(workflow)
        )

    def _stored(self, workflow: BpmnWorkflow) -> dict[str, Any]:
        state: dict[str, Any] = _SERIALIZER.to_dict(workflow)
        return {key: value for key, value in state.items() if key not in _SPECIFICATION}

    def _restored(self, state: dict[str, Any]) -> BpmnWorkflow:
        # The library edits what it is given; the specification is shared and must stay as it is.
        return _SERIALIZER.from_dict({**state, **self._specification})


def _due(workflow: BpmnWorkflow) -> list[Any]:
    return list(workflow.get_tasks(state=TaskState.READY, manual=True))
