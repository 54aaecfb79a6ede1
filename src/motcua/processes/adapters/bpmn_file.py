"""A BPMN file as it is walked: its process, nodes, flows and lanes, each found at once.

Four attributes of our own namespace stand in it: on a lane `post` (who does its tasks) and `agency`
(whose post; see `types.Step`); on a task `hours` (working time of its own clock; 0 for the
system's), in its place `share` (percent of the time that was promised, for processes that serve
many procedures); on a task, a timer, or a flow out of the gateway behind a task `event` (the
lifecycle event that it raises). A timer has `hours` of working time, or a `timeDuration` of
calendar time. A `businessRuleTask` names its table by `decision`. The facts that conditions ask for
are declared in the process as `<motcua:fact name="…" type="number|text|boolean|date" label="…"/>`.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import Final

from lxml import etree

from motcua.processes.adapters.xml_files import attribute, text_of
from motcua.processes.types import Fact, FactKind

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OURS: Final = "urn:motcua:bpmn:1"
NS: Final = {"b": BPMN, "m": OURS}

TASKS: Final = ("userTask", "manualTask", "task")
"""All are done by a person; drawings often leave the kind open."""

NODES: Final = (
    *TASKS,
    "startEvent",
    "endEvent",
    "exclusiveGateway",
    "parallelGateway",
    "intermediateCatchEvent",
    "boundaryEvent",
    "businessRuleTask",
)

DECIDES: Final = re.compile(r"""\s*outcome\s*==?\s*(["'])(?P<value>[a-z0-9-]{1,40})\1\s*""")
"""A condition on what the task before the gateway ended with."""

_DURATION: Final = re.compile(
    r"P(?:(?P<weeks>\d{1,3})W|(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,5})M)?)?)"
)


class BpmnFile:
    """Read access to one parsed file with exactly one process."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.processes = root.findall("b:process", NS)
        self.process = self.processes[0] if self.processes else root

    @cached_property
    def nodes(self) -> dict[str, etree._Element]:
        """Nodes that are run, by id, in the order of the file."""
        return {
            identifier(node): node
            for node in self.process.iterchildren(*(f"{{{BPMN}}}{name}" for name in NODES))
        }

    @cached_property
    def flows(self) -> dict[str, etree._Element]:
        """Sequence flows by id, in the order of the file."""
        return {identifier(flow): flow for flow in self.process.iterfind("b:sequenceFlow", NS)}

    @cached_property
    def _by_source(self) -> dict[str, list[etree._Element]]:
        return self._flows_by("sourceRef")

    @cached_property
    def _by_target(self) -> dict[str, list[etree._Element]]:
        return self._flows_by("targetRef")

    @cached_property
    def lane_of(self) -> dict[str, etree._Element]:
        """The lane of each node that stands in one."""
        return {
            text_of(ref): lane
            for lane in self.process.iterfind(".//b:lane", NS)
            for ref in lane.iterfind("b:flowNodeRef", NS)
        }

    @cached_property
    def declared(self) -> list[etree._Element]:
        """The declarations of facts."""
        return list(self.process.iterfind("b:extensionElements/m:fact", NS))

    def facts(self) -> list[Fact]:
        """Return the declared facts; to be called of a file that was examined."""
        return [
            Fact(attribute(one, "name"), FactKind(attribute(one, "type")), attribute(one, "label"))
            for one in self.declared
        ]

    def of_kind(self, *kinds: str) -> Iterator[etree._Element]:
        """Yield the nodes of these kinds."""
        return (node for node in self.nodes.values() if kind(node) in kinds)

    def out_of(self, node: etree._Element) -> list[etree._Element]:
        """Return the flows that go out of a node."""
        return self._by_source.get(identifier(node), [])

    def into(self, node: etree._Element) -> list[etree._Element]:
        """Return the flows that come into a node."""
        return self._by_target.get(identifier(node), [])

    def boundaries(self, node: etree._Element) -> list[etree._Element]:
        """Return the events that stand on a task."""
        held = identifier(node)
        return [e for e in self.of_kind("boundaryEvent") if attribute(e, "attachedToRef") == held]

    def follows_tasks(self, gateway: etree._Element) -> bool:
        """Tell whether what comes into a gateway comes out of tasks only."""
        sources = [self.nodes.get(attribute(flow, "sourceRef")) for flow in self.into(gateway)]
        return bool(sources) and all(one is not None and kind(one) in TASKS for one in sources)

    def asks_outcome(self, gateway: etree._Element) -> bool:
        """Tell whether the branches of a gateway depend on what the task before it ended with."""
        return any(DECIDES.fullmatch(condition(flow) or "") for flow in self.out_of(gateway))

    def _flows_by(self, end: str) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for flow in self.flows.values():
            found.setdefault(attribute(flow, end), []).append(flow)
        return found


def kind(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def identifier(element: etree._Element) -> str:
    """Return the id of an element, or what it is where it has none."""
    return attribute(element, "id") or kind(element)


def ours(element: etree._Element, name: str) -> str:
    """Return an attribute of our namespace; empty where it is missing."""
    return attribute(element, f"{{{OURS}}}{name}")


def condition(flow: etree._Element) -> str | None:
    """Return the condition of a flow, or None."""
    found = flow.find("b:conditionExpression", NS)
    return None if found is None else text_of(found)


def interrupts(event: etree._Element) -> bool:
    """Tell whether an event on a task takes the task away."""
    return attribute(event, "cancelActivity").lower() not in {"false", "0"}


def duration(written: str) -> timedelta | None:
    """Return a calendar duration of ISO 8601 in weeks, days, hours and minutes; None: it is none.

    Years and months are not taken: how long they are depends on when they begin.
    """
    found = _DURATION.fullmatch(written.strip("\"' "))
    parts = {unit: int(n) for unit, n in found.groupdict().items() if n} if found else {}
    return timedelta(**parts) if any(parts.values()) else None
