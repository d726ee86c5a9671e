"""Who sees damage, and when: people beside it, whoever comes by, control rooms on their boards 险情发现."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from sim.agent.context import Context
from sim.agent.sight import told, wants_pumps
from sim.hazard.damage import Damage
from sim.record.facts import Report
from sim.record.repair import DamageSeen
from sim.terms.enums import Asset
from sim.terms.ids import Address, Band
from sim.terms.units import MINUTE_MS

Speak: TypeAlias = Callable[[Address, tuple[Report, ...], int], None]
"""Lets somebody at an address say what they see, following from an entry of the log."""
State: TypeAlias = tuple[bool, bool]
"""Of a damaged road: whether it is closed to everybody, and whether it wants pumps."""

_NEIGHBOURS: Final = 2
"""Villages beside damage that look at it: the news of more would be the same (assumption)."""
_LOOK_AGAIN_MS: Final = 10 * MINUTE_MS
"""How often a control room tries a line that does not answer (assumption)."""
_HAS_A_BOARD: Final = frozenset(
    {Asset.POWER_LINE, Asset.POWER_NODE, Asset.FIBRE, Asset.RADIO_SITE, Asset.TELECOM_SITE}
)
_NEEDS_TELECOM: Final = frozenset({Asset.POWER_LINE, Asset.POWER_NODE})


class Board(NamedTuple):
    """The board of a control room 调度台: whose it is, and what those who hang on it mend."""

    address: Address
    skills: frozenset[str]


class Lookouts:
    """Lets each damage be seen by those who can see it.

    Villages see what lies at their own road node after a while, and later whether one gets through and that
    it is whole. Where no village is, it is found when somebody of the township comes by. A control room sees
    a line or a site go dead at once: lines and substations only where the public network answers there, for
    that is how its board hears.

    Parameters
    ----------
    context
        Of the world.
    boards
        Control rooms.
    hears
        Whether a control room is told by the public network what happens at a node.
    speak
        Lets somebody say what they see.
    township_of
        Township of each node.
    """

    def __init__(
        self,
        context: Context,
        boards: Sequence[Board],
        hears: Callable[[int], bool],
        speak: Speak,
        township_of: Sequence[int],
    ) -> None:
        self._context = context
        self._boards = boards
        self._hears = hears
        self._speak = speak
        self._township_of = township_of
        self._villages: dict[int, list[int]] = {}
        for number, village in enumerate(context.scenario.villages):
            self._villages.setdefault(context.scenario.node_ids[village.node], []).append(number)
        self._saw: dict[int, list[Address]] = {}
        self._states: dict[int, State] = {}

    def look(self, damage: Damage) -> None:
        """Let damage that came about be seen, and later that a road closes or opens, and that it is whole."""
        if damage.whole:
            for address in self._saw.get(damage.number, ()):
                self._after(damage, address, self._context.scenario.repair.sight.ms, self._see_whole)
        elif damage.number in self._states:
            self._look_again(damage)
        else:
            self._states[damage.number] = self._state(damage)
            self._people(damage)
            for board in self._boards if damage.kind.asset in _HAS_A_BOARD else ():
                if damage.step is not None and damage.step.capability in board.skills:
                    alarm_ms = self._context.scenario.repair.alarm.ms
                    self._context.clock.call_after(alarm_ms, partial(self._ring, damage, board.address))

    def _look_again(self, damage: Damage) -> None:
        """Let those who saw a road tell that one gets through no more, or again, or what water does."""
        state, sight_ms = self._state(damage), self._context.scenario.repair.sight.ms
        if state != self._states[damage.number]:
            self._states[damage.number] = state
            for address in self._saw.get(damage.number, ()):
                self._context.clock.call_after(sight_ms, partial(self._see_change, damage, address, state))

    def _state(self, damage: Damage) -> State:
        """Return whether damage closes a road to everybody, and whether it is under water for pumps."""
        closed = damage.kind.asset is Asset.ROAD and damage.target in self._context.roads.closed
        return closed, wants_pumps(damage)

    def _people(self, damage: Damage) -> None:
        repair = self._context.scenario.repair
        beside = [v for node in damage.nodes for v in self._villages.get(node, ())[:_NEIGHBOURS]]
        for village in dict.fromkeys(beside):
            self._after(damage, Band.VILLAGE.address(village), repair.sight.ms, self._see)
        if not beside and damage.nodes:
            township = Band.TOWNSHIP.address(self._township_of[damage.nodes[0]])
            self._after(damage, township, repair.patrol.ms, self._see)

    def _after(
        self, damage: Damage, address: Address, median_ms: int, see: Callable[[Damage, Address], None]
    ) -> None:
        """Let somebody look after a time that was decided when the damage came about."""
        draws = self._context.streams(f"damage/{damage.number}/{address}/{damage.whole}")
        delay_ms = round(draws.lognormal(median_ms, self._context.scenario.repair.sight_sigma.value))
        self._context.clock.call_after(delay_ms, partial(see, damage, address))

    def _see(self, damage: Damage, address: Address) -> None:
        if damage.whole:
            return
        self._saw.setdefault(damage.number, []).append(address)
        now, fact = self._context.clock.now, DamageSeen(damage.number, address)
        self._say(damage, address, self._context.log.add(now, fact, damage.cause))

    def _see_change(self, damage: Damage, address: Address, state: State) -> None:
        if not damage.whole and self._state(damage) == state:
            assert damage.cause is not None
            self._say(damage, address, damage.cause)

    def _see_whole(self, damage: Damage, address: Address) -> None:
        assert damage.cause is not None
        self._say(damage, address, damage.cause)

    def _say(self, damage: Damage, address: Address, cause: int) -> None:
        self._speak(address, told(damage, self._context.roads), cause)

    def _ring(self, damage: Damage, address: Address) -> None:
        """Let a control room see a line or a site go dead, as soon as what its board hangs on answers."""
        needs = damage.nodes if damage.kind.asset in _NEEDS_TELECOM else ()
        if damage.whole:
            return
        if all(self._hears(node) for node in needs):
            self._see(damage, address)
        else:
            self._context.clock.call_after(_LOOK_AGAIN_MS, partial(self._ring, damage, address))
