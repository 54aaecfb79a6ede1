"""Decisions are published for good, and processes keep the ones that they were published with."""

import pytest

from motcua.processes import actions, errors, queries
from tests.integration.processes.acts import BY, NOW, done, due, published
from tests.unit.processes.drawing_board import Board
from tests.unit.processes.test_decisions import file_of

pytestmark = pytest.mark.django_db


def fee(large):
    return file_of(
        [("area", "number")],
        [("fee", "number"), ("office", "string")],
        [["<= 500", "10000", '"here"'], ["> 500", str(large), '"province"']],
    )


def decision(large=20000, key="phi-theo-dien-tich"):
    return actions.publish_decision(key=key, content=fee(large), by=BY, at=NOW)


def routed():
    board = Board(facts=[("area", "number")])
    board.node("businessRuleTask", "count", motcua_decision="phi-theo-dien-tich")
    board.node("exclusiveGateway", "who", default="here")
    board.chain("begin", board.task("ask"), "count", "who")
    board.flow("who", board.task("above"), 'office = "province"', key="far")
    board.flow("who", board.task("do"), None, key="here")
    board.chain("above", "end")
    board.chain("do", "end")
    return board.content()


def start(version, subject="dossier:1"):
    return actions.start(version_id=version.id, subject=subject, at=NOW)


def test_a_published_decision_answers():
    found = queries.decide(decision().id, {"area": 501, "more": "x"})

    assert found.values == {"fee": 20000, "office": "province"}
    assert found.rules == ("r2",)


def test_the_same_table_is_published_once():
    assert decision() == decision()
    assert decision(30000).number == 2
    assert queries.latest_decision("phi-theo-dien-tich").number == 2


def test_what_is_not_published_is_not_asked():
    with pytest.raises(errors.UnknownDecision):
        queries.latest_decision("khong-co")
    with pytest.raises(errors.ProcessNotSupported) as refusal:
        published(routed())
    assert ("count", "decision") in {
        (one.element, one.what) for one in refusal.value.params["items"]
    }


def test_a_fact_of_another_kind_is_refused():
    with pytest.raises(errors.FactOfAnotherKind):
        queries.decide(decision().id, {"area": "501"})


def test_a_process_goes_the_way_that_a_decision_finds():
    decision()
    advance = done(start(published(routed())), "ask", facts={"area": 501})

    assert due(advance) == ["above"]
    assert advance.facts == {"fee": 20000, "office": "province"}


def test_a_process_keeps_the_decision_that_it_was_published_with():
    decision()
    old = published(routed())
    decision(30000)
    new = published(routed())
    assert (old.number, new.number) == (1, 2)

    before = done(start(old), "ask", facts={"area": 501})
    after = done(start(new, "dossier:2"), "ask", facts={"area": 501})

    assert (before.facts["fee"], after.facts["fee"]) == (20000, 30000)


def test_a_table_that_finds_lists_cannot_route():
    content = fee(1).replace(b'"UNIQUE"', b'"COLLECT"')
    actions.publish_decision(key="phi-theo-dien-tich", content=content, by=BY, at=NOW)

    with pytest.raises(errors.ProcessNotSupported):
        published(routed())
