"""Reads BPMN 2.0 files: which are run, and what their tasks say beyond the standard.

A file may hold what this version runs and nothing else; everything else is named and refused when
it is published, never ignored. Four attributes of our own namespace stand in it: `post` on a lane
(who does its tasks), `hours` on a task (working time of its own clock; 0 for the system's), in its
place `share` (percent of the time that was promised, for processes that serve many procedures), and
`event` on a task or on a flow out of the gateway behind it (the lifecycle event it raises).

Source: OMG BPMN 2.0.2, clause 10 (tasks, gateways, sequence flows, lanes).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from motcua.kernel.messages import message
from motcua.processes.errors import ProcessNotSupported
from motcua.processes.types import Outcome, Step, Unsupported

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OURS = "urn:motcua:bpmn:1"

_NS = {"b": BPMN}
_RUN = {"process", "userTask", "exclusiveGateway", "startEvent", "endEvent", "sequenceFlow"}
_RUN |= {"laneSet", "lane", "collaboration", "participant"}
_ONE_PER_TASK = {"incoming", "outgoing", "flowNodeRef", "conditionExpression", "documentation"}
_IGNORED = {"definitions", "extensionElements", "text", "textAnnotation", "association"}
_DECIDES = re.compile(r"""\s*outcome\s*==\s*(["'])(?P<value>[a-z0-9-]{1,40})\1\s*""")
_DONE = "xong"
_LONGEST_HOURS = 10_000
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class ProcessFile:
    """A file that is run: the id of its process, and its steps by element id."""

    process_id: str
    steps: dict[str, Step]


def read(content: bytes) -> ProcessFile:
    """Read a BPMN file.

    Raises:
        ProcessNotSupported: It is no XML, or holds something that is not run; all of it is listed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise ProcessNotSupported(items=[Unsupported("-", "xml", str(wrong))]) from None
    problems = list(_problems(root))
    if problems:
        raise ProcessNotSupported(items=problems)
    process = root.find("b:process", _NS)
    posts = {
        (ref.text or "").strip(): lane.get(f"{{{OURS}}}post", "")
        for lane in process.iterfind(".//b:lane", _NS)
        for ref in lane.iterfind("b:flowNodeRef", _NS)
    }
    steps = {
        task.get("id"): _step(task, process, posts) for task in process.iterfind("b:userTask", _NS)
    }
    return ProcessFile(process_id=process.get("id"), steps=steps)


def _problems(root: etree._Element) -> Iterator[Unsupported]:
    processes = root.findall("b:process", _NS)
    if len(processes) != 1:
        yield Unsupported("-", "process", message("cần đúng một quy trình trong tệp"))
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace != BPMN:
            continue
        known = _RUN | _ONE_PER_TASK | _IGNORED
        if name.localname not in known:
            yield Unsupported(
                _id(element), name.localname, message("loại phần tử này chưa được chạy")
            )
    yield from _conditions(processes[0])
    yield from _tasks(processes[0])


def _conditions(process: etree._Element) -> Iterator[Unsupported]:
    gateways = {gate.get("id") for gate in process.iterfind("b:exclusiveGateway", _NS)}
    defaults = {gate.get("default") for gate in process.iterfind("b:exclusiveGateway", _NS)}
    for flow in process.iterfind("b:sequenceFlow", _NS):
        condition = flow.find("b:conditionExpression", _NS)
        from_gateway = flow.get("sourceRef") in gateways
        if condition is not None and not _DECIDES.fullmatch(condition.text or ""):
            yield Unsupported(
                _id(flow), "condition", message('điều kiện phải có dạng outcome == "…"')
            )
        if condition is not None and not from_gateway:
            yield Unsupported(
                _id(flow), "condition", message("điều kiện chỉ đặt sau cổng rẽ nhánh")
            )
        splits = len(_flows_from(process, flow.get("sourceRef"))) > 1
        if condition is None and from_gateway and splits and flow.get("id") not in defaults:
            yield Unsupported(_id(flow), "condition", message("nhánh không có điều kiện"))


def _tasks(process: etree._Element) -> Iterator[Unsupported]:
    in_lanes = {
        (ref.text or "").strip() for ref in process.iterfind(".//b:lane/b:flowNodeRef", _NS)
    }
    for lane in process.iterfind(".//b:lane", _NS):
        if not lane.get(f"{{{OURS}}}post"):
            yield Unsupported(_id(lane), "lane", message("thiếu vị trí xử lý (motcua:post)"))
    for task in process.iterfind("b:userTask", _NS):
        yield from _time(task)
        if task.get("id") not in in_lanes:
            yield Unsupported(_id(task), "lane", message("việc không thuộc vị trí nào (lane)"))
        if len(_flows_from(process, task.get("id"))) != 1:
            yield Unsupported(
                _id(task), "outgoing", message("sau mỗi việc cần đúng một luồng đi ra")
            )


def _time(task: etree._Element) -> Iterator[Unsupported]:
    """Yield what is wrong with the time that a task may take."""
    hours, share = task.get(f"{{{OURS}}}hours", ""), task.get(f"{{{OURS}}}share", "")
    if share and hours:
        yield Unsupported(_id(task), "share", message("chỉ ghi số giờ hoặc tỉ lệ thời hạn"))
    elif share and not (re.fullmatch(r"[0-9]{1,3}", share) and 1 <= int(share) <= _WHOLE):
        yield Unsupported(_id(task), "share", message("tỉ lệ thời hạn phải từ 1 đến 100"))
    elif not share and not (re.fullmatch(r"[0-9]{1,5}", hours) and int(hours) <= _LONGEST_HOURS):
        yield Unsupported(_id(task), "hours", message("thiếu số giờ làm việc (motcua:hours)"))


def _step(task: etree._Element, process: etree._Element, posts: dict[str, str]) -> Step:
    return Step(
        key=task.get("id"),
        name=task.get("name", ""),
        post=posts[task.get("id")],
        minutes=60 * int(task.get(f"{{{OURS}}}hours", "0")),
        outcomes=tuple(_outcomes(task, process)),
        share=int(task.get(f"{{{OURS}}}share", "0")),
    )


def _outcomes(task: etree._Element, process: etree._Element) -> Iterator[Outcome]:
    """Yield the ways out: the branches of the gateway behind the task, or the one flow."""
    own = task.get(f"{{{OURS}}}event", "")
    (flow,) = _flows_from(process, task.get("id"))
    branches = [
        (branch, branch.find("b:conditionExpression", _NS))
        for branch in _flows_from(process, flow.get("targetRef"))
    ]
    decided = [(branch, condition) for branch, condition in branches if condition is not None]
    if not decided:
        yield Outcome(_DONE, flow.get("name", "") or task.get("name", ""), own)
    for branch, condition in decided:
        found = _DECIDES.fullmatch(condition.text or "")
        if found is None:
            message = f"the condition of {_id(branch)} was not examined"
            raise AssertionError(message)
        value = found["value"]
        yield Outcome(value, branch.get("name", value), branch.get(f"{{{OURS}}}event", own))


def _flows_from(process: etree._Element, source: str | None) -> list[etree._Element]:
    return [
        flow for flow in process.iterfind("b:sequenceFlow", _NS) if flow.get("sourceRef") == source
    ]


def _id(element: etree._Element) -> str:
    return str(element.get("id") or etree.QName(element).localname)
