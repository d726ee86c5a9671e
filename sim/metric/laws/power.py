"""Laws of power: no path, no power; what is broken is dead; fuel is burnt, never made."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import MainsChanged
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended
from sim.record.power_facts import (
    LoadChanged,
    LoadFuelled,
    PowerLineChanged,
    PowerNodeChanged,
    SwitchChanged,
)
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, DamageKind, LoadKind, PowerNodeKind, PowerSource
from sim.terms.units import HOUR_MS

_BREAKS = {kind.value: kind.asset for kind in DamageKind}
_MAINS, _GENERATOR = PowerSource.MAINS.value, PowerSource.GENERATOR.value
_DARK = PowerSource.DARK.value


class PowerLaws:
    """Follows nodes, lines and ties of the power network, what is broken there, and every load.

    Parameters
    ----------
    scenario
        Its power network; before anything is told all of it is energised, ties apart.
    """

    def __init__(self, scenario: Scenario) -> None:
        numbers = {row.id: number for number, row in enumerate(scenario.power_nodes)}
        self._sources = [i for i, row in enumerate(scenario.power_nodes) if row.kind is PowerNodeKind.SOURCE]
        self._ends = [(numbers[row.a], numbers[row.b]) for row in scenario.power_lines]
        self._nodes = [True] * len(numbers)
        self._lines = [not row.normally_open for row in scenario.power_lines]
        self._closed = list(self._lines)
        self._broken: dict[int, tuple[Asset, int]] = {}
        self._at = [numbers[row.at] for row in scenario.loads]
        self._kinds = [row.kind for row in scenario.loads]
        tanks = (row.generator_h if row.fuel_h is None else row.fuel_h for row in scenario.loads)
        self._fuel_ms = [round(tank_h * HOUR_MS) for tank_h in tanks]
        self._runs_on = [(0, _MAINS)] * len(self._at)
        self._homes = {
            scenario.township_ids[row.target]: i
            for i, row in enumerate(scenario.loads)
            if row.kind is LoadKind.TOWNSHIP
        }
        self._changed: tuple[int, int] | None = None

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            PowerNodeChanged: self._node,
            PowerLineChanged: self._line,
            SwitchChanged: self._switch,
            LoadChanged: self._load,
            LoadFuelled: self._fuelled,
            DamageBegan: self._damage,
            DamageEased: _allow,
            DamageMended: self._mend,
            MainsChanged: self._mains,
        }

    def finish(self, seq: int, t: int) -> None:
        """Look at what the last change has left."""
        self._settle(t + 1)

    def _node(self, seq: int, t: int, fact: PowerNodeChanged) -> None:
        self._settle(t)
        self._turn(seq, t, self._nodes, fact.node, fact.live)

    def _line(self, seq: int, t: int, fact: PowerLineChanged) -> None:
        self._settle(t)
        self._turn(seq, t, self._lines, fact.line, fact.live)

    def _switch(self, seq: int, t: int, fact: SwitchChanged) -> None:
        self._settle(t)
        self._turn(seq, t, self._closed, fact.line, fact.closed)

    def _turn(self, seq: int, t: int, states: list[bool], number: int, state: bool) -> None:
        if states[number] is state:
            raise broken("switch", seq, t, f"{number} of the power network is {state} already")
        states[number] = state
        self._changed = seq, t

    def _damage(self, seq: int, t: int, fact: DamageBegan) -> None:
        asset = _BREAKS[fact.kind]
        if asset in (Asset.POWER_NODE, Asset.POWER_LINE):
            self._settle(t)
            self._broken[fact.damage] = asset, fact.target
            self._changed = seq, t

    def _mend(self, seq: int, t: int, fact: DamageMended) -> None:
        self._broken.pop(fact.damage, None)

    def _settle(self, t: int) -> None:
        """Look at the network as it was left when the clock went on: a change is told in several entries."""
        if self._changed is None or self._changed[1] >= t:
            return
        seq, at_ms = self._changed
        self._changed = None
        for asset, target in self._broken.values():
            if (self._nodes if asset is Asset.POWER_NODE else self._lines)[target]:
                raise broken("unbroken", seq, at_ms, f"{asset.value} {target} is energised")
        reached = self._reached()
        for node, live in enumerate(self._nodes):
            if live and not reached[node]:
                raise broken("path", seq, at_ms, f"node {node} is energised")

    def _reached(self) -> list[bool]:
        """Return the nodes to which energised, closed lines lead from a source that is energised."""
        reached = [False] * len(self._nodes)
        waiting = [node for node in self._sources if self._nodes[node]]
        ahead: list[list[int]] = [[] for _ in self._nodes]
        for number, (a, b) in enumerate(self._ends):
            if self._lines[number] and self._closed[number]:
                ahead[a].append(b)
                ahead[b].append(a)
        while waiting:
            node = waiting.pop()
            if not reached[node]:
                reached[node] = True
                waiting += ahead[node]
        return reached

    def _load(self, seq: int, t: int, fact: LoadChanged) -> None:
        load = fact.load
        if fact.source == _MAINS and not self._nodes[self._at[load]]:
            raise broken("path", seq, t, f"load {load} has mains")
        if not self._kinds[load].own_backup:
            self._burn(seq, t, load)
            if fact.fuel_ms != self._fuel_ms[load]:
                said = f"load {load} has fuel for {self._fuel_ms[load]} ms, and says {fact.fuel_ms}"
                raise broken("load_fuel", seq, t, said)
        self._runs_on[load] = t, fact.source

    def _fuelled(self, seq: int, t: int, fact: LoadFuelled) -> None:
        if self._kinds[fact.load].own_backup:
            return
        self._burn(seq, t, fact.load)
        self._fuel_ms[fact.load] += fact.added_ms
        if fact.left_ms != self._fuel_ms[fact.load] or fact.left_ms < 0:
            said = f"load {fact.load} has fuel for {self._fuel_ms[fact.load]} ms, and says {fact.left_ms}"
            raise broken("load_fuel", seq, t, said)

    def _burn(self, seq: int, t: int, load: int) -> None:
        """Take off what a generator has burnt since the load was last told of."""
        since_ms, source = self._runs_on[load]
        if source == _GENERATOR:
            self._fuel_ms[load] -= t - since_ms
        self._runs_on[load] = t, source
        if self._fuel_ms[load] < 0:
            raise broken(
                "load_fuel", seq, t, f"load {load} burns fuel for {-self._fuel_ms[load]} ms too much"
            )

    def _mains(self, seq: int, t: int, fact: MainsChanged) -> None:
        load = self._homes.get(fact.township)
        if load is not None and fact.on and self._runs_on[load][1] == _DARK:
            raise broken("path", seq, t, f"township {fact.township} has mains")


def _allow(seq: int, t: int, fact: DamageEased) -> None:
    """Let a repair go on: what is half mended is broken still."""
