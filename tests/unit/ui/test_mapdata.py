import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import mapdata


@pytest.mark.parametrize(
    ("path", "simplified"),
    [
        ("m 0.2,0.1 9.9,0 0,10.2 z", "M0 0l10 0 0 10z"),
        ("M 0,0 L 10,0 10,10 0,10 z", "M0 0l10 0 0 10-10 0z"),
        # The middle of an edge says nothing.
        ("m 0,0 5,0 5,0 0,10 z", "M0 0l10 0 0 10z"),
        # A curve gives its end point.
        ("m 0,0 c 1,1 2,2 10,0 l 0,10 z", "M0 0l10 0 0 10z"),
        # After closing, relative steps start from where the ring began.
        ("m 0,0 10,0 0,10 z m 20,0 4,0 0,4 z", "M0 0l10 0 0 10zM20 0l4 0 0 4z"),
        ("m 1e1,0 4,0 0,4 z", "M10 0l4 0 0 4z"),
    ],
)
def test_a_path_is_rounded_to_whole_units(path, simplified):
    assert mapdata.simplify(path) == simplified


def test_an_islet_smaller_than_a_unit_is_kept():
    assert mapdata.simplify("m 600.1,400.2 0.1,0 0,0.1 z") == "M600 400l1 0 0 1-1 0z"


coordinates = st.floats(-800, 800, allow_nan=False)


@given(st.lists(st.lists(st.tuples(coordinates, coordinates), min_size=1), min_size=1))
def test_no_ring_is_lost_and_no_point_moves_by_more_than_half_a_unit(rings):
    path = "".join("M" + " ".join(f"{x:.3f},{y:.3f}" for x, y in ring) + "z" for ring in rings)

    simplified = mapdata.simplify(path)

    assert simplified.count("M") == simplified.count("z") == len(rings)
    for ring, drawn in zip(rings, mapdata._rings(simplified), strict=True):
        for x, y in drawn:
            # A tiny ring becomes a square that reaches one unit further.
            assert any(abs(x - a) <= 1.51 and abs(y - b) <= 1.51 for a, b in ring)


def test_the_table_is_small_enough_for_a_page(shapes):
    assert len(shapes) == 65
    assert len(mapdata.dumps(shapes)) < 45_000
    assert json.loads(mapdata.dumps(shapes)) == shapes


def test_every_island_of_both_archipelagos_is_drawn(shapes):
    assert len(re.findall("M", shapes["hoangsa"])) == 19
    assert len(re.findall("M", shapes["truongsa"])) > 50
