"""The networks of a scenario as graphs in NetworkX, independent of the program's own."""

from collections.abc import Collection

import networkx as nx

from sim.scenario.model import Scenario
from sim.scenario.tables import Site, Telecom
from sim.terms.enums import TelecomKind


def fibres(of: Scenario, cut: Collection[str] = (), out: Collection[str] = ()) -> nx.Graph:
    """Return the public network without some fibres and some of its sites."""
    graph = nx.Graph()
    graph.add_nodes_from(row.id for row in of.telecom if row.id not in out)
    graph.add_edges_from(
        (row.a, row.b, {"id": row.id, "km": row.length_km})
        for row in of.fibres
        if row.id not in cut and row.a in graph and row.b in graph
    )
    return graph


def kind(of: Scenario, wanted: TelecomKind) -> list[Telecom]:
    """Return the telecom sites of a kind."""
    return [row for row in of.telecom if row.kind is wanted]


def joined(of: Scenario, graph: nx.Graph) -> set[str]:
    """Return the telecom sites from which a way leads to a core."""
    cores = [row.id for row in kind(of, TelecomKind.CORE) if row.id in graph]
    return {name for core in cores for name in nx.node_connected_component(graph, core)}


def ring(of: Scenario) -> set[str]:
    """Return the fibres between cores and hubs."""
    trunk = {row.id for row in of.telecom if row.kind is not TelecomKind.CELL}
    return {row.id for row in of.fibres if {row.a, row.b} <= trunk}


def chain(of: Scenario, site: Site) -> list[str]:
    """Return what a radio site hangs on, from itself to the telecom site at the end, if there is one."""
    sites = {row.id: row for row in of.sites}
    found = [site.id]
    while found[-1] in sites and sites[found[-1]].backhaul:
        found.append(sites[found[-1]].backhaul)
    return found


def mains_lost(of: Scenario, township: str, hour: float) -> float | None:
    """Return for how many hours a township has been without mains, or None where it has them."""
    since = [
        hour - outage.at.value
        for outage in of.bearers.outages
        if outage.what == "mains"
        and outage.target == township
        and outage.at.value <= hour < outage.until.value
    ]
    return max(since, default=None)


def failed(of: Scenario, what: str, hour: float) -> set[str]:
    """Return what has failed by the script at an hour."""
    return {
        outage.target
        for outage in of.bearers.outages
        if outage.what == what and outage.at.value <= hour < outage.until.value
    }


def serving(of: Scenario, hour: float) -> set[str]:
    """Return the cells that serve at an hour, where each battery lasts as long as it says."""
    dark = failed(of, "telecom", hour)
    for row in of.telecom:
        hours = mains_lost(of, row.township, hour) if row.township else None
        if hours is not None and hours >= row.battery_h + row.generator_h:
            dark.add(row.id)
    alive = joined(of, fibres(of, cut=failed(of, "fibre", hour), out=dark))
    return {row.id for row in kind(of, TelecomKind.CELL) if row.id in alive}
