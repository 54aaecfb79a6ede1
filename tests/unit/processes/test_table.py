"""The table of a decision becomes a process, and the same table again."""

from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel import text
from motcua.processes import table, table_reading
from motcua.processes.adapters import bpmn, table_bpmn
from motcua.processes.adapters.engine import Engine
from motcua.processes.adapters.xml_files import parse
from motcua.processes.errors import NotATable, TableNotAProcess
from motcua.processes.table import Row

PRINTED = """TT\tTrình tự\tĐơn vị/Người thực hiện\tNội dung công việc\tThời gian thực hiện
1\tTiếp nhận hồ sơ\tBộ phận Một cửa\tKiểm tra, số hóa\t0,5 ngày làm việc
2\tThẩm định\tChuyên viên phòng Hộ tịch\tXem hồ sơ\t2 ngày
3\tPhê duyệt\tLãnh đạo Sở\t\t½ ngày
4\tTrả kết quả\tBộ phận Một cửa\t\t02 giờ làm việc
"""

WORDS = (
    st.text("aăâđêôơuưyáàảãạ ĐBN019,.()&<>\"'-", min_size=1, max_size=20)
    .map(text.normalise)
    .filter(bool)
)
ROWS = st.lists(
    st.builds(
        Row,
        name=WORDS,
        who=WORDS,
        post=st.sampled_from(["clerk", "specialist", "leader"]),
        minutes=st.integers(1, table.LONGEST),
        note=WORDS | st.just(""),
        agency=st.sampled_from(["", "parent", "H47.40"]),
        event=st.sampled_from(["", "approve", "finish"]),
    ),
    min_size=1,
    max_size=8,
)


def read(said):
    return table_reading.read(said.encode())


def problems(said):
    with pytest.raises(TableNotAProcess) as refusal:
        read(said)
    return [(one.line, one.column) for one in refusal.value.params["problems"]]


def test_a_printed_table_is_read_as_it_is_pasted():
    assert [(row.name, row.post, row.minutes) for row in read(PRINTED)] == [
        ("Tiếp nhận hồ sơ", "clerk", 240),
        ("Thẩm định", "specialist", 960),
        ("Phê duyệt", "leader", 240),
        ("Trả kết quả", "clerk", 120),
    ]
    assert read(PRINTED)[0].note == "Kiểm tra, số hóa"


def test_the_usual_events_are_proposed_with_the_signing():
    rows = table.with_usual_events(read(PRINTED))

    assert [(row.post, row.event) for row in rows] == [
        ("clerk", ""),
        ("specialist", ""),
        ("leader", "approve"),
        ("system", "finish"),
        ("clerk", "return"),
    ]
    assert table.with_usual_events(rows) == rows


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("2 giờ", 120),
        ("02 giờ làm việc", 120),
        ("8h", 480),
        ("0,5 ngày", 240),
        ("0.25 ngày", 120),
        ("½ ngày", 240),
        ("1/2 ngày làm việc", 240),
        ("1 ngày 4 giờ", 720),
        ("30 phút", 30),
        ("1 giờ 20 phút", 80),
        ("15 ngày làm việc", 7200),
        ("-", 0),
        ("", 0),
    ],
)
def test_a_time_is_read_as_it_is_printed(written, minutes):
    assert table.minutes_in(written) == minutes


@pytest.mark.parametrize(
    "written",
    ["nhanh", "2", "giờ", "1/0 ngày", "0,0001 giờ", "2 tuần", "0 giờ", "99999 ngày", "1/2/3 ngày"],
)
def test_what_is_no_time_is_not_guessed(written):
    assert table.minutes_in(written) is None


@given(st.integers(0, table.LONGEST))
def test_every_time_is_read_back(minutes):
    assert table.minutes_in(table.time_written(minutes)) == minutes


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_table_becomes_a_process_and_the_same_table(rows):
    content = table_bpmn.file_of(rows, key="thu", name="Thử")

    again = table_bpmn.rows_of(content)

    assert [replace(row, key="") for row in again] == rows
    assert table_bpmn.file_of(again, key="thu", name="Thử") == content


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_a_table_in_a_sheet_is_the_same_table(rows):
    tidy = [replace(row, event="") for row in rows]

    assert table_reading.read(table_reading.written(tidy), file_name="a.xlsx") == tidy


def test_the_process_of_a_table_runs_step_by_step():
    content = table_bpmn.file_of(table.with_usual_events(read(PRINTED)), key="thu", name="Thử")
    file = bpmn.read(content)
    engine = Engine(bpmn=content.decode(), process_id=file.process_id, steps=file.steps)

    state, met = engine.start(), []
    while ready := engine.standing(state).ready:
        met.append((ready[0].step.name, ready[0].step.outcomes[0].event))
        state = engine.complete(state, ready[0].id, ready[0].step.outcomes[0].value)

    assert met == [
        ("Tiếp nhận hồ sơ", ""),
        ("Thẩm định", ""),
        ("Phê duyệt", "approve"),
        ("Ký số và phát hành kết quả", "finish"),
        ("Trả kết quả", "return"),
    ]


def test_a_step_keeps_its_key_when_the_table_is_edited():
    first = table_bpmn.rows_of(table_bpmn.file_of(read(PRINTED), key="thu", name="Thử"))
    edited = [first[0], replace(first[1], name="Thẩm định kỹ"), *first[2:]]

    again = table_bpmn.rows_of(table_bpmn.file_of(edited, key="thu", name="Thử"))

    assert [row.key for row in again] == [row.key for row in first]


def test_everything_in_the_drawing_stands_in_its_lane_and_apart():
    root = parse(table_bpmn.file_of(read(PRINTED), key="thu", name="Thử"))
    bounds = {
        shape.get("bpmnElement"): tuple(
            int(shape.find("{*}Bounds").get(side)) for side in ("x", "y", "width", "height")
        )
        for shape in root.iterfind(".//{*}BPMNShape")
    }
    lanes = {ref.text: lane.get("id") for lane in root.iterfind(".//{*}lane") for ref in lane}
    for key, lane in lanes.items():
        x, y, width, height = bounds[key]
        left, top, wide, high = bounds[lane]
        assert left <= x < x + width <= left + wide
        assert top <= y < y + height <= top + high
    places = [bounds[key] for key in lanes]
    assert not any(
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
        for number, one in enumerate(places)
        for other in places[:number]
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (PRINTED.replace("½ ngày", "sớm"), [(4, "Thời gian")]),
        (PRINTED.replace("Lãnh đạo Sở", "Ông Ba"), [(4, "Đơn vị/người thực hiện")]),
        (PRINTED.replace("\tPhê duyệt\t", "\t\t"), [(4, "Bước công việc")]),
        (PRINTED.replace("2 ngày\n", "-\n"), [(3, "Thời gian")]),
        (PRINTED.replace("Thời gian thực hiện", "Ghi chú"), [(1, "Ghi chú"), (1, "Thời gian")]),
        (PRINTED.replace("Nội dung công việc", "Trách nhiệm"), [(1, "Trách nhiệm")]),
    ],
)
def test_what_is_wrong_is_named_by_line_and_column(said, expected):
    assert problems(said) == expected


def test_a_process_with_choices_is_no_table():
    carried = resources.files("motcua.processes").joinpath("data")
    content = carried.joinpath("trich-luc-ho-tich.bpmn").read_bytes()

    with pytest.raises(NotATable):
        table_bpmn.rows_of(content)
