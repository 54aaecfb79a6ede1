"""The table of moves is whole, and a status is written in one place."""

import ast
from pathlib import Path

import pytest

import motcua
from motcua.feedback.events import KINDS
from motcua.feedback.lifecycle import DOERS, MOVES, OPEN, PETITION
from motcua.feedback.types import Kind, StatementKind, Status
from motcua.identity.types import Role
from motcua.kernel.lifecycle import MoveNotAllowed

EVENTS = sorted({move.event for move in MOVES})
TABLE = {(move.event, source): move.target for move in MOVES for source in move.sources}
SOURCES = sorted((Path(motcua.__file__).parent / "feedback").rglob("*.py"))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("event", EVENTS)
def test_the_table_moves_what_it_names_and_refuses_all_else(event, status):
    if (event, status) in TABLE:
        assert PETITION.next(status, event) is TABLE[event, status]
    else:
        with pytest.raises(MoveNotAllowed):
            PETITION.next(status, event)


def test_a_status_is_written_in_one_place():
    writes = [
        f"{source.name}:{function.name}"
        for source in SOURCES
        for function in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        if any(isinstance(t, ast.Attribute) and t.attr == "status" for t in node.targets)
    ]

    assert writes == ["actions.py:_move"]


def test_only_the_author_says_more_and_only_a_leader_decides_what_all_may_read():
    by_author = {event for (event, _), doers in DOERS.items() if not doers}

    assert by_author == {"add_more"}
    assert DOERS["publish", Status.ANSWERED] == DOERS["close", Status.ANSWERED] == {Role.LEADER}


def test_a_clerk_does_not_answer():
    assert Role.CLERK not in DOERS["answer", Status.ACCEPTED]


def test_every_move_has_its_event_in_the_log():
    assert set(EVENTS) <= set(KINDS)
    assert len(set(KINDS.values())) == len(KINDS)


def test_what_has_ended_is_not_open():
    assert not set(OPEN) & (PETITION.finals | {Status.ANSWERED})


@pytest.mark.parametrize("words", [Kind, Status, StatementKind])
def test_every_value_has_a_label(words):
    assert all(value.label for value in words)
