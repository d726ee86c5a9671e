"""Files that are missing, unreadable or no YAML, layers and patches that lead nowhere: what is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, content, directory, encoded, end, gone, pipe, row, told, yaml

TOWNSHIP_HEADER = "id,name_zh,code,kind,seat,district,population,area_km2,label,source\n"
LEVELS = zip("abcdefghi", "bcdefghij", strict=True)
BOMB = "a: &a [x, x]\n" + "".join(f"{inner}: &{inner} [*{outer}, *{outer}]\n" for outer, inner in LEVELS)
ROWS = [
    # files and encodings
    pytest.param(
        [gone("scenario.yaml")],
        ["scenario.yaml: expected a file of this name in the folder"],
        id="no scenario.yaml",
    ),
    pytest.param(
        [directory("scenario.yaml")], ["scenario.yaml: expected a plain file"], id="folder as scenario.yaml"
    ),
    pytest.param(
        [content("scenario.yaml", "")],
        ["scenario.yaml: expected a mapping of keys"],
        id="empty scenario.yaml",
    ),
    pytest.param(
        [content("scenario.yaml", "- a\n- b\n")],
        ["scenario.yaml:1:1: expected a mapping of keys"],
        id="list as scenario",
    ),
    pytest.param(
        [gone("stations.csv")],
        ["stations.csv: expected a file of this name in the folder"],
        id="no required table",
    ),
    pytest.param([directory("units.csv")], ["units.csv: expected a plain file"], id="directory as table"),
    pytest.param(
        [content("hospitals.csv", "")],
        ["hospitals.csv: expected a header with the names of the columns"],
        id="empty table file",
    ),
    pytest.param(
        [content("townships.csv", TOWNSHIP_HEADER)],
        ["townships.csv: expected at least one row"],
        id="header only in a required table",
    ),
    pytest.param(
        [encoded("villages.csv", "gb18030")],
        ["villages.csv:2: expected UTF-8 text; looks like GB18030: save as UTF-8"],
        id="GBK table",
    ),
    pytest.param(
        [encoded("scenario.yaml", "gbk")],
        ["scenario.yaml:3: expected UTF-8 text; looks like GB18030: save as UTF-8"],
        id="GBK yaml",
    ),
    pytest.param(
        [encoded("nodes.csv", "utf-16")],
        ["nodes.csv:1: expected UTF-8 text; looks like UTF-16: save as UTF-8"],
        id="UTF-16 table",
    ),
    pytest.param(
        [content("poi.csv", "id,name_zh\nP1,水库\n".encode()[:-2] + b"\n")],
        ["poi.csv:2: expected UTF-8 text; byte 0xe5 is not UTF-8"],
        id="broken UTF-8",
    ),
    pytest.param(
        [row("nodes.csv", 3, "节点1", "节\x00点")],
        ["nodes.csv:3:6: expected no control characters (got U+0000)"],
        id="NUL in a name",
    ),
    pytest.param([pipe("poi.csv")], ["poi.csv: expected a plain file"], id="pipe as table"),
    pytest.param(
        [encoded("lines.geojson", "gbk")],
        ["lines.geojson:2: expected UTF-8 text; looks like GB18030: save as UTF-8"],
        id="GBK map lines",
    ),
    pytest.param(
        [content("poi.csv", "id,name_zh\nP1,caf\u00e9\n".encode("latin-1"))],
        ["poi.csv:2: expected UTF-8 text; byte 0xe9 is not UTF-8"],
        id="Latin text",
    ),
    # YAML structure
    pytest.param(
        [yaml('  zh: "一字县"', '\tzh: "一字县"')],
        ["scenario.yaml:3:1: expected valid YAML; found character '\\t' that cannot start any token"],
        id="tab for indentation",
    ),
    pytest.param(
        [yaml('en: "Line"', 'en: "Line')],
        ["scenario.yaml:5:9: expected valid YAML; expected <block end>, but found '<scalar>'"],
        id="unclosed quote",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon：30")],
        [
            (
                "scenario.yaml:7:1: expected valid YAML; could not find expected ':'; '：' (U+FF1A) is "
                "full-width: write ':'"
            )
        ],
        id="full-width colon",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: 30\nhorizon: 40")],
        ["scenario.yaml:7:1: horizon: expected each key once; it stands already in line 6"],
        id="duplicate key",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: &h 30\nname2: *h")],
        ["scenario.yaml:6:10: expected no anchors and aliases (& and *): write the value out"],
        id="alias",
    ),
    pytest.param(
        [content("scenario.yaml", BOMB)],
        ["scenario.yaml:1:4: expected no anchors and aliases (& and *): write the value out"],
        id="alias bomb",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: !!python/object/apply:os.system ['true']")],
        ["scenario.yaml:6:10: expected no tags (!): sanduan knows the type of each key"],
        id="tag",
    ),
    pytest.param(
        [end("scenario.yaml", "---\na: 1\n")],
        ["scenario.yaml:51:1: expected one document, not several"],
        id="two documents",
    ),
    pytest.param(
        [end("scenario.yaml", "? {a: 1}\n: 2\n")],
        ["scenario.yaml:51:3: expected a plain key"],
        id="mapping as key",
    ),
    pytest.param(
        [end("scenario.yaml", "deep: " + "[" * 100 + "\n")],
        ["scenario.yaml:51:38: expected at most 32 levels of nesting"],
        id="deep nesting",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: [30")],
        ["scenario.yaml:7:7: expected valid YAML; expected ',' or ']', but got ':'"],
        id="unclosed list",
    ),
    pytest.param(
        [yaml('"line"', '"\\q"')],
        ["scenario.yaml:1:9: expected valid YAML; found unknown escape character 'q'"],
        id="bad escape",
    ),
    pytest.param(
        [yaml('"Line"', '"a\\0b"')],
        ["scenario.yaml:4:7: expected no control characters (got U+0000)"],
        id="control character by escape",
    ),
    pytest.param(
        [yaml('"Line"', '"\\ud800"')],
        ["scenario.yaml:4:7: expected whole characters, not half of a surrogate pair"],
        id="half a character by escape",
    ),
    pytest.param(
        [yaml('        zh: "火灾"', '        zh: 火\n        zh: "火灾"')],
        [
            (
                "scenario.yaml:12:9: demand.kinds.fire.name.zh: expected each key once; it stands already "
                "in line 11"
            )
        ],
        id="duplicate key deep down",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: !!int 30")],
        ["scenario.yaml:6:10: expected no tags (!): sanduan knows the type of each key"],
        id="standard tag",
    ),
    pytest.param(
        [yaml("horizon: 30", "<<: {horizon: 30}")],
        ["scenario.yaml:6:1: <<: expected a known key"],
        id="merge key",
    ),
    # layers and patches in the file
    pytest.param(
        [end("scenario.yaml", "extends: ../nowhere\n")],
        [
            (
                "scenario.yaml:51:10: extends: expected the name of a shipped scenario, or a path "
                "relative to this folder (got '../nowhere')"
            )
        ],
        id="unknown base",
    ),
    pytest.param(
        [end("scenario.yaml", "extends: hamlt\n")],
        [
            (
                "scenario.yaml:51:10: extends: expected the name of a shipped scenario, or a path "
                "relative to this folder (got 'hamlt'); did you mean 'hamlet'?"
            )
        ],
        id="misspelt base",
    ),
    pytest.param(
        [end("scenario.yaml", "extends: [a]\n")],
        [
            (
                "scenario.yaml:51:10: extends: expected the name of a shipped scenario, or a path "
                "relative to this folder (got a list of 1)"
            )
        ],
        id="base is no text",
    ),
    pytest.param(
        [end("scenario.yaml", "extends: ../w\n")],
        [
            (
                "scenario.yaml:51:10: extends: expected the name of a shipped scenario, or a path "
                "relative to this folder (got '../w')"
            )
        ],
        id="base is itself",
    ),
    pytest.param(
        [end("scenario.yaml", "patch: 5\n")],
        ["scenario.yaml:51:8: patch: expected a list of texts of the form path=value (got 5)"],
        id="patch is no list",
    ),
    pytest.param(
        [end("scenario.yaml", "patch:\n  - horizon=3\n  - horzon=3\n")],
        ["scenario.yaml:53:5: horzon: expected a key of the scenario; did you mean 'horizon'?"],
        id="patch leads nowhere",
    ),
    pytest.param(
        [end("scenario.yaml", "patch:\n  - horizon=-3\n")],
        ["scenario.yaml:52:5: horizon: expected a number from 0.001 to 36500 d (got -3)"],
        id="patch of a wrong value",
    ),
    pytest.param(
        [end("scenario.yaml", 'patch: ["stations.S00.crew=many"]\n')],
        [
            (
                "scenario.yaml:51:9: stations.S00.crew: expected a whole number in digits, without "
                "decimals and separators (got 'many')"
            )
        ],
        id="patch of a wrong cell",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_is_told_with_its_place(acts: Sequence[Act], messages: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, acts) == messages
