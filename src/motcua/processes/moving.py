"""Takes an instance over to another version of its process, or says why it cannot go.

What was done is done again in the other version, in order: what it has no place for is left
out, steps that are new and lie behind are passed. It goes over when it then stands exactly where it
stood: the same steps wait, in the same post of the same agency, and end in the same ways.
"""

from collections.abc import Collection, Iterator, Mapping

from motcua.kernel.messages import message
from motcua.processes.adapters.bpmn import ProcessFile
from motcua.processes.adapters.engine import Done, Engine, Standing, State
from motcua.processes.types import Obstacle, Step, Value

_MOST_PASSED = 50


def obstacles(stands: Standing, old: ProcessFile, new: ProcessFile) -> Iterator[Obstacle]:
    """Yield what of that which waits is not, or is otherwise, in the other version."""
    for task in stands.ready:
        why = _differs(task.step, new.steps.get(task.step.key))
        if why is not None:
            yield Obstacle(task.step.key, task.step.name, why)
    for one in stands.timers:
        after = new.timers.get(one.timer.key)
        if not one.timer.step and (after is None or after.step):
            why = message("phiên bản mới không có hẹn giờ này ở giữa đường đi")
            yield Obstacle(one.timer.key, one.timer.name or one.timer.key, why)
    if not old.steps.keys() & new.steps.keys():
        yield Obstacle("-", "-", message("hai phiên bản không có bước nào chung"))


def carried(
    done: Collection[Done],
    stands: Standing,
    engine: Engine,
    known: Collection[str],
    facts: Mapping[str, Value],
) -> State | None:
    """Return the state of an instance in another version; None: it would stand elsewhere.

    Args:
        done: What was done in the version that it has, in order.
        stands: Where it stands there.
        engine: Of the other version.
        known: Keys of the steps of the version that it has; what is not among them is new.
        facts: What gateways ask; the answers of today, not those of then.
    """
    state = engine.start(facts)
    for key, outcome in done:
        # What cannot be done again was not needed in this version; where it ends decides.
        reached = _brought_to(key, state, engine, known, facts) if key in engine.keys else None
        state = (reached and _again(key, outcome, reached, engine, facts)) or state
    waits = _waiting(stands)
    for key in sorted(waits):
        state = _brought_to(key, state, engine, known, facts) or state
    if _waiting(engine.standing(state)) != waits:
        return None
    return _with_ids(state, stands, engine.standing(state))


def _brought_to(
    key: str, state: State, engine: Engine, known: Collection[str], facts: Mapping[str, Value]
) -> State | None:
    """Pass new steps until one waits; None: it does not come to it by itself."""
    for _ in range(_MOST_PASSED):
        stands = engine.standing(state)
        if key in {task.step.key for task in stands.ready}:
            return state
        if key in {one.timer.key for one in stands.timers}:
            return state
        new = [
            task
            for task in stands.ready
            if task.step.key not in known and len(task.step.outcomes) == 1
        ]
        if not new:
            return None
        passed = engine.complete(state, new[0].id, new[0].step.outcomes[0].value, facts)
        if passed is None:  # pragma: no cover - it was ready a line above
            return None
        state = passed
    return None


def _again(
    key: str, outcome: str, state: State, engine: Engine, facts: Mapping[str, Value]
) -> State | None:
    stands = engine.standing(state)
    for task in stands.ready:
        if task.step.key == key and task.step.outcome(outcome) is not None:
            return engine.complete(state, task.id, outcome, facts)
    for one in stands.timers:
        if one.timer.key == key:
            return engine.fire(state, one.id, facts)
    return None


def _waiting(stands: Standing) -> set[str]:
    """Return the keys of what waits; timers on steps go with their steps."""
    between = {one.timer.key for one in stands.timers if not one.timer.step}
    return {task.step.key for task in stands.ready} | between


def _with_ids(state: State, before: Standing, after: Standing) -> State:
    """Return a state whose tasks have the ids that callers know: each step waits once at most."""
    old = {task.step.key: str(task.id) for task in before.ready}
    old |= {one.timer.key: str(one.id) for one in before.timers}
    new = {str(task.id): task.step.key for task in after.ready}
    new |= {str(one.id): one.timer.key for one in after.timers}
    renamed = {key: old[step] for key, step in new.items() if step in old}
    tasks = {
        renamed.get(key, key): {
            **task,
            "parent": renamed.get(task["parent"], task["parent"]),
            "children": [renamed.get(child, child) for child in task["children"]],
        }
        for key, task in state["tasks"].items()
    }
    last = str(state["last_task"])
    return {**state, "tasks": tasks, "last_task": renamed.get(last, last)}


def _differs(before: Step, after: Step | None) -> str | None:
    if after is None:
        return message("phiên bản mới không có bước này")
    if (before.post, before.agency) != (after.post, after.agency):
        return message("bước này đổi vị trí xử lý hoặc cơ quan")
    if {one.value for one in before.outcomes} != {one.value for one in after.outcomes}:
        return message("bước này đổi các kết quả có thể chọn")
    return None
