"""Section of ``scenario.yaml`` on mutual aid between districts 毗邻区县应急联动."""

import math
from typing import Literal

from sim.scenario.own_storm import NeighbourLoad
from sim.scenario.quantity import Quantity, Section, quantity


class Ahead(Section):
    """Aid asked for ahead of a storm 预置增援, under the policy ``pre-positioned``."""

    units: Quantity = quantity(4, "units", 0, 200, "assumption: one engine from each of four neighbours")
    at: Quantity = quantity(0, "h", 0, 1e6, "assumption: asked for as the scenario starts, before the storm")
    until: Quantity = quantity(72, "h", 0, 1e6, "assumption: kept for three days, the length of a storm")


class Aid(Section):
    """Mutual aid 跨区增援: whether and how units of neighbouring districts are asked for.

    ``on-request``: what lacks is asked for case by case. ``automatic``: besides, a standing agreement sends a
    neighbour's units straight to calls near the border. ``pre-positioned``: besides what is asked for case by
    case, units are asked for ahead and stand by. Under ``none`` nobody lends anything.
    """

    policy: Literal["none", "on-request", "automatic", "pre-positioned"] = "none"
    lack: Quantity = quantity(
        10, "min", 0, 1440, "assumption: so long a call lacks units before the centre asks for aid"
    )
    approval: Quantity = quantity(
        30, "min", 0, 1440, "assumption: until the home district lets neighbours be asked, median"
    )
    approval_sigma: Quantity = quantity(
        0.86, "1", 0, 3, "assumption: one request in ten is approved within 10 min, one in ten after 90 min"
    )
    assembly: Quantity = quantity(
        40, "min", 0, 1440, "assumption: until a unit that a neighbour commits leaves, median"
    )
    assembly_sigma: Quantity = quantity(
        0.59, "1", 0, 3, "assumption: one unit in ten leaves within 20 min, one in ten after 90 min"
    )
    answer: Quantity = quantity(
        30, "min", 1, 1440, "assumption: a neighbour that has not answered for so long is passed over"
    )
    ask_again: Quantity = quantity(
        30, "min", 1, 1440, "assumption: the centre repeats a request that is not answered, or was declined"
    )
    direct_after: Quantity = quantity(
        1e6, "h", 0, 1e6, "assumption: never; else a silent operations centre is passed over after so long"
    )
    overdue: Quantity = quantity(
        3, "h", 0.1, 1000, "assumption: aid that has not checked in for so long is no more counted on"
    )
    keep: Quantity = quantity(
        0.5, "1", 0, 1, "assumption: share of its units in the tables that a neighbour never lends"
    )
    keep_units: Quantity = quantity(
        1, "units", 0, 1000, "assumption: the fewest units that a neighbour keeps"
    )
    belt: Quantity = quantity(
        45, "min", 0, 1440, "assumption: a standing agreement covers calls that a neighbour reaches in time"
    )
    idle: Quantity = quantity(
        120, "min", 0, 10000, "assumption: aid that has stood by for so long with nothing lacking is released"
    )
    ahead: Ahead = Ahead()
    neighbours: NeighbourLoad = NeighbourLoad()

    def spare(self, units: int) -> int:
        """Return how many of so many units a neighbour may lend at once: what is beyond its reserve 保底力量.

        Examples
        --------
        >>> Aid().spare(9), Aid().spare(1)
        (4, 0)
        """
        return max(0, units - max(math.ceil(units * self.keep.value), self.keep_units.whole))
