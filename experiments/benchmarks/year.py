"""Workload Y: a district of 20,000 road nodes, 40 stations with 3 engines each, 15,000 incidents a year.

Incidents are uniform over the year and over 500 places, and need 1, 2, 3 or 6 engines in 70, 20, 8 and 2 of
100 cases. A call-taker asks for an exponential time of 60 s in the mean, engines turn out in 60 s, the work
of all that are needed takes a lognormal time of median 40 min and sigma 0.6. Night, rain, fuel, water and
rest are left out, so that others can follow the same rules.
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from experiments.benchmarks.cities import synthetic
from sim.hazard.demand import Birth, births
from sim.kernel.draw import Streams
from sim.kernel.memory import spared
from sim.metric.fold import Fold
from sim.metric.invariants import Monitor
from sim.record.facts import CallEnded, Fact, IncidentBegan, UnitChanged
from sim.record.header import Header
from sim.record.log import Log
from sim.record.rows import Sink
from sim.scenario.model import Scenario
from sim.terms.units import DAY_MS
from sim.world import World

YEAR_DAYS = 365
NODES, STATIONS, ENGINES, PLACES, CALLS = 20_000, 40, 3, 500, 15_000
PEOPLE = 2_000  # in each place
ANSWER_S, PROCESS_S, TURNOUT_S, TAKERS = 5, 60, 60, 4
NEEDS = {1: 0.70, 2: 0.20, 3: 0.08, 6: 0.02}
KMH = 25.0
NOTE = {"label": "assumption", "source": "made for a benchmark"}
DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Served(NamedTuple):
    """What became of a year: equal for all who follow the same rules on the same calls.

    Attributes
    ----------
    calls, closed
        How many began, and how many were brought to their end.
    arrivals, response_ms
        How many times an engine came to a call, and the sum of the times from the beginning of the call.
    ended_ms
        Sum of the times at which calls ended.
    """

    calls: int
    closed: int
    arrivals: int
    response_ms: int
    ended_ms: int


class Stopwatch:
    """Counts processor time only while it is on: what is prepared for one run must not count."""

    def __init__(self) -> None:
        self.spent_s = 0.0

    def read(self) -> float:
        """Return the seconds counted so far."""
        return self.spent_s

    @contextmanager
    def on(self) -> Iterator[None]:
        """Count what happens inside."""
        began = time.process_time()
        yield
        self.spent_s += time.process_time() - began


# --- the district -------------------------------------------------------------------------------------------


@cache
def district(nodes: int = NODES, stations: int = STATIONS, calls: float = CALLS) -> Scenario:
    """Return the scenario; a smaller one for tests."""
    city, draw = synthetic(nodes), random.Random(11)
    link_ms = city.arc_ms[::2].tolist()  # every road leads both ways: two arcs for each
    ends = zip(city.graph.tail[::2].tolist(), city.graph.head[::2].tolist(), link_ms, strict=True)
    at = sorted(draw.sample(range(nodes), stations))
    places = sorted(draw.sample(range(nodes), min(PLACES, nodes)))
    per_1000 = calls / (len(places) * PEOPLE) * 1000
    plain = {
        "name": "year",
        "title": {"zh": "一年", "en": "A year"},
        "start": "2025-01-01T00:00:00+08:00",
        "roads": {"night_factor": 1},
        "demand": {"month_weights": DAYS_OF_MONTH, "kinds": _kinds(per_1000)},
        "dispatch": {
            "policy": "nearest",
            "call_takers": TAKERS,
            "answer": ANSWER_S,
            "process_median": PROCESS_S,
            "process_law": "exponential",
        },
        "forces": {"turnout": {"national": {"day": TURNOUT_S, "night": TURNOUT_S, "sigma": 0}}, "rest": 0},
        "unit_types": {"engine": _engine()},
        "districts": [_row("D", home=True, seat=_node(0), area_km2=3000, population=len(places) * PEOPLE)],
        "nodes": _nodes(city.graph.lon_deg.tolist(), city.graph.lat_deg.tolist()),
        "links": [_link(number, *link) for number, link in enumerate(ends)],
        "townships": [_township(len(places) * PEOPLE)],
        "villages": [_village(place) for place in places],
        "stations": [_station(node) for node in at],
        "units": [_unit(node, number) for node in at for number in range(ENGINES)],
    }
    return Scenario.model_validate_json(json.dumps(plain))


def _row(key: str, **columns: Any) -> dict[str, Any]:
    return {"id": key, "name_zh": key, **NOTE, **columns}


def _node(number: int) -> str:
    return f"N{number:06d}"


def _kinds(per_1000: float) -> dict[str, Any]:
    """Return a kind of incident for each number of engines, so that a call says how many it needs."""
    return {
        f"needs-{count}": {
            "name": {"zh": f"{count}车", "en": f"{count} engines"},
            "per_1000": per_1000 * share,
            "run_card": {"engine": count},
            "severities": [{"id": "only", "needs": {"engine": count}}],
            "work_median": 40,
            "work_sigma": 0.6,
        }
        for count, share in NEEDS.items()
    }


def _engine() -> dict[str, Any]:
    name = {"zh": "水罐车", "en": "engine"}
    return {"name": name, "capabilities": ["engine"], "fuel_rate": 0, "refill": 0, "refuel": 0}


def _nodes(lons: Sequence[float], lats: Sequence[float]) -> list[dict[str, Any]]:
    points = enumerate(zip(lons, lats, strict=True))
    return [
        _row(_node(number), kind="junction", lon=lon, lat=lat, elev_m=0, district="D")
        for number, (lon, lat) in points
    ]


def _link(number: int, a: int, b: int, ms: int) -> dict[str, Any]:
    """Return a road as long as an engine drives in that time on a local road."""
    km = ms * KMH / 3_600_000
    ends = {"a": _node(a), "b": _node(b)}
    return {"id": f"R{number:06d}", **ends, "road_class": "local", "length_km": km, **NOTE}


def _township(people: int) -> dict[str, Any]:
    kind = {"code": "500102", "kind": "town"}
    return _row("T", **kind, seat=_node(0), district="D", population=people, area_km2=3000)


def _village(node: int) -> dict[str, Any]:
    return _row(f"V{node:06d}", township="T", node=_node(node), population=PEOPLE, access_km=0)


def _station(node: int) -> dict[str, Any]:
    where = {"node": _node(node), "lon": 107, "lat": 29}
    return _row(f"S{node:06d}", kind="national", district="D", crew=6 * ENGINES, **where)


def _unit(node: int, number: int) -> dict[str, Any]:
    return _row(f"U{node:06d}-{number}", station=f"S{node:06d}", type="engine")


# --- the year in our model ----------------------------------------------------------------------------------


def drawn(scenario: Scenario, days: int = YEAR_DAYS) -> list[Birth]:
    """Return the calls as our model draws them."""
    return list(births(scenario, Streams(1, 0), days * DAY_MS))


def simulate(
    scenario: Scenario,
    watch: Stopwatch,
    days: int = YEAR_DAYS,
    sinks: Sequence[Sink] = (),
    path: Path | None = None,
) -> Log:
    """Run our model, as `sim.run.run` does; count the time from the first event to the closed log."""
    log = Log(_header(scenario, days), path, path is None, sinks)
    world = World(scenario, log)
    with watch.on(), spared():
        world.run(days * DAY_MS)
        world.finish()
    world.close()
    return log


def watched(scenario: Scenario, days: int = YEAR_DAYS) -> Sequence[Sink]:
    """Return the monitor that is on in every run."""
    return (Monitor(scenario, days * DAY_MS),)


def folded(scenario: Scenario, days: int = YEAR_DAYS) -> Sequence[Sink]:
    """Return the monitor and the fold that tables and reports are made of."""
    return (*watched(scenario, days), Fold(scenario))


def _header(scenario: Scenario, days: int) -> Header:
    return Header(
        program="benchmark",
        scenario=b"{}",
        fingerprint="",
        policy="nearest",
        seed=1,
        rep=0,
        horizon_ms=days * DAY_MS,
        start=scenario.start.isoformat(),
    )


def served(entries: Iterable[tuple[int, int, int | None, Any]]) -> Served:
    """Return what a log tells of a year."""
    began: list[int] = []
    closed = arrivals = response_ms = ended_ms = 0
    for _, t, _, fact in entries:
        if isinstance(fact, IncidentBegan):
            began.append(t)
        elif isinstance(fact, UnitChanged) and fact.status == "on_scene":
            assert fact.call is not None
            arrivals, response_ms = arrivals + 1, response_ms + t - began[fact.call]
        elif isinstance(fact, CallEnded) and fact.stage == "closed":
            closed, ended_ms = closed + 1, ended_ms + t
    return Served(len(began), closed, arrivals, response_ms, ended_ms)


# --- alone in a process, for its memory ---------------------------------------------------------------------


class Alone(NamedTuple):
    """What a run took in a process of its own: calls, processor seconds of the run, most memory in MiB."""

    calls: int
    cpu_s: float
    peak_mib: float


def alone(years: int) -> Alone:
    """Run our model for some years, the log streamed to a file, with the monitor; nothing is kept."""
    watch, days, calls = Stopwatch(), years * YEAR_DAYS, 0
    scenario = district()

    def count(first: int, times: object, causes: object, facts: Sequence[Fact]) -> None:
        nonlocal calls
        calls += sum(type(fact) is IncidentBegan for fact in facts)

    with tempfile.TemporaryDirectory() as folder:
        simulate(scenario, watch, days, (*watched(scenario, days), count), Path(folder) / "run.sdlog")
    return Alone(calls, watch.spent_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    print(json.dumps(alone(int(sys.argv[1]))))
