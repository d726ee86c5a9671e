"""What a broken gas main does 燃气管网受损: a street beside it is closed until a team has shut it off."""

from functools import partial

from sim.agent.context import Context
from sim.hazard.damage import Damage, Damages
from sim.hazard.play import is_shut
from sim.terms.enums import DamageKind


class GasEffect:
    """Lets damage act on the gas mains: the cordon; calls are the hazard's, see `sim.hazard.mains`.

    Parameters
    ----------
    context
        Of the world.
    damages
        The ledger of what is broken, to which the cordon comes.
    """

    def __init__(self, context: Context, damages: Damages) -> None:
        scenario = context.scenario
        self._clock, self._damages = context.clock, damages
        self._cordon_ms = scenario.utilities.gas.cordon.ms
        self._streets: dict[frozenset[int], int] = {}
        for number, link in enumerate(scenario.links):
            ends = frozenset((scenario.node_ids[link.a], scenario.node_ids[link.b]))
            self._streets.setdefault(ends, number)
        self._cordons: dict[int, Damage] = {}

    def strike(self, damage: Damage) -> None:
        """Let it be broken: a cordon comes as soon as somebody can set it."""
        self._clock.call_after(self._cordon_ms, partial(self._close, damage))

    def ease(self, damage: Damage) -> None:
        """Let the cordon go once the gas is shut off."""
        self._open(damage)

    def mend(self, damage: Damage) -> None:
        """Let it be whole, by whatever made it so."""
        self._open(damage)

    def _close(self, damage: Damage) -> None:
        street = self._streets.get(frozenset(damage.nodes))
        if street is not None and not is_shut(damage):
            self._cordons[damage.number] = self._damages.strike(
                DamageKind.CORDON, street, 0, damage.nodes, (), damage.hazard, damage.cause
            )

    def _open(self, damage: Damage) -> None:
        cordon = self._cordons.pop(damage.number, None)
        if cordon is not None:
            self._damages.mend(cordon, damage.cause)
