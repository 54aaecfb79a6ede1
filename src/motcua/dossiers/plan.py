"""The plan of a dossier that several agencies carry out: what is due, what has come; pure.

A plan is the legs of a procedure's version, in an order in which they can be done. Each leg is a
dossier of its own, which may have legs again.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from motcua.catalogue.types import Leg
from motcua.dossiers import rules
from motcua.dossiers.cooperation import LegState
from motcua.dossiers.lifecycle import clock_of
from motcua.dossiers.types import Clock, Status

States = Mapping[str, LegState]


def state_of(status: Status, closed_at: datetime | None) -> LegState:
    """Return how a leg stands that has begun."""
    if status in {Status.FINISHED, Status.RETURNED}:
        return LegState.DONE
    if rules.has_ended(status, closed_at):
        return LegState.FAILED
    return LegState.STANDS if clock_of(status) is Clock.STANDS else LegState.RUNS


def due(legs: Sequence[Leg], states: States) -> list[Leg]:
    """Return the legs that begin now: those before them are done.

    Args:
        legs: The plan.
        states: Of the legs that have begun.
    """
    return [
        leg
        for leg in legs
        if leg.code not in states
        and all(states.get(before) is LegState.DONE for before in leg.after)
    ]


def has_come(legs: Sequence[Leg], states: States) -> bool:
    """Tell whether every leg is done."""
    return all(states.get(leg.code) is LegState.DONE for leg in legs)


def is_at_end(legs: Sequence[Leg], states: States) -> bool:
    """Tell whether no leg runs and none can begin: all came, or something was refused."""
    runs = {LegState.RUNS, LegState.STANDS} & set(states.values())
    return not runs and not due(legs, states)


def ends_at(
    legs: Sequence[Leg], begins_at: datetime, finish: Callable[[Leg, datetime], datetime]
) -> datetime:
    """Return the end of the longest way through a plan.

    Args:
        legs: At least one; each after those that it waits for.
        begins_at: When those begin that wait for none.
        finish: When a leg is done that begins at a moment.
    """
    ends: dict[str, datetime] = {}
    for leg in legs:
        ends[leg.code] = finish(leg, max([begins_at, *(ends[one] for one in leg.after)]))
    return max(ends.values())
