"""An earthquake and its aftershocks 主震与余震: when, how large, where.

Sources: Utsu, T. (1961), for Omori's law of their times; Gutenberg and Richter (1944) for their sizes; Båth,
M. (1965), Lateral inhomogeneities of the upper mantle, Tectonophysics 2, 483-514, for that of the largest;
Shcherbakov, R., Turcotte, D. L. (2004), A modified form of Båth's law, Bulletin of the Seismological Society
of America 94, 1968-1975, for how many there are; Wells, D. L., Coppersmith, K. J. (1994), New empirical
relationships, ibid. 84, 974-1002, for the length of the fault.
"""

import math
from typing import NamedTuple

from sim.hazard.ground import Spot
from sim.kernel.draw import Draws
from sim.scenario.perils import Quake, Shaking
from sim.terms.units import DAY_MS


class Shock(NamedTuple):
    """An earthquake at one time and place.

    Attributes
    ----------
    t_ms
        When, in milliseconds since the start.
    magnitude
        Its magnitude 震级.
    epicentre
        Where.
    """

    t_ms: int
    magnitude: float
    epicentre: Spot


def sequence(quake: Quake, epicentre: Spot, shaking: Shaking, draws: Draws) -> list[Shock]:
    """Return an earthquake and its aftershocks, in the order of time.

    Parameters
    ----------
    quake, epicentre
        The earthquake.
    shaking
        Figures of its aftershocks.
    draws
        Luck of the aftershocks; each takes four numbers.
    """
    main = Shock(quake.begin.ms, quake.magnitude.value, epicentre)
    expected, after = expected_aftershocks(main.magnitude, shaking), list[Shock]()
    gathered = draws.exponential(1.0) if expected else math.inf
    while gathered < expected:
        t_ms = main.t_ms + round(omori_day(gathered / expected, shaking) * DAY_MS)
        magnitude = _magnitude(main.magnitude, shaking, draws.uniform())
        after.append(Shock(t_ms, magnitude, _place(quake, main, shaking, draws)))
        gathered += draws.exponential(1.0)
    return [main, *after]


def expected_aftershocks(magnitude: float, shaking: Shaking) -> float:
    """Return how many aftershocks come on the mean, of the least magnitude or above.

    One on the mean is at or above the magnitude of the main shock less Båth's difference.
    """
    if not shaking.aftershocks or magnitude <= shaking.least.value:
        return 0.0
    return math.pow(10.0, shaking.b.value * (magnitude - shaking.bath.value - shaking.least.value))


def omori_day(share: float, shaking: Shaking) -> float:
    """Return by when a share of the aftershocks has come, in days after the main shock."""
    c, p, last = shaking.c.value, shaking.p.value, shaking.sequence.ms / DAY_MS
    if p == 1:
        return c * (math.pow((last + c) / c, share) - 1)
    begin, end = math.pow(c, 1 - p), math.pow(last + c, 1 - p)
    return math.pow(begin + share * (end - begin), 1 / (1 - p)) - c


def fault_km(magnitude: float) -> float:
    """Return the length of the fault that breaks, in km.

    Examples
    --------
    >>> round(fault_km(6.5))
    25
    """
    return math.pow(10.0, -2.44 + 0.59 * magnitude)


def _magnitude(main: float, shaking: Shaking, uniform: float) -> float:
    """Return a magnitude from the least to that of the main shock, by the law of Gutenberg and Richter."""
    span = 1 - math.pow(10.0, -shaking.b.value * (main - shaking.least.value))
    return shaking.least.value - math.log10(1 - uniform * span) / shaking.b.value


def _place(quake: Quake, main: Shock, shaking: Shaking, draws: Draws) -> Spot:
    """Return a place along the fault, to both sides of the epicentre, and somewhat beside it."""
    length_km = fault_km(main.magnitude)
    along_km = (draws.uniform() - 0.5) * length_km
    across_km = draws.normal(shaking.beside.value * length_km)
    sin, cos = math.sin(math.radians(quake.strike.value)), math.cos(math.radians(quake.strike.value))
    return Spot(
        main.epicentre.x_km + along_km * sin + across_km * cos,
        main.epicentre.y_km + along_km * cos - across_km * sin,
    )
