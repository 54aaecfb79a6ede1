"""Files of other programs: each runs, or everything in it that does not is named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.processes.adapters import bpmn
from motcua.processes.adapters.engine import Engine
from motcua.processes.errors import FileNotRun
from tests.unit.processes.drawing_board import HEAD

FOREIGN = Path(__file__).parent / "foreign"
EXPECTED = {
    "billion-laughs": [("-", "doctype")],
    "camunda": [
        ("Activity_Approve", "assignee"),
        ("Activity_Approve", "hours"),
        ("Activity_Approve", "lane"),
        ("Activity_Approve", "taskListener"),
        ("Activity_Pay", "serviceTask"),
        ("Flow_no", "condition"),
        ("Flow_yes", "condition"),
        ("Gateway_1", "default"),
        ("StartEvent_1", "formKey"),
        ("invoice", "historyTimeToLive"),
    ],
    "data-store": [
        ("archive", "dataStore"),
        ("doa", "dataOutputAssociation"),
        ("store", "dataStoreReference"),
    ],
    "doctype": [("-", "doctype")],
    "entity": [("-", "doctype")],
    "event-subprocess": [("withdrawn", "subProcess")],
    "loops": [
        ("begin", "timerEventDefinition"),
        ("every", "timeCycle"),
        ("kill", "terminateEventDefinition"),
        ("mi", "multiInstanceLoopCharacteristics"),
        ("some", "inclusiveGateway"),
    ],
    "signavio": [
        ("sid-data", "dataObjectReference"),
        ("sid-dia", "dataInputAssociation"),
        ("sid-do", "dataObject"),
        ("sid-io", "ioSpecification"),
        ("sid-lane", "lane"),
        ("sid-m", "messageFlow"),
        ("sid-md", "messageEventDefinition"),
        ("sid-task", "hours"),
    ],
    "stuck": [("both", "flow"), ("end", "flow")],
    "twice": [("last", "flow")],
}


def refused(content):
    with pytest.raises(FileNotRun) as refusal:
        bpmn.read(content)
    return refusal.value.params["items"]


def read_or_refused(content):
    """What a file says; None where it was refused, with items."""
    try:
        return bpmn.read(content)
    except FileNotRun as refusal:
        items = refusal.params["items"]
    assert items
    return None


def test_every_sample_says_what_is_expected_of_it():
    assert {path.stem for path in FOREIGN.glob("*.bpmn")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_all_that_is_not_run_is_named(name):
    items = refused((FOREIGN / f"{name}.bpmn").read_bytes())

    assert sorted((item.element, item.what) for item in items) == EXPECTED[name]
    assert all(item.why for item in items)


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "latin-1"])
def test_only_one_spelling_of_letters_is_read(letters):
    assert refused((FOREIGN / "stuck.bpmn").read_text().replace("ask", "ñ").encode(letters))


def test_a_file_beyond_all_measure_is_not_parsed():
    assert refused(b"<a>" + b" " * 2_000_001)[0].what == "xml"


NODES = st.sampled_from(
    [
        "userTask",
        "task",
        "serviceTask",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "intermediateCatchEvent",
        "boundaryEvent",
        "businessRuleTask",
        "startEvent",
        "endEvent",
        "subProcess",
    ]
)
CONDITIONS = st.sampled_from(["", 'outcome == "a"', 'outcome == "b"', "${x}", "a and", "1 < 2"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_drawn_is_run_or_refused(data):
    kinds = data.draw(st.lists(NODES, min_size=1, max_size=5))
    keys = ["begin", *(f"n{number}" for number in range(len(kinds))), "end"]
    keyed = zip(keys, ["startEvent", *kinds, "endEvent"], strict=True)
    nodes = "".join(
        f'<{kind} id="{key}" motcua:hours="1" attachedToRef="n0"><timerEventDefinition/></{kind}>'
        if "Task" in kind or "Catch" in kind or "boundary" in kind
        else f'<{kind} id="{key}"/>'
        for key, kind in keyed
    ).replace("<timerEventDefinition/></userTask>", "</userTask>")
    flows = ""
    for number, (source, target) in enumerate(
        data.draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=9))
    ):
        said = data.draw(CONDITIONS)
        inside = f"<conditionExpression>{said}</conditionExpression>" if said else ""
        inside = inside.replace("1 < 2", "1 &lt; 2")
        flows += (
            f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}">{inside}'
            "</sequenceFlow>"
        )
    refs = "".join(f"<flowNodeRef>{key}</flowNodeRef>" for key in keys)
    content = (
        f'{HEAD}<process id="p"><laneSet><lane id="l" motcua:post="clerk">{refs}</lane></laneSet>'
        f"{nodes}{flows}</process></definitions>"
    )
    file = read_or_refused(content.encode())
    if file is None:
        return
    engine = Engine(bpmn=content, process_id="p", steps=file.steps, timers=file.timers)
    assert not engine.standing(engine.start()).has_ended or not file.steps


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_run_or_refused(data):
    content = bytearray((FOREIGN.parent / "states" / "giai-quyet-chung.bpmn").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=4))
    file = read_or_refused(bytes(content))
    assert file is None or file.steps
