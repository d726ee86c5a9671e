"""In a town of square blocks without an edge, runs travel as the square-root law says: E[D] = k sqrt(A / n).

A block is a kilometre and a minute long, so that minutes of travel are blocks (Manhattan distance).
"""

from collections import defaultdict
from math import log, sqrt
from statistics import fmean, linear_regression, stdev
from typing import Any

import pytest
from exact import nearest_of_some, nearest_on_torus, square_root_constant, steps_on_torus
from queues import AT_ONCE, MONTHS, TIRELESS, YEAR_MIN, Visit, agrees, visits
from worlds import NOTE, kind, line, scenario

from sim.kernel.draw import Streams
from sim.picture import CallView, Picture
from sim.policy import Nearest, Plan
from sim.scenario.model import Scenario

SIDE = 40


def torus(stations: list[tuple[int, int]], **changes: Any) -> Scenario:
    """A town of SIDE x SIDE corners without an edge: a village at each corner, an engine at each station."""
    corner = {place: number for number, place in enumerate((x, y) for x in range(SIDE) for y in range(SIDE))}
    data = line(nodes=len(corner), stations={corner[place]: 1 for place in stations})
    for row in [*data["nodes"], *data["stations"]]:
        row["lon"] = 107.0
    data["links"] = [
        {
            "id": f"R{2 * number + way:04d}",
            "a": f"N{number:02d}",
            "b": f"N{corner[(x + 1 - way) % SIDE, (y + way) % SIDE]:02d}",
            "road_class": "local",
            "length_km": 1.0,
            "ref_speed_kmh": 60.0,
            **NOTE,
        }
        for (x, y), number in corner.items()
        for way in (0, 1)
    ]
    data["roads"] = {"night_factor": 1}
    engine = data["unit_types"]["engine"]
    data["unit_types"] = {"engine": {**engine, "fuel_rate": 0, "refill": 0, "refuel": 0}}
    data["dispatch"] = {"answer": 0, "process_median": 0, "process_law": "fixed"}
    data["forces"] = {**TIRELESS, "turnout": {"national": {"day": 0, "night": 0, "sigma": 0}}}
    return scenario({**data, **changes})


def one_call_from_each_corner(stations: list[tuple[int, int]]) -> list[float]:
    """Minutes of travel to every corner, called for one at a time, when all engines are at home."""
    rows = [
        {"at": f"{2 * number}:00:00", "village": f"V{number:02d}", "kind": "fire"}
        for number in range(SIDE**2)
    ]
    made = torus(stations, calls=rows, demand={"mode": "historical", "kinds": {"fire": kind(**AT_ONCE)}})
    calls = visits(made, 120 * SIDE**2).calls
    assert len(calls) == SIDE**2
    return [visit.arrived - visit.en_route for visit in calls]


def scattered(count: int, rep: int) -> list[tuple[int, int]]:
    """Corners drawn at random, each at most once."""
    draws = Streams(1, rep)("stations")
    left = [(x, y) for x in range(SIDE) for y in range(SIDE)]
    return [left.pop(int(draws.uniform() * len(left))) for _ in range(count)]


# --- every engine at home


def test_square_districts_are_travelled_exactly_as_the_law_says() -> None:
    stations = [(x, y) for x in range(0, SIDE, 4) for y in range(0, SIDE, 4)]
    k = square_root_constant("square grid of stations, square districts", "Manhattan")
    assert fmean(one_call_from_each_corner(stations)) == pytest.approx(k * sqrt(SIDE**2 / len(stations)))


def test_diamond_districts_are_the_best_there_are() -> None:
    stations = [(x, y) for x in range(0, SIDE, 10) for y in range(0, SIDE, 10) if (x + y) % 20 == 0]
    k = square_root_constant("diamond districts (45 deg lattice)", "Manhattan")
    assert fmean(one_call_from_each_corner(stations)) == pytest.approx(
        k * sqrt(SIDE**2 / len(stations)), rel=0.01
    )


