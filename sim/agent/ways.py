"""The ways of everybody who goes anywhere: over the roads by class of vehicle, on foot, through the air."""

from sim.agent.air import AirTravel
from sim.agent.casualties.build import ambulances
from sim.agent.roads import FOOT
from sim.network.roads import RoadGraph, travel_ms, walk_ms
from sim.network.router import Backend
from sim.network.travel import Travel
from sim.scenario.model import Scenario


def ways(scenario: Scenario, backend: Backend) -> dict[str, Travel]:
    """Return the times and routes of each class of vehicle that a scenario has, and of people on foot.

    Parameters
    ----------
    scenario
        Who goes anywhere, and by what.
    backend
        Router to use; results do not depend on it.
    """
    graph, node = RoadGraph.of(scenario), scenario.node_ids
    used = sorted({unit_type.vehicle for unit_type in scenario.unit_types.values()})
    travel = {name: Travel(graph, travel_ms(graph, scenario, name), backend) for name in used}
    for each in travel.values():
        each.prepare(sorted({node[station.node] for station in scenario.stations}))
    others = _others(scenario)
    for name in sorted(others - travel.keys()):
        travel[name] = Travel(graph, travel_ms(graph, scenario, name), backend)
    if others:
        travel[FOOT] = Travel(graph, walk_ms(graph, scenario), backend)
    flies = scenario.upper.flies
    return travel | {name: AirTravel(graph, scenario) for name in travel if name == flies}


def _others(scenario: Scenario) -> set[str]:
    """Return the vehicles of those who are no units; where there are any, people also go on foot."""
    found = {team.vehicle for team in scenario.teams}
    bearers = {scenario.standby.vehicle, scenario.response.succession.vehicle}
    if scenario.comms == "bearers":
        found |= {row.vehicle for row in scenario.buses}
        found |= {scenario.bearers.courier.vehicle, *(team.vehicle for team in scenario.comms_teams)}
        found |= {vehicle for vehicle in bearers if vehicle is not None}
    if scenario.casualties.model:
        found |= {scenario.bearers.courier.vehicle}
        found |= {scenario.unit_types[row.type].vehicle for _, row, _ in ambulances(scenario)}
    if scenario.relief.model:
        found |= {scenario.relief.vehicle}
    return found
