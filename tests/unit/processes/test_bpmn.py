"""A process file runs, or everything in it that does not is named."""

import json
from importlib import resources

import pytest

from motcua.processes.adapters import bpmn
from motcua.processes.adapters.engine import Engine
from motcua.processes.errors import ProcessNotSupported

FILE = resources.files("motcua.processes").joinpath("data", "trich-luc-ho-tich.bpmn").read_text()


@pytest.fixture(scope="module")
def engine():
    file = bpmn.read(FILE.encode())
    return Engine(bpmn=FILE, process_id=file.process_id, steps=file.steps)


def walk(engine, outcomes):
    """The keys of the steps met on the way, each ended with the next outcome."""
    state = engine.start()
    met = []
    for outcome in outcomes:
        (task,) = engine.standing(state).ready
        met.append(task.step.key)
        state = json.loads(json.dumps(engine.complete(state, task.id, outcome)))
    return met, state


def refused(content):
    with pytest.raises(ProcessNotSupported) as refusal:
        bpmn.read(content.encode())
    return refusal.value.params["items"]


def test_steps_say_who_does_them_how_long_and_how_they_end():
    steps = bpmn.read(FILE.encode()).steps

    assert [(s.key, s.post, s.minutes) for s in steps.values()] == [
        ("appraise", "specialist", 120),
        ("approve", "leader", 120),
        ("sign", "system", 0),
        ("hand-over", "clerk", 60),
    ]
    assert [(o.value, o.event) for o in steps["approve"].outcomes] == [
        ("duyet", "approve"),
        ("tra-lai", ""),
    ]
    assert steps["hand-over"].outcomes[0].event == "return"


def test_an_extract_is_appraised_approved_signed_and_handed_over(engine):
    met, state = walk(engine, ["xong", "duyet", "xong", "xong"])

    assert met == ["appraise", "approve", "sign", "hand-over"]
    assert engine.standing(state).has_ended


def test_what_the_leader_sends_back_is_appraised_again(engine):
    met, state = walk(engine, ["xong", "tra-lai", "xong"])

    assert met == ["appraise", "approve", "appraise"]
    assert engine.standing(state).ready[0].step.key == "approve"


def test_a_task_that_was_done_is_not_due_again(engine):
    state = engine.start()
    (task,) = engine.standing(state).ready
    state = engine.complete(state, task.id, "xong")

    assert engine.complete(state, task.id, "xong") is None


def test_instances_do_not_share_their_state(engine):
    first, second = engine.start(), engine.start()
    (task,) = engine.standing(first).ready
    engine.complete(first, task.id, "xong")

    assert engine.standing(second).ready[0].step.key == "appraise"
    assert engine.standing(first).ready[0].id == task.id


def test_a_stored_state_holds_no_specification(engine):
    assert "spec" not in engine.start()
    assert len(json.dumps(engine.start())) < 3_000


@pytest.mark.parametrize(
    ("old", "new", "element", "what"),
    [
        ('<userTask id="sign"', '<scriptTask id="sign"', "sign", "scriptTask"),
        ('outcome == "duyet"', "__import__('os')", "flow-yes", "condition"),
        (' motcua:hours="2" />\n    <exclusive', " />\n    <exclusive", "approve", "hours"),
        (' motcua:post="leader"', "", "lane-leader", "lane"),
        ("<flowNodeRef>approve</flowNodeRef>", "", "approve", "lane"),
    ],
)
def test_what_is_not_run_is_refused_by_name(old, new, element, what):
    changed = FILE.replace(old, new)
    if new.startswith("<scriptTask"):
        changed = changed.replace('motcua:hours="0" motcua:event="finish" />', "/>", 1)

    assert (element, what) in {(item.element, item.what) for item in refused(changed)}


def test_everything_that_is_wrong_is_listed_at_once():
    changed = FILE.replace('motcua:hours="2"', "").replace('motcua:post="leader"', "")

    assert len(refused(changed)) == 3


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no xml",
        "<definitions/>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
    ],
)
def test_what_is_no_process_is_refused(content):
    assert refused(content)


class TestShares:
    GENERAL = (
        resources.files("motcua.processes").joinpath("data", "giai-quyet-chung.bpmn").read_text()
    )

    def test_the_general_process_shares_the_whole_time_out(self):
        steps = bpmn.read(self.GENERAL.encode()).steps.values()

        assert {step.key: step.share for step in steps} == {
            "appraise": 60,
            "approve": 25,
            "sign": 0,
            "hand-over": 15,
        }
        assert all(step.minutes == 0 for step in steps)

    @pytest.mark.parametrize("wrong", ["0", "101", "-5", "1.5", "nửa", '60" motcua:hours="2'])
    def test_a_share_that_is_none_is_refused(self, wrong):
        changed = self.GENERAL.replace('motcua:share="60"', f'motcua:share="{wrong}"')

        with pytest.raises(ProcessNotSupported) as refusal:
            bpmn.read(changed.encode())
        assert [(one.element, one.what) for one in refusal.value.params["items"]] == [
            ("appraise", "share")
        ]
