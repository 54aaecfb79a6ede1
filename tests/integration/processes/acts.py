"""What tests of processes do to instances, in a word."""

from datetime import UTC, datetime

from motcua.kernel.actors import Actor
from motcua.processes import actions, queries

NOW = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)
"""A Wednesday, 9:30 in Hanoi."""
BY = Actor.system("test")


def published(content, key="mot-quy-trinh"):
    return actions.publish(key=key, content=content.encode(), by=BY, at=NOW)


def started(content, subject="dossier:1", **more):
    return actions.start(version_id=published(content).id, subject=subject, at=NOW, **more)


def done(advance, key, outcome="xong", **more):
    """Do the step of that key that is due."""
    task = next(task for task in advance.ready if task.step.key == key)
    return actions.complete(
        instance_id=advance.instance, task_id=task.id, outcome=outcome, at=NOW, **more
    )


def due(advance):
    return sorted(task.step.key for task in advance.ready)


def due_now(instance_id):
    return sorted(task.step.key for task in queries.ready_tasks(instance_id))
