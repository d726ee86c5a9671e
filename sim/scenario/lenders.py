"""Who may lend units to the district: its neighbours' posts, with the units that stand in their districts."""

import math
from typing import NamedTuple

from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import Address, Band


class LenderRow(NamedTuple):
    """A neighbour by the tables 毗邻区县.

    Attributes
    ----------
    address
        Of its post.
    district
        Its id.
    node
        Where its first station stands.
    units
        Numbers of its units.
    spare
        How many of them it may lend at once, unless it is ordered to lend more.
    tier
        Empty for a neighbour, else that of `sim.scenario.tiers`.
    """

    address: Address
    district: str
    node: int
    units: tuple[int, ...]
    spare: int = 0
    tier: str = ""


def lenders(scenario: Scenario) -> list[LenderRow]:
    """Return the neighbours that have units and a post, in the order of the posts; none without a policy.

    Each district speaks through its first post.
    """
    node, home = scenario.node_ids, scenario.station_ids
    found: dict[str, LenderRow] = {}
    for number, post in enumerate(scenario.posts):
        district = scenario.nodes[node[post.node]].district
        if post.kind is Party.NEIGHBOUR and district not in found:
            stations = [s for s in scenario.stations if scenario.is_lender(s) and s.district == district]
            names = {home[station.id] for station in stations}
            units = tuple(u for u, unit in enumerate(scenario.units) if home[unit.station] in names)
            if units:
                address = Band.POST.address(number)
                found[district] = LenderRow(
                    address,
                    district,
                    node[stations[0].node],
                    units,
                    _spare(scenario, district, len(units)),
                    scenario.upper.tier_of(district),
                )
    return list(found.values())


def _spare(scenario: Scenario, district: str, units: int) -> int:
    """Return how many of so many units a district, or an upper tier, may lend at once."""
    tier = scenario.upper.tier_of(district)
    if not tier:
        return scenario.aid.spare(units)
    return units - math.ceil(units * scenario.upper.rules(tier).keep.value)
