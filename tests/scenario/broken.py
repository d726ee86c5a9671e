"""A good scenario on disk, and the small acts that break it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from worlds import NOTE, kind, line
from worlds_on_disk import write

from sim.scenario.load import check

Act = Callable[[Path], None]

RIVER = {"name_zh": "乌江", "kind": "river", "points": [[107.0, 29.0], [107.2, 29.1]], **NOTE}
HOSPITAL = {
    "id": "H1",
    "name_zh": "区医院",
    "level": "2",
    "node": "N00",
    "lon": 107.0,
    "lat": 29.0,
    "beds": 10,
    **NOTE,
}
POI = {"id": "P1", "name_zh": "水库", "kind": "dam", "node": "N01", "lon": 107.1, "lat": 29.0, **NOTE}
CALL = {"at": "01:00:00", "village": "V01", "kind": "fire", "severity": "only"}

POST = {"id": "DC", "name_zh": "接处警中心", "kind": "dispatch_centre", "node": "N00", **NOTE}
SITES = [
    {
        "id": "HS1",
        "name_zh": "山顶站",
        "lon": 107.0,
        "lat": 29.0,
        "elev_m": 900,
        "township": "T00",
        "backhaul": "CO",
        **NOTE,
    },
    {
        "id": "HS2",
        "name_zh": "岭上站",
        "lon": 107.1,
        "lat": 29.1,
        "elev_m": 800,
        "township": "T00",
        "backhaul": "HS1",
        **NOTE,
    },
]
LOSS = {"site": "HS1", "node": "N00", "loss_db": 120.0}
TELECOM = [
    {"id": "CO", "name_zh": "核心局", "kind": "core", "node": "N00", "township": "T00", **NOTE},
    {"id": "CE", "name_zh": "基站群", "kind": "cell", "node": "N01", "township": "T00", **NOTE},
]
FIBRE = {"id": "F1", "a": "CO", "b": "CE", "length_km": 10.0, **NOTE}
TERMINALS = [
    {"id": "TE1", "holder": "station", "bearer": "radio370", "battery_h": 12, **NOTE},
    {"id": "TE2", "holder": "T00", "bearer": "tiantong", "battery_h": 24, **NOTE},
]
EXCAVATORS = {
    "name": {"zh": "挖掘机队", "en": "excavators"},
    "machine": {"zh": "挖掘机", "en": "excavator"},
    "capabilities": ["road_clearing"],
}
ROAD_TEAM = {
    "id": "RT1",
    "name_zh": "抢险队",
    "type": "excavators",
    "node": "N00",
    "owner": "county",
    "post": None,
    "people": 12,
    "operators": 2,
    "machines": 2,
    "shifts": 1,
    "ready_min": 60.0,
    "vehicle": "engine",
    **NOTE,
}
HILL = {"lon": 107.0, "lat": 29.0, "elev_m": 400.0, "fuel": 1.5, **NOTE}
EOC = {"id": "EOC", "name_zh": "指挥部", "kind": "eoc", "node": "N00", **NOTE}
OFFICE = {"id": "PT", "name_zh": "公路队", "kind": "team", "node": "N00", **NOTE}
DIGGERS = {
    "name": {"zh": "抢通队", "en": "road team"},
    "machine": {"zh": "挖掘机", "en": "excavator"},
    "capabilities": ["road_clearing"],
}
CREW = {
    "id": "TM1",
    "name_zh": "抢通一队",
    "type": "diggers",
    "node": "N01",
    "post": "PT",
    "people": 20,
    "operators": 3,
    "machines": 4,
    "ready_min": 60,
    **NOTE,
}
KEY_UNIT = {
    "id": "KU",
    "name_zh": "学校",
    "kind": "school",
    "node": "N01",
    "township": "T01",
    "day": 9,
    **NOTE,
}
BUS = {"id": "BU", "name_zh": "客车", "node": "N00", "seats": 40, **NOTE}
LINE = {"id": "M1", "time": "T+90", "recipient": "T01", "text": "桥断了"}
GAUGE = {
    **{"id": "G1", "name_zh": "上游站", "river": "乌江", "post": "EOC", "distance_km": 9, "travel_h": 1},
    **{"keeps": 1, "usual_m": 100, "warning_m": 103, "guarantee_m": 105, **NOTE},
}
STAGE = {"id": "S1", "river": "乌江", "at_h": 1, "rise_m": 2, **NOTE}
SHELTER = {"id": "SH", "name_zh": "场所", "node": "N01", "capacity": 50, **NOTE}
TEAM = {"id": "CT1", "name_zh": "侦察组", "kind": "scout", "node": "N00", **NOTE}
POWER_NODES = [
    {
        "id": name,
        "name_zh": name,
        "kind": what,
        "kv": 110.0,
        "lon": 107.0,
        "lat": 29.0,
        "node": "N00",
        **NOTE,
    }
    for name, what in (("PS", "source"), ("SS", "substation"), ("TA", "area"))
]
POWER_LINES = [
    {"id": "PL1", "a": "PS", "b": "SS", "kv": 110.0, "length_km": 5.0, **NOTE},
    {"id": "PL2", "a": "SS", "b": "TA", "kv": 10.0, "length_km": 5.0, **NOTE},
    {
        "id": "PL3",
        "a": "PS",
        "b": "TA",
        "kv": 10.0,
        "length_km": 9.0,
        "normally_open": True,
        "switching": "remote",
        "delay_min": 10.0,
        **NOTE,
    },
]
LOADS = [
    {"id": name, "name_zh": name, "kind": what, "target": target, "at": at, "generator_h": tank_h, **NOTE}
    for name, what, target, at, tank_h in (
        ("L1", "pump", None, "TA", 2.0),
        ("L2", "hospital", "H1", "SS", 3.0),
        ("L3", "township", "T00", "TA", None),
        ("L4", "radio_site", "HS1", "TA", None),
    )
]


def good(folder: Path, **changes: Any) -> Path:
    """Write a good scenario with a row in every table, and return its folder."""
    kinds = {"kinds": {"fire": kind()}, "surges": [{"begin": 1, "end": 5, "factor": 2, "kinds": ["fire"]}]}
    data = line(
        nodes=3,
        demand=kinds,
        roads={"vehicles": {"engine": {"urban": 40}, "light": {}}, "rain": [{"begin": 1, "end": 2}]},
        forces={"town_brigades": True},
        cuts=[{"road": "R00", "at": 5, "until": 9}],
        hospitals=[HOSPITAL],
        pois=[POI],
        calls=[CALL],
        lines=[RIVER],
        bearers={
            "reports": {"begin": 1, "end": 9},
            "crowds": [{"begin": 4, "end": 6}],
            "outages": [{"what": "mains", "target": "T00", "at": 3, "until": 8}],
        },
        posts=[POST, EOC],
        sites=SITES,
        losses=[LOSS],
        telecom=TELECOM,
        fibres=[FIBRE],
        terminals=TERMINALS,
        comms_teams=[TEAM],
        teams=[ROAD_TEAM],
        shelters=[SHELTER],
        key_units=[KEY_UNIT],
        buses=[BUS],
        msel=[LINE],
        gauges=[GAUGE],
        stages=[STAGE],
        team_types={"excavators": EXCAVATORS},
        power_nodes=POWER_NODES,
        power_lines=POWER_LINES,
        loads=LOADS,
        terrain=[HILL],
    )
    return write(folder, {**data, **changes})


def staffed(folder: Path, **changes: Any) -> Path:
    """Write a good scenario with a professional team besides, and return its folder."""
    crews = {"posts": [POST, EOC, OFFICE], "team_types": {"diggers": DIGGERS}, "teams": [CREW]}
    return good(folder, **crews, **changes)


def swap(file: str, old: str, new: str) -> Act:
    """Replace a text that stands in the file exactly once."""

    def act(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return act


def yaml(old: str, new: str) -> Act:
    """Replace a text of scenario.yaml."""
    return swap("scenario.yaml", old, new)


def row(file: str, line_number: int, old: str, new: str) -> Act:
    """Replace a text in one line of a table, counted from one."""

    def act(folder: Path) -> None:
        lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
        assert old in lines[line_number - 1], lines[line_number - 1]
        lines[line_number - 1] = lines[line_number - 1].replace(old, new, 1)
        (folder / file).write_text("".join(lines), encoding="utf-8")

    return act


def content(file: str, data: bytes | str) -> Act:
    """Put other content into a file."""

    def act(folder: Path) -> None:
        (folder / file).write_bytes(data.encode() if isinstance(data, str) else data)

    return act


def gone(file: str) -> Act:
    """Take a file away."""
    return lambda folder: (folder / file).unlink()


def encoded(file: str, encoding: str) -> Act:
    """Save a file in another encoding."""

    def act(folder: Path) -> None:
        (folder / file).write_bytes((folder / file).read_text(encoding="utf-8").encode(encoding))

    return act


def directory(file: str) -> Act:
    """Put a directory in the place of a file."""

    def act(folder: Path) -> None:
        (folder / file).unlink()
        (folder / file).mkdir()

    return act


def end(file: str, text: str) -> Act:
    """Add a text at the end of a file."""

    def act(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return act


def told(folder: Path, acts: Sequence[Act], patches: Sequence[str] = ()) -> list[str]:
    """Break a good scenario in a folder and return what the check says, one text for each fault."""
    world = good(folder / "world")
    for act in acts:
        act(world)
    return [str(fault) for fault in check(world, patches)]


def pipe(file: str) -> Act:
    """Put a pipe in the place of a file, from which nothing ever comes."""

    def act(folder: Path) -> None:
        (folder / file).unlink()
        os.mkfifo(folder / file)

    return act
