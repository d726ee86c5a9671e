"""Scripted failures of communications 脚本故障: what fails at which time, and when it is back."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from sim.comms.plant import Plant
from sim.comms.supply import ScriptedSupply, SupplyEvent
from sim.kernel.clock import Clock
from sim.scenario.bearers import Outage
from sim.scenario.model import Scenario
from sim.terms.enums import TelecomKind

_EVERYBODY = "all"
Change: TypeAlias = Callable[[int, bool], None]
"""Lets the thing of a number fail (False) or come back (True)."""


def supply(scenario: Scenario, clock: Clock, horizon_ms: int) -> ScriptedSupply:
    """Return the mains by township, as the scenario's outages say."""
    ids = scenario.township_ids
    script = []
    for outage in scenario.bearers.outages:
        if outage.what == "mains":
            for township in _named(outage, ids):
                script += [SupplyEvent(t_ms, township, on) for t_ms, on in _times(outage, horizon_ms)]
    return ScriptedSupply(clock, script)


def play(scenario: Scenario, clock: Clock, plant: Plant, horizon_ms: int) -> None:
    """Let everything else fail and come back at its times, where the scenario has it."""
    tables: dict[str, tuple[dict[str, int], Change]] = {
        "site": ({row.id: i for i, row in enumerate(scenario.sites)}, plant.set_site),
        "backhaul": ({row.id: i for i, row in enumerate(scenario.sites)}, plant.set_backhaul),
        "telecom": (
            {row.id: i for i, row in enumerate(scenario.telecom) if row.kind is not TelecomKind.CORE},
            plant.set_telecom,
        ),
        "fibre": ({row.id: i for i, row in enumerate(scenario.fibres)}, plant.set_fibre),
    }
    for outage in scenario.bearers.outages:
        if outage.what in tables:
            ids, change = tables[outage.what]
            for number in _named(outage, ids):
                for t_ms, back in _times(outage, horizon_ms):
                    clock.call_after(t_ms, partial(change, number, back))


def _named(outage: Outage, ids: dict[str, int]) -> list[int]:
    return sorted(ids.values()) if outage.target == _EVERYBODY else [ids[outage.target]]


def _times(outage: Outage, horizon_ms: int) -> Iterator[tuple[int, bool]]:
    """Yield when it fails and when it is back, as far as that lies within the run."""
    for t_ms, back in ((outage.at.ms, False), (outage.until.ms, True)):
        if t_ms < horizon_ms:
            yield t_ms, back
