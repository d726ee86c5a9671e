"""How long people live who are trapped 被困人员存活: by a Weibull law, drawn when they are trapped.

Source: Tangshan 1976, share alive among those who were dug out by the end of each day; the law was fitted to
it (68.2 h, 1.50, root mean square error 0.017). Kobe 1995 gives 46.1 h, 1.54.
"""

import math

from sim.kernel.draw import Draws
from sim.scenario.perils import Survival
from sim.terms.units import HOUR_MS


def share_alive(after_h: float, survival: Survival) -> float:
    """Return the share of trapped people who live for so many hours.

    Examples
    --------
    >>> round(share_alive(24, Survival()), 2), round(share_alive(72, Survival()), 2)
    (0.81, 0.34)
    """
    return math.exp(-math.pow(after_h / survival.scale.value, survival.shape.value))


def lives_ms(survival: Survival, draws: Draws) -> int:
    """Return for how long somebody lives who is trapped, in ms; one number is drawn."""
    worn = -math.log1p(-draws.uniform())
    return round(survival.scale.value * math.pow(worn, 1 / survival.shape.value) * HOUR_MS)


def poisson(mean: float, draws: Draws) -> int:
    """Return a number of the law of Poisson; one number more is drawn than returned."""
    number, gathered = 0, draws.exponential(1.0)
    while gathered < mean:
        number, gathered = number + 1, gathered + draws.exponential(1.0)
    return number
