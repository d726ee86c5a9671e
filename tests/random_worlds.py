"""Hypothesis strategies that build whole districts: any shape of roads, any forces, any cuts."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
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
            {"road": road, "at": at, "until": at + length, "told_after": told}
            for road, at, length, told in draw(
                st.lists(st.tuples(roads, hours, st.floats(0.1, 40), st.floats(0, 30)), max_size=5)
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
