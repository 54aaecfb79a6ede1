"""A process is drawn whole, whoever drew it, and says where things stand."""

from importlib import resources

import pytest
from hypothesis import given, settings
from lxml import etree

from motcua.processes import drawing
from motcua.processes.adapters import diagrams
from motcua.processes.adapters.xml_files import parse
from motcua.processes.types import Level, Mark
from tests.unit.processes.drawing_board import Board, drawn, trees

CARRIED = resources.files("motcua.processes").joinpath("data", "giai-quyet-chung.bpmn").read_text()


def nodes_of(content):
    wanted = ("Task", "Gateway", "Event")
    process = parse(content.encode()).find("{*}process")
    return {node.get("id") for node in process if str(node.tag).endswith(wanted)}


def svg(content, **more):
    return etree.fromstring(drawing.svg(diagrams.sheet_of(content), title="Thử", **more))


def steps_of(picture):
    return {group.get("data-step") for group in picture.iterfind(".//{*}g[@data-step]")}


@settings(max_examples=60, deadline=None)
@given(trees())
def test_every_node_and_flow_is_drawn_in_view(tree):
    content = drawn(tree)
    sheet, picture = diagrams.sheet_of(content), svg(content)
    frame = sheet.frame

    assert steps_of(picture) == nodes_of(content)
    assert len(sheet.lines) == content.count("<sequenceFlow ")
    for x, y in (corner for line in sheet.lines for corner in line.way):
        assert frame.x <= x <= frame.right
        assert frame.y <= y <= frame.bottom


@settings(max_examples=60, deadline=None)
@given(trees())
def test_no_two_nodes_lie_on_each_other(tree):
    boxes = [
        shape.box
        for shape in diagrams.sheet_of(drawn(tree)).shapes
        if shape.kind not in {"reminder", "interrupt"}
    ]

    assert not any(
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
        for number, one in enumerate(boxes)
        for other in boxes[:number]
    )


def test_what_the_author_drew_stays_where_it_was_drawn():
    shapes = {shape.key: shape.box for shape in diagrams.sheet_of(CARRIED).shapes}

    assert shapes["approve"] == (370, 158, 140, 80)


def test_a_drawing_with_a_node_missing_is_laid_out_anew():
    lost = CARRIED.replace('bpmnElement="approve">', 'bpmnElement="nothing">')

    assert steps_of(svg(lost)) == nodes_of(CARRIED)
    assert diagrams.sheet_of(lost).shapes[1].box != (170, 38, 140, 80)


@pytest.mark.parametrize("wrong", ["NaN", "1e400", "x", "999999999"])
def test_a_place_beyond_all_paper_is_none(wrong):
    assert svg(CARRIED.replace('x="370" y="158"', f'x="{wrong}" y="158"')) is not None


def test_marks_show_where_things_stand():
    picture = svg(CARRIED, marks={"approve": Mark("12 quá hạn", Level.LATE)})

    (marked,) = picture.iterfind(".//{*}g[@data-step='approve']")
    assert "mc-process__node--late" in marked.get("class")
    assert "12 quá hạn" in "".join(marked.itertext())


def test_names_are_texts_whatever_they_hold():
    board = Board()
    board.node("userTask", "x", motcua_hours="1", name='<script>alert("1")</script>&')
    board.tasks.append("x")
    board.chain("begin", "x", "end")

    written = drawing.svg(diagrams.sheet_of(board.content()), title='"><b>')
    assert "<script" not in written
    assert "<b>" not in written
    etree.fromstring(written)


def test_nothing_in_a_drawing_needs_style_or_script():
    written = drawing.svg(diagrams.sheet_of(CARRIED), title="Thử")

    assert "style=" not in written
    assert "<script" not in written
