"""From a design to its points: the same study file gives the same points on every machine.

Points between 0 and 1 come from `scipy.stats.qmc`; trajectories of Morris are small enough to be our own.
"""

import hashlib
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, Final

from sim.kernel.draw import Draws, Streams
from sim.study.model import Point, Study, digest

Cube = Sequence[Sequence[float]]
"""Points of the unit cube, one row each."""


def points(study: Study) -> list[Point]:
    """Return the points of a study's design, in its order; a study without factors has one, which is empty.

    Examples
    --------
    A full factorial of two levels and three is six points, the first factor changing slowest.
    """
    return _MAKERS[study.design.kind](study)


def point_id(study: Study, point: Point) -> str:
    """Return the id of a point: twelve hexadecimal digits of a digest of its factors' values."""
    names = (factor.name for factor in study.factors)
    return digest(dict(zip(names, point, strict=True)))[:12]


def resolution(study: Study) -> int:
    """Return the resolution of a fractional factorial: the length of the shortest word that is confounded.

    Of resolution 3, main effects are confounded with interactions of two factors; of 4, only such
    interactions with one another; of 5, not even those. 0 where nothing is generated.

    Source: Box and Hunter 1961, The 2^(k-p) fractional factorial designs.
    """
    words = [frozenset((name, *sources)) for name, sources in sorted(study.design.generators.items())]
    sums = [frozenset[str]()]
    for word in words:
        sums += [word ^ other for other in sums]
    return min((len(word) for word in sums[1:]), default=0)


# --- grids


def _one_point(_: Study) -> list[Point]:
    return [()]


def _listed(study: Study) -> list[Point]:
    return list(study.design.listed)


def _full(study: Study) -> list[Point]:
    return list(product(*(factor.spread.grid(study.design.levels) for factor in study.factors)))


def _fractional(study: Study) -> list[Point]:
    """Cross the two levels of the factors that are not generated; the signs of the others are products."""
    generators = study.design.generators
    basic = [factor.name for factor in study.factors if factor.name not in generators]
    found = []
    for levels in product((-1, 1), repeat=len(basic)):
        sign = dict(zip(basic, levels, strict=True))
        for name, sources in generators.items():
            sign[name] = 1
            for source in sources:
                sign[name] *= sign[source]
        found.append(tuple(factor.spread.grid(2)[(sign[factor.name] + 1) // 2] for factor in study.factors))
    return found


# --- the unit cube


def _in_cube(study: Study, cube: Cube) -> list[Point]:
    """Return the points whose places between 0 and 1 are given."""
    return [
        tuple(factor.spread.at(float(u)) for factor, u in zip(study.factors, row, strict=True))
        for row in cube
    ]


def _seed(study: Study) -> int:
    """Return the seed of the design: of the study's, but not that of any run."""
    return int.from_bytes(hashlib.blake2b(f"design/{study.seed}".encode(), digest_size=4).digest(), "little")


def _hypercube(study: Study) -> list[Point]:
    from scipy.stats import qmc

    made: Any = qmc.LatinHypercube(len(study.factors), seed=_seed(study))
    return _in_cube(study, made.random(study.design.points))


def _sobol_cube(study: Study, width: int) -> Any:
    from scipy.stats import qmc

    made: Any = qmc.Sobol(width, scramble=True, seed=_seed(study))
    return made.random(study.design.points)


def _sobol(study: Study) -> list[Point]:
    return _in_cube(study, _sobol_cube(study, len(study.factors)))


def _saltelli(study: Study) -> list[Point]:
    """Return matrices A and B, then A with each column in turn from B.

    Source: Saltelli et al. 2010, Variance based sensitivity analysis of model output, table 2.
    """
    width = len(study.factors)
    cube = _sobol_cube(study, 2 * width).tolist()
    a, b = [row[:width] for row in cube], [row[width:] for row in cube]
    mixed = [
        [*one[:column], two[column], *one[column + 1 :]]
        for column in range(width)
        for one, two in zip(a, b, strict=True)
    ]
    return _in_cube(study, [*a, *b, *mixed])


def _morris(study: Study) -> list[Point]:
    """Return trajectories through a grid: each step moves one factor by half the grid and a little.

    Source: Morris 1991, Factorial sampling plans for preliminary computational experiments.
    """
    draws = Streams(study.seed, 0)("design/morris")
    found: list[Sequence[float]] = []
    for _ in range(study.design.trajectories):
        found += _trajectory(len(study.factors), study.design.levels, draws)
    return _in_cube(study, found)


def _trajectory(width: int, levels: int, draws: Draws) -> list[list[float]]:
    step = levels // 2
    place = [int(draws.uniform() * levels) for _ in range(width)]
    keys = [draws.uniform() for _ in range(width)]
    found = [[at / (levels - 1) for at in place]]
    for column in sorted(range(width), key=lambda each: (keys[each], each)):
        place[column] += step if place[column] < levels - step else -step
        found.append([at / (levels - 1) for at in place])
    return found


_MAKERS: Final[dict[str, Callable[[Study], list[Point]]]] = {
    "one_point": _one_point,
    "list": _listed,
    "full_factorial": _full,
    "fractional_factorial": _fractional,
    "latin_hypercube": _hypercube,
    "sobol": _sobol,
    "saltelli": _saltelli,
    "morris": _morris,
}
