"""Brings stored states up to date: a dossier that waits for years is read by today's program.

Each change of how a state is written gets the next number and one named function here, which makes
of a state of the number before one of its own. Functions stay for good, and so do the states that
each version wrote (`tests/unit/processes/states`); a row is written anew when its instance moves.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

State = dict[str, Any]

USUAL: Final[Mapping[str, Any]] = {
    "data": {},
    "delta": {"deletions": [], "updates": {}},
    "internal_data": {},
    "triggered": False,
    "typename": "Task",
}
"""What most tasks of the library say of themselves."""


def leave_out_the_usual(state: State) -> State:
    """Return a state whose tasks say only what is particular to them: less than half the size."""
    tasks = {
        key: {
            name: value
            for name, value in task.items()
            if name != "id" and (name not in USUAL or value != USUAL[name])
        }
        for key, task in state["tasks"].items()
    }
    return {**state, "tasks": tasks}


UPGRADES: Final[Mapping[int, Callable[[State], State]]] = {2: leave_out_the_usual}
"""The function that makes a state of this number of one of the number before."""

CURRENT: Final = max(UPGRADES)


def current(state: State, version: int) -> State:
    """Return a stored state as today's engine reads it.

    Args:
        state: As stored; not changed.
        version: The number that it was stored under.

    Raises:
        ValueError: A later program stored it: an old one must not run it.
    """
    if not 1 <= version <= CURRENT:
        message = f"state version {version} is unknown; this program knows 1 to {CURRENT}"
        raise ValueError(message)
    for number in range(version + 1, CURRENT + 1):
        state = UPGRADES[number](state)
    return state
