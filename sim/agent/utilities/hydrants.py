"""What a broken water main does 供水管网受损: dry hydrants, and hospitals that live on their tanks."""

from functools import partial
from typing import Final

from sim.agent.context import Context
from sim.hazard.damage import Damage
from sim.record.utilities import HydrantFlow, HydrantsChanged, WardsChanged
from sim.scenario.utilities import mains_km
from sim.terms.enums import Asset

HALF: Final = 0.5
"""Share of the mains at a road node that is broken when a hospital there gets no water (assumption)."""


class WaterEffect:
    """Lets damage act on the water mains.

    Parameters
    ----------
    context
        Of the world.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        scenario = context.scenario
        self._km = mains_km(scenario, Asset.WATER_MAIN)
        self._tank_ms = scenario.utilities.tank.ms
        self._nodes = [scenario.node_ids[row.node] for row in scenario.villages]
        self._hospitals = frozenset(context.hospitals)
        self._broken: dict[int, set[int]] = {}
        self._flows: dict[int, int] = {}
        self._short: dict[int, int] = {}
        self._closed: set[int] = set()

    def strike(self, damage: Damage) -> None:
        """Let it be broken."""
        place, cause = damage.target, damage.cause
        here = self._broken.setdefault(place, set())
        here.add(damage.number)
        if len(here) == 1:
            self._change(place, True, cause)

    def ease(self, damage: Damage) -> None:
        """Leave it broken."""

    def mend(self, damage: Damage) -> None:
        """Let it be whole, unless it is broken elsewhere in the village."""
        here = self._broken[damage.target]
        here.discard(damage.number)
        if not here:
            self._change(damage.target, False, damage.cause)

    def is_dry(self, place: int) -> bool:
        """Whether the hydrants of a village have no water."""
        return bool(self._broken.get(place))

    def takes(self, node: int) -> bool:
        """Whether hospitals at a node have water, so that they take patients."""
        return node not in self._closed

    def drawn(self, call: int, place: int, l_min: int, cause: int) -> None:
        """Write down what hydrants give a scene, when it changes."""
        if l_min != self._flows.get(call, 0):
            self._flows[call] = l_min
            self._context.log.add(self._context.clock.now, HydrantFlow(call, place, l_min), cause)

    def _change(self, place: int, dry: bool, cause: int | None) -> None:
        context = self._context
        seq = context.log.add(context.clock.now, HydrantsChanged(place, dry), cause)
        for call in sorted(context.incidents):
            if context.incidents[call].birth.place == place:
                context.incidents[call].water_changed(seq)
        if self._nodes[place] in self._hospitals:
            self._look_at(self._nodes[place], seq)

    # --- hospitals 医院 -------------------------------------------------------------------------------------

    def _look_at(self, node: int, cause: int) -> None:
        """Let hospitals at a node live on their tanks, or get water again."""
        short = self._is_short(node)
        if short and node not in self._short:
            self._short[node] = cause
            self._context.clock.call_after(self._tank_ms, partial(self._run_out, node, cause))
        elif not short and self._short.pop(node, None) is not None and node in self._closed:
            self._closed.discard(node)
            self._context.log.add(self._context.clock.now, WardsChanged(node, False), cause)

    def _run_out(self, node: int, cause: int) -> None:
        if self._short.get(node) == cause:
            self._closed.add(node)
            self._context.log.add(self._context.clock.now, WardsChanged(node, True), cause)

    def _is_short(self, node: int) -> bool:
        here = [place for place, at in enumerate(self._nodes) if at == node]
        metres = [round(1000 * self._km[place]) for place in here]
        dry = [m for m, place in zip(metres, here, strict=True) if self.is_dry(place)]
        return bool(dry) and sum(dry) >= HALF * sum(metres)
