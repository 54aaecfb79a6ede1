"""Reads how a process is drawn; where the file does not say, or not all of it, it is laid out."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from lxml import etree

from motcua.processes import layout
from motcua.processes.adapters.bpmn_file import (
    NS,
    TASKS,
    BpmnFile,
    condition,
    identifier,
    interrupts,
    kind,
)
from motcua.processes.adapters.xml_files import attribute, parse
from motcua.processes.drawing import Line, Shape, Sheet
from motcua.processes.layout import Box, Way

_DI: Final = NS | {
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "w": "http://www.omg.org/spec/DD/20100524/DI",
}
_TASK: Final = (140, 80)
_GATEWAY: Final = (50, 50)
_EVENT: Final = (36, 36)
_FARTHEST: Final = 20_000


@lru_cache(maxsize=256)
def sheet_of(content: str) -> Sheet:
    """Return how a BPMN file is drawn.

    Args:
        content: Of a file that is run.
    """
    file = BpmnFile(parse(content.encode()))
    return _drawn(file) or _laid_out(file)


def _drawn(file: BpmnFile) -> Sheet | None:
    """Return the drawing of the file; None where something has no place in it."""
    boxes = {
        attribute(shape, "bpmnElement"): box
        for shape in file.root.iterfind(".//di:BPMNShape", _DI)
        if (box := _box(shape.find("dc:Bounds", _DI))) is not None
    }
    ways = {
        attribute(edge, "bpmnElement"): way
        for edge in file.root.iterfind(".//di:BPMNEdge", _DI)
        if (way := _way(edge)) is not None
    }
    if not file.nodes.keys() <= boxes.keys() or not file.flows.keys() <= ways.keys():
        return None
    return _sheet(file, boxes, ways)


def _laid_out(file: BpmnFile) -> Sheet:
    """Return a drawing made here."""
    lanes = list(_lanes(file))
    lane_of = {key: lanes.index(lane) for key, lane in file.lane_of.items() if lane in lanes}
    held = {
        identifier(event): attribute(event, "attachedToRef")
        for event in file.of_kind("boundaryEvent")
    }
    spots = []
    place = 0
    for key, node in file.nodes.items():
        place = lane_of.get(key, place)
        if key not in held:
            spots.append(layout.Spot(key, place, *_size(node)))
    arrows = [
        layout.Arrow(key, attribute(flow, "sourceRef"), attribute(flow, "targetRef"))
        for key, flow in file.flows.items()
    ]
    picture = layout.arranged(spots, arrows, lanes=max(len(lanes), 1), attached=held)
    boxes = dict(picture.boxes)
    boxes |= {identifier(lane): box for lane, box in zip(lanes, picture.lanes, strict=False)}
    return _sheet(file, boxes, picture.ways)


def _sheet(file: BpmnFile, boxes: Mapping[str, Box], ways: Mapping[str, Way]) -> Sheet:
    def band(element: etree._Element) -> Shape:
        key = identifier(element)
        return Shape(key, "band", attribute(element, "name"), boxes[key])

    pools = file.root.iterfind("b:collaboration/b:participant", NS)
    return Sheet(
        pools=tuple(band(pool) for pool in pools if identifier(pool) in boxes),
        lanes=tuple(band(lane) for lane in _lanes(file) if identifier(lane) in boxes),
        shapes=tuple(
            Shape(key, _look(node), attribute(node, "name"), boxes[key])
            for key, node in file.nodes.items()
        ),
        lines=tuple(Line(_spoken(flow, file), ways[key]) for key, flow in file.flows.items()),
    )


def _lanes(file: BpmnFile) -> Iterator[etree._Element]:
    """Yield the lanes that hold nodes themselves; lanes of lanes are not drawn."""
    return (
        lane
        for lane in file.process.iterfind(".//b:lane", NS)
        if lane.find("b:flowNodeRef", NS) is not None
    )


def _spoken(flow: etree._Element, file: BpmnFile) -> str:
    """Return what stands on a flow: of a choice its name, or the condition; else nothing."""
    source = file.nodes[attribute(flow, "sourceRef")]
    if kind(source) != "exclusiveGateway":
        return ""
    said = condition(flow) or ""
    return attribute(flow, "name") or ("" if said.startswith("outcome") else said)


def _look(node: etree._Element) -> str:
    said = kind(node)
    if said == "boundaryEvent":
        return "interrupt" if interrupts(node) else "reminder"
    if said in TASKS:
        return "task"
    return {
        "businessRuleTask": "decision",
        "exclusiveGateway": "choice",
        "parallelGateway": "parallel",
        "startEvent": "start",
        "endEvent": "end",
    }.get(said, "timer")


def _size(node: etree._Element) -> tuple[int, int]:
    said = kind(node)
    if said in TASKS or said == "businessRuleTask":
        return _TASK
    return _GATEWAY if said.endswith("Gateway") else _EVENT


def _box(bounds: etree._Element | None) -> Box | None:
    if bounds is None:
        return None
    found = _whole(attribute(bounds, side) for side in ("x", "y", "width", "height"))
    return Box(*found) if found and min(found[2:]) > 0 else None


def _way(edge: etree._Element) -> Way | None:
    corners = [
        _whole(attribute(point, side) for side in ("x", "y"))
        for point in edge.iterfind("w:waypoint", _DI)
    ]
    known = [(corner[0], corner[1]) for corner in corners if corner]
    return tuple(known) if len(known) == len(corners) > 1 else None


def _whole(written: Iterable[str]) -> list[int] | None:
    """Return whole pixels; None: one is no number, or beyond any sheet of paper."""
    try:
        found = [round(float(one)) for one in written]
    except (ValueError, OverflowError):
        return None
    return found if all(abs(one) <= _FARTHEST for one in found) else None
