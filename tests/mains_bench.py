"""A bench for the power network: a small grid with loads on a clock, without anybody who lives on it."""

from collections.abc import Sequence
from typing import Any

from stories import header
from worlds import NOTE, line, scenario

from sim.comms.mains import Mains
from sim.comms.mains_build import mains
from sim.kernel.clock import Clock
from sim.metric.invariants import Monitor
from sim.record.facts import Fact
from sim.record.log import Log
from sim.record.power_facts import LoadChanged, PowerNodeChanged
from sim.terms.units import HOUR_MS

NODES = (("PS", "source"), ("SS1", "substation"), ("SS2", "substation"), ("TA", "area"))
LINES = (
    ("L0", "PS", "SS1", None),
    ("L1", "PS", "SS2", None),
    ("L2", "SS2", "TA", None),
    ("L3", "SS1", "SS2", ("automatic", 0.1)),
    ("L4", "SS1", "TA", ("by_hand", 0.0)),
)
NUMBERS = {name: i for i, name in enumerate(sorted(name for name, _ in NODES))}
"""Number of each node of the grid: PS 0, SS1 1, SS2 2, TA 3."""


def tables(
    loads: Sequence[dict[str, Any]] = (),
    lines: Sequence[tuple[str, str, str, tuple[str, float] | None]] = LINES,
    nodes: Sequence[tuple[str, str]] = NODES,
) -> dict[str, Any]:
    """Return the tables of a power network, all of it at the first node of the line of roads."""
    place = {"kv": 10.0, "lon": 107.0, "lat": 29.0, "node": "N00", **NOTE}
    rows = []
    for name, a, b, tie in lines:
        row: dict[str, Any] = {"id": name, "a": a, "b": b, "kv": 10.0, "length_km": 1.0, **NOTE}
        if tie is not None:
            row |= {"normally_open": True, "switching": tie[0], "delay_min": tie[1]}
        rows.append(row)
    return {
        "power_nodes": [{"id": name, "name_zh": name, "kind": kind, **place} for name, kind in nodes],
        "power_lines": rows,
        "loads": list(loads),
    }


def load(name: str, kind: str, at: str, target: str = "", **changes: Any) -> dict[str, Any]:
    """Return a load."""
    return {"id": name, "name_zh": name, "kind": kind, "at": at, "target": target, **NOTE, **changes}


HOMES = (
    load("A0", "township", "SS1", "T00"),
    load("A1", "township", "SS2", "T01"),
    load("A2", "area", "TA", "N02"),
    load("B0", "pump", "SS2", node="N01", ups_h=0.5, generator_h=4.0),
)
"""Two townships, an area that is a third one's node, and pumps with a generator."""


class Bench:
    """The mains of a scenario, and whatever they log, held to every law.

    Parameters
    ----------
    loads, outages
        What hangs on it, and what fails by script.
    data
        Further keys of the scenario.
    """

    def __init__(
        self,
        loads: Sequence[dict[str, Any]] = HOMES,
        outages: Sequence[dict[str, Any]] = (),
        **data: Any,
    ) -> None:
        made = {**line(4), **tables(loads), "bearers": {"outages": list(outages)}, **data}
        self.scenario = scenario(made)
        self.clock = Clock()
        self.monitor = Monitor(self.scenario)
        self.log = Log(header(self.scenario), sinks=[self.monitor])
        found = mains(self.scenario, self.clock, self.log, self.scenario.horizon.ms)
        assert found is not None
        self.mains: Mains = found
        self.told: list[tuple[float, int, bool]] = []
        found.subscribe(lambda t, place, fed: self.told.append((t / HOUR_MS, place, fed)))

    def run_h(self, until_h: float) -> "Bench":
        """Let time pass until after what happens at an hour, and look whether all laws hold."""
        self.clock.run(round(until_h * HOUR_MS) + 1)
        self.log.flush()
        return self

    def facts(self, kind: type[Fact]) -> list[tuple[float, Any]]:
        """Return what was logged of a kind, with its hours."""
        return [(t / HOUR_MS, fact) for _, t, _, fact in self.log.entries() if isinstance(fact, kind)]

    def lives(self, number: int) -> list[tuple[float, str]]:
        """Return what a load ran on from which hour."""
        return [(t, fact.source) for t, fact in self.facts(LoadChanged) if fact.load == number]

    def nodes(self, name: str) -> list[tuple[float, bool]]:
        """Return when a node of the grid was energised and went dead."""
        return [(t, f.live) for t, f in self.facts(PowerNodeChanged) if f.node == NUMBERS[name]]

    def chain(self, seq: int) -> list[Fact]:
        """Return an entry and all from which it follows."""
        entries = {number: (cause, fact) for number, _, cause, fact in self.log.entries()}
        found = []
        at: int | None = seq
        while at is not None:
            at, fact = entries[at]
            found.append(fact)
        return found
