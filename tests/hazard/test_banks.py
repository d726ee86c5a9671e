"""The banks of a river hold just those places that are nearer to it than a distance."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.hazard.ground import Banks, River, Spot

SPOTS = st.builds(Spot, st.floats(-20, 20), st.floats(-20, 20))


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOTS, min_size=2, max_size=6), SPOTS, st.floats(0.001, 5))
def test_banks_hold_what_the_distance_says(points, spot, within_km):
    river = River("江", tuple(points))
    assert Banks(river, within_km).hold(spot) == (river.distance_km(spot) < within_km)


def test_the_edge_of_the_banks_is_no_part_of_them():
    river = River("江", (Spot(0, 0), Spot(10, 0)))
    assert Banks(river, 1.0).hold(Spot(5, 0.999))
    assert not Banks(river, 1.0).hold(Spot(5, 1.0))
    assert not Banks(river, 1.0).hold(Spot(50, 0))
