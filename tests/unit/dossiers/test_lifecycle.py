"""The table of moves is whole, and a status is written in one place."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

import motcua
from motcua.dossiers import rules
from motcua.dossiers.cooperation import LegState, Position
from motcua.dossiers.lifecycle import DOSSIER, MOVES, PAPERS, clock_of
from motcua.dossiers.types import Clock, Doer, Lateness, PausedFor, PromisedBy, Status, Step

SOURCES = sorted((Path(motcua.__file__).parent / "dossiers").rglob("*.py"))
RECEIVED = {"2", "4", "5", "6", "7", "8", "9", "10"}
"""Counted as received by one-stop systems."""
FAMILY = {
    "leg_asks_supplement",
    "leg_asks_payment",
    "leg_goes_on",
    "hold",
    "release",
    "recall",
}
"""What follows from what somebody did to another dossier of the same filing; the paper is there."""


def writes_of_a_status(source):
    """Return the functions in which something's `status` is assigned, or set by name."""
    tree = ast.parse(source.read_text("utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            targets = node.targets if isinstance(node, ast.Assign) else []
            assigned = any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets)
            named = isinstance(node, ast.Call) and _updates(node)
            if assigned or named:
                yield f"{source.name}:{function.name}"


def _updates(call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name in {"update", "bulk_update"} and any(k.arg == "status" for k in call.keywords)


def test_a_status_is_written_in_one_place():
    found = [where for source in SOURCES for where in writes_of_a_status(source)]

    assert found == ["moves.py:move", "moves.py:take_over"]


def test_every_status_of_the_national_portal_is_there():
    assert {status.value for status in Status} == {str(number) for number in range(1, 11)}


def test_who_is_received_never_becomes_not_received():
    for move in MOVES:
        if move.target.value not in RECEIVED:
            assert move.sources == {Status.REGISTERED}, move.event


def test_the_clock_begins_with_the_receipt_and_stands_by_a_paper():
    for move in MOVES:
        begins = {clock_of(source) for source in move.sources}
        if begins == {Clock.NOT_BEGUN} and move.clock is Clock.RUNS:
            assert move.event == "accept"
        if Clock.RUNS in begins and move.clock is Clock.STANDS and move.event not in FAMILY:
            assert move.paper is not None, move.event


def test_an_event_brings_one_paper_wherever_it_happens():
    for move in MOVES:
        assert PAPERS.get(move.event) == move.paper, move.event


def test_the_system_alone_makes_no_decision():
    alone = {move.event for move in MOVES if move.doers == {Doer.SYSTEM}}

    assert alone == {"expire", "finish"} | FAMILY


@pytest.mark.parametrize(
    "words", [Status, PausedFor, PromisedBy, Lateness, Doer, Step, Position, LegState]
)
def test_every_value_has_a_label(words):
    assert all(value.label for value in words)


def test_a_stop_has_not_ended_and_a_refusal_after_receipt_has():
    closed_at = datetime(2026, 11, 18, tzinfo=UTC)
    assert not rules.has_ended(Status.STOPPED, None)
    assert rules.has_ended(Status.STOPPED, closed_at)
    assert {status for status in Status if rules.has_ended(status, None)} == DOSSIER.finals
