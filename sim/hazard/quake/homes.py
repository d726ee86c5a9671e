"""Homes that fall in an earthquake, and people who are trapped in them 房屋倒塌与被困人员.

That the share of homes that fall is a lognormal law of intensity is the form of Jaiswal, K., Wald, D. (2010),
An empirical model for global earthquake fatality estimation, Earthquake Spectra 26, 1017-1037; its figures
here are assumptions.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count
from statistics import NormalDist
from typing import Final

from sim.hazard.demand import emergency
from sim.hazard.quake.shocks import Shock
from sim.hazard.trapped import lives_ms, poisson
from sim.hazard.unfold import Emergency, Luck
from sim.kernel.draw import Draws
from sim.scenario.model import Scenario
from sim.scenario.perils import Homes

_NORMAL: Final = NormalDist()
_NIGHT: Final = range(22, 24), range(7)
"""Hours of the day in which people are at home."""


def share_fallen(intensity: float, homes: Homes) -> float:
    """Return the share of homes that an intensity brings down.

    Examples
    --------
    >>> [round(share_fallen(degree, Homes()), 4) for degree in (8, 9, 10)]
    [0.0006, 0.0158, 0.1168]
    """
    return _NORMAL.cdf(math.log(intensity / homes.falls.value) / homes.falls_sigma.value)


def share_at_home(hour: int, homes: Homes) -> float:
    """Return the share of the people who are at home at an hour of the day."""
    at_night = any(hour in hours for hours in _NIGHT)
    return homes.home_night.value if at_night else homes.home_day.value


def fallen(
    scenario: Scenario, village: int, felt: Sequence[tuple[Shock, float]], luck: Luck, draws: Draws
) -> Iterator[tuple[int, Emergency]]:
    """Yield a call for each home that falls in a village and in which people are trapped.

    Homes fall one after the other as the hardest shock so far brings more of them down; each has luck of its
    own.

    Parameters
    ----------
    scenario
        Villages and figures.
    village
        Number of the village.
    felt
        Each shock, and how hard it shook the village.
    luck
        Streams of the hazard.
    draws
        The stream of the village.

    Yields
    ------
    tuple of int and Emergency
        The number of the shock, and the call.
    """
    figures, row = scenario.hazards.homes, scenario.villages[village]
    there, worst = row.population / figures.household.value, 0.0
    due, number = draws.exponential(1.0), count()
    for by, (shock, intensity) in enumerate(felt):
        worst = max(worst, there * share_fallen(intensity, figures))
        while due < worst:
            call = _home(scenario, village, shock.t_ms, luck(f"homes/{row.id}/{next(number)}"))
            if call is not None:
                yield by, call
            due += draws.exponential(1.0)


def _home(scenario: Scenario, village: int, t_ms: int, draws: Draws) -> Emergency | None:
    """Return the call for a home that falls; None where nobody is trapped whom neighbours do not free."""
    figures = scenario.hazards.homes
    hour = (scenario.start + timedelta(milliseconds=t_ms)).hour
    share = share_at_home(hour, figures) * figures.caught.value * (1 - figures.freed.value)
    trapped = poisson(figures.household.value * share, draws)
    if not trapped or figures.kind is None:
        return None
    until_ms = tuple(sorted(t_ms + lives_ms(figures.survival, draws) for _ in range(trapped)))
    call_ms = t_ms + round(draws.lognormal(figures.found.ms, figures.found_sigma.value))
    birth = emergency(scenario, figures.kind, village, call_ms, draws)
    return Emergency(call_ms, birth._replace(trapped=until_ms))
