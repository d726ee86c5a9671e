"""Tables and map lines that are wrong: what is said of each."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, content, row, swap, told

ROWS = [
    # tables
    pytest.param(
        [row("nodes.csv", 1, "elev_m", "elev")],
        [
            "nodes.csv:1: elev_m: expected a column of this name; did you mean 'elev'?",
            "nodes.csv:1:6: elev: expected a known column; did you mean 'elev_m'?",
        ],
        id="unknown column",
    ),
    pytest.param(
        [content("units.csv", "id,name_zh,station,label,source\nU1,车,S00,assumption,test\n")],
        ["units.csv:1: type: expected a column of this name"],
        id="missing column",
    ),
    pytest.param(
        [row("stations.csv", 1, "node", "district")],
        [
            "stations.csv:1: node: expected a column of this name",
            "stations.csv:1:5: district: expected each column once",
        ],
        id="column twice",
    ),
    pytest.param(
        [content("poi.csv", "id;name_zh;kind;node;lon;lat;label;source\n")],
        [
            (
                "poi.csv:1:1: id;name_zh;kind;node;lon;lat;label;source: expected a known column; columns "
                "are separated by commas"
            )
        ],
        id="semicolons",
    ),
    pytest.param(
        [row("villages.csv", 3, ",0.0", "")],
        ["villages.csv:3: expected 8 cells, as in the header (got 7)"],
        id="short row",
    ),
    pytest.param(
        [row("nodes.csv", 3, "107.1", "")],
        ["nodes.csv:3:4: lon: expected a value, but the cell is empty"],
        id="empty cell",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "ten")],
        ["roads.csv:2:5: length_km: expected a number (got 'ten')"],
        id="text in a number cell",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "１0")],
        [("roads.csv:2:5: length_km: expected a number (got '１0'); '１' (U+FF11) is full-width: write '1'")],
        id="full-width number cell",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "nan")],
        ["roads.csv:2:5: length_km: expected a finite number (got 'nan')"],
        id="NaN cell",
    ),
    pytest.param(
        [row("villages.csv", 2, "10000", '"10,000"')],
        [
            (
                "villages.csv:2:5: population: expected a whole number in digits, without decimals and "
                "separators (got '10,000')"
            )
        ],
        id="thousands separator",
    ),
    pytest.param(
        [row("villages.csv", 2, "10000", "10000.0")],
        [
            (
                "villages.csv:2:5: population: expected a whole number in digits, without decimals and "
                "separators (got '10000.0')"
            )
        ],
        id="decimals for people",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "-1")],
        ["roads.csv:2:5: length_km: expected a number above 0 (got -1)"],
        id="negative length",
    ),
    pytest.param(
        [row("districts.csv", 2, "true", "yes")],
        ["districts.csv:2:3: home: expected true or false (got 'yes')"],
        id="yes for true",
    ),
    pytest.param(
        [row("units.csv", 2, "assumption", "asumption")],
        [
            (
                "units.csv:2:5: label: expected one of sourced, measured, estimate, assumption, user (got "
                "'asumption'); did you mean 'assumption'?"
            )
        ],
        id="unknown label",
    ),
    pytest.param(
        [row("stations.csv", 2, "national", "nationl")],
        [
            (
                "stations.csv:2:3: kind: expected one of national, township, enterprise, forest, rescue, "
                "medical, neighbour (got 'nationl'); did you mean 'national'?"
            )
        ],
        id="unknown kind of station",
    ),
    pytest.param(
        [row("nodes.csv", 3, "107.1,29.0", "29.0,107.1")],
        [
            (
                "nodes.csv:3:5: lat: expected a number from -60 to 72.9 (got 107.1); longitude and latitude "
                "swapped?"
            ),
        ],
        id="swapped coordinates",
    ),
    pytest.param(
        [row("nodes.csv", 3, "107.1", "1107.1")],
        ["nodes.csv:3:4: lon: expected a number from -180 to 180 (got 1107.1)"],
        id="longitude outside the world",
    ),
    pytest.param(
        [row("nodes.csv", 3, "107.1", "10.71")],
        ["nodes.csv:3:4: lon: expected a place within 500 km of the middle of the nodes, 107 29 (got 10.71)"],
        id="longitude with a slip of the point",
    ),
    pytest.param(
        [row("poi.csv", 2, "107.1,29.0", "107.1,49.0")],
        ["poi.csv:2:6: lat: expected a place within 500 km of the middle of the nodes, 107.1 29 (got 49.0)"],
        id="point of interest in another country",
    ),
    pytest.param(
        [row("nodes.csv", 3, "节点1", '"节点1')],
        ["nodes.csv:3: expected valid CSV; unexpected end of data"],
        id="unclosed quote in a table",
    ),
    pytest.param(
        [row("villages.csv", 3, ",0.0", ",0.0,1")],
        ["villages.csv:3: expected 8 cells, as in the header (got 9)"],
        id="long row",
    ),
    pytest.param(
        [row("units.csv", 1, "station,type", "station，type")],
        [
            "units.csv:1: station: expected a column of this name; did you mean 'station，type'?",
            "units.csv:1: type: expected a column of this name",
            "units.csv:1:3: station，type: expected a known column; columns are separated by commas",
            "units.csv:2: expected 5 cells, as in the header (got 6)",
            "units.csv:3: expected 5 cells, as in the header (got 6)",
        ],
        id="full-width comma in a header",
    ),
    pytest.param(
        [row("nodes.csv", 4, "N02", "N 02")],
        [
            (
                "nodes.csv:4:1: id: expected an identifier of 1 to 40 characters without spaces, commas, "
                "semicolons and dots (got 'N 02')"
            ),
            "roads.csv:3:3: b: expected an id in nodes.csv (got 'N02'); did you mean 'N 02'?",
            "townships.csv:4:5: seat: expected an id in nodes.csv (got 'N02'); did you mean 'N 02'?",
            "villages.csv:4:4: node: expected an id in nodes.csv (got 'N02'); did you mean 'N 02'?",
        ],
        id="blank in an id",
    ),
    pytest.param(
        [row("villages.csv", 2, "10000", "inf")],
        ["villages.csv:2:5: population: expected a finite number (got 'inf')"],
        id="infinite population",
    ),
    pytest.param(
        [row("villages.csv", 2, "10000", "1" * 20)],
        [
            (
                "villages.csv:2:5: population: expected a number of at most 15 digits (got "
                "'11111111111111111111')"
            )
        ],
        id="many digits",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "10%")],
        ["roads.csv:2:5: length_km: expected a number (got '10%')"],
        id="percent",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "10km")],
        ["roads.csv:2:5: length_km: expected a number (got '10km')"],
        id="length with its unit",
    ),
    pytest.param(
        [row("roads.csv", 2, "10.0", "501")],
        ["roads.csv:2:5: length_km: expected a number of at most 500 (got 501)"],
        id="too long a road",
    ),
    pytest.param(
        [row("nodes.csv", 2, "200.0", "9001")],
        ["nodes.csv:2:6: elev_m: expected a number from -200 to 9000 (got 9001)"],
        id="too high a node",
    ),
    pytest.param(
        [row("nodes.csv", 2, "节点0", "节" * 81)],
        [
            (
                "nodes.csv:2:2: name_zh: expected a text of at most 80 characters (got "
                "'节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节节…')"
            )
        ],
        id="too long a name",
    ),
    pytest.param(
        [row("nodes.csv", 2, "节点0", '"节点"0')],
        ["nodes.csv:2: expected valid CSV; ',' expected after '\"'"],
        id="text behind a quoted cell",
    ),
    # map lines
    pytest.param(
        [content("lines.geojson", '{"type": ,}')],
        ["lines.geojson:1:10: expected valid JSON; Expecting value"],
        id="broken JSON",
    ),
    pytest.param(
        [swap("lines.geojson", "107.2", "NaN")],
        ["lines.geojson: expected a finite number (got NaN)"],
        id="NaN in JSON",
    ),
    pytest.param(
        [swap("lines.geojson", '"kind": "river"', '"kind": "border", "kind": "river"')],
        ["lines.geojson:2:71: features.0.properties.kind: expected each key of an object once"],
        id="key twice in JSON",
    ),
    pytest.param(
        [
            swap("lines.geojson", '"kind": "river"', '"kind": "a", "kind": "b", "kind": "river"'),
            swap("lines.geojson", '{"type": "FeatureCollection"', '{"kind": 1, "kind": 2, "type": "F"'),
        ],
        [
            "lines.geojson:1:13: kind: expected each key of an object once",
            "lines.geojson:2:66: features.0.properties.kind: expected each key of an object once",
            "lines.geojson:2:79: features.0.properties.kind: expected each key of an object once",
        ],
        id="keys often in JSON",
    ),
    pytest.param(
        [content("lines.geojson", '{"deep": ' + "[" * 40 + "]" * 40 + ', "a\\tb": 1, "a\\tb": 2}')],
        ["lines.geojson: a\\tb: expected each key of an object once"],
        id="key twice where it cannot be placed",
    ),
    pytest.param(
        [content("lines.geojson", "[]")],
        ["lines.geojson: expected a FeatureCollection with a list of features"],
        id="no features",
    ),
    pytest.param(
        [swap("lines.geojson", "LineString", "Polygon")],
        [
            (
                "lines.geojson:2:1: features.0: expected a Feature whose geometry is a LineString with a "
                "list of coordinates"
            )
        ],
        id="polygon",
    ),
    pytest.param(
        [swap("lines.geojson", "[107.2, 29.1]", "[107.2]")],
        ["lines.geojson:2:189: points.1.1: expected a pair: longitude, latitude (got a list of 1)"],
        id="one coordinate",
    ),
    pytest.param(
        [swap("lines.geojson", "[107.2, 29.1]", "[29.1, 107.2]")],
        [
            (
                "lines.geojson:2:196: points.1.1: expected a number of at most 72.9 (got 107.2); longitude "
                "and latitude swapped?"
            ),
        ],
        id="swapped on the map",
    ),
    pytest.param(
        [swap("lines.geojson", '"kind"', '"knd"')],
        [
            "lines.geojson:2:21: kind: expected this key",
            "lines.geojson:2:53: knd: expected a known key; did you mean 'kind'?",
        ],
        id="unknown property",
    ),
    pytest.param(
        [swap("lines.geojson", "乌江", "\\ud800")],
        ["lines.geojson: expected whole characters, not half of a surrogate pair"],
        id="half a character",
    ),
    pytest.param(
        [content("lines.geojson", "[" * 100000)],
        ["lines.geojson: expected at most 32 levels of nesting"],
        id="deep JSON",
    ),
    pytest.param(
        [swap("lines.geojson", '"type": "LineString", ', "")],
        [
            (
                "lines.geojson:2:1: features.0: expected a Feature whose geometry is a LineString with a "
                "list of coordinates"
            )
        ],
        id="feature of no kind",
    ),
    pytest.param(
        [swap("lines.geojson", '{"name_zh"', '[{"name_zh"'), swap("lines.geojson", 'test"}', 'test"}]')],
        [
            "lines.geojson:2:21: kind: expected this key",
            "lines.geojson:2:21: label: expected this key",
            "lines.geojson:2:21: name_zh: expected this key",
            "lines.geojson:2:21: source: expected this key",
        ],
        id="properties are a list",
    ),
    pytest.param(
        [swap("lines.geojson", "[107.2, 29.1]", "[-207.2, 29.1]")],
        ["lines.geojson:2:190: points.1.0: expected a number of at least -180 (got -207.2)"],
        id="point outside the world",
    ),
    pytest.param(
        [swap("lines.geojson", "107.2", '"107.2"')],
        ["lines.geojson:2:190: points.1.0: expected a number (got '107.2')"],
        id="text for a coordinate",
    ),
    pytest.param(
        [swap("lines.geojson", '"乌江"', "7")],
        ["lines.geojson:2:47: name_zh: expected a text: put it in quotes (got 7)"],
        id="number for a name",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_is_told_with_its_place(acts: Sequence[Act], messages: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, acts) == messages
