"""States that earlier versions stored are still understood: the oldest dossier runs longest."""

import json
from pathlib import Path

import pytest

from motcua.processes import upgrades
from motcua.processes.adapters import bpmn
from motcua.processes.adapters.engine import Engine

KEPT = Path(__file__).parent / "states"
"""One file a state, named by its version; files are added here and never rewritten."""

STATES = sorted(KEPT.glob("*.json"))


def engine_of(kept):
    content = (KEPT / kept["process"]).read_text()
    file = bpmn.read(content.encode())
    return Engine(bpmn=content, process_id=file.process_id, steps=file.steps)


def opened(path):
    kept = json.loads(path.read_text())
    return kept, engine_of(kept), upgrades.current(kept["state"], kept["state_version"])


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_a_kept_state_stands_where_it_stood(path):
    kept, engine, state = opened(path)

    assert [task.step.key for task in engine.standing(state).ready] == kept["ready"]
    assert engine.standing(state).has_ended is kept["ended"]


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_a_kept_state_goes_on_to_its_end(path):
    _, engine, state = opened(path)

    for _ in range(10):
        for task in engine.standing(state).ready:
            state = engine.complete(state, task.id, task.step.outcomes[0].value)

    assert engine.standing(state).has_ended


def test_every_version_of_a_state_is_kept():
    kept = {json.loads(path.read_text())["state_version"] for path in STATES}

    assert kept == set(range(1, upgrades.CURRENT + 1))


@pytest.mark.parametrize("version", [0, upgrades.CURRENT + 1])
def test_a_state_of_an_unknown_version_is_not_run(version):
    with pytest.raises(ValueError, match="state version"):
        upgrades.current({"tasks": {}}, version)
