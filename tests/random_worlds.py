"""Hypothesis strategies that build whole districts: any shape of roads, any forces, any cuts."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from rigs import CARRIED, outage, wired
from worlds import NOTE, kind, line

from sim.picture import Picture
from sim.record.facts import Dispatch, HandOver, MoveUp, Order, Recall

POLICY_NAMES = ("nearest", "run-card", "coverage")

UNIT_TYPES = {
    "engine": {
        "name": {"zh": "水罐车", "en": "engine"},
        "capabilities": ["engine"],
        "crew": 6,
        "crew_min": 4,
    },
    "rescue": {
        "name": {"zh": "抢险车", "en": "rescue"},
        "capabilities": ["rescue", "engine"],
        "crew": 4,
        "crew_min": 2,
        "fuel": 30,
        "fuel_rate": 18,
    },
    "ambulance": {
        "name": {"zh": "救护车", "en": "ambulance"},
        "capabilities": ["ambulance"],
        "crew": 3,
        "crew_min": 3,
    },
}

KINDS = {
    "fire": kind(
        per_1000=60,
        priority=1,
        run_card={"engine": 2},
        severities=[
            {"id": "small", "weight": 3, "needs": {"engine": 1}},
            {"id": "large", "weight": 1, "needs": {"engine": 3, "rescue": 1}, "work": 4},
        ],
        work_law="lognormal",
        uses_water=True,
    ),
    "rescue": kind(
        per_1000=40, priority=4, run_card={"rescue": 1}, severities=[{"id": "one", "needs": {"rescue": 1}}]
    ),
    "medical": kind(
        per_1000=50,
        priority=2,
        run_card={"ambulance": 1},
        severities=[{"id": "one", "needs": {"ambulance": 1}}],
        transport=True,
    ),
}


@st.composite
def districts(draw: st.DrawFn, cuts: bool = True) -> dict[str, Any]:
    """Build the plain data of a small district, busy enough that units are short."""
    nodes = draw(st.integers(3, 7))
    stations = draw(st.dictionaries(st.integers(0, nodes - 1), st.integers(1, 3), min_size=1, max_size=3))
    data = line(nodes, stations, km=draw(st.floats(0.5, 30)))
    data["unit_types"], data["demand"] = UNIT_TYPES, {"kinds": KINDS}
    types = st.sampled_from(sorted(UNIT_TYPES))
    data["units"] = [{**unit, "type": draw(types)} for unit in data["units"]]
    data["stations"] = [{**each, "crew": draw(st.integers(6, 20))} for each in data["stations"]]
    data["hospitals"] = [
        {
            "id": "H1",
            "name_zh": "医院",
            "level": "2",
            "node": "N00",
            "lon": 107.0,
            "lat": 29.0,
            "beds": 10,
            **NOTE,
        }
    ]
    pairs = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    for number, (a, b) in enumerate(draw(st.lists(pairs, max_size=4))):
        data["links"].append(
            {
                "id": f"X{number}",
                "a": f"N{a:02d}",
                "b": f"N{b:02d}",
                "road_class": "local",
                "length_km": 7.5,
                **NOTE,
            }
        )
    data["villages"] = [
        {**village, "access_km": draw(st.sampled_from([0.0, 1.5]))} for village in data["villages"]
    ]
    if cuts:
        roads = st.sampled_from([link["id"] for link in data["links"]])
        hours = st.floats(0, 60)
        data["cuts"] = [
            {"road": road, "at": at, "until": at + length, "told_after": told, "foot": foot}
            for road, at, length, told, foot in draw(
                st.lists(
                    st.tuples(roads, hours, st.floats(0.1, 40), st.floats(0, 30), st.booleans()), max_size=5
                )
            )
        ]
    return data


policies = st.sampled_from(POLICY_NAMES)


def any_order(draw: Callable[..., Any], picture: Picture, n_links: int, n_stations: int) -> Order:
    """Draw an order: mostly about what the centre knows, now and then about what is not there."""
    unit = draw(st.sampled_from([*sorted(picture.units), 99]))
    call = draw(st.sampled_from([*picture.calls, 0, 99]))
    avoid = tuple(sorted(draw(st.sets(st.integers(0, n_links), max_size=2))))
    view = picture.calls.get(call)
    node, place = (0, 0) if view is None else (view.node, view.place)
    relieves = draw(st.sampled_from([None, *sorted(picture.units)]))
    return draw(
        st.sampled_from(
            [
                Dispatch(unit, call, node, place, avoid, relieves),
                Dispatch(unit, call, node + draw(st.integers(0, 1)), place, ()),
                Recall(unit, call, avoid),
                MoveUp(unit, draw(st.integers(0, n_stations)), avoid),
                HandOver(call),
            ]
        )
    )


# --- with networks

_FAILING = (("mains", "T"), ("site", "S"), ("backhaul", "S"), ("telecom", "C"), ("fibre", "F"))


@st.composite
def networked(draw: st.DrawFn, cuts: bool = True, outages: bool = True) -> dict[str, Any]:
    """Build a small district whose messages go by bearers that fail and come back."""
    base = draw(districts(cuts))
    nodes = len(base["nodes"])
    data = {**wired(nodes), **base, **_tables(wired(nodes), draw), "comms": "bearers"}
    begin_h = draw(st.floats(0, 20))
    data["bearers"] = {
        "outages": draw(st.lists(_outages(nodes), max_size=8)) if outages else [],
        "crowds": draw(st.sampled_from([[], [{"begin": 3, "end": 30, "factor": 7}]])),
        "reports": draw(st.sampled_from([{}, {"begin": begin_h, "end": begin_h + 30}])),
        "radio": {
            "shadow_sigma": draw(st.sampled_from([0, 6])),
            "direct_range": draw(st.sampled_from([2, 12])),
        },
        "courier": {"delay": draw(st.integers(0, 30)), "couriers": draw(st.integers(0, 3))},
        "satellite": {"outdoor": draw(st.sampled_from([0, 0.5, 1]))},
    }
    return data


def _tables(full: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """Return the tables of networks, of which some things are left out."""
    keep = {"telecom", "fibres", "sites", "losses", "posts"}
    means = draw(st.sets(st.sampled_from(CARRIED), min_size=1))
    hours = draw(st.sampled_from([0, 2, 12]))
    terminals = [{**row, "battery_h": hours} for row in full["terminals"] if row["bearer"] in means]
    kinds = draw(st.lists(st.sampled_from(["scout", "vsat", "radio_site", "mesh", "uav_cell"]), max_size=2))
    teams = [
        {"id": f"CT{i}", "name_zh": "保障队", "kind": kind, "node": "N00", **NOTE}
        for i, kind in enumerate(kinds)
    ]
    return {**{name: full[name] for name in keep}, "terminals": terminals, "comms_teams": teams}


def _outages(nodes: int) -> st.SearchStrategy[dict[str, Any]]:
    def named(what: tuple[str, str], number: int, at_h: float, length_h: float) -> dict[str, Any]:
        kind, letter = what
        count = {"S": 3, "F": nodes + 1}.get(letter, nodes)
        wide = f"{letter}{number % count:02d}" if letter in "TC" else f"{letter}{number % count}"
        return outage(kind, "all" if number == 0 else wide, at_h, at_h + length_h)

    return st.builds(
        named, st.sampled_from(_FAILING), st.integers(0, 20), st.floats(0, 50), st.floats(0.1, 40)
    )


def silenced(data: dict[str, Any]) -> dict[str, Any]:
    """Return a district in which nothing but couriers, and people face to face, carries a word all along."""
    bearers = {**data["bearers"], "outages": [outage(what, "all", 0) for what in ("site", "telecom")]}
    return {**data, "terminals": [], "comms_teams": [], "bearers": bearers}
