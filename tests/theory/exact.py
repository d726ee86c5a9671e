"""Exact answers of queueing theory, written independently of the simulator that they judge."""

import csv
import json
from collections.abc import Sequence
from itertools import pairwise
from math import comb, fsum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

DATA = Path(__file__).resolve().parent / "data"


def table(name: str) -> list[dict[str, float]]:
    """Read a table of figures."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file)]


def instances() -> dict[str, Any]:
    """Read the instances of the hypercube model with their solutions."""
    found: dict[str, Any] = json.loads((DATA / "hypercube_instances.json").read_text(encoding="utf-8"))
    return found


def square_root_constant(layout: str, metric: str) -> float:
    """Read k of E[D] = k sqrt(A / n)."""
    with (DATA / "kolesar_blum_constants.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["station_layout"], row["metric"]): row for row in csv.DictReader(file)}
    return float(rows[layout, metric]["k_in_E[D]=k*sqrt(A/n)"])


def erlang_b(servers: int, load: float) -> float:
    """Share of calls lost by M/G/c/c, with a load in erlangs."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Share of calls that wait in M/M/c."""
    blocked = erlang_b(servers, load)
    return servers * blocked / (servers - load * (1 - blocked))


def mmc_wait(servers: int, load: float) -> float:
    """Mean wait in M/M/c, in mean service times."""
    return erlang_c(servers, load) / (servers - load)


def mg1_wait(load: float, cv2: float) -> float:
    """Mean wait in M/G/1 (Pollaczek and Khinchine), in mean service times."""
    return load * (1 + cv2) / 2 / (1 - load)


def priority_waits(servers: int, rates: Sequence[float], service_rate: float) -> list[float]:
    """Mean wait of each class in M/M/c with priorities that interrupt nobody (Cobham); most urgent first."""
    load = fsum(rates) / service_rate
    backlog = erlang_c(servers, load) / (servers * service_rate)
    sums = [fsum(rates[:number]) / service_rate / servers for number in range(len(rates) + 1)]
    return [backlog / (1 - before) / (1 - upto) for before, upto in pairwise(sums)]


class Hypercube(NamedTuple):
    """Steady state of a hypercube model 超立方排队模型.

    `fractions[unit][atom]` is the share of all calls that come from an atom and are at once given to a unit.
    """

    workloads: list[float]
    fractions: list[list[float]]
    p_wait: float
    wait: float


def hypercube(
    rates: Sequence[float], prefer: Sequence[Sequence[int]], speed: Sequence[float], queue: bool
) -> Hypercube:
    """Solve Larson's hypercube model: calls from atoms go to the first free unit of the atom's list.

    Parameters
    ----------
    rates
        Calls per unit of time, by atom.
    prefer
        Units in the order of preference, by atom.
    speed
        Service rate by unit.
    queue
        Whether calls that find nobody wait in line, or are lost.
    """
    units, total = len(speed), fsum(rates)
    full = 2**units - 1
    p = _loss_states(rates, prefer, speed)
    lent = total / fsum(speed)
    behind = p[full] * lent / (1 - lent) if queue else 0.0
    p, behind = p / (1 + behind), behind / (1 + behind)
    workloads = [
        behind + fsum(p[state] for state in range(full + 1) if state >> unit & 1) for unit in range(units)
    ]
    fractions = [[0.0] * len(rates) for _ in speed]
    for state in range(full):
        for atom, rate in enumerate(rates):
            fractions[_first(prefer[atom], state)][atom] += p[state] * rate / total
    wait = behind / (1 - lent) / total if queue else 0.0
    return Hypercube(workloads, fractions, float(p[full]) + behind if queue else 0.0, wait)


def _first(prefer: Sequence[int], state: int) -> int:
    return next(unit for unit in prefer if not state >> unit & 1)


def _loss_states(
    rates: Sequence[float], prefer: Sequence[Sequence[int]], speed: Sequence[float]
) -> np.ndarray:
    """Probability of each set of busy units where calls that find nobody are lost; bit u = unit u is busy."""
    size = 2 ** len(speed)
    flow = np.zeros((size, size))
    for state in range(size):
        for unit, rate in enumerate(speed):
            if state >> unit & 1:
                flow[state & ~(1 << unit), state] += rate
        for atom, rate in enumerate(rates if state < size - 1 else ()):
            flow[state | 1 << _first(prefer[atom], state), state] += rate
    flow -= np.diag(flow.sum(axis=0))
    flow[0] = 1.0  # one balance equation follows from the others; the probabilities add up to one
    return np.linalg.solve(flow, np.eye(size)[0])


def nearest_on_torus(side: int, stations: int) -> float:
    """Mean steps from a random node of a square torus to the nearest of stations.

    The stations are on random nodes, no two on one. E[D] is the sum of P(D > d): none of the stations is
    among the nodes within d steps.
    """
    steps = [min(index, side - index) for index in range(side)]
    within = np.cumsum(np.bincount([x + y for x in steps for y in steps])).tolist()
    ways = comb(side**2, stations)
    return fsum(comb(side**2 - near, stations) / ways for near in within)


def steps_on_torus(side: int, stations: Sequence[tuple[int, int]]) -> np.ndarray:
    """Return the steps from each node (x, y) of a square torus to each station, the nearest first."""
    steps = np.minimum(np.arange(side), side - np.arange(side))
    x, y = np.divmod(np.arange(side**2), side)
    away = [steps[(x - to_x) % side] + steps[(y - to_y) % side] for to_x, to_y in stations]
    return np.sort(np.array(away).T, axis=1)


def nearest_of_some(steps: np.ndarray, available: int) -> float:
    """Mean steps to the nearest of so many stations, drawn from all without regard to where they are."""
    count = steps.shape[1]
    ways = comb(count, available)
    chances = [comb(count - place - 1, available - 1) / ways for place in range(count)]
    return fsum((steps.mean(axis=0) * chances).tolist())
