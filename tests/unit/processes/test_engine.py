"""The engine does what a token game on the same drawing does, whatever the drawing."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from motcua.processes import soundness
from motcua.processes.adapters import bpmn, bpmn_checks
from motcua.processes.adapters.bpmn_file import BpmnFile
from motcua.processes.adapters.engine import Engine
from motcua.processes.adapters.xml_files import parse
from tests.unit.processes.drawing_board import Board, drawn, trees


def engine_of(content, **more):
    file = bpmn.read(content.encode(), more.pop("decided", None))
    return Engine(
        bpmn=content, process_id=file.process_id, steps=file.steps, timers=file.timers, **more
    )


def stored(state):
    """A state as it comes back from the database, which keeps no order of keys."""
    back = json.loads(json.dumps(state))
    return {**back, "tasks": dict(reversed(back["tasks"].items()))}


def due(engine, state):
    return sorted(task.step.key for task in engine.standing(state).ready)


def do(engine, state, key, outcome="xong", facts=None):
    task = next(task for task in engine.standing(state).ready if task.step.key == key)
    return stored(engine.complete(state, task.id, outcome, facts))


def go_off(engine, state, key, facts=None):
    timer = next(one for one in engine.standing(state).timers if one.timer.key == key)
    return stored(engine.fire(state, timer.id, facts))


class Game:
    """The reference: tokens on the drawing, moved as the standard says."""

    def __init__(self, content):
        self.file = BpmnFile(parse(content.encode()))
        self.graph = bpmn_checks.graph_of(self.file)
        self.marking = self._settled(self.graph.begin(), "")

    def due(self):
        return sorted(key for key in self.marking if key in self.graph.nodes)

    def timers(self):
        return sorted(timer.key for timer in self._boundaries() if timer.key in self.marking)

    def do(self, key, outcome):
        node = self.graph.nodes[key]
        gone = self.marking - {key, *(timer.key for timer in node.timers)}
        self.marking = self._settled(gone | set(node.ways_out), outcome)

    def go_off(self, key):
        (timer,) = (one for one in self._boundaries() if one.key == key)
        (node,) = (one for one in self.graph.nodes.values() if timer in one.timers)
        gone = {key, node.key} if timer.interrupts else {key}
        self.marking = self._settled((self.marking - gone) | {timer.out}, "")

    def _boundaries(self):
        return [timer for node in self.graph.nodes.values() for timer in node.timers]

    def _settled(self, marking, outcome):
        """Move whatever moves by itself; a gateway on the outcome takes the branch that says so."""
        while True:
            for token in sorted(marking):
                node = self.graph._after.get(token)
                if node is None:
                    continue
                if node.kind is soundness.NodeKind.ALL:
                    if marking.issuperset(node.ways_in):
                        marking = (marking - set(node.ways_in)) | set(node.ways_out)
                        break
                    continue
                marking = marking - {token}
                if node.kind is soundness.NodeKind.WAITS:
                    marking = marking | {node.key, *(timer.key for timer in node.timers)}
                elif node.kind is soundness.NodeKind.PASSES:
                    ways = [
                        way
                        for way in node.ways_out
                        if len(node.ways_out) == 1
                        or f'"{outcome}"' in self.file.flows[way].findtext("{*}conditionExpression")
                    ]
                    marking = marking | {ways[0]}
                break
            else:
                return marking


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(trees(), st.data())
def test_the_engine_walks_as_the_standard_says(tree, data):
    content = drawn(tree)
    # A reminder inside a loop may be sent again before the first was answered: that is refused.
    assume(not list(soundness.problems(bpmn_checks.graph_of(BpmnFile(parse(content.encode()))))))
    engine, game = engine_of(content), Game(content)
    state = stored(engine.start())

    for _ in range(25):
        stands = engine.standing(state)
        assert due(engine, state) == game.due()
        assert sorted(one.timer.key for one in stands.timers) == game.timers()
        assert stands.has_ended is (not game.marking)
        moves = [(key, "") for key in game.timers()]
        moves += [(task.step.key, o.value) for task in stands.ready for o in task.step.outcomes]
        if not moves:
            break
        key, outcome = data.draw(st.sampled_from(sorted(moves)))
        if outcome:
            state = do(engine, state, key, outcome)
            game.do(key, outcome)
        else:
            state = go_off(engine, state, key)
            game.go_off(key)


class TestConsultations:
    @pytest.fixture
    def engine(self):
        board = Board()
        board.node("parallelGateway", "ask")
        board.node("parallelGateway", "gather")
        for key in ("police", "tax", "fire"):
            board.task(key)
            board.chain("ask", key, "gather")
        board.task("conclude")
        board.chain("begin", "ask")
        board.chain("gather", "conclude", "end")
        return engine_of(board.content())

    def test_all_are_asked_at_once(self, engine):
        assert due(engine, engine.start()) == ["fire", "police", "tax"]

    def test_the_next_step_waits_for_the_last_answer(self, engine):
        state = do(engine, do(engine, engine.start(), "tax"), "police")
        assert due(engine, state) == ["fire"]

        assert due(engine, do(engine, state, "fire")) == ["conclude"]


class TestFacts:
    @pytest.fixture
    def engine(self):
        board = Board(facts=[("area", "number"), ("born", "date"), ("urgent", "boolean")])
        board.node("exclusiveGateway", "how", default="usual")
        board.chain("begin", "how")
        for key, said in {
            "large": "area > 500.5 and not (urgent = true)",
            "young": 'born >= date("2006-01-01")',
            "usual": None,
        }.items():
            board.flow("how", board.task(f"do-{key}"), said, key=key)
            board.flow(f"do-{key}", "end")
        return engine_of(board.content())

    @pytest.mark.parametrize(
        ("facts", "step"),
        [
            ({"area": 501, "urgent": False}, "do-large"),
            ({"area": Decimal("500.5"), "urgent": False}, "do-usual"),
            ({"area": Decimal("500.51"), "urgent": False}, "do-large"),
            ({"area": 501, "urgent": True}, "do-usual"),
            ({"area": 501}, "do-usual"),
            ({"born": date(2006, 1, 1)}, "do-young"),
            ({"born": date(2005, 12, 31)}, "do-usual"),
            ({}, "do-usual"),
        ],
    )
    def test_the_first_branch_that_is_true_is_taken(self, engine, facts, step):
        assert due(engine, engine.start(facts)) == [step]

    def test_facts_are_not_stored(self, engine):
        state = engine.start({"area": 987_654, "urgent": False})

        assert "987654" not in json.dumps(state)


class TestTimers:
    def board(self, *, interrupts):
        board = Board()
        board.task("ask")
        board.boundary("ask", "late", interrupts=interrupts, motcua_event="remind")
        board.task("remind")
        board.chain("begin", "ask", "end")
        board.chain("late", "remind", "end-2")
        board.node("endEvent", "end-2")
        return board.content()

    def test_a_timer_on_a_step_runs_while_the_step_is_due(self):
        engine = engine_of(self.board(interrupts=False))
        state = engine.start()
        (timer,) = engine.standing(state).timers
        assert (timer.timer.key, timer.timer.minutes, timer.timer.step) == ("late", 480, "ask")

        assert engine.standing(do(engine, state, "ask")).timers == ()

    def test_one_that_only_reminds_leaves_the_step(self):
        engine = engine_of(self.board(interrupts=False))
        state = go_off(engine, engine.start(), "late")

        assert due(engine, state) == ["ask", "remind"]
        assert engine.standing(state).timers == ()
        assert engine.standing(do(engine, do(engine, state, "ask"), "remind")).has_ended

    def test_one_that_interrupts_takes_the_step_away(self):
        engine = engine_of(self.board(interrupts=True))
        state = go_off(engine, engine.start(), "late")

        assert due(engine, state) == ["remind"]
        assert engine.standing(do(engine, state, "remind")).has_ended

    def test_a_timer_that_went_off_does_not_again(self):
        engine = engine_of(self.board(interrupts=False))
        state = engine.start()
        (timer,) = engine.standing(state).timers

        assert engine.fire(engine.fire(state, timer.id), timer.id) is None

    def test_a_way_waits_for_calendar_time(self):
        board = Board()
        inside = "<timerEventDefinition><timeDuration>P10D</timeDuration></timerEventDefinition>"
        board.node("intermediateCatchEvent", "posted", inside)
        board.task("after")
        board.chain("begin", "posted", "after", "end")
        engine = engine_of(board.content())

        (timer,) = engine.standing(engine.start()).timers
        assert timer.timer.lasts == timedelta(days=10)
        assert due(engine, go_off(engine, engine.start(), "posted")) == ["after"]


class TestDecisions:
    @pytest.fixture
    def engine(self):
        board = Board(facts=[("area", "number")])
        board.node("businessRuleTask", "route", motcua_decision="route-by-area")
        board.node("exclusiveGateway", "who", default="here")
        board.chain("begin", "route", "who")
        board.flow("who", board.task("ask"), 'office = "province" and fee > 10', key="above")
        board.flow("who", board.task("do"), None, key="here")
        board.chain("ask", "end")
        board.chain("do", "end")

        def decide(key, facts):
            assert key == "route-by-area"
            return {"office": "province" if facts["area"] > 5 else "here", "fee": Decimal("10.5")}

        kinds = {"route-by-area": {"office": "text", "fee": "number"}}
        return engine_of(board.content(), decided=kinds, decide=decide)

    def test_what_a_decision_finds_is_asked_behind_it(self, engine):
        assert due(engine, engine.start({"area": 6})) == ["ask"]
        assert due(engine, engine.start({"area": 5})) == ["do"]

    def test_what_it_found_is_kept_exactly(self, engine):
        state = do(engine, stored(engine.start({"area": 6})), "ask", facts={"area": 6})

        assert engine.standing(state).found == {"office": "province", "fee": Decimal("10.5")}
