"""Reads of processes."""

from functools import lru_cache
from uuid import UUID

from motcua.processes import errors
from motcua.processes.adapters import bpmn
from motcua.processes.adapters.engine import Engine
from motcua.processes.models import ProcessInstance, ProcessVersion
from motcua.processes.types import ReadyTask, Step


def latest(key: str) -> ProcessVersion:
    """Return the version that new instances get.

    Raises:
        UnknownProcess: None is published under the key.
    """
    found = ProcessVersion.objects.filter(key=key).order_by("-number").first()
    if found is None:
        raise errors.UnknownProcess(key=key)
    return found


def steps(version_id: UUID) -> dict[str, Step]:
    """Return the steps of a version by their element ids, in the order of the file."""
    return _read(version_id)[1]


def ready_tasks(instance_id: UUID) -> tuple[ReadyTask, ...]:
    """Return what is due in an instance."""
    instance = ProcessInstance.objects.get(id=instance_id)
    return engine(instance.version_id).ready(instance.state)


def engine(version_id: UUID) -> Engine:
    """Return the engine of a version; versions never change, so each is parsed once per process."""
    return _read(version_id)[0]


@lru_cache(maxsize=512)
def _read(version_id: UUID) -> tuple[Engine, dict[str, Step]]:
    version = ProcessVersion.objects.get(id=version_id)
    file = bpmn.read(version.bpmn.encode())
    running = Engine(bpmn=version.bpmn, process_id=file.process_id, steps=file.steps)
    return running, file.steps
