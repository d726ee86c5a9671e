"""Who may lend units to the district: its neighbours' posts, with the units that stand in their districts."""

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
    """

    address: Address
    district: str
    node: int
    units: tuple[int, ...]


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
                found[district] = LenderRow(address, district, node[stations[0].node], units)
    return list(found.values())