@pytest.mark.parametrize("count", [1, 25, 100])
def test_the_nearest_of_scattered_stations_is_sent_over_the_shortest_way(count: int) -> None:
    stations = scattered(count, rep=count)
    steps = steps_on_torus(SIDE, stations)
    assert one_call_from_each_corner(stations) == pytest.approx(steps[:, 0].tolist())


def test_scattered_stations_are_as_far_as_the_law_says() -> None:
    towns = [fmean(one_call_from_each_corner(scattered(25, rep))) for rep in range(8)]
    error = stdev(towns) / sqrt(len(towns))
    assert abs(fmean(towns) - nearest_on_torus(SIDE, 25)) < 3 * error
    k = square_root_constant("random (Poisson) stations", "Manhattan")
    assert fmean(towns) == pytest.approx(
        k * sqrt(SIDE**2 / 25), rel=0.05
    )  # of which 3 % because blocks are not fine


# --- some engines out (Kolesar and Blum): n is the number of engines that are ready

LONG = 0


class Shuffling(Nearest):
    """Send any ready engine to the long calls, and the nearest to all others."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._draws = Streams(1, 0)("shuffling")

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        if call.kind != LONG:
            return super().choose(picture, call, skill, count)
        ready = [unit for _, units in sorted(picture.available.items()) for unit in units]
        return [ready[int(self._draws.uniform() * len(ready))]] if ready else []


def often(per_minute: float, **law: Any) -> dict[str, Any]:
    """A kind of call that comes so often in the whole town."""
    return kind(per_1000=1000 * per_minute * YEAR_MIN / (10_000 * SIDE**2), **law)


def travelled(calls: list[Visit]) -> list[float]:
    return [visit.arrived - visit.en_route for visit in calls]


@pytest.mark.parametrize("rep", [0, 1])
def test_the_distance_is_that_to_the_nearest_of_the_engines_that_are_ready(rep: int) -> None:
    stations = scattered(100, rep)
    kinds = {"long": often(0.07, work_law="exponential", work_median=1000), "probe": often(0.1, **AT_ONCE)}
    made = torus(stations, demand={"month_weights": MONTHS, "kinds": kinds})
    calls = [visit for visit in visits(made, 15_000, Shuffling, rep=rep).calls if visit.kind != LONG]
    steps = steps_on_torus(SIDE, stations)
    exact = {ready: nearest_of_some(steps, ready) for ready in {visit.ready for visit in calls}}
    assert min(exact) < 40
    assert max(exact) > 90
    assert agrees([far / exact[visit.ready] for far, visit in zip(travelled(calls), calls, strict=True)], 1.0)


def test_under_its_own_load_a_town_keeps_the_law_with_a_constant_a_little_larger() -> None:
    # The engines that are out are those nearest to the last calls: they leave holes.
    k = square_root_constant("random (Poisson) stations", "Manhattan")
    far: dict[int, list[float]] = defaultdict(list)
    for rep, busy in enumerate((15, 30, 45, 52)):
        kinds = {"fire": often(busy / 300, work_law="exponential", work_median=300)}
        made = torus(scattered(64, rep), demand={"month_weights": MONTHS, "kinds": kinds})
        calls = [visit for visit in visits(made, 2_000 * 300 / busy, rep=rep).calls if visit.ready]
        for visit, blocks in zip(calls, travelled(calls), strict=True):
            far[visit.ready].append(blocks)
    usual = {ready: fmean(blocks) for ready, blocks in far.items() if len(blocks) >= 30}
    slope = linear_regression(
        [log(ready) for ready in usual], [log(blocks) for blocks in usual.values()]
    ).slope
    assert min(usual) < 15
    assert max(usual) > 45
    assert slope == pytest.approx(-0.5, abs=0.05)
    assert 1.0 < fmean(blocks * sqrt(ready) / SIDE for ready, blocks in usual.items()) / k < 1.12
