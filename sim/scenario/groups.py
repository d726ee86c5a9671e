"""Ten-household groups 十户联防: how many people of each village are at risk, and in which groups."""

from typing import NamedTuple

from sim.scenario.model import Scenario

_STEEP: float = 0.06
"""Rise of a road, as a share of its length, from which the slopes at it count as steep; assumption."""


class Group(NamedTuple):
    """A group of households that live side by side and are at risk.

    Attributes
    ----------
    number
        Among all groups, village by village.
    village, place
        Row of its village, and its place among the groups of it.
    people, households
        How many there are.
    """

    number: int
    village: int
    place: int
    people: int
    households: int


def is_urban(scenario: Scenario, village: int) -> bool:
    """Whether a village is a residents' community 社区, by its name."""
    return scenario.villages[village].name_zh.endswith(("社区", "居委会"))


def at_risk(scenario: Scenario) -> list[int]:
    """Return how many people of each village are at risk; nobody outside the home districts."""
    home = {row.id for row in scenario.districts if row.home}
    at_home = {row.id for row in scenario.townships if row.district in home}
    steep, figures = _steep_nodes(scenario), scenario.people
    found = []
    for number, village in enumerate(scenario.villages):
        share = figures.at_risk.value
        share *= figures.steep.value if village.node in steep else 1.0
        share *= figures.urban.value if is_urban(scenario, number) else 1.0
        people = round(village.population * min(share, 1.0)) if village.township in at_home else 0
        found.append(people)
    return found


def groups_of(scenario: Scenario) -> list[Group]:
    """Return the groups of a scenario, each as large as ten households, the last of a village smaller."""
    size, whole = scenario.people.household.value, round(scenario.people.households.value)
    most = max(1, round(size * whole))
    found: list[Group] = []
    for village, people in enumerate(at_risk(scenario)):
        for place, begin in enumerate(range(0, people, most)):
            here = min(most, people - begin)
            households = max(1, min(here, round(here / size)))
            found.append(Group(len(found), village, place, here, households))
    return found


def _steep_nodes(scenario: Scenario) -> frozenset[str]:
    """Return the nodes at which a road begins or ends that runs on steep slopes."""
    heights = {node.id: node.elev_m for node in scenario.nodes}
    steep = (
        link
        for link in scenario.links
        if abs(heights[link.a] - heights[link.b]) > 1000 * link.length_km * _STEEP
    )
    return frozenset(node for link in steep for node in (link.a, link.b))
