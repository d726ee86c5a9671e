"""The area of a district: read from GeoJSON, sized, and told apart from what only looks like one."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from little_maps import spot

from sim.district.area import Area, hull_of, read_area
from sim.terms.errors import BadInput

SQUARE = [[107.0, 29.0], [108.0, 29.0], [108.0, 30.0], [107.0, 30.0], [107.0, 29.0]]
HOLE = [[107.4, 29.4], [107.6, 29.4], [107.6, 29.6], [107.4, 29.6], [107.4, 29.4]]
ISLAND = [[107.45, 29.45], [107.55, 29.45], [107.55, 29.55], [107.45, 29.45]]


def read(tmp_path, tree):
    file = tmp_path / "area.geojson"
    file.write_text(tree if isinstance(tree, str) else json.dumps(tree), encoding="utf-8")
    return read_area(file)


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


WRAPPED = [
    polygon(SQUARE),
    {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)},
    {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon(SQUARE)}]},
    {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    polygon(SQUARE[:-1]),
    polygon([[*pair, 250.0] for pair in SQUARE]),
]


@pytest.mark.parametrize("tree", WRAPPED)
def test_an_area_is_read_however_it_is_wrapped(tmp_path, tree):
    area = read(tmp_path, tree)
    assert area.box == (107.0, 29.0, 108.0, 30.0)
    assert area.holds((107.5, 29.5))
    assert not area.holds((108.5, 29.5))


def test_a_byte_order_mark_is_no_fault(tmp_path):
    assert read(tmp_path, "\ufeff" + json.dumps(polygon(SQUARE))).holds((107.1, 29.1))


def test_a_hole_is_outside_and_an_island_in_it_inside(tmp_path):
    area = read(tmp_path, {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]})
    places = {1: (107.1, 29.1), 2: (107.42, 29.58), 3: (107.53, 29.5), 4: (50.0, 20.0)}
    assert area.held(places) == {1, 3}


def test_a_square_degree_has_the_size_it_has_on_the_ellipsoid():
    """96.98 km wide at 29.5 north, 110.85 km high: within 0.1 % of their product."""
    ring = tuple((lon, lat) for lon, lat in SQUARE)
    assert Area((ring,)).km2 == pytest.approx(96.98 * 110.85, rel=1e-3)
    assert Area((ring[::-1],)).km2 == pytest.approx(Area((ring,)).km2)


def test_a_hole_is_taken_off_and_an_island_added():
    rings = [tuple((lon, lat) for lon, lat in ring) for ring in (SQUARE, HOLE, ISLAND)]
    square, hole, island = (Area((ring,)).km2 for ring in rings)
    assert Area(tuple(rings)).km2 == pytest.approx(square - hole + island)


def test_a_hull_holds_what_it_is_drawn_around():
    points = [spot(x, y) for x in range(4) for y in range(4)]
    hull = hull_of(points)
    assert len(hull.rings[0]) == 5
    assert hull.holds(spot(1.5, 1.5))
    assert not hull.holds(spot(4, 4))


@pytest.mark.parametrize("points", [[spot(1, 1)], [spot(0, 0), spot(1, 1)], [spot(i, i) for i in range(5)]])
def test_points_in_a_line_have_a_box_with_some_land(points):
    assert hull_of(points).km2 > 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=12, unique=True))
def test_no_point_lies_outside_of_the_box_of_its_hull(spots):
    points = [spot(*at) for at in spots]
    west, south, east, north = hull_of(points).box
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)


def test_swapping_twice_changes_nothing():
    area = hull_of([spot(0, 0), spot(1, 0), spot(1, 2)])
    assert area.swapped.swapped == area
    assert area.swapped != area


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ("{", "an area in GeoJSON"),
        ("[1]", "an area in GeoJSON"),
        ({"type": "Point", "coordinates": [107, 29]}, "an area in GeoJSON"),
        ({"type": "FeatureCollection", "features": 3}, "an area in GeoJSON"),
        ({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None}]}, "an area in"),
        (polygon(SQUARE[:3]), "rings of at least four points (got 3 points)"),
        (polygon([["a", "b"]] * 4), "pairs of numbers"),
        (polygon([[107]] * 4), "pairs of numbers"),
        (polygon([[True, False]] * 4), "pairs of numbers"),
        (json.dumps(polygon(SQUARE)).replace("29.0", "NaN"), "pairs of numbers"),
        (polygon([[lat, lon] for lon, lat in SQUARE]), "longitude and latitude swapped?"),
        (polygon([[lon * 1e5, lat * 1e5] for lon, lat in SQUARE]), "projected coordinates?"),
        ("[" * 100_000, "an area in GeoJSON"),
    ],
)
def test_what_is_no_area_is_said_in_one_line(tmp_path, tree, said):
    with pytest.raises(BadInput) as refusal:
        read(tmp_path, tree)
    assert said in str(refusal.value)
    assert len(refusal.value.faults) == 1


def test_collections_within_collections_come_to_an_end(tmp_path):
    tree = polygon(SQUARE)
    for _ in range(10):
        tree = {"type": "FeatureCollection", "features": [tree]}
    with pytest.raises(BadInput):
        read(tmp_path, tree)


def test_a_file_that_is_missing_or_too_large_is_named(tmp_path, monkeypatch):
    with pytest.raises(BadInput, match="exists"):
        read_area(tmp_path / "none.geojson")
    monkeypatch.setattr("sim.district.area._LIMIT_MB", 0)
    with pytest.raises(BadInput, match="at most 0 MB"):
        read(tmp_path, polygon(SQUARE))
