"""Parallel gateways that join right in loops.

SpiffWorkflow 3.2 counts a branch of an earlier time around as one that has come: what is consulted
again after it was sent back would go on with one answer missing. Here a join remembers which
branches it has taken, and takes each once.

Source: OMG BPMN 2.0.2, clause 13.4.1 (a parallel gateway consumes exactly one token from each
incoming sequence flow).
"""

from typing import Any, Final

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.serializer.config import DEFAULT_CONFIG
from SpiffWorkflow.bpmn.serializer.default.task_spec import ParallelGatewayConverter
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

_TAKEN: Final = "taken"


class Join(ParallelGateway):
    """Waits for one branch from each side, each time around anew."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        came = {task.parent.task_spec.name for task in self._came(my_task)}
        return came == {spec.name for spec in self.inputs}

    def _run_hook(self, my_task: Any) -> bool:
        for task in sorted(self._came(my_task), key=lambda task: task.last_state_change):
            task._set_internal_data(**{_TAKEN: True})  # noqa: SLF001 -- how its own classes do it
            if task is not my_task:
                DeepMerge.merge(my_task.data, task.parent.data)
        my_task._inherit_data()  # noqa: SLF001 -- how its own classes do it
        return True

    def _came(self, my_task: Any) -> list[Any]:
        """Return the branches that have come and were not taken, the latest included."""
        return [
            task
            for task in my_task.workflow.get_tasks(spec_name=self.name)
            if task.parent.state == TaskState.COMPLETED and not task._get_internal_data(_TAKEN)  # noqa: SLF001 -- how its own classes do it
        ]


class Parser(BpmnParser):
    """Reads parallel gateways as ours."""

    OVERRIDE_PARSER_CLASSES: Final = {full_tag("parallelGateway"): (GatewayParser, Join)}


SERIALIZER: Final = BpmnWorkflowSerializer(
    registry=BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, Join: ParallelGatewayConverter})
)
