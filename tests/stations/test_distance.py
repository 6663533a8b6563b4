"""How far, and which way."""

from math import dist, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stations.vectors import DISTANCES

from xiangyi.features.stations.rules.distance import EARTH_RADIUS_M, bearing, metres, unit_vector

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize("case", DISTANCES["cases"], ids=lambda case: case["name"])
def test_it_measures_as_the_shared_cases_say(case):
    start, end = tuple(case["from"]), tuple(case["to"])
    # Haversines lose a few decimetres at the other side of the earth and nothing on this one.
    allowed = pytest.approx(case["metres"], abs=1e-4, rel=1e-8)
    assert metres(start, end) == allowed
    assert metres(end, start) == allowed
    if case["bearing"] is not None:
        off = (bearing(start, end) - case["bearing"] + 180) % 360 - 180
        assert off == pytest.approx(0, abs=1e-5)


@given(POINTS, POINTS)
def test_a_bearing_lies_between_north_and_north(start, end):
    assert 0 <= bearing(start, end) < 360


@given(POINTS)
def test_a_point_lies_on_itself(point):
    assert metres(point, point) == 0


@given(POINTS, POINTS)
def test_the_chord_between_unit_vectors_grows_with_the_distance(a, b):
    chord = dist(unit_vector(a), unit_vector(b))
    assert chord == pytest.approx(2 * sin(metres(a, b) / EARTH_RADIUS_M / 2), abs=1e-7)


@pytest.mark.parametrize(
    ("point", "vector"),
    [((0, 0), (1, 0, 0)), ((90, 0), (0, 1, 0)), ((-90, 0), (0, -1, 0)), ((0, 90), (0, 0, 1))],
)
def test_the_axes_of_the_unit_sphere(point, vector):
    assert unit_vector(point) == pytest.approx(vector, abs=1e-15)
