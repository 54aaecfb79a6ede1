"""Step lines: every level at its height, for its time, read out and never dearer than needed."""

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import charts, step_lines

SVG = "{http://www.w3.org/2000/svg}"
FIRST = date(2021, 1, 1)
UNTIL = date(2022, 1, 1)


def drawn(*lines, first=FIRST, until=UNTIL, width=charts.WIDE, top=4):
    picture = step_lines.step_lines(
        [
            step_lines.Line(label=f"Mức {place}", points=points)
            for place, points in enumerate(lines)
        ],
        first=first,
        until=until,
        top=top,
        width=width,
        title="Ba mức",
        description="mức 4 từ đầu năm",
    )
    return ET.fromstring(picture)  # noqa: S314 our own picture


def texts(svg):
    return [node.text for node in svg.iter(f"{SVG}text")]


def areas(svg):
    return [
        tuple(float(node.get(name)) for name in ("x", "width", "height"))
        for node in svg.iter(f"{SVG}rect")
    ]


def test_a_higher_level_stands_higher_and_begins_where_the_lower_ends():
    (x1, width1, height1), (x2, _, height2) = areas(drawn([(FIRST, 2), (date(2021, 7, 1), 4)]))
    assert height2 == 2 * height1
    assert x1 + width1 == pytest.approx(x2, abs=0.2)


def test_a_time_without_a_level_is_empty():
    points = [(FIRST, 3), (date(2021, 4, 1), None), (date(2021, 10, 1), 1)]
    assert len(areas(drawn(points))) == 2


def test_each_line_has_its_name_and_its_figures():
    said = texts(drawn([(FIRST, 2), (date(2021, 7, 1), 4)], []))
    assert {"Mức 0", "Mức 1", "2", "4"} <= set(said)


def test_a_moment_too_short_for_a_figure_is_drawn_without_one():
    svg = drawn([(FIRST, 2), (date(2021, 7, 1), 3), (date(2021, 7, 2), 4)], width=charts.NARROW)
    assert "3" not in texts(svg)
    assert len(areas(svg)) == 3


def test_the_edges_are_named_by_their_days():
    assert {"01/01/2021", "31/12/2021", "07/2021"} <= set(texts(drawn([])))


def test_it_is_read_out():
    svg = drawn([(FIRST, 4)])
    ids = svg.get("aria-labelledby").split()
    told = {node.get("id"): node.text for node in svg if node.get("id")}
    assert [told[one] for one in ids] == ["Ba mức", "mức 4 từ đầu năm"]


def test_what_is_written_cannot_break_out():
    picture = step_lines.step_lines(
        [step_lines.Line(label="<script>", points=[])],
        first=FIRST,
        until=UNTIL,
        top=4,
        width=charts.WIDE,
        title='"><script>',
        description="</desc>",
    )
    assert "<script>" not in picture


def test_it_needs_no_inline_style():
    picture = drawn([(FIRST, 4)])
    assert all(node.get("style") is None for node in picture.iter())


@given(
    days=st.integers(1, 20_000),
    width=st.sampled_from([charts.NARROW, charts.WIDE]),
    cuts=st.lists(st.tuples(st.floats(0, 0.999), st.none() | st.integers(1, 4)), max_size=30),
)
def test_any_history_fits_and_its_months_do_not_touch(days, width, cuts):
    points = {FIRST + timedelta(days=int(share * days)): level for share, level in cuts}
    svg = drawn(sorted(points.items()), until=FIRST + timedelta(days=days), width=width)

    for x, wide, _ in areas(svg):
        assert x >= 0
        assert x + wide <= width
    months = [
        float(node.get("x"))
        for node in svg.iter(f"{SVG}text")
        if re.fullmatch(r"\d\d/\d{4}", node.text)
    ]
    assert all(later - earlier >= 52 for earlier, later in pairwise([74, *months, width - 74]))
