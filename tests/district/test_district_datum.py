"""A boundary in GCJ-02 is told by the rivers and borders that it follows once it is moved back."""

import json
import math

from little_maps import street

from sim.district.area import Area
from sim.district.build import build
from sim.district.datum import FEWEST, shift_of
from sim.district.extract import Extract, Names, River
from sim.scenario.datum import gcj_offset_m

PER_DEG = 111_195.0


def ring(lon, lat, points=40, radius=0.05):
    turns = [2 * math.pi * i / points for i in range(points)]
    found = [(lon + radius * math.cos(turn), lat + radius * math.sin(turn)) for turn in turns]
    return (*found, found[0])


def moved(points):
    """Return places as a map in GCJ-02 shows them."""
    found = []
    for lon, lat in points:
        east, north = gcj_offset_m(lon, lat)
        found.append((lon + east / PER_DEG / math.cos(math.radians(lat)), lat + north / PER_DEG))
    return tuple(found)


def extract(rivers=(), borders=()):
    lines = tuple(River(i, Names("江"), line) for i, line in enumerate(rivers))
    return Extract("x.osm", "0", "", {}, (street(1, 1, 2),), (), (), lines, 0, tuple(borders))


TRUE = ring(107.3, 29.7)


def test_a_boundary_in_gcj_02_is_told_by_the_border_that_it_follows_once_moved_back():
    found = shift_of(Area((moved(TRUE),)), extract(borders=[TRUE]))
    assert (found.moved, found.of) == (40, 40)
    assert found.given <= 8  # where it runs along the offset
    assert 300 < math.hypot(found.east_m, found.north_m) < 700
    assert "GCJ-02" in found.note
    assert f"{-found.east_m:.0f} m east" in found.note


def test_a_stretch_of_river_is_enough():
    river = TRUE[:16]
    found = shift_of(Area((moved(TRUE),)), extract(rivers=[river]))
    assert found.moved >= FEWEST
    assert found.moved < found.of


def test_a_boundary_in_wgs_84_is_never_told():
    assert shift_of(Area((TRUE,)), extract(borders=[TRUE])) is None
    assert shift_of(Area((TRUE,)), extract(rivers=[TRUE[:16]])) is None


def test_where_the_map_has_no_lines_or_others_nothing_is_told():
    assert shift_of(Area((moved(TRUE),)), extract()) is None
    assert shift_of(Area((moved(TRUE),)), extract(borders=[ring(107.3, 29.7, radius=0.03)])) is None
    assert shift_of(Area((moved(TRUE),)), extract(borders=[TRUE[:6]])) is None


def test_abroad_there_is_no_offset():
    abroad = ring(1.5, 42.5)
    assert shift_of(Area((abroad,)), extract(borders=[abroad])) is None


def test_a_boundary_of_very_many_points_is_looked_at_in_part():
    fine = ring(107.3, 29.7, points=5000)
    found = shift_of(Area((moved(fine),)), extract(borders=[fine]))
    assert found.of <= 600
    assert found.moved == found.of


def osm_of(points):
    nodes = "".join(
        f'<node id="{i}" lon="{lon:.6f}" lat="{lat:.6f}"/>' for i, (lon, lat) in enumerate(points, 10)
    )
    refs = "".join(f'<nd ref="{10 + i % (len(points) - 1)}"/>' for i in range(len(points)))
    return (
        '<osm version="0.6"><node id="1" lon="107.29" lat="29.70"/><node id="2" lon="107.31" lat="29.70"/>'
        f'{nodes}<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>'
        f'<way id="2">{refs}<tag k="boundary" v="administrative"/></way></osm>'
    )


def test_a_new_district_notes_it_first(tmp_path):
    osm, area = tmp_path / "map.osm", tmp_path / "area.geojson"
    osm.write_text(osm_of(TRUE), encoding="utf-8")
    for points, told in ((moved(TRUE), True), (TRUE, False)):
        area.write_text(json.dumps({"type": "Polygon", "coordinates": [points]}), encoding="utf-8")
        notes = build(osm, area, "x", 100).notes
        assert ("GCJ-02" in notes[0]) == told
        assert all("GCJ-02" not in note for note in notes[1:])
