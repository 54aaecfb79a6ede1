"""Whether a process can get stuck: a token game over everything it may ever do.

A process is sound when from wherever it may stand it can reach its end with nothing left behind,
when no way is entered twice at once, and when every step can be reached. What is not sound would
strand a dossier, so it is refused when it is published.

Source: W. M. P. van der Aalst, The Application of Petri Nets to Workflow Management (1998),
soundness of workflow nets; OMG BPMN 2.0.2, clause 13 (execution semantics).
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from motcua.kernel.messages import message
from motcua.processes.types import Unsupported

MOST_STATES: Final = 20_000
"""A dozen parallel branches; more cannot be looked through, nor understood by whoever runs them."""

Marking = frozenset[str]
"""Ids of flows, running nodes and set timers that hold a token; empty: the process has ended."""


class NodeKind(StrEnum):
    """How a node handles tokens."""

    START = "start"
    END = "end"
    WAITS = "waits"
    """A task or a timer: it holds the token until somebody, or the clock, lets it go."""
    PASSES = "passes"
    """One way in is enough, and one way out is taken: an exclusive gateway, a decision."""
    ALL = "all"
    """A parallel gateway: all ways in are needed, all ways out are taken."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A timer that stands on a task.

    Attributes:
        key: Its id.
        out: The flow that it sends a token on.
        interrupts: Whether the task is taken away when it goes off.
    """

    key: str
    out: str
    interrupts: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One node, with the ids of the flows that come in and go out."""

    key: str
    kind: NodeKind
    ways_in: tuple[str, ...]
    ways_out: tuple[str, ...]
    timers: tuple[Boundary, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a process by id."""

    nodes: Mapping[str, Node]
    _after: dict[str, Node] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._after.update({way: node for node in self.nodes.values() for way in node.ways_in})

    def begin(self) -> Marking:
        """Return where every instance begins."""
        (start,) = (node for node in self.nodes.values() if node.kind is NodeKind.START)
        return frozenset(start.ways_out)

    def moves(self, marking: Marking) -> Iterator[Marking]:
        """Yield what may come next.

        What the engine does by itself comes before what waits for somebody: such moves do not
        disturb each other, so one order stands for all.

        Raises:
            EnteredTwiceError: A token would go where one already is.
        """
        for token in sorted(marking):
            node = self._after.get(token)
            if node is None or (node.kind is NodeKind.ALL and not marking.issuperset(node.ways_in)):
                continue
            yield from self._passed(marking, token, node)
            return
        for token in sorted(marking):
            node = self.nodes.get(token)
            if node is not None:
                yield from self._waited(marking, node)

    def _passed(self, marking: Marking, token: str, node: Node) -> Iterator[Marking]:
        match node.kind:
            case NodeKind.END:
                yield marking - {token}
            case NodeKind.ALL:
                yield _moved(marking, frozenset(node.ways_in), frozenset(node.ways_out))
            case NodeKind.PASSES:
                for way in node.ways_out:
                    yield _moved(marking, frozenset({token}), frozenset({way}))
            case _:
                held = {node.key, *(timer.key for timer in node.timers)}
                yield _moved(marking, frozenset({token}), frozenset(held))

    def _waited(self, marking: Marking, node: Node) -> Iterator[Marking]:
        held = frozenset({node.key, *(timer.key for timer in node.timers)}) & marking
        yield _moved(marking, held, frozenset(node.ways_out))
        for timer in node.timers:
            if timer.key in marking:
                gone = held if timer.interrupts else frozenset({timer.key})
                yield _moved(marking, gone, frozenset({timer.out}))


class EnteredTwiceError(Exception):
    """A token would go where one already is; `at` are the ids of the places."""

    def __init__(self, at: Marking) -> None:
        super().__init__(sorted(at))
        self.at = at


def problems(graph: Graph) -> Iterator[Unsupported]:
    """Yield why a process is not sound; nothing: it is."""
    circle = _circle(graph)
    if circle:
        yield Unsupported(circle, "loop", message("vòng lặp không đi qua việc nào nên chạy mãi"))
        return
    before: dict[Marking, set[Marking]] = {graph.begin(): set()}
    waiting = deque(before)
    while waiting:
        marking = waiting.popleft()
        try:
            following = set(graph.moves(marking))
        except EnteredTwiceError as twice:
            yield Unsupported(
                _named(graph, twice.at), "flow", message("có thể bị đi vào hai lần cùng lúc")
            )
            return
        for after in following:
            if after not in before:
                before[after] = set()
                waiting.append(after)
            before[after].add(marking)
        if len(before) > MOST_STATES:
            yield Unsupported(
                "-", "flow", message("có quá nhiều nhánh song song để kiểm tra hết đường đi")
            )
            return
    yield from _unreached(graph, before)
    yield from _stuck(graph, before)


def _unreached(graph: Graph, before: Mapping[Marking, set[Marking]]) -> Iterator[Unsupported]:
    entered = {token for marking in before for token in marking}
    for node in graph.nodes.values():
        if node.kind is not NodeKind.START and entered.isdisjoint(node.ways_in):
            yield Unsupported(node.key, "flow", message("không đường đi nào dẫn tới đây"))


def _stuck(graph: Graph, before: Mapping[Marking, set[Marking]]) -> Iterator[Unsupported]:
    """Yield the places from which the end is out of reach."""
    ends = {frozenset[str]()} & before.keys()
    reaches, waiting = set(ends), deque(ends)
    while waiting:
        for earlier in before[waiting.popleft()]:
            if earlier not in reaches:
                reaches.add(earlier)
                waiting.append(earlier)
    lost = [marking for marking in before if marking not in reaches]
    goes_on = {earlier for earlier_ones in before.values() for earlier in earlier_ones}
    if lost:
        # A dead end says it best; where there is only a circle without a way out, its smallest.
        worst = min(lost, key=lambda marking: (marking in goes_on, len(marking), sorted(marking)))
        found = _named(graph, worst)
        yield Unsupported(found, "flow", message("hồ sơ có thể mắc lại ở đây, không tới kết thúc"))


def _circle(graph: Graph) -> str:
    """Return a node of a circle in which nothing waits; empty: there is none."""
    passing = {
        key: node
        for key, node in graph.nodes.items()
        if node.kind in {NodeKind.PASSES, NodeKind.ALL}
    }
    into = {way: key for key, node in passing.items() for way in node.ways_in}
    left = {key: {into[w] for w in node.ways_out if w in into} for key, node in passing.items()}
    while left:
        done = {key for key, after in left.items() if not after & left.keys()}
        if not done:
            return min(left)
        left = {key: after for key, after in left.items() if key not in done}
    return ""


def _moved(marking: Marking, gone: Marking, new: Marking) -> Marking:
    kept = marking - gone
    if kept & new:
        raise EnteredTwiceError(kept & new)
    return kept | new


def _named(graph: Graph, tokens: Marking) -> str:
    """Return the id that an author finds in the drawing: a node rather than a flow."""
    ahead = {way: node.key for node in graph.nodes.values() for way in node.ways_in}
    return min((ahead.get(token, token) for token in tokens), default="-")
