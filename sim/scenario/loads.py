"""Where the loads of a scenario stand, and how many people live on each."""

from collections import Counter

from sim.scenario.model import Scenario
from sim.scenario.tables import LoadRow
from sim.terms.enums import LoadKind


def load_nodes(scenario: Scenario) -> list[int]:
    """Return the road node from which each load is reached: its own, its target's, or its power node's."""
    own = {row.id: row.node for row in scenario.power_nodes}
    targets = {
        LoadKind.HOSPITAL: {row.id: row.node for row in scenario.hospitals},
        LoadKind.POST: {row.id: row.node for row in scenario.posts},
        LoadKind.STATION: {row.id: row.node for row in scenario.stations},
        LoadKind.TELECOM: {row.id: row.node for row in scenario.telecom},
        LoadKind.TOWNSHIP: {row.id: row.seat for row in scenario.townships},
        LoadKind.AREA: {row.id: row.id for row in scenario.nodes},
    }

    def node(row: LoadRow) -> str:
        return row.node or targets.get(row.kind, {}).get(row.target) or own[row.at]

    return [scenario.node_ids[node(row)] for row in scenario.loads]


def load_people(scenario: Scenario) -> list[int]:
    """Return how many people live on each load: an area has its villages, a township whoever is left."""
    areas = {row.target for row in scenario.loads if row.kind is LoadKind.AREA}
    at_node: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    for village in scenario.villages:
        at_node[village.node] += village.population
        elsewhere[village.township] += village.population if village.node in areas else 0
    all_of_it = {row.id: row.population for row in scenario.townships}

    def people(row: LoadRow) -> int:
        if row.kind is LoadKind.AREA:
            return at_node[row.target]
        if row.kind is LoadKind.TOWNSHIP:
            return max(0, all_of_it[row.target] - elsewhere[row.target])
        return 0

    return [people(row) for row in scenario.loads]
