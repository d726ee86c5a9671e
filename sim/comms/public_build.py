"""The public network of a scenario: cells, hubs, cables, and how many people call."""

import math
from collections import Counter
from functools import partial

from sim.comms.cell import Demand, Site, SiteRole, Surge
from sim.comms.energy import Backup, Battery, Generator
from sim.comms.feeds import Feeds
from sim.comms.fibre import Fibre, FibreLink
from sim.comms.places import distance_m
from sim.comms.public_net import PublicNet
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.scenario.model import Scenario
from sim.scenario.tables import Telecom
from sim.terms.enums import LoadKind, TelecomKind

_OUTSIDE = -1
"""Place of a site whose mains never fail, and number of the core where the scenario names none."""


def outside(scenario: Scenario) -> frozenset[int]:
    """Return the nodes outside the home districts; of all nodes where the scenario has no public network."""
    if not scenario.telecom:
        return frozenset(range(len(scenario.nodes)))
    home = {district.id for district in scenario.districts if district.home}
    return frozenset(i for i, node in enumerate(scenario.nodes) if node.district not in home)


def public_network(scenario: Scenario, streams: Streams, clock: Clock, feeds: Feeds) -> PublicNet:
    """Return the network, whole and supplied, with the crowds that are to call.

    Several cores count as one: they are joined outside the district.
    """
    numbers = {row.id: number for number, row in enumerate(scenario.telecom)}
    cores = {row.id for row in scenario.telecom if row.kind is TelecomKind.CORE}

    def end(name: str) -> int:
        return _OUTSIDE if name in cores else numbers[name]

    links = [FibreLink(i, end(row.a), end(row.b), row.length_km) for i, row in enumerate(scenario.fibres)]
    serves, passing = _serves(scenario), _passing(scenario)
    sites, backups, demand = [], {}, {}
    for number, row in enumerate(scenario.telecom):
        if row.id in cores:
            continue
        place = _place(scenario, row, feeds)
        role = SiteRole.HUB if row.id in passing else SiteRole.STATION
        sites.append(Site(number, place, role, serves.get(number, ()), row.channels))
        backups[number] = _backup(scenario, row, streams)
        if serves.get(number):
            offered = scenario.bearers.public.load.value * row.channels
            demand[scenario.node_ids[row.node]] = Demand(offered, 0.0)
    net = PublicNet(sites, Fibre(links, _OUTSIDE), backups, demand)
    _let_crowds_call(scenario, net, clock)
    return net


def _place(scenario: Scenario, row: Telecom, feeds: Feeds) -> int:
    """Return the place whose mains feed a site; `_OUTSIDE` for one that never lacks them."""
    own = feeds.own(LoadKind.TELECOM, row.id)
    if own is None and not row.township:
        return _OUTSIDE
    township = scenario.township_ids[row.township] if row.township else _OUTSIDE
    return feeds.place(own, scenario.node_ids[row.node], township)


def _passing(scenario: Scenario) -> frozenset[str]:
    """Return the sites that pass the traffic of others on: hubs, and cells with a further cable."""
    cables = Counter(end for row in scenario.fibres for end in (row.a, row.b))
    hubs = {row.id for row in scenario.telecom if row.kind is TelecomKind.HUB}
    return frozenset(hubs | {name for name, count in cables.items() if count > 1})


def _backup(scenario: Scenario, row: Telecom, streams: Streams) -> Backup:
    """Draw how long the battery of a site lasts, once in a replication."""
    spread = 1 + scenario.bearers.public.battery_cv.value**2
    drawn = streams(f"telecom/{row.id}/battery").lognormal(row.battery_h, math.sqrt(math.log(spread)))
    generator = Generator(row.generator_h) if row.generator_h else None
    return Backup(Battery.lasting(drawn), generator)


def _serves(scenario: Scenario) -> dict[int, tuple[int, ...]]:
    """Return the nodes that each cell serves: those at home to which it is the nearest."""
    cells = [(i, row) for i, row in enumerate(scenario.telecom) if row.kind is TelecomKind.CELL]
    found: dict[int, list[int]] = {number: [] for number, _ in cells}
    beyond = outside(scenario)
    at = {number: scenario.nodes[scenario.node_ids[row.node]] for number, row in cells}
    for number, node in enumerate(scenario.nodes):
        if number not in beyond and cells:
            apart = [(distance_m(node.lon, node.lat, at[i].lon, at[i].lat), i) for i, _ in cells]
            found[min(apart)[1]].append(number)
    return {number: tuple(nodes) for number, nodes in found.items()}


def _let_crowds_call(scenario: Scenario, net: PublicNet, clock: Clock) -> None:
    """Let many call at once in the spans that the scenario names."""
    for crowd in scenario.bearers.crowds:
        surge = Surge(crowd.begin.ms, crowd.factor.value, 1.0, crowd.end.ms - crowd.begin.ms, 0)
        clock.call_after(crowd.begin.ms, partial(net.begin_surge, crowd.begin.ms, surge))


def crowd_factor(scenario: Scenario, t_ms: int) -> float:
    """Return how many times as much as usual is talked at a time."""
    factors = [c.factor.value for c in scenario.bearers.crowds if c.begin.ms <= t_ms < c.end.ms]
    return max(factors, default=1.0)
