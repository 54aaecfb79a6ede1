"""Makes a BPMN file of a table, with a drawing that reads from left to right, and back."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lxml import etree

from motcua.kernel import text
from motcua.kernel.messages import message
from motcua.processes import layout
from motcua.processes.adapters import bpmn
from motcua.processes.adapters.bpmn_file import BPMN, OURS, TASKS, BpmnFile, identifier, kind
from motcua.processes.adapters.xml_files import attribute, parse
from motcua.processes.errors import NotATable
from motcua.processes.table import Row
from motcua.processes.types import Unsupported

DI: Final = "http://www.omg.org/spec/BPMN/20100524/DI"
DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
WAYS: Final = "http://www.omg.org/spec/DD/20100524/DI"

SIZES: Final = {"startEvent": (36, 36), "endEvent": (36, 36), "userTask": (140, 80)}
_BEGIN, _END = "begin", "end"


def file_of(rows: Sequence[Row], *, key: str, name: str) -> bytes:
    """Return the BPMN file of a table.

    Args:
        rows: At least one; their keys, where they have some, must differ.
        key: Of the process.
        name: In Vietnamese.
    """
    root = etree.Element(
        f"{{{BPMN}}}definitions",
        {"id": f"{key}-file", "targetNamespace": "urn:motcua:process"},
        nsmap={None: BPMN, "bpmndi": DI, "dc": DC, "di": WAYS, "motcua": OURS},
    )
    together = _add(root, "collaboration", id="collaboration")
    _add(together, "participant", id="pool", name=name, processRef=f"p-{key}")
    process = _add(root, "process", id=f"p-{key}", name=name, isExecutable="true")
    keys = _keys(rows)
    chain = [_BEGIN, *keys, _END]
    lanes = list(dict.fromkeys((row.who, row.post, row.agency) for row in rows))
    lane_of = {
        step: lanes.index((row.who, row.post, row.agency))
        for step, row in zip(keys, rows, strict=True)
    }
    lane_of |= {_BEGIN: lane_of[keys[0]], _END: lane_of[keys[-1]]}
    _add_lanes(process, lanes, lane_of, chain)
    _add(process, "startEvent", id=_BEGIN, name="Bắt đầu")
    for step, row in zip(keys, rows, strict=True):
        _add_task(process, step, row)
    _add(process, "endEvent", id=_END, name="Kết thúc")
    arrows = [layout.Arrow(f"to-{target}", source, target) for source, target in pairwise(chain)]
    for arrow in arrows:
        _add(process, "sequenceFlow", id=arrow.key, sourceRef=arrow.source, targetRef=arrow.target)
    spots = [layout.Spot(one, lane_of[one], *_size(one)) for one in chain]
    _draw(root, layout.arranged(spots, arrows, lanes=len(lanes)))
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def rows_of(content: bytes) -> list[Row]:
    """Return the table of a BPMN file that was published.

    Raises:
        NotATable: It is not one step after the other, or holds what a table has no column for.
    """
    read = bpmn.read(content)
    file = BpmnFile(parse(content))
    items = [
        Unsupported(identifier(node), kind(node), message("bảng không ghi được phần tử này"))
        for node in file.nodes.values()
        if kind(node) not in {*TASKS, "startEvent", "endEvent"}
    ]
    items += [
        Unsupported(step.key, "share", message("bảng không ghi được tỉ lệ thời hạn"))
        for step in read.steps.values()
        if step.share
    ]
    if items:
        raise NotATable(items=items)
    rows = []
    (node,) = file.of_kind("startEvent")
    while kind(node) != "endEvent":
        (flow,) = file.out_of(node)
        node = file.nodes[attribute(flow, "targetRef")]
        if (step := read.steps.get(identifier(node))) is not None:
            who = attribute(file.lane_of[step.key], "name") or step.post
            event = step.outcomes[0].event
            rows.append(
                Row(
                    step.name, who, step.post, step.minutes, step.note, step.agency, event, step.key
                )
            )
    return rows


def _keys(rows: Sequence[Row]) -> list[str]:
    """Return a key for each step: its own, or one made of its name."""
    keys: list[str] = []
    taken = {row.key for row in rows if row.key}
    for row in rows:
        key = row.key
        if not key:
            stem = re.sub(r"[^a-z0-9]+", "-", text.fold(row.name))[:50].strip("-") or "viec"
            tries = (f"buoc-{stem}{f'-{n}' if n > 1 else ''}" for n in range(1, len(rows) + 2))
            key = next(one for one in tries if one not in taken)
        taken.add(key)
        keys.append(key)
    return keys


def _add_lanes(
    process: etree._Element,
    lanes: Sequence[tuple[str, str, str]],
    lane_of: dict[str, int],
    chain: Sequence[str],
) -> None:
    lane_set = _add(process, "laneSet", id="lanes")
    for number, (who, post, agency) in enumerate(lanes):
        lane = _add(lane_set, "lane", id=f"lane-{number + 1}", name=who)
        lane.set(f"{{{OURS}}}post", post)
        if agency:
            lane.set(f"{{{OURS}}}agency", agency)
        for key in chain:
            if lane_of[key] == number:
                _add(lane, "flowNodeRef").text = key


def _add_task(process: etree._Element, key: str, row: Row) -> None:
    task = _add(process, "userTask", id=key, name=row.name)
    hours, rest = divmod(row.minutes, 60)
    task.set(f"{{{OURS}}}hours", f"{hours}:{rest:02}" if rest else str(hours))
    if row.event:
        task.set(f"{{{OURS}}}event", row.event)
    if row.note:
        _add(task, "documentation").text = row.note


def _draw(root: etree._Element, picture: layout.Picture) -> None:
    diagram = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", id="diagram")
    plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement="collaboration")
    last = picture.lanes[-1]
    pool = layout.Box(0, 0, last.right, last.bottom)
    lanes = {f"lane-{n + 1}": box for n, box in enumerate(picture.lanes)}
    for key, box in {"pool": pool, **lanes, **picture.boxes}.items():
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{key}-shape", bpmnElement=key)
        if key == "pool" or key in lanes:
            shape.set("isHorizontal", "true")
        place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        etree.SubElement(shape, f"{{{DC}}}Bounds", {n: str(value) for n, value in place.items()})
    for key, way in picture.ways.items():
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{key}-edge", bpmnElement=key)
        for x, y in way:
            etree.SubElement(edge, f"{{{WAYS}}}waypoint", x=str(x), y=str(y))


def _size(key: str) -> tuple[int, int]:
    return SIZES["startEvent" if key in {_BEGIN, _END} else "userTask"]


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{BPMN}}}{tag}", attributes)
