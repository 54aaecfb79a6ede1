"""States that earlier versions stored are still understood: the oldest dossier runs longest."""

import json
from pathlib import Path

import pytest

from motcua.processes.adapters import bpmn
from motcua.processes.adapters.engine import Engine

KEPT = Path(__file__).parent / "states"
"""One file a state, named by its version; files are added here and never rewritten."""

STATES = sorted(KEPT.glob("*.json"))


def engine_of(kept):
    content = (KEPT / kept["process"]).read_text()
    file = bpmn.read(content.encode())
    return Engine(bpmn=content, process_id=file.process_id, steps=file.steps)


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_a_kept_state_stands_where_it_stood(path):
    kept = json.loads(path.read_text())
    engine = engine_of(kept)

    assert [task.step.key for task in engine.ready(kept["state"])] == kept["ready"]
    assert engine.has_ended(kept["state"]) is kept["ended"]


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_a_kept_state_goes_on_to_its_end(path):
    kept = json.loads(path.read_text())
    engine, state = engine_of(kept), kept["state"]

    for _ in range(10):
        for task in engine.ready(state):
            state = engine.complete(state, task.id, task.step.outcomes[0].value)

    assert engine.has_ended(state)
