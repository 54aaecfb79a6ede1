import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.ui import charts

SVG = "{http://www.w3.org/2000/svg}"


def bar(label, percent, state, value_label=None):
    return charts.Bar(
        label=label, percent=Decimal(percent), value_label=value_label or percent, state=state
    )


BARS = [
    bar("Bộ A", "12.5", "below", "12,50%"),
    bar("Bộ B", "75", "meets", "75,00%"),
    bar("Bộ C", "29.61", "rounded_up", "29,61%"),
]


def ranking(rows=BARS, width=charts.WIDE, lang="vi"):
    return charts.ranking(
        rows, target_percent=Decimal(30), lang=lang, width=width, title="Xếp hạng 2019"
    )


def drawn(spec):
    return ET.fromstring(charts.svg(spec))  # noqa: S314 -- our own picture


def texts(svg):
    return [node.text for node in svg.iter(f"{SVG}text")]


def test_bars_run_from_the_highest_to_the_lowest():
    rows = ranking()["data"]["values"]

    assert [row["label"] for row in rows] == ["Bộ B", "Bộ C", "Bộ A"]


def test_equal_shares_keep_the_order_given():
    rows = ranking([bar(name, "10", "below") for name in "xyz"])["data"]["values"]

    assert [row["label"] for row in rows] == ["x", "y", "z"]


@pytest.mark.parametrize("width", [charts.NARROW, charts.WIDE])
def test_a_share_that_was_rounded_up_says_in_words_that_it_misses_the_target(width):
    shown = texts(drawn(ranking(width=width)))

    (note,) = {text for text in shown if text.startswith("29,61%")}
    assert "chưa đạt" in note
    assert "75,00%" in shown
    assert "12,50%" in shown


def test_a_share_that_was_rounded_up_is_drawn_unlike_both_others():
    looks = {
        (path.get("fill"), path.get("stroke"), path.get("stroke-dasharray"))
        for path in drawn(ranking()).iter(f"{SVG}path")
        if path.get("stroke")
    }

    assert len(looks) >= 3
    assert any(fill == "#ffffff" for fill, _, _ in looks)


@pytest.mark.parametrize("width", [charts.NARROW, charts.WIDE])
@pytest.mark.parametrize("make", ["ranking", "distribution"])
def test_a_picture_is_exactly_as_wide_as_asked(make, width):
    spec = ranking(width=width)
    if make == "distribution":
        spec = charts.distribution([Decimal(3)], lang="vi", width=width, title="Phân bố")

    assert drawn(spec).get("width") == str(width)


def test_the_target_line_is_labelled_in_the_language_of_the_reader():
    assert "Chỉ tiêu 30%" in texts(drawn(ranking()))


def test_a_picture_speaks_by_title_and_description():
    svg = drawn(ranking())

    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Xếp hạng 2019"
    assert description.text == "1 trên 3 cơ quan đạt chỉ tiêu 30%."


def test_the_same_figures_give_the_same_picture_byte_by_byte():
    assert charts.svg(ranking()) == charts.svg(ranking())


def test_a_picture_needs_no_style_that_the_policy_forbids():
    spec = charts.distribution([Decimal(3)], lang="vi", width=charts.WIDE, title="Phân bố")

    for svg in (drawn(ranking()), drawn(spec)):
        assert not [node for node in svg.iter() if node.get("style") is not None]
        assert not list(svg.iter(f"{SVG}style"))


def test_a_name_cannot_break_out_of_the_picture():
    svg = drawn(ranking([bar('<script>"&', "10", "below")]))

    assert not list(svg.iter(f"{SVG}script"))
    assert '<script>"&' in texts(svg)


def test_a_share_on_the_border_of_a_step_counts_in_the_higher_one():
    shares = [Decimal("4.99"), Decimal(5), Decimal("29.87"), Decimal(30), Decimal(100)]

    rows = charts.distribution(shares, lang="vi", width=charts.WIDE, title="Phân bố")["data"]

    assert [(row["from"], row["count"], row["state"]) for row in rows["values"]] == [
        (0, 1, "below"),
        (5, 1, "below"),
        (25, 1, "below"),
        (30, 1, "meets"),
        (95, 1, "meets"),
    ]


@given(st.lists(st.decimals(0, 100, places=4), max_size=200))
@settings(deadline=None)
def test_the_steps_hold_every_agency_exactly_once(shares):
    spec = charts.distribution(shares, lang="en", width=charts.NARROW, title="Shares")

    assert sum(row["count"] for row in spec["data"]["values"]) == len(shares)
