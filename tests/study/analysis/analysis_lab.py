"""What the tests of the analysis share: random arrays, tables like a study's, functions of textbooks."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from sim.kernel.draw import Streams

Array = NDArray[np.float64]


def uniform(name: str, *shape: int, seed: int = 1) -> Array:
    """Return uniform numbers of a named stream."""
    return Streams(seed, 0)(f"test/{name}").uniforms(math.prod(shape)).reshape(shape)


def normal(name: str, *shape: int, seed: int = 1) -> Array:
    return ndtri(np.clip(uniform(name, *shape, seed=seed), 1e-12, 1 - 1e-12))


def exponential(name: str, *shape: int, seed: int = 1) -> Array:
    return -np.log1p(-uniform(name, *shape, seed=seed))


def table_of(
    value: Callable[..., float],
    *,
    policies: Sequence[str] = ("nearest",),
    scenarios: Sequence[str] = ("hamlet",),
    reps: int = 5,
    response: str = "wait",
    failed: Sequence[tuple[str, int]] = (),
    **factors: Sequence[object],
) -> pd.DataFrame:
    """Return a table as a study leaves it.

    Parameters
    ----------
    value
        Takes scenario, policy, rep and each factor by name.
    failed
        (policy, rep) of the runs that failed.
    factors
        Levels of each factor, all crossed.
    """
    rows = []
    for scenario, policy in product(scenarios, policies):
        for levels in product(*factors.values()):
            point = dict(zip(factors, levels, strict=True))
            for rep in range(reps):
                bad = (policy, rep) in failed
                figure = math.nan if bad else value(scenario=scenario, policy=policy, rep=rep, **point)
                rows.append(
                    {
                        "study": "lab",
                        "point": "-".join(map(str, levels)) or "only",
                        "scenario": scenario,
                        "policy": policy,
                        **point,
                        "seed": 1,
                        "rep": rep,
                        "key": f"{scenario}{policy}{levels}{rep}",
                        "status": "failed" if bad else "ok",
                        "response": response,
                        "value": figure,
                    }
                )
    return pd.DataFrame(rows)


def ishigami(u: Array) -> Array:
    """Return Ishigami's function of points in the unit cube, a = 7, b = 0.1."""
    x = (2 * u - 1) * math.pi
    return np.asarray(np.sin(x[..., 0]) * (1 + 0.1 * x[..., 2] ** 4) + 7 * np.sin(x[..., 1]) ** 2)


ISHIGAMI_FIRST = (0.3139, 0.4424, 0.0)
ISHIGAMI_TOTAL = (0.5576, 0.4424, 0.2437)
"""Exact indices. Source: Saltelli et al., Global Sensitivity Analysis (2008), section 4.6."""

G = (0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0)
"""Coefficients of Sobol's G function. Source: Saltelli et al. 2010, section 4."""


def g_function(u: Array) -> Array:
    a = np.array(G)
    return np.asarray(np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=-1))


def g_indices() -> tuple[Array, Array]:
    """Return the exact first-order and total indices of the G function."""
    alone = 1 / (3 * (1 + np.array(G)) ** 2)
    whole = np.prod(1 + alone) - 1
    rest = np.array([np.prod(1 + np.delete(alone, i)) for i in range(len(G))])
    return alone / whole, alone * rest / whole


def saltelli(rows: int, factors: int, seed: int = 1) -> tuple[Array, Array, Array]:
    """Return matrices A, B and the mixed ones of a scrambled Sobol sequence."""
    from scipy.stats import qmc

    both = qmc.Sobol(2 * factors, seed=seed).random(rows)
    a, b = both[:, :factors], both[:, factors:]
    return a, b, np.stack([np.where(np.arange(factors) == i, b, a) for i in range(factors)])


def trajectories(count: int, factors: int, levels: int = 4, seed: int = 1) -> Array:
    """Return Morris trajectories of points in the unit cube."""
    step = levels / (2 * (levels - 1))
    places = uniform("morris", count, factors, seed=seed)
    order = np.argsort(uniform("order", count, factors, seed=seed), axis=1)
    points = []
    for place, turns in zip(places, order, strict=True):
        at = np.floor(place * levels / 2) / (levels - 1)
        points.append(at)
        for factor in turns:
            at = at.copy()
            at[factor] += step
            points.append(at)
    return np.array(points)


def lindley(first: Array, services: Iterable[Array], gaps: Iterable[Array]) -> Iterator[Array]:
    """Yield the waits of customers one after the other, in queues side by side.

    Parameters
    ----------
    first
        Wait of the first customer of each queue.
    services, gaps
        Of each customer, and until the next, each for all queues.
    """
    wait = first
    for service, gap in zip(services, gaps, strict=True):
        yield wait
        wait = np.maximum(wait + service - gap, 0)


def exponentials(name: str, count: int, *lanes: int, seed: int = 1) -> Iterator[Array]:
    """Yield arrays of exponential numbers of mean 1, one after the other from one stream."""
    stream = Streams(seed, 0)(f"test/{name}")
    for _ in range(count):
        yield -np.log1p(-stream.uniforms(math.prod(lanes))).reshape(lanes)


def mm1_waits(
    name: str, customers: int, *lanes: int, rate: float = 0.5, service: float = 1.0, seed: int = 1
) -> Iterator[Array]:
    """Yield waits in queues M/M/1 that begin in their steady state: the first finds what anyone finds.

    Parameters
    ----------
    name
        Of the customers: the same name brings the same ones, at the same times, with the same work.
    rate, service
        Arrivals in a unit of time, and mean time of service. With the load r = rate x service, the mean wait
        of every customer is r x service / (1 - r).
    """
    load = rate * service
    u = uniform(f"{name}/first", *lanes, seed=seed)
    first = -np.log1p(-np.where(u < load, u / load, 0.0)) * service / (1 - load)
    services = (service * one for one in exponentials(f"{name}/service", customers, *lanes, seed=seed))
    gaps = (one / rate for one in exponentials(f"{name}/gap", customers, *lanes, seed=seed))
    return lindley(first, services, gaps)
