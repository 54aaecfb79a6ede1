"""What in a BPMN file is not run: every element and attribute is either run or named here.

Source: OMG BPMN 2.0.2, clause 10 (tasks, gateways, events, sequence flows, lanes).
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from motcua.kernel.messages import Message, message
from motcua.processes import soundness
from motcua.processes.adapters import bpmn_conditions
from motcua.processes.adapters.bpmn_file import (
    BPMN,
    NODES,
    NS,
    OURS,
    TASKS,
    BpmnFile,
    condition,
    duration,
    identifier,
    interrupts,
    kind,
    ours,
)
from motcua.processes.adapters.xml_files import attribute, text_of
from motcua.processes.types import FactKind, Unsupported

LONGEST_HOURS: Final = 10_000
_WHOLE: Final = 100
_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_HOURS: Final = re.compile(
    r"(?P<whole>[0-9]{1,5})(?:\.(?P<part>[0-9]{1,2})|:(?P<minutes>[0-5][0-9]))?"
)
_AGENCY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")

_STRUCTURE: Final = {"definitions", "collaboration", "participant", "process", "laneSet", "lane"}
_PARTS: Final = {"sequenceFlow", "incoming", "outgoing", "flowNodeRef", "conditionExpression"}
_TIMER: Final = {"timerEventDefinition", "timeDuration"}
_DRAWN_ONLY: Final = {
    *("documentation", "extensionElements", "text", "textAnnotation", "association"),
    *("group", "category", "categoryValue", "categoryValueRef"),
}
_RUN: Final = _STRUCTURE | _PARTS | _TIMER | _DRAWN_ONLY | set(NODES)

_NOT_RUN: Final = message("loại phần tử này chưa được chạy")
_SUBPROCESS: Final = message("quy trình con không được chạy: vẽ thẳng các bước vào quy trình")
_PROGRAM: Final = message("hệ thống không tự chạy việc này: giao cho một vị trí xử lý (userTask)")
_MESSAGE: Final = message("thông điệp và tín hiệu không được chạy: dùng việc hoặc hẹn giờ")
_DATA: Final = message("dữ liệu vẽ trong sơ đồ không được chạy: ghi vào chú thích (annotation)")
_LOOP: Final = message("việc lặp nhiều lần không được chạy: vẽ vòng lặp bằng cổng rẽ nhánh")
_WHY: Final[dict[str, Message]] = {
    **dict.fromkeys(("subProcess", "adHocSubProcess", "transaction", "callActivity"), _SUBPROCESS),
    **dict.fromkeys(("serviceTask", "scriptTask", "sendTask", "receiveTask"), _PROGRAM),
    **dict.fromkeys(("messageEventDefinition", "signalEventDefinition", "messageFlow"), _MESSAGE),
    **dict.fromkeys(("dataObject", "dataObjectReference", "dataStoreReference"), _DATA),
    **dict.fromkeys(("dataInputAssociation", "dataOutputAssociation", "ioSpecification"), _DATA),
    **dict.fromkeys(("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"), _LOOP),
    "inclusiveGateway": message(
        "cổng bao gồm (inclusive) không được chạy: dùng cổng song song và cổng rẽ nhánh"
    ),
    "timeDate": message("hẹn giờ theo ngày cố định không được chạy: dùng khoảng thời gian"),
    "timeCycle": message("hẹn giờ lặp lại không được chạy: dùng khoảng thời gian"),
}
_CHANGES_MEANING: Final = {
    "isForCompensation": {"false"},
    "triggeredByEvent": {"false"},
    "parallelMultiple": {"false"},
    "startQuantity": {"1"},
    "completionQuantity": {"1"},
    "instantiate": {"false"},
}
"""Attributes of the standard that are run with one value only."""

_HARMLESS: Final = {
    BPMN,
    OURS,
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://camunda.org/schema/modeler/1.0",
    "http://www.signavio.com",
}
"""Namespaces whose marks say how a drawing looks or which program made it, not what is done."""

_ALLOWED: Final = {
    "lane": {"post", "agency"},
    **{task: {"hours", "share", "event"} for task in TASKS},
    "sequenceFlow": {"event"},
    "businessRuleTask": {"decision"},
    "intermediateCatchEvent": {"hours", "event"},
    "boundaryEvent": {"hours", "event"},
}
"""Where each attribute of ours may stand; anywhere else it would be ignored."""


def problems(file: BpmnFile, decided: dict[str, dict[str, FactKind]]) -> Iterator[Unsupported]:
    """Yield everything in a file that is not run.

    Args:
        file: To be examined.
        decided: What the published decisions find, by their keys.
    """
    if len(file.processes) != 1:
        yield Unsupported("-", "process", message("cần đúng một quy trình trong tệp"))
        return
    yield from _elements(file)
    yield from _ends(file)
    yield from _lanes(file)
    yield from _tasks(file)
    yield from _timers(file)
    yield from bpmn_conditions.problems(file, decided)
    yield from _flows(file)


def graph_of(file: BpmnFile) -> soundness.Graph:
    """Return how tokens move; to be called of a file that has no problems."""
    waits, passes = soundness.NodeKind.WAITS, soundness.NodeKind.PASSES
    kinds = {
        "startEvent": soundness.NodeKind.START,
        "endEvent": soundness.NodeKind.END,
        "parallelGateway": soundness.NodeKind.ALL,
        "exclusiveGateway": passes,
        "businessRuleTask": passes,
    }
    return soundness.Graph(
        {
            key: soundness.Node(
                key,
                kinds.get(kind(node), waits),
                tuple(map(identifier, file.into(node))),
                tuple(map(identifier, file.out_of(node))),
                tuple(
                    soundness.Boundary(
                        identifier(event), identifier(file.out_of(event)[0]), interrupts(event)
                    )
                    for event in file.boundaries(node)
                ),
            )
            for key, node in file.nodes.items()
            if kind(node) != "boundaryEvent"
        }
    )


def _elements(file: BpmnFile) -> Iterator[Unsupported]:
    ids = Counter(found for e in file.root.iter(f"{{{BPMN}}}*") if (found := e.get("id")))
    for twice in sorted(found for found, times in ids.items() if times > 1):
        yield Unsupported(twice, "id", message("hai phần tử trùng mã (id)"))
    for child in file.root:
        yield from _element(child, file)


def _element(element: etree._Element, file: BpmnFile) -> Iterator[Unsupported]:
    """Yield what is not run in an element; what is not run as a whole is not looked into."""
    if not isinstance(element.tag, str) or etree.QName(element).namespace != BPMN:
        return
    said = kind(element)
    if said not in _RUN:
        yield Unsupported(_nearest_id(element), said, _WHY.get(said, _NOT_RUN))
        return
    if said in NODES and not _ID.fullmatch(element.get("id", "")):
        yield Unsupported(identifier(element), "id", message("phần tử thiếu mã (id) hợp lệ"))
    if said != "collaboration":
        yield from _attributes(element)
        yield from _extensions(element)
    for child in element:
        yield from _element(child, file)


def _attributes(element: etree._Element) -> Iterator[Unsupported]:
    said = kind(element)
    for written, value in element.attrib.items():
        name = etree.QName(written)
        if name.namespace is None:
            meant = _CHANGES_MEANING.get(name.localname)
            if meant and value.strip().lower() not in meant:
                yield Unsupported(identifier(element), name.localname, _NOT_RUN)
        elif name.namespace == OURS and name.localname not in _ALLOWED.get(said, ()):
            why = message("thuộc tính motcua này không dùng được ở đây")
            yield Unsupported(identifier(element), name.localname, why)
        elif name.namespace not in _HARMLESS:
            why = message("thuộc tính riêng của phần mềm khác không được chạy")
            yield Unsupported(identifier(element), name.localname, why)


def _extensions(element: etree._Element) -> Iterator[Unsupported]:
    for held in element.iterfind("b:extensionElements/*", NS):
        if not isinstance(held.tag, str):
            continue
        name = etree.QName(held)
        is_fact = name.namespace == OURS and name.localname == "fact"
        if is_fact and kind(element) == "process":
            continue
        if is_fact or name.namespace not in _HARMLESS - {OURS, BPMN}:
            why = message("phần mở rộng riêng của phần mềm khác không được chạy")
            yield Unsupported(identifier(element), name.localname, why)


def _ends(file: BpmnFile) -> Iterator[Unsupported]:
    starts, ends = list(file.of_kind("startEvent")), list(file.of_kind("endEvent"))
    if len(starts) != 1:
        yield Unsupported("-", "startEvent", message("cần đúng một điểm bắt đầu"))
    if not ends:
        yield Unsupported("-", "endEvent", message("thiếu điểm kết thúc"))
    for event in (*starts, *ends):
        if event.find("b:timerEventDefinition", NS) is not None:
            why = message("hẹn giờ chỉ đặt ở giữa đường đi hoặc trên một việc")
            yield Unsupported(identifier(event), "timerEventDefinition", why)


def _lanes(file: BpmnFile) -> Iterator[Unsupported]:
    for lane in file.process.iterfind(".//b:lane", NS):
        if lane.find(".//b:flowNodeRef", NS) is not None and not ours(lane, "post"):
            yield Unsupported(identifier(lane), "lane", message("thiếu vị trí xử lý (motcua:post)"))
        if (agency := ours(lane, "agency")) and not _AGENCY.fullmatch(agency):
            yield Unsupported(identifier(lane), "agency", message("mã cơ quan không hợp lệ"))


def _tasks(file: BpmnFile) -> Iterator[Unsupported]:
    for task in file.of_kind(*TASKS):
        yield from _time(task)
        if identifier(task) not in file.lane_of:
            yield Unsupported(
                identifier(task), "lane", message("việc không thuộc vị trí nào (lane)")
            )


def _time(task: etree._Element) -> Iterator[Unsupported]:
    """Yield what is wrong with the time that a task may take."""
    hours, share = ours(task, "hours"), ours(task, "share")
    if share and hours:
        yield Unsupported(identifier(task), "share", message("chỉ ghi số giờ hoặc tỉ lệ thời hạn"))
    elif share and not (re.fullmatch(r"[0-9]{1,3}", share) and 1 <= int(share) <= _WHOLE):
        yield Unsupported(identifier(task), "share", message("tỉ lệ thời hạn phải từ 1 đến 100"))
    elif not share and minutes(hours) is None:
        yield Unsupported(
            identifier(task), "hours", message("thiếu số giờ làm việc (motcua:hours)")
        )


def minutes(hours: str) -> int | None:
    """Return the minutes in hours as they are written (`2`, `0.5`, `1:20`); None: they are none."""
    found = _HOURS.fullmatch(hours)
    if found is None:
        return None
    hundredths = int(found["part"].ljust(2, "0")) if found["part"] else 0
    part, rest = divmod(hundredths * 60, 100)
    counted = int(found["whole"]) * 60 + part + int(found["minutes"] or 0)
    return None if rest or counted > LONGEST_HOURS * 60 else counted


def _timers(file: BpmnFile) -> Iterator[Unsupported]:
    for event in file.of_kind("intermediateCatchEvent", "boundaryEvent"):
        key = identifier(event)
        defined = event.findall("b:timerEventDefinition", NS)
        if len(defined) != 1:
            yield Unsupported(key, kind(event), message("sự kiện này phải là một hẹn giờ"))
            continue
        hours, lasts = ours(event, "hours"), text_of(defined[0].find("b:timeDuration", NS))
        if bool(hours) == bool(lasts):
            why = message("ghi hoặc số giờ làm việc (motcua:hours), hoặc khoảng thời gian lịch")
            yield Unsupported(key, "timeDuration", why)
        elif hours and not minutes(hours):
            yield Unsupported(key, "hours", message("số giờ làm việc phải lớn hơn 0"))
        elif lasts and duration(lasts) is None:
            why = message("khoảng thời gian phải có dạng P10D, P2W hoặc PT8H")
            yield Unsupported(key, "timeDuration", why)
    for event in file.of_kind("boundaryEvent"):
        held = file.nodes.get(attribute(event, "attachedToRef"))
        if held is None or kind(held) not in TASKS:
            yield Unsupported(
                identifier(event), "boundaryEvent", message("hẹn giờ phải gắn vào một việc")
            )


def _flows(file: BpmnFile) -> Iterator[Unsupported]:
    here = {held.get("id") for held in file.process.iterchildren(etree.Element)}
    for key, flow in file.flows.items():
        if not {attribute(flow, "sourceRef"), attribute(flow, "targetRef")} <= here:
            yield Unsupported(key, "sequenceFlow", message("luồng không nối hai phần tử"))
        source = file.nodes.get(attribute(flow, "sourceRef"))
        if source is None:
            continue
        is_choice = kind(source) == "exclusiveGateway"
        if condition(flow) is not None and not is_choice:
            yield Unsupported(key, "condition", message("điều kiện chỉ đặt sau cổng rẽ nhánh"))
        if ours(flow, "event") and not (is_choice and file.asks_outcome(source)):
            why = message("sự kiện chỉ đặt trên việc, hẹn giờ hoặc nhánh ngay sau việc")
            yield Unsupported(key, "event", why)
    for node in file.nodes.values():
        yield from _ways(node, file)


def _ways(node: etree._Element, file: BpmnFile) -> Iterator[Unsupported]:
    came, went, said = len(file.into(node)), len(file.out_of(node)), kind(node)
    key = identifier(node)
    if said in TASKS and went != 1:
        yield Unsupported(key, "outgoing", message("sau mỗi việc cần đúng một luồng đi ra"))
    elif said == "endEvent" and went:
        yield Unsupported(key, "outgoing", message("sau điểm kết thúc không có luồng nào"))
    elif said.endswith("Gateway") and not went:
        yield Unsupported(key, "outgoing", message("cổng không có luồng đi ra"))
    elif said not in TASKS and not said.endswith("Gateway") and said != "endEvent" and went != 1:
        yield Unsupported(key, "outgoing", message("cần đúng một luồng đi ra"))
    if said in {"startEvent", "boundaryEvent"} and came:
        yield Unsupported(key, "incoming", message("không luồng nào được đi vào đây"))


def _nearest_id(element: etree._Element) -> str:
    """Return the id of an element, or of the one that it belongs to."""
    held: etree._Element | None = element
    while held is not None and not held.get("id"):
        held = held.getparent()
    return identifier(element if held is None else held)
