"""Draws process files for tests: nodes and flows in a few words, or at random."""

from itertools import pairwise
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:motcua="urn:motcua:bpmn:1" id="file" targetNamespace="urn:test">'
)


class Board:
    """A process that grows; `content` is its file."""

    def __init__(self, facts=()):
        self.facts, self.nodes, self.flows, self.tasks, self.names = facts, [], [], [], 0
        self.node("startEvent", "begin")

    def fresh(self, stem):
        self.names += 1
        return f"{stem}-{self.names}"

    def node(self, kind, key, inside="", **attributes):
        said = "".join(f" {n.replace('_', ':')}={quoteattr(v)}" for n, v in attributes.items())
        self.nodes.append(f'<{kind} id="{key}"{said}>{inside}</{kind}>')
        return key

    def task(self, key=None, **attributes):
        key = self.node(
            "userTask", key or self.fresh("task"), motcua_hours="1", name="Việc", **attributes
        )
        self.tasks.append(key)
        return key

    def boundary(self, task, key, *, interrupts, **attributes):
        return self.node(
            "boundaryEvent",
            key,
            "<timerEventDefinition/>",
            attachedToRef=task,
            cancelActivity="true" if interrupts else "false",
            **{"motcua_hours": "8", **attributes},
        )

    def flow(self, source, target, said=None, key=None):
        key = key or self.fresh("flow")
        inside = (
            f"<conditionExpression>{said.replace('<', '&lt;')}</conditionExpression>"
            if said
            else ""
        )
        self.flows.append(
            f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inside}'
            "</sequenceFlow>"
        )
        return key

    def chain(self, *keys):
        for source, target in pairwise(keys):
            self.flow(source, target)

    def content(self, end="end"):
        if end:
            self.node("endEvent", end)
        facts = "".join(f'<motcua:fact name="{n}" type="{t}"/>' for n, t in self.facts)
        refs = "".join(f"<flowNodeRef>{key}</flowNodeRef>" for key in self.tasks)
        return (
            f'{HEAD}<process id="p"><extensionElements>{facts}</extensionElements>'
            f'<laneSet id="lanes"><lane id="lane" motcua:post="specialist">{refs}</lane></laneSet>'
            f"{''.join(self.nodes)}{''.join(self.flows)}</process></definitions>"
        )


def trees(depth=3):
    """Processes built of blocks: one task, one after the other, either, all at once, again.

    A step may have a timer that ends it, or one that sets another block off beside it.
    """
    block = st.just(("task",))
    for _ in range(depth):
        inner = block
        block = st.one_of(
            inner,
            st.tuples(st.just("after"), inner, inner),
            st.tuples(st.just("either"), inner, inner),
            st.tuples(st.just("all"), inner, inner),
            st.tuples(st.just("again"), inner),
            st.tuples(st.just("reminded"), inner),
            st.just(("timed",)),
        )
    return block


def drawn(tree):
    """Return the file of a process of that shape."""
    board = Board()
    board.flow(_put(board, tree, "begin"), "end")
    return board.content()


def _put(board, tree, source):
    """Draw a block behind a node; returns the node that it ends with."""
    shape, *inner = tree
    return _BLOCKS[shape](board, source, *inner)


def _task(board, source):
    key = board.task()
    board.flow(source, key)
    return key


def _after(board, source, first, second):
    return _put(board, second, _put(board, first, source))


def _either(board, source, *inner):
    split = board.node("exclusiveGateway", board.fresh("split"))
    board.flow(_task(board, source), split)
    join = board.node("exclusiveGateway", board.fresh("join"))
    for number, branch in enumerate(inner):
        way = board.node("exclusiveGateway", board.fresh("way"))
        board.flow(split, way, f'outcome == "o{number}"')
        board.flow(_put(board, branch, way), join)
    return join


def _all(board, source, *inner):
    split = board.node("parallelGateway", board.fresh("fork"))
    board.flow(source, split)
    join = board.node("parallelGateway", board.fresh("join"))
    for branch in inner:
        board.flow(_put(board, branch, split), join)
    return join


def _again(board, source, inner):
    merge = board.node("exclusiveGateway", board.fresh("merge"))
    board.flow(source, merge)
    again = board.node("exclusiveGateway", board.fresh("again"))
    board.flow(_task(board, _put(board, inner, merge)), again)
    board.flow(again, merge, 'outcome == "again"')
    on = board.node("exclusiveGateway", board.fresh("on"))
    board.flow(again, on, 'outcome == "on"')
    return on


def _timed(board, source):
    key = _task(board, source)
    timer = board.boundary(key, board.fresh("timer"), interrupts=True)
    join = board.node("exclusiveGateway", board.fresh("join"))
    board.flow(key, join)
    board.flow(timer, join)
    return join


def _reminded(board, source, inner):
    key = _task(board, source)
    timer = board.boundary(key, board.fresh("timer"), interrupts=False)
    board.flow(_put(board, inner, timer), board.node("endEvent", board.fresh("end")))
    return key


_BLOCKS = {
    "task": _task,
    "after": _after,
    "either": _either,
    "all": _all,
    "again": _again,
    "timed": _timed,
    "reminded": _reminded,
}
