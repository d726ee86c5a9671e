"""The shipped scenarios as maps: their graph in NetworkX, independent of the program's own router."""

import csv
import math
from functools import cache
from itertools import pairwise
from pathlib import Path

import networkx as nx

from sim.scenario.load import load
from sim.scenario.model import Scenario

ROOT = Path(__file__).resolve().parents[2]
SHARED = (ROOT / "../shared/data/fuling").resolve()
NAMES = (
    "fuling",
    "fuling-gas-2016",
    "fuling-lorry-2017",
    "fuling-storm",
    "fuling-wildfire-2022",
    "hamlet",
    "hamlet-capable",
    "hamlet-cut",
    "hamlet-quake",
    "hamlet-rain",
    "hamlet-silent",
    "hamlet-slide",
    "hill-site",
    "hill-site-cut",
    "three-cuts-all",
    "three-cuts-basin",
    "three-cuts-centre",
    "three-cuts-care",
    "three-cuts-capable",
    "three-cuts-comms",
    "three-cuts-comms-power",
    "three-cuts-extreme",
    "three-cuts-measures",
    "three-cuts-generators",
    "three-cuts-mild",
    "three-cuts-municipal",
    "three-cuts-none",
    "three-cuts-power",
    "three-cuts-quake",
    "three-cuts-quake-warned",
    "three-cuts-road",
    "three-cuts-road-comms",
    "three-cuts-road-power",
    "three-cuts-severe",
    "three-cuts-succession",
    "three-cuts-support",
    "three-cuts-utilities",
    "three-cuts-warned",
    "three-cuts-wildfire",
    "three-cuts-wildfire-fought",
    "two-counties",
)

Point = tuple[float, float]


@cache
def scenario(name: str) -> Scenario:
    """Return a shipped scenario, read once."""
    return load(name)


def graph(of: Scenario) -> nx.Graph:
    """Return the roads with kilometres and, where the speed was measured, reference minutes."""
    roads = nx.Graph()
    for link in of.links:
        speed = link.ref_speed_kmh or of.roads.reference.of(link.road_class)
        roads.add_edge(link.a, link.b, km=link.length_km, min=link.length_km / speed * 60)
    return roads


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the source data."""
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matrix(name: str) -> dict[tuple[str, str], float]:
    """Return a table of pairs of places, without its diagonal."""
    return {
        (row[""], to): float(value) for row in rows(name) for to, value in row.items() if to and to != row[""]
    }


def nodes_of(of: Scenario, *kinds: str) -> set[str]:
    """Return the nodes where stations of some kinds stand."""
    return {station.node for station in of.stations if station.kind in kinds}


def km_between(a: Point, b: Point) -> float:
    """Return the distance of two points in kilometres, on a plane that is good enough for a district."""
    return math.hypot((a[0] - b[0]) * 111.32 * math.cos(math.radians(a[1])), (a[1] - b[1]) * 110.6)


def crosses(a: Point, b: Point, line: tuple[Point, ...]) -> bool:
    """Whether the segment from a to b crosses a line."""
    return any(
        _side(a, b, p) != _side(a, b, q) and _side(p, q, a) != _side(p, q, b) for p, q in pairwise(line)
    )


def _side(a: Point, b: Point, p: Point) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0])
