"""What an exercise's script breaks while it is played 导调注入影响: decided by people, not drawn."""

from functools import cached_property, partial

from sim.hazard.damage import Damage, Damages
from sim.hazard.ground import Ground
from sim.hazard.repair import steps
from sim.kernel.clock import Clock
from sim.record.seat_facts import InjectStruck
from sim.scenario.hazards import INJECTED
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, DamageKind

MOST_SIZE = 1_000_000
"""Of what a script breaks, in the unit of its kind: as for the scripted damage of a scenario."""


class Injects:
    """Lets a script break what it names.

    Parameters
    ----------
    scenario
        Whose roads and networks they are.
    damages
        The ledger of what is broken.
    clock
        Of the run.
    roads_close
        Whether any road of this world can close; where none can, nobody minds a cut.
    """

    def __init__(self, scenario: Scenario, damages: Damages, clock: Clock, roads_close: bool) -> None:
        self._scenario, self._damages, self._clock = scenario, damages, clock
        self._roads_close = roads_close

    @cached_property
    def _ground(self) -> Ground:
        return Ground.of(self._scenario)

    def can(self, act: InjectStruck) -> bool:
        """Whether a script can break this now: there is such a thing, and it is bound to a network."""
        if act.what not in DamageKind._value2member_map_:
            return False
        asset = DamageKind(act.what).asset
        if not self._damages.can_break(asset) or (asset is Asset.ROAD and not self._roads_close):
            return False
        there = 0 <= act.target < len(getattr(self._scenario, INJECTED[asset]))
        lasts = act.until_ms is None or act.until_ms > self._clock.now
        return there and lasts and 0 <= act.size <= MOST_SIZE

    def strike(self, act: InjectStruck, cause: int) -> None:
        """Let it break, and be whole again of itself at its time, unless somebody has mended it before."""
        kind, ground = DamageKind(act.what), self._ground
        row = ground.links[act.target] if kind.asset is Asset.ROAD else ground.assets[kind.asset][act.target]
        work = steps(kind, act.size, self._scenario.hazards.repair)
        damage = self._damages.strike(kind, act.target, act.size, row.nodes, work, cause=cause)
        if act.until_ms is not None:
            self._clock.call_after(act.until_ms - self._clock.now, partial(self._pass, damage))

    def _pass(self, damage: Damage) -> None:
        self._damages.mend(damage, damage.cause)
