"""The power network of a scenario, whole, with its loads; and which of them feeds whom."""

from collections.abc import Callable
from functools import partial

from sim.comms.directory import nearest_townships
from sim.comms.energy import Backup, Battery, Generator
from sim.comms.mains import Load, Mains, NoStore, Store
from sim.comms.plant import Plant
from sim.comms.power_net import PowerNet, Tie
from sim.comms.script import Change, events, turning
from sim.comms.stores import SiteStore, TelecomStore
from sim.kernel.clock import Clock
from sim.network.power import Grid, GridLine
from sim.record.log import Log
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario
from sim.scenario.tables import LoadRow
from sim.terms.enums import LoadKind, PowerNodeKind, TelecomKind
from sim.terms.units import MINUTE_MS, SECOND_MS


def grid_of(scenario: Scenario) -> Grid:
    """Return the power network of the tables, whole."""
    numbers = {row.id: number for number, row in enumerate(scenario.power_nodes)}
    sources = [i for i, row in enumerate(scenario.power_nodes) if row.kind is PowerNodeKind.SOURCE]
    lines = [GridLine(numbers[row.a], numbers[row.b], not row.normally_open) for row in scenario.power_lines]
    return Grid(len(numbers), sources, lines)


def mains(scenario: Scenario, clock: Clock, log: Log, horizon_ms: int) -> Mains | None:
    """Return the power network at work, with its scripted failures; None where the scenario has none.

    Parameters
    ----------
    scenario
        Its tables of the power network.
    clock, log, horizon_ms
        Of the run.
    """
    if not scenario.power_nodes:
        return None
    ties = {
        number: Tie(row.switching, round(row.delay_min * MINUTE_MS))
        for number, row in enumerate(scenario.power_lines)
        if row.normally_open
    }
    net = PowerNet(clock, log, grid_of(scenario), ties)
    found = Mains(clock, log, net, _loads(scenario), len(scenario.townships))
    _play(scenario, clock, found, horizon_ms)
    return found


def _loads(scenario: Scenario) -> list[Load]:
    numbers = {row.id: number for number, row in enumerate(scenario.power_nodes)}
    nearest = nearest_townships(scenario)
    return [
        Load(row.kind, numbers[row.at], _township(scenario, row, nearest[node]), _store(row))
        for row, node in zip(scenario.loads, load_nodes(scenario), strict=True)
    ]


def _township(scenario: Scenario, row: LoadRow, nearest: int) -> int:
    """Return the township in which a load stands: as its own table says, else the nearest."""
    named = {
        LoadKind.TOWNSHIP: {each.id: each.id for each in scenario.townships},
        LoadKind.TELECOM: {each.id: each.township for each in scenario.telecom},
        LoadKind.RADIO_SITE: {each.id: each.township for each in scenario.sites},
    }
    return scenario.township_ids.get(named.get(row.kind, {}).get(row.target, ""), nearest)


def _store(row: LoadRow) -> Store:
    if row.kind.own_backup:
        return NoStore()  # until the communications give theirs
    generator = None
    if row.generator_h:
        generator = Generator(row.generator_h, round(row.start_s * SECOND_MS), row.fuel_h)
    return Backup(Battery.lasting(row.ups_h), generator)


def _play(scenario: Scenario, clock: Clock, found: Mains, horizon_ms: int) -> None:
    """Let the mains of townships, nodes and lines fail and come back; what is due now, at once."""
    nodes = {row.id: i for i, row in enumerate(scenario.power_nodes)}
    lines = {row.id: i for i, row in enumerate(scenario.power_lines)}
    tables: dict[str, tuple[dict[str, int], Change]] = {
        "mains": (scenario.township_ids, found.set_mains),
        "power_node": (nodes, turning(found.net.nodes)),
        "power_line": (lines, turning(found.net.lines)),
    }
    for what, (ids, change) in tables.items():
        for t_ms, number, back in events(scenario.bearers.outages, what, ids, horizon_ms):
            if t_ms <= clock.now:
                change(number, back)
            else:
                clock.call_after(t_ms - clock.now, partial(change, number, back))


def hand_over(scenario: Scenario, found: Mains, plant: Plant) -> None:
    """Let the loads of telecom and radio sites have the batteries and generators that stand there."""
    stores: dict[LoadKind, tuple[dict[str, int], Callable[[Plant, int], Store]]] = {
        LoadKind.TELECOM: (
            {row.id: i for i, row in enumerate(scenario.telecom) if row.kind is not TelecomKind.CORE},
            TelecomStore,
        ),
        LoadKind.RADIO_SITE: ({row.id: i for i, row in enumerate(scenario.sites)}, SiteStore),
    }
    for row, load in zip(scenario.loads, found.loads, strict=True):
        ids, store = stores.get(row.kind, ({}, SiteStore))
        if row.target in ids:
            load.store, load.settle = store(plant, ids[row.target]), plant.touched
