"""Reads BPMN 2.0 files: which are run, and what their tasks say beyond the standard.

A file may hold what this version runs and nothing else; everything else is named and refused when
it is published, never ignored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from motcua.processes import soundness
from motcua.processes.adapters import bpmn_checks
from motcua.processes.adapters.bpmn_file import (
    DECIDES,
    NS,
    TASKS,
    BpmnFile,
    condition,
    duration,
    identifier,
    ours,
)
from motcua.processes.adapters.xml_files import WrongXmlError, attribute, parse, text_of
from motcua.processes.errors import ProcessNotSupported
from motcua.processes.types import Fact, FactKind, Outcome, Step, TimerEvent

DONE = "xong"


@dataclass(frozen=True, slots=True)
class ProcessFile:
    """A file that is run.

    Attributes:
        process_id: Of the process in it.
        name: In Vietnamese; empty where the author gave none.
        steps: By element id, in the order of the file.
        timers: By element id.
        facts: What the caller is asked for, by name; what decisions find is not among them.
        decisions: Keys of the decision tables that it asks, by the element that asks.
    """

    process_id: str
    name: str
    steps: dict[str, Step]
    timers: dict[str, TimerEvent]
    facts: dict[str, Fact]
    decisions: dict[str, str]


def read(
    content: bytes, decided: Mapping[str, Mapping[str, FactKind]] | None = None
) -> ProcessFile:
    """Read a BPMN file.

    Args:
        content: As it was sent.
        decided: What the published decisions find, by their keys; None: there are none.

    Raises:
        ProcessNotSupported: It is no XML, or holds something that is not run; all of it is listed.
    """
    file = _opened(content)
    found = {key: dict(names) for key, names in (decided or {}).items()}
    problems = list(bpmn_checks.problems(file, found))
    # What is not run at all has no order of steps that could be looked at.
    problems = problems or list(soundness.problems(bpmn_checks.graph_of(file)))
    if problems:
        raise ProcessNotSupported(items=problems)
    return ProcessFile(
        process_id=attribute(file.process, "id"),
        name=_name(file),
        steps={identifier(task): _step(task, file) for task in file.of_kind(*TASKS)},
        timers={
            identifier(event): _timer(event)
            for event in file.of_kind("intermediateCatchEvent", "boundaryEvent")
        },
        facts={fact.name: fact for fact in file.facts()},
        decisions={
            identifier(task): ours(task, "decision") for task in file.of_kind("businessRuleTask")
        },
    )


def asked_decisions(content: bytes) -> frozenset[str]:
    """Return the keys of the decision tables that a file asks for, run or not.

    Raises:
        ProcessNotSupported: It is no XML.
    """
    file = _opened(content)
    return frozenset(ours(task, "decision") for task in file.of_kind("businessRuleTask"))


def _opened(content: bytes) -> BpmnFile:
    try:
        return BpmnFile(parse(content))
    except WrongXmlError as wrong:
        raise ProcessNotSupported(items=[wrong.item]) from None


def _name(file: BpmnFile) -> str:
    """Return the name of the process; editors write it on the pool."""
    pools = file.root.iterfind("b:collaboration/b:participant", NS)
    key = attribute(file.process, "id")
    of_pool = (attribute(p, "name") for p in pools if attribute(p, "processRef") == key)
    return next(of_pool, "") or attribute(file.process, "name")


def _step(task: etree._Element, file: BpmnFile) -> Step:
    lane = file.lane_of[identifier(task)]
    agency = ours(lane, "agency")
    return Step(
        key=identifier(task),
        name=attribute(task, "name"),
        post=ours(lane, "post"),
        minutes=bpmn_checks.minutes(ours(task, "hours")) or 0,
        outcomes=tuple(_outcomes(task, file)),
        share=int(ours(task, "share") or 0),
        agency="" if agency == "handling" else agency,
        note=text_of(task.find("b:documentation", NS)),
    )


def _outcomes(task: etree._Element, file: BpmnFile) -> Iterator[Outcome]:
    """Yield the ways out: the branches of the gateway behind the task, or the one flow."""
    own = ours(task, "event")
    (flow,) = file.out_of(task)
    behind = file.nodes[attribute(flow, "targetRef")]
    if not file.asks_outcome(behind):
        yield Outcome(DONE, attribute(flow, "name") or attribute(task, "name"), own)
        return
    for branch in file.out_of(behind):
        found = DECIDES.fullmatch(condition(branch) or "")
        if found is None:
            message = f"the condition of {identifier(branch)} was not examined"
            raise AssertionError(message)
        label = attribute(branch, "name") or found["value"]
        yield Outcome(found["value"], label, ours(branch, "event") or own)


def _timer(event: etree._Element) -> TimerEvent:
    return TimerEvent(
        key=identifier(event),
        name=attribute(event, "name"),
        minutes=bpmn_checks.minutes(ours(event, "hours")) or 0,
        lasts=duration(text_of(event.find("b:timerEventDefinition/b:timeDuration", NS))),
        event=ours(event, "event"),
        step=attribute(event, "attachedToRef"),
    )
